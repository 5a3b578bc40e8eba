import { describe, expect, it } from 'vitest';
import { ACCOUNT_STATUSES } from '../../common/constants';
import { noticeOf } from './account-notice';

const t = (key: string, values: Record<string, string | number> = {}) => key.replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name]));
const account = { email: 'ada@lab.test', isStarted: true };

describe('the notice above the list', () => {
  it('is there for every state that does not end by itself soon, and for no other', () => {
    const silent = ACCOUNT_STATUSES.filter((status) => !noticeOf({ ...account, status }, t));
    expect(silent).toEqual(['syncing', 'active', 'rate-limited']);
  });

  it.each([
    ['needs-reauthorization', 'auth-revoked', 'reauthorize'],
    ['no-mailbox', 'oauth-no-mailbox', 'reauthorize'],
    ['paused', undefined, 'resume'],
    ['unavailable', 'unavailable', 'wait'],
    ['unavailable', 'provider-secret-expired', 'correct-settings'],
    ['unavailable', 'mailbox-full', 'wait'],
  ] as const)('%s because of %s leads to: %s', (status, statusCode, remedy) => {
    expect(noticeOf({ ...account, status, statusCode }, t)).toMatchObject({ remedy, text: expect.stringContaining('ada@lab.test') });
  });

  it('says why the provider refuses, when it said so', () => {
    expect(noticeOf({ ...account, status: 'unavailable', statusCode: 'mailbox-full' }, t)?.text).toContain('error.mailbox-full');
  });

  it('sends nobody whose organization blocks the app to an administrator of this installation', () => {
    expect(noticeOf({ ...account, status: 'unavailable', statusCode: 'forbidden' }, t)?.text).toContain('administrator of your mail');
  });

  it('asks for the start date of a mailbox that was linked and never started', () => {
    expect(noticeOf({ ...account, status: 'paused', isStarted: false }, t)).toMatchObject({ remedy: 'choose-start', isHarmless: true });
  });
});
