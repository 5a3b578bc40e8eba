// One OAuth round trip: bound to the user who began it, used once, short-lived. Only the hash of its state is stored.
import { createHash } from 'node:crypto';
import type { Database } from '@nocobase/database';
import { Op } from 'sequelize';
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { hashToken, randomToken } from '../security/secret-box';
import type { SecretBox } from '../services';

const LIFETIME_MS = 10 * 60_000;
/** Ended ones are kept for a while, so that a repeated callback is told apart from an unknown one. */
const KEPT_MS = 24 * 3_600_000;

export interface RoundTrip {
  userId: Id;
  provider: string;
  returnTo: string;
  /** Set when a linked account is authorized again. */
  accountId: Id | null;
  /** The token request has to repeat it byte by byte, and the callback may reach us by another host name. */
  redirectUri: string;
  /** PKCE (RFC 7636). */
  verifier: string;
}

interface Deps {
  db: Database;
  secretBox: SecretBox;
  now(): Date;
}

/** RFC 7636 §4.2, method S256. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Stores the round trip. The state goes into the authorize URL, and exists nowhere else. */
export async function beginRoundTrip(deps: Deps, trip: Omit<RoundTrip, 'verifier'>): Promise<{ state: string; challenge: string }> {
  const state = randomToken();
  const verifier = randomToken();
  const stateHash = hashToken(state);
  const now = deps.now().getTime();
  const states = deps.db.getModel('mailOauthStates');
  await states.destroy({ where: { expiresAt: { [Op.lt]: new Date(now - KEPT_MS) } } });
  await deps.db.getRepository('mailOauthStates').create({
    values: {
      stateHash,
      userId: trip.userId,
      accountId: trip.accountId,
      provider: trip.provider,
      returnTo: trip.returnTo,
      verifier: deps.secretBox.seal(JSON.stringify({ verifier, redirectUri: trip.redirectUri }), contextOf(stateHash)),
      expiresAt: new Date(now + LIFETIME_MS),
    },
  });
  return { state, challenge: challengeOf(verifier) };
}

/**
 * Takes the round trip of a callback; the second taker is refused.
 * @throws MailError `oauth-state-unknown`, `oauth-other-user`, `oauth-state-used`, `oauth-state-expired`
 */
export async function takeRoundTrip(deps: Deps, state: string, userId: Id): Promise<RoundTrip> {
  const stateHash = hashToken(state);
  const row = await deps.db.getRepository('mailOauthStates').findOne({ filter: { stateHash } });
  if (!row) throw new MailError('oauth-state-unknown');
  if (String(row.get('userId')) !== String(userId)) throw new MailError('oauth-other-user');
  if (row.get('usedAt')) throw new MailError('oauth-state-used');
  if (new Date(row.get('expiresAt') as string).getTime() <= deps.now().getTime()) throw new MailError('oauth-state-expired');
  // The condition is in the statement, so that of two callbacks at once only one goes on.
  const [taken] = await deps.db
    .getModel('mailOauthStates')
    .update({ usedAt: deps.now() }, { where: { stateHash, usedAt: null } });
  if (taken !== 1) throw new MailError('oauth-state-used');
  const sealed = deps.secretBox.open(row.get('verifier') as string, contextOf(stateHash));
  const { verifier, redirectUri } = JSON.parse(sealed) as { verifier: string; redirectUri: string };
  return {
    userId,
    provider: row.get('provider') as string,
    returnTo: row.get('returnTo') as string,
    accountId: (row.get('accountId') as Id | null) ?? null,
    redirectUri,
    verifier,
  };
}

const contextOf = (stateHash: string) => `oauth-state:${stateHash}`;
