// A user's tokens for a mailbox as they lie in mailAccountUsers. Nothing else reads or writes them.
import type { Database, Transaction } from '@nocobase/database';
import type { Id } from '../../common/api';
import type { TokenSet } from '../providers/provider';
import type { SecretBox } from '../services';

export type CredentialState = 'ok' | 'revoked';

export interface Tokens {
  accessToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  refreshToken?: string;
  cache?: string;
}

export interface Credential {
  /** Id of the mailAccountUsers row. */
  id: Id;
  version: number;
  tokens: Tokens;
}

interface Deps {
  db: Database;
  secretBox: SecretBox;
}

const contextOf = (accountId: Id, userId: Id) => `credential:${accountId}:${userId}`;

/** `previous` supplies what the OAuth server did not send again: an absent refresh token means "keep yours". */
export function toTokens(set: TokenSet, previous?: Tokens): Tokens {
  return {
    accessToken: set.accessToken,
    expiresAt: set.expiresAt.getTime(),
    refreshToken: set.refreshToken ?? previous?.refreshToken,
    cache: set.cache ?? previous?.cache,
  };
}

/** Usable credentials of an account, the newest consent first. */
export async function listCredentials({ db, secretBox }: Deps, accountId: Id): Promise<Credential[]> {
  const rows = await db.getModel('mailAccountUsers').findAll({
    where: { accountId, credentialState: 'ok' },
    order: [['grantedAt', 'DESC'], ['id', 'DESC']],
  });
  return rows.flatMap((row) => {
    const sealed = row.get('credential') as string | null;
    if (!sealed) return [];
    try {
      const tokens = JSON.parse(secretBox.open(sealed, contextOf(accountId, row.get('userId') as Id))) as Tokens;
      return [{ id: row.get('id') as Id, version: Number(row.get('credentialVersion')), tokens }];
    } catch {
      // Sealed with another key of the host (a restored backup): as good as no credential.
      return [];
    }
  });
}

/** Writes a new consent over whatever was there. */
export async function saveConsent(
  { db, secretBox }: Deps,
  grant: { accountId: Id; userId: Id; set: TokenSet; grantedAt: Date },
  transaction: Transaction,
): Promise<void> {
  const where = { accountId: grant.accountId, userId: grant.userId };
  const row = await db.getModel('mailAccountUsers').findOne({ where, transaction, rejectOnEmpty: true });
  await row.update(
    {
      credential: secretBox.seal(JSON.stringify(toTokens(grant.set)), contextOf(grant.accountId, grant.userId)),
      credentialVersion: Number(row.get('credentialVersion') ?? 0) + 1,
      credentialState: 'ok',
      scopes: grant.set.scopes,
      grantedAt: grant.grantedAt,
    },
    { transaction },
  );
}

/** Writes refreshed tokens when nobody was faster. False: the row holds newer ones, read them. */
export async function saveRefreshed({ db, secretBox }: Deps, accountId: Id, credential: Credential, tokens: Tokens): Promise<boolean> {
  const model = db.getModel('mailAccountUsers');
  const row = await model.findByPk(credential.id, { attributes: ['userId'] });
  if (!row) return false;
  const [written] = await model.update(
    {
      credential: secretBox.seal(JSON.stringify(tokens), contextOf(accountId, row.get('userId') as Id)),
      credentialVersion: credential.version + 1,
      // The server has just accepted it, whatever another node was told meanwhile.
      credentialState: 'ok',
    },
    { where: { id: credential.id, credentialVersion: credential.version } },
  );
  return written === 1;
}

/** Marks a credential as dead when it is still the one that was refused. */
export async function markRevoked({ db }: Deps, credential: Credential): Promise<boolean> {
  const [written] = await db
    .getModel('mailAccountUsers')
    .update({ credentialState: 'revoked' }, { where: { id: credential.id, credentialVersion: credential.version } });
  return written === 1;
}

/** For ending the grant at the provider. */
export async function readRefreshToken({ db, secretBox }: Deps, accountId: Id, userId: Id): Promise<string | undefined> {
  const row = await db.getModel('mailAccountUsers').findOne({ where: { accountId, userId } });
  const sealed = row?.get('credential') as string | null | undefined;
  if (!sealed) return undefined;
  try {
    return (JSON.parse(secretBox.open(sealed, contextOf(accountId, userId))) as Tokens).refreshToken;
  } catch {
    return undefined;
  }
}
