// What becomes of a request that says it is a provider's notice: proved, answered at once, rung afterwards. Knows no Koa.
import { MailError, toMailError } from '../../common/errors';
import type { MailErrorCode } from '../../common/errors';
import type { ProviderType } from '../providers/provider';
import type { Notice } from '../providers/push';
import type { Bell } from '../push/bell';
import type { PushSettingsStore } from '../push/settings';
import type { Log } from '../services';

/** Requests whose notices have not rung yet. More than this means that the database does not keep up. */
const MAX_WAITING = 500;

export interface IncomingNotice {
  method: string;
  query: URLSearchParams;
  authorization: string;
  /** @throws MailError `too-large`, `unavailable` */
  readBody(): Promise<string>;
}

/** Never more than this: whoever sends junk learns nothing about why. */
export interface WebhookAnswer {
  status: number;
  /** Plain text. */
  text?: string;
}

export interface ReceiverDeps {
  log: Log;
  bell: Bell;
  settings: Pick<PushSettingsStore, 'read'>;
}

const STATUS: Partial<Record<MailErrorCode, number>> = { 'invalid-input': 400, forbidden: 401, 'too-large': 413, unavailable: 503 };

export type Receiver = (type: ProviderType, request: IncomingNotice) => Promise<WebhookAnswer>;

/** Microsoft wants an answer within 3 s and Google within the deadline of the subscription, so the work is done after it. */
export function createReceiver({ log, bell, settings }: ReceiverDeps): Receiver {
  let waiting = 0;

  function ringLater(type: ProviderType, notices: Notice[]): void {
    waiting += 1;
    bell
      .receive(type.id, notices)
      // Lost: the poll finds what it announced.
      .catch((error: unknown) => log.warn('mail: a notice could not ring', { provider: type.id, code: toMailError(error).code }))
      .finally(() => (waiting -= 1));
  }

  return async (type, request) => {
    if (request.method !== 'POST') return { status: 405 };
    try {
      if (waiting >= MAX_WAITING) throw new MailError('unavailable', { detail: 'too many notices wait' });
      // A handshake carries its token in the address, and no body.
      const body = request.query.has('validationToken') ? '' : await request.readBody();
      const reading = await type.push.read({ query: request.query, authorization: request.authorization, body }, (await settings.read(type)).settings);
      if (reading.kind === 'echo') return { status: 200, text: reading.text };
      ringLater(type, reading.notices);
      return { status: 202 };
    } catch (cause) {
      const error = toMailError(cause);
      const status = STATUS[error.code] ?? 500;
      // Junk from the internet is no event; a failure of ours is.
      (status >= 500 ? log.warn : log.debug)('mail: notice refused', { provider: type.id, code: error.code, detail: error.message });
      return { status };
    }
  };
}
