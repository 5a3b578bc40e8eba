// Change notifications of Graph. https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks
import { MailError } from '../../../common/errors';
import type { Notice, NoticeEvent, ProviderPush, WebhookReading } from '../push';

const MAX_NOTICES = 1_000;
/** Real ones have about 100 to 500. */
const MAX_TOKEN_CHARS = 4_096;
const MAX_ID_CHARS = 128;

/** https://learn.microsoft.com/en-us/graph/change-notifications-lifecycle-events */
const LIFECYCLE = new Map<unknown, NoticeEvent>([
  ['reauthorizationRequired', 'expiring'],
  ['subscriptionRemoved', 'removed'],
  ['missed', 'missed'],
]);

export const microsoftPush: ProviderPush = Object.freeze({
  fields: [],
  // Microsoft refuses every other scheme, so asking would only use up the quota.
  target: (_settings, notificationUrl) => (notificationUrl ? { notificationUrl } : null),
  async read({ query, body }): Promise<WebhookReading> {
    const tokens = query.getAll('validationToken');
    if (tokens.length > 0) return { kind: 'echo', text: checkToken(tokens) };
    return { kind: 'notices', notices: parseNotices(body) };
  },
} satisfies ProviderPush);

/** What strangers send is sent back to them, so it has to be one line of plain text and short. */
function checkToken(tokens: string[]): string {
  const [token] = tokens;
  if (tokens.length !== 1 || token === '' || token.length > MAX_TOKEN_CHARS || /[\u0000-\u001f\u007f]/.test(token)) throw junk();
  return token;
}

/** Several in one request, also of different tenants and mailboxes. One that is no notice spoils none of the others. */
function parseNotices(body: string): Notice[] {
  const value = parseValue(body);
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_NOTICES) throw junk();
  const notices = value.map(toNotice).filter((notice) => notice !== null);
  if (notices.length === 0) throw junk();
  return notices;
}

function parseValue(body: string): unknown {
  try {
    return (JSON.parse(body) as { value?: unknown } | null)?.value;
  } catch (cause) {
    throw new MailError('invalid-input', { cause, detail: 'no Graph notice' });
  }
}

function toNotice(entry: unknown): Notice | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { subscriptionId, clientState, lifecycleEvent } = entry as Record<string, unknown>;
  if (!isShortText(subscriptionId) || !isShortText(clientState)) return null;
  const event = lifecycleEvent == null ? 'changed' : LIFECYCLE.get(lifecycleEvent);
  return event === undefined ? null : { event, subject: { subscriptionId, clientState } };
}

/** https://learn.microsoft.com/en-us/graph/api/resources/subscription: clientState has at most 128 characters. */
const isShortText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= MAX_ID_CHARS;

const junk = () => new MailError('invalid-input', { detail: 'no Graph notice' });
