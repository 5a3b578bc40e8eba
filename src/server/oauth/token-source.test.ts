import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MailError } from '../../common/errors';
import { consentWorks, needsReauthorization } from '../accounts/account-state';
import type { OAuthClient, TokenSet } from '../providers/provider';
import { createSecretBox } from '../security/secret-box';
import { openDatabase, type TestDatabase } from '../sync/testing/database';
import { saveConsent } from './credential';
import { createTokenSource } from './token-source';

const ACCOUNT = 7;
const NOW = new Date('2026-11-24T12:00:00Z');
const secretBox = createSecretBox(Buffer.alloc(32, 1));
const log = { debug() {}, info() {}, warn() {}, error() {} };

let database: TestDatabase;
let revokedAccounts: unknown[];
let rings: string[];
const events = { mailChanged() {}, accountChanged() {}, submissionChanged() {} };

beforeEach(async () => {
  database = await openDatabase('sqlite');
  revokedAccounts = [];
  rings = [];
});
afterEach(() => database.close());

const tokens = (name: string, minutes: number): TokenSet => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(NOW.getTime() + minutes * 60_000),
  scopes: [],
  subject: 's',
});

async function consent(userId: number, name: string, minutes: number): Promise<void> {
  const users = database.db.getRepository('mailAccountUsers');
  if (!(await users.findOne({ filter: { accountId: ACCOUNT, userId } }))) await users.create({ values: { accountId: ACCOUNT, userId } });
  await database.db.sequelize.transaction((transaction) =>
    saveConsent({ db: database.db, secretBox }, { accountId: ACCOUNT, userId, set: tokens(name, minutes), grantedAt: new Date(NOW.getTime() + userId) }, transaction),
  );
}

/** An OAuth server whose refresh tokens are good once. `used` are the refresh tokens it saw. */
function rotatingServer(refused: string[] = [], answerMs = 20) {
  const used: string[] = [];
  const refresh: OAuthClient['refresh'] = async ({ refreshToken = '' }) => {
    const isRepeated = used.includes(refreshToken);
    used.push(refreshToken);
    if (!isRepeated) await new Promise((resolve) => setTimeout(resolve, answerMs));
    if (isRepeated || refused.includes(refreshToken)) throw new MailError('auth-revoked');
    return tokens(`${refreshToken}-${used.length}`, 60);
  };
  return { used, oauth: { refresh } as OAuthClient };
}

const source = (db = database.db) =>
  createTokenSource({
    ...{ db, secretBox, log, now: () => NOW },
    onAllRevoked: async (accountId) => {
      revokedAccounts.push(accountId);
      await needsReauthorization({ db, events }, accountId);
    },
    onRefreshed: (accountId) => consentWorks({ db, events, jobs: { ring: async (kind) => void rings.push(kind) } }, accountId),
  });

