// Gmail as the registry knows it.
import { config } from '../../config';
import type { MailConfig } from '../../config';
import type { ProviderCapabilities, ProviderType } from '../provider';
import { createGoogleOAuthClient } from './oauth';
import { createGmailProvider } from './provider';
import { createGmailPush } from './push';
import { CONCURRENCY, MAX_MESSAGE_BYTES, RESERVED_SHARE, UNITS } from './quota';

/** The smallest scope that reads, sorts and sends; only deleting for ever needs more. */
const SCOPES = ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/gmail.modify'] as const;

const capabilitiesOf = ({ googleUnitsPerMinute }: MailConfig): ProviderCapabilities => Object.freeze({
  changes: 'account',
  mailboxesPerMessage: 'many',
  destroy: false,
  // Its labels are mailboxes.
  categories: false,
  push: 'pubsub',
  maxMessageBytes: MAX_MESSAGE_BYTES,
  maxRecipients: 500,
  messagesPerSecond: (googleUnitsPerMinute * (1 - RESERVED_SHARE)) / 60 / UNITS.messagesGet,
});

/** For other endpoints than the configured ones (tests, sovereign clouds). */
export function createGoogleType(endpoints: MailConfig): ProviderType {
  const capabilities = capabilitiesOf(endpoints);
  const units = endpoints.googleUnitsPerMinute;
  return {
    id: 'google',
    title: 'Gmail',
    capabilities,
    scopes: SCOPES,
    hasTenant: false,
    createOAuthClient: (settings) => createGoogleOAuthClient(settings, SCOPES, endpoints),
    createProvider: (context) => createGmailProvider(context, endpoints, capabilities),
    limits: { concurrency: CONCURRENCY, units, windowMs: 60_000, reservedUnits: Math.round(units * RESERVED_SHARE) },
    push: createGmailPush(endpoints),
  };
}

export const googleType = createGoogleType(config);
