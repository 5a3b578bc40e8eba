// Error codes and what follows from them.
import { describe, expect, it } from 'vitest';
import { MAIL_ERROR_CODES, MailError } from '../../common/errors';
import { nextStep } from './next-step';

describe('nextStep', () => {
  it.each([
    ['rate-limited', 1, 45_000, { action: 'pause', delayMs: 45_000, status: 'rate-limited' }],
    ['rate-limited', 2, undefined, { action: 'pause', delayMs: 60_000, status: 'rate-limited' }],
    ['unavailable', 1, undefined, { action: 'retry', delayMs: 5_000, status: null }],
    ['unavailable', 3, undefined, { action: 'retry', delayMs: 20_000, status: 'unavailable' }],
    ['auth-expired', 2, undefined, { action: 'retry', delayMs: 10_000, status: null }],
    ['auth-revoked', 1, undefined, { action: 'fail', delayMs: 0, status: 'needs-reauthorization' }],
    ['oauth-no-mailbox', 2, undefined, { action: 'retry', delayMs: 10_000, status: null }],
    ['oauth-no-mailbox', 3, undefined, { action: 'fail', delayMs: 0, status: 'no-mailbox' }],
    ['state-lost', 1, undefined, { action: 'reset', delayMs: 0, status: null }],
    ['conflict', 1, undefined, { action: 'yield', delayMs: 0, status: null }],
    ['provider-secret-expired', 1, undefined, { action: 'retry', delayMs: 900_000, status: 'unavailable' }],
  ] as const)('%s, failure %i', (code, attempts, retryAfterMs, expected) => {
    expect(nextStep(code, attempts, retryAfterMs)).toEqual(expected);
  });

  it('no transient failure ever asks for new consent, however often it comes', () => {
    for (const code of MAIL_ERROR_CODES.filter((each) => new MailError(each).retryable)) {
      for (let attempts = 1; attempts < 100; attempts++) expect(nextStep(code, attempts)).toMatchObject({ action: expect.stringMatching(/retry|pause/) });
    }
  });

  it('no wait grows without end', () => {
    for (const code of MAIL_ERROR_CODES) expect(nextStep(code, 10_000).delayMs).toBeLessThanOrEqual(3_600_000);
  });
});