describe('access tokens', () => {
  it('are used until shortly before they end', async () => {
    await consent(1, 'a', 30);
    const { used, oauth } = rotatingServer();
    expect(await source().getAccessToken(ACCOUNT, oauth)).toBe('access-a');
    expect(used).toEqual([]);
  });

  it('are refreshed once for many callers', async () => {
    await consent(1, 'a', 1);
    const { used, oauth } = rotatingServer();
    const one = source();
    const got = await Promise.all(Array.from({ length: 20 }, () => one.getAccessToken(ACCOUNT, oauth)));
    expect(new Set(got).size).toBe(1);
    expect(used).toEqual(['refresh-a']);
  });

  it('asked for by force right after a refresh are the new ones: the 401 was about the old one', async () => {
    await consent(1, 'a', 30);
    const { used, oauth } = rotatingServer();
    const one = source();
    const first = await one.getAccessToken(ACCOUNT, oauth, true);
    expect(await one.getAccessToken(ACCOUNT, oauth, true)).toBe(first);
    expect(used).toHaveLength(1);
  });

  it('survive two nodes that refresh a rotated token at once', async () => {
    await consent(1, 'a', 1);
    const { oauth } = rotatingServer();
    const other = await database.openAgain();
    const got = await Promise.all([source().getAccessToken(ACCOUNT, oauth), source(other).getAccessToken(ACCOUNT, oauth)].map((call) => call.catch((error: MailError) => error.code)));
    // The slower node may have been refused with the used token before the new one was stored; nobody is signed out for it.
    expect(got.some((token) => token.startsWith('access-'))).toBe(true);
    const next = await source(other).getAccessToken(ACCOUNT, oauth).catch((error: MailError) => error.code);
    expect(next).toMatch(/^access-/);
    expect(revokedAccounts).toEqual([]);
  });

  it('that come late to one node end no account for the other, which was refused long before', async () => {
    await consent(1, 'a', 1);
    const accounts = database.db.getRepository('mailAccounts');
    await accounts.create({ values: { id: ACCOUNT, provider: 'memory', email: 'a@example.com', status: 'active', walkedAt: NOW } });
    const { oauth } = rotatingServer([], 2_500);
    const slow = source().getAccessToken(ACCOUNT, oauth);
    const refused = source(await database.openAgain()).getAccessToken(ACCOUNT, oauth);
    await expect(refused).rejects.toMatchObject({ code: 'auth-revoked' });
    expect(await slow).toMatch(/^access-/);
    expect((await accounts.findOne({ filter: { id: ACCOUNT } })).get()).toMatchObject({ status: 'active', statusCode: null });
    expect(rings).toEqual(['sync', 'push']);
  });

  it('come from the next consent when one was withdrawn', async () => {
    await consent(1, 'a', 1);
    await consent(2, 'b', 1);
    const { oauth } = rotatingServer(['refresh-b']);
    expect(await source().getAccessToken(ACCOUNT, oauth)).toMatch(/^access-refresh-a/);
    expect(revokedAccounts).toEqual([]);
  });

  it('come from the next consent when an administrator holds one up, which stays', async () => {
    await consent(1, 'a', 1);
    await consent(2, 'b', 1);
    const { oauth } = rotatingServer();
    const holding = (names: string[]) =>
      ({ refresh: async (input) => (names.includes(input.refreshToken ?? '') ? Promise.reject(new MailError('oauth-admin-consent')) : oauth.refresh(input)) }) as OAuthClient;
    expect(await source().getAccessToken(ACCOUNT, holding(['refresh-b']))).toMatch(/^access-refresh-a/);
    await expect(source().getAccessToken(ACCOUNT, holding(['refresh-a', 'refresh-b', 'refresh-refresh-a-1']), true)).rejects.toMatchObject({ code: 'oauth-admin-consent' });
    expect(revokedAccounts).toEqual([]);
    expect(await source().getAccessToken(ACCOUNT, oauth)).toMatch(/^access-refresh-b/);
  });

  it('end when no consent is left; a new consent brings them back', async () => {
    await consent(1, 'a', 1);
    const { oauth } = rotatingServer(['refresh-a']);
    await expect(source().getAccessToken(ACCOUNT, oauth)).rejects.toMatchObject({ code: 'auth-revoked' });
    expect(revokedAccounts).toEqual([ACCOUNT]);
    await consent(1, 'c', 30);
    expect(await source().getAccessToken(ACCOUNT, oauth)).toBe('access-c');
  });

  it('that cannot be refreshed just now end no consent', async () => {
    await consent(1, 'a', 1);
    const oauth = { refresh: async () => Promise.reject(new MailError('unavailable')) } as unknown as OAuthClient;
    await expect(source().getAccessToken(ACCOUNT, oauth)).rejects.toMatchObject({ code: 'unavailable' });
    const { oauth: back } = rotatingServer();
    expect(await source().getAccessToken(ACCOUNT, back)).toMatch(/^access-/);
    expect(revokedAccounts).toEqual([]);
  });

  it('keep a refresh token that the server did not send again', async () => {
    await consent(1, 'a', 1);
    const seen: Array<string | undefined> = [];
    const oauth = {
      refresh: async ({ refreshToken }: { refreshToken?: string }) => {
        seen.push(refreshToken);
        return { ...tokens('x', 1), refreshToken: undefined };
      },
    } as unknown as OAuthClient;
    await source().getAccessToken(ACCOUNT, oauth);
    await source().getAccessToken(ACCOUNT, oauth);
    expect(seen).toEqual(['refresh-a', 'refresh-a']);
  });
});
