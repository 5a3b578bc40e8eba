// The account's address and name; proves that there is a mailbox.
import type { User } from '@microsoft/microsoft-graph-types';
import { MailError } from '../../../common/errors';
import type { CallOptions, RemoteProfile } from '../provider';
import { folderPath, withQuery } from './client';
import type { GraphClient } from './client';

/** @throws MailError `oauth-no-mailbox` for an account without licence, on premises, or with a foreign address. */
export async function getProfile(client: GraphClient, options?: CallOptions): Promise<RemoteProfile> {
  const user = await client.call<User>({ path: withQuery('/me', { $select: 'id,displayName,mail,userPrincipalName' }) }, options);
  // /me answers without a mailbox too; only a folder proves one.
  await client.call({ path: withQuery(folderPath('inbox'), { $select: 'id' }) }, options).catch((error: MailError) => {
    throw error.code === 'not-found' ? new MailError('oauth-no-mailbox', { cause: error }) : error;
  });
  const count = await client.call<{ '@odata.count'?: number }>(
    { path: withQuery('/me/messages', { $count: true, $top: 1, $select: 'id' }) },
    options,
  );
  // `mail` is empty for personal accounts.
  const email = user.mail || user.userPrincipalName || '';
  const name = user.displayName ?? '';
  return { email, name, total: count['@odata.count'] ?? null, identities: [{ email, name, isPrimary: true }] };
}
