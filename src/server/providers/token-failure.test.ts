// What the token source says reaches the engine as it is: the client libraries in between must not turn a withdrawn consent
// into an outage, nor a wrong client secret.
import { expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import type { MailErrorCode } from '../../common/errors';
import { listProviderTypes } from './registry';
import { createRecordingGate } from './testing/bench';

const CODES: MailErrorCode[] = ['auth-revoked', 'provider-secret-expired', 'rate-limited', 'unavailable'];
const ROWS = listProviderTypes().flatMap((type) => CODES.map((code) => ({ type, code, title: type.title })));

it.each(ROWS)('$title: $code', async ({ type, code }) => {
  const gate = createRecordingGate();
  const provider = type.createProvider({
    email: 'me@example.com',
    gate,
    now: () => new Date(),
    getAccessToken: async () => {
      throw new MailError(code, { retryAfterMs: 7_000 });
    },
  });
  await expect(provider.listMailboxes()).rejects.toMatchObject({ code, retryAfterMs: 7_000 });
  expect(gate.open()).toBe(0);
});
