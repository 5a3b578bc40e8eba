// The rules that every OAuth client keeps, as tests against the lab's sign-in.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MailConfig } from '../../config';
import type { OAuthClientSettings, ProviderType } from '../provider';
import { clickThrough, configOf, REDIRECT_URI, signIn, startLab } from './lab';
import type { Lab } from './lab';

export interface OAuthUnderTest {
  name: string;
  /** The lab's name of the provider. */
  provider: 'google' | 'microsoft';
  createType(endpoints: MailConfig): ProviderType;
  client: Pick<OAuthClientSettings, 'clientId' | 'clientSecret' | 'tenant'>;
  address: string;
  subject: string;
}

export function testOAuth(subject: OAuthUnderTest): void {
  describe(`${subject.name} sign-in`, () => {
    let lab: Lab;
    let type: ProviderType;
    const client = (settings: Partial<OAuthClientSettings> = {}) =>
      type.createOAuthClient({ ...subject.client, redirectUri: REDIRECT_URI, ...settings });

    beforeAll(async () => {
      lab = await startLab(5);
      type = subject.createType(configOf(lab));
    }, 120_000);
    afterAll(() => lab?.stop());
    afterEach(() => {
      lab.control.clearFaults();
      lab.control.oauth.expectClient(subject.provider, { id: subject.client.clientId, secret: subject.client.clientSecret, secretExpired: false });
    });

    it('gives tokens, all scopes as they were asked for, and a subject that stays', async () => {
      const tokens = await signIn(client(), subject.address);
      expect(new Set(tokens.scopes)).toEqual(new Set(type.scopes));
      expect(tokens.subject).toBe(subject.subject);
      expect(tokens.expiresAt.getTime()).toBeGreaterThan(Date.now());
      const fresh = await client().refresh({ refreshToken: tokens.refreshToken, cache: tokens.cache });
      expect(fresh.accessToken).not.toBe(tokens.accessToken);
      expect(fresh.subject).toBe(subject.subject);
    });

    it('goes on from one refresh to the next', async () => {
      let tokens = await signIn(client(), subject.address);
      for (let round = 0; round < 3; round++) {
        const fresh = await client().refresh({ refreshToken: tokens.refreshToken, cache: tokens.cache });
        tokens = { ...fresh, refreshToken: fresh.refreshToken ?? tokens.refreshToken };
      }
      expect(tokens.accessToken).toBeTruthy();
    });

    it('says who declined', async () => {
      lab.control.oauth.failNext(subject.provider, { at: 'authorize', error: 'access_denied' });
      const back = await clickThrough(await client().authorizeUrl({ state: 's', challenge: 'c' }), subject.address);
      const failure = client().callbackError({ error: back.get('error') ?? '', errorDescription: back.get('error_description') ?? undefined });
      expect(failure.code).toBe('oauth-denied');
      expect(back.get('state')).toBe('s');
    });

    it('does not take a code twice, nor with another verifier', async () => {
      const verifier = 'v'.repeat(43);
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const code = (await clickThrough(await client().authorizeUrl({ state: 's', challenge }), subject.address)).get('code') ?? '';
      await expect(client().exchange({ code, verifier: 'x'.repeat(43) })).rejects.toMatchObject({ code: 'oauth-state-expired' });
      await client().exchange({ code, verifier }).catch(() => undefined);
      await expect(client().exchange({ code, verifier })).rejects.toMatchObject({ code: 'oauth-state-expired' });
    });

    it('calls a withdrawn grant revoked', async () => {
      const tokens = await signIn(client(), subject.address);
      lab.control.revoke(subject.address);
      await expect(client().refresh({ refreshToken: tokens.refreshToken, cache: tokens.cache })).rejects.toMatchObject({ code: 'auth-revoked' });
    });

    it.each([
      ['server_error', 'unavailable'],
      ['temporarily_unavailable', 'unavailable'],
      ['rate_limited', 'rate-limited'],
    ])('does not call a grant revoked when the server says %s', async (error, code) => {
      const tokens = await signIn(client(), subject.address);
      lab.control.oauth.failNext(subject.provider, { at: 'token', error });
      await expect(client().refresh({ refreshToken: tokens.refreshToken, cache: tokens.cache })).rejects.toMatchObject({ code });
      await client().refresh({ refreshToken: tokens.refreshToken, cache: tokens.cache });
    });

    it('does not call a grant revoked when the connection breaks', async () => {
      const tokens = await signIn(client(), subject.address);
      lab.control.fault({ provider: `${subject.provider}-oauth`, path: '/token', cut: 'before', skip: 0 });
      await expect(client().refresh({ refreshToken: tokens.refreshToken, cache: tokens.cache })).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('asks for a new sign-in when there is no refresh token', async () => {
      await expect(client().refresh({})).rejects.toMatchObject({ code: 'oauth-no-refresh-token' });
    });

    it('proves client id and secret without a person', async () => {
      await client().test();
      await expect(client({ clientSecret: 'wrong' }).test()).rejects.toMatchObject({ code: 'provider-secret-wrong' });
      lab.control.oauth.expectClient(subject.provider, { id: 'another', secret: subject.client.clientSecret });
      await expect(client().test()).rejects.toMatchObject({ code: 'provider-client-unknown' });
    });

    it('keeps secrets and tokens out of its errors', async () => {
      const failure = await client({ clientSecret: 'wrong-secret-value' }).test().catch((error: unknown) => error);
      const { inspect } = await import('node:util');
      expect(inspect(failure, { depth: 10 })).not.toContain('wrong-secret-value');
    });
  });
}
