// Notices fetched by long polling: no public address is needed. https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
import { setTimeout as sleep } from 'node:timers/promises';
import { MailError, toMailError } from '../../../common/errors';
import type { MailErrorCode } from '../../../common/errors';
import type { MailConfig } from '../../config';
import type { ListenOptions, Notice, ProviderPush, PushSettings } from '../push';
import { parseRetryAfter } from '../retry-after';
import { readMessage } from './pubsub-message';
import type { PubsubMessage } from './pubsub-message';
import { createServiceAccountTokens } from './service-account';

/** Google answers an idle pull within about 90 s. */
const PULL_TIMEOUT_MS = 120_000;
const CALL_TIMEOUT_MS = 30_000;
const MAX_MESSAGES = 100;
const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 60_000;
/** A wrong key, a missing permission or topic is mended by a person. */
const REFUSALS: readonly MailErrorCode[] = ['forbidden', 'not-found', 'provider-secret-wrong'];
const REFUSED_WAIT_MS = 5 * 60_000;
/** `expirationPolicy: {}` never expires; the default forgets a subscription after 31 days without traffic. */
const SUBSCRIPTION = { ackDeadlineSeconds: 60, messageRetentionDuration: '86400s', expirationPolicy: {} };

interface Received {
  ackId?: string;
  message?: PubsubMessage;
}

type Call = <T>(method: string, path: string, body: unknown, timeoutMs: number) => Promise<T>;

export function createPubsubListener(config: MailConfig): NonNullable<ProviderPush['listener']> {
  return {
    isConfigured: ({ topic, subscription, serviceAccountKey }) => Boolean(topic && subscription && serviceAccountKey),

    async listen(settings, options) {
      const call = createCall(config, settings, options.signal);
      let failures = 0;
      while (!options.signal.aborted) {
        try {
          await pullOnce(call, settings, options);
          failures = 0;
        } catch (error) {
          if (options.signal.aborted) return;
          failures += 1;
          await mend(call, settings, options, toMailError(error), failures);
        }
      }
    },
  };
}

async function pullOnce(call: Call, { subscription }: PushSettings, { onNotices }: ListenOptions): Promise<void> {
  const { receivedMessages = [] } = await call<{ receivedMessages?: Received[] }>('POST', `${subscription}:pull`, { maxMessages: MAX_MESSAGES }, PULL_TIMEOUT_MS);
  const notices = receivedMessages.map(({ message }) => toNotice(message)).filter((notice) => notice !== null);
  if (notices.length > 0) await onNotices(notices);
  // Only now: what is not confirmed comes again. Junk is confirmed too, or it would come for ever.
  const ackIds = receivedMessages.flatMap(({ ackId }) => ackId ?? []);
  if (ackIds.length > 0) await call('POST', `${subscription}:acknowledge`, { ackIds }, CALL_TIMEOUT_MS);
}

function toNotice(message: PubsubMessage | undefined): Notice | null {
  try {
    return readMessage(message ?? {});
  } catch {
    return null;
  }
}

/** Makes a subscription that expired or was never made; waits out everything else. */
async function mend(call: Call, settings: PushSettings, options: ListenOptions, error: MailError, failures: number): Promise<void> {
  const { signal, onTrouble } = options;
  if (error.code === 'not-found') {
    try {
      await call('PUT', `${settings.subscription}`, { topic: settings.topic, ...SUBSCRIPTION }, CALL_TIMEOUT_MS);
      onTrouble(error, 'the subscription was gone and has been made again');
      return;
    } catch (cause) {
      const refusal = toMailError(cause);
      // Somebody else made it in the meantime.
      if (refusal.code === 'conflict') return;
      error = refusal;
    }
  }
  const backoffMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10), MAX_WAIT_MS);
  const waitMs = error.retryAfterMs ?? (REFUSALS.includes(error.code) ? REFUSED_WAIT_MS : backoffMs);
  onTrouble(error, `asks again in ${Math.round(waitMs / 1000)} s`);
  await sleep(waitMs, undefined, { signal }).catch(() => undefined);
}

function createCall(config: MailConfig, { serviceAccountKey = '' }: PushSettings, signal: AbortSignal): Call {
  const getToken = createServiceAccountTokens(serviceAccountKey, config.googleTokenUrl);
  const send = async (method: string, path: string, body: unknown, timeoutMs: number, force: boolean) => {
    const token = await getToken(force);
    return fetch(`${config.googlePubsubUrl}/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
  };
  return async <T>(method: string, path: string, body: unknown, timeoutMs: number): Promise<T> => {
    try {
      let response = await send(method, path, body, timeoutMs, false);
      if (response.status === 401) response = await send(method, path, body, timeoutMs, true);
      if (response.ok) return (await response.json()) as T;
      await response.body?.cancel();
      throw pubsubError(response);
    } catch (cause) {
      if (cause instanceof MailError) throw cause;
      throw new MailError('unavailable', { cause, detail: 'pubsub: no answer' });
    }
  };
}

/** https://cloud.google.com/pubsub/docs/reference/error-codes */
function pubsubError({ status, headers }: Response): MailError {
  const detail = `pubsub ${status}`;
  if (status === 404) return new MailError('not-found', { detail });
  if (status === 409) return new MailError('conflict', { detail });
  if (status === 429) return new MailError('rate-limited', { detail, retryAfterMs: parseRetryAfter(headers.get('retry-after')) });
  if (status >= 500) return new MailError('unavailable', { detail, retryAfterMs: parseRetryAfter(headers.get('retry-after')) });
  return new MailError('forbidden', { detail });
}
