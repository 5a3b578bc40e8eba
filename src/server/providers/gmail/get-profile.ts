// The account's address, name and the addresses it may send from.
import { MailError } from '../../../common/errors';
import type { CallOptions, RemoteProfile } from '../provider';
import type { GmailClient } from './client';
import { required } from './client';
import { throwNoMailbox } from './no-mailbox';
import { UNITS } from './quota';

/** @throws MailError `oauth-no-mailbox` when the Google account has no Gmail. */
export async function getProfile(client: GmailClient, options?: CallOptions): Promise<RemoteProfile> {
  const profile = await client
    .call(UNITS.getProfile, (api, request) => api.users.getProfile({ userId: 'me' }, request), options)
    .catch(throwNoMailbox);
  const email = required(profile.emailAddress, 'profile.emailAddress');
  const identities = await listIdentities(client, email, options);
  return {
    email,
    name: identities.find((identity) => identity.isPrimary)?.name ?? '',
    total: profile.messagesTotal ?? null,
    identities,
  };
}

async function listIdentities(client: GmailClient, email: string, options?: CallOptions) {
  const primary = { email, name: '', isPrimary: true };
  try {
    const list = await client.call(
      UNITS.sendAsList,
      (api, request) => api.users.settings.sendAs.list({ userId: 'me' }, request),
      options,
    );
    // An address that its owner has not confirmed would be refused at sending.
    const usable = (list.sendAs ?? []).filter((entry) => entry.isPrimary || entry.verificationStatus === 'accepted');
    const identities = usable.map((entry) => ({
      email: entry.sendAsEmail ?? email,
      name: entry.displayName ?? '',
      ...(entry.replyToAddress ? { replyTo: entry.replyToAddress } : {}),
      isPrimary: entry.isPrimary ?? false,
    }));
    return identities.some((identity) => identity.isPrimary) ? identities : [primary, ...identities];
  } catch (error) {
    // A Workspace policy can close the settings; mail itself works without them.
    if (error instanceof MailError && !error.retryable) return [primary];
    throw error;
  }
}
