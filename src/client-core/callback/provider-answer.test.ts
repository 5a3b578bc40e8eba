import { beforeEach, describe, expect, it, vi } from 'vitest';
import { callbackRequestOf, forgetCallbackRequest, isAdminConsent, keepCallbackRequest } from './provider-answer';

const at = (url: string) => new URL(url, 'https://nocobase.example') as unknown as Location;
const query = (text: string) => new URLSearchParams(text);

beforeEach(() => {
  const values = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key),
  });
});

describe("the provider's answer", () => {
  it('is a code or an error with its state', () => {
    expect(callbackRequestOf(query('state=s&code=c&scope=x'))).toMatchObject({ state: 's', code: 'c', error: undefined });
    expect(callbackRequestOf(query('state=s&error=access_denied'))).toMatchObject({ state: 's', error: 'access_denied' });
  });

  it.each([[''], ['state=s'], ['code=c']])('is not in %j', (text) => {
    expect(callbackRequestOf(query(text))).toBeUndefined();
  });

  it("may be an administrator's consent for everybody, which has no state", () => {
    expect(isAdminConsent(query('admin_consent=True&tenant=t'))).toBe(true);
    expect(isAdminConsent(query('admin_consent=True&error=access_denied'))).toBe(true);
    expect(isAdminConsent(query('state=s&code=c'))).toBe(false);
  });

  it('survives a sign-in page that loses all parameters but the first', () => {
    keepCallbackRequest(at('/v/admin/settings/mail/oauth2?state=s&code=c'));
    expect(callbackRequestOf(query('state=s'))).toMatchObject({ code: 'c' });
    expect(callbackRequestOf(query('state=other'))).toBeUndefined();
  });

  it('is kept on the callback page only, and forgotten after use', () => {
    keepCallbackRequest(at('/admin/other?state=s&code=c'));
    expect(callbackRequestOf(query('state=s'))).toBeUndefined();
    keepCallbackRequest(at('/admin/settings/mail/oauth2?state=s&code=c'));
    forgetCallbackRequest();
    expect(callbackRequestOf(query('state=s'))).toBeUndefined();
  });
});
