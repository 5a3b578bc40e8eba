// Outlook as the registry knows it.
import { config } from '../../config';
import type { MailConfig } from '../../config';
import type { ProviderCapabilities, ProviderType } from '../provider';
import { CONCURRENCY, MAX_MESSAGE_BYTES, REQUESTS_PER_WINDOW, RESERVED_REQUESTS, WINDOW_MS } from './limits';
import { createMicrosoftOAuthClient } from './oauth';
import { createMicrosoftProvider } from './provider';
import { microsoftPush } from './push';

/** The smallest set: more scopes make more tenants ask for an administrator. */
const SCOPES = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.ReadWrite', 'Mail.Send'] as const;

const CAPABILITIES: ProviderCapabilities = Object.freeze({
  changes: 'mailbox',
  mailboxesPerMessage: 'one',
  destroy: true,
  categories: true,
  push: 'webhook',
  maxMessageBytes: MAX_MESSAGE_BYTES,
  maxRecipients: 500,
  // Delta pages of 50 with bodies take 0.3 to 2 s at the server; the quota would allow more.
  messagesPerSecond: 50,
});

/** For other endpoints than the configured ones (tests, sovereign clouds). */
export function createMicrosoftType(endpoints: MailConfig): ProviderType {
  return {
    id: 'microsoft',
    title: 'Outlook',
    capabilities: CAPABILITIES,
    scopes: SCOPES,
    hasTenant: true,
    createOAuthClient: (settings) => createMicrosoftOAuthClient(settings, SCOPES, endpoints),
    createProvider: (context) => createMicrosoftProvider(context, endpoints, CAPABILITIES),
    limits: { concurrency: CONCURRENCY, units: REQUESTS_PER_WINDOW, windowMs: WINDOW_MS, reservedUnits: RESERVED_REQUESTS },
    push: microsoftPush,
  };
}

export const microsoftType = createMicrosoftType(config);
