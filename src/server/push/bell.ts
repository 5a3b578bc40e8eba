// From notices to jobs, for webhooks and pullers alike. A notice only rings; it is believed about nothing else.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@nocobase/database';
import type { Id } from '../../common/api';
import { normalizeEmail } from '../domain/address';
import type { Notice } from '../providers/push';
import { hashToken, timingSafeEqualText } from '../security/secret-box';
import type { Jobs } from '../services';
import { findPushAccounts, updatePushColumns, wantsNotices } from './state';
import type { PushAccount } from './state';

/** Google sends at most one notice a second for a mailbox; strangers who repeat one gain no more than that. */
const MIN_INTERVAL_MS = 1_000;
/** Precise enough to tell silence, and rare enough to cost nothing. */
const NOTICED_EVERY_MS = 60_000;
const CLIENT_STATE = /^(\d{1,19})\.[\w-]{32,100}$/;

export interface Bell {
  /** Resolves when every genuine notice has rung. Notices of unknown mailboxes and forged ones have no effect. */
  receive(providerId: string, notices: Notice[]): Promise<void>;
}

export interface BellDeps {
  db: Database;
  jobs: Pick<Jobs, 'ring'>;
  now(): Date;
  minIntervalMs?: number;
}

export function createBell({ db, jobs, now, minIntervalMs = MIN_INTERVAL_MS }: BellDeps): Bell {
  const ringSync = atMostEvery(minIntervalMs, (accountId: Id) => jobs.ring('sync', accountId, { accountId }));

  async function note(account: PushAccount, event: Notice['event']): Promise<void> {
    const at = now();
    const isDue = event === 'expiring' || event === 'removed';
    const isStale = !account.pushNoticedAt || at.getTime() - account.pushNoticedAt.getTime() > NOTICED_EVERY_MS;
    if (isDue || isStale) await updatePushColumns(db, account.id, { pushNoticedAt: at, ...(isDue ? { pushDueAt: at } : {}) });
    if (isDue) await jobs.ring('push', account.id, { accountId: account.id });
  }

  return {
    async receive(providerId, notices) {
      const found = await findAccounts(db, providerId, notices);
      const rung = new Set<Id>();
      const noted = new Set<string>();
      for (const notice of notices) {
        const account = accountOf(notice, found);
        if (!account || !wantsNotices(account)) continue;
        const key = `${account.id} ${notice.event}`;
        if (!noted.has(key)) await note(account, notice.event);
        noted.add(key);
        if (notice.event !== 'expiring') rung.add(account.id);
      }
      await Promise.all([...rung].map(ringSync));
    },
  };
}

interface Found {
  byId: Map<string, PushAccount>;
  byEmail: Map<string, PushAccount>;
}

/** One query for all notices of a request. */
async function findAccounts(db: Database, provider: string, notices: Notice[]): Promise<Found> {
  const emails = new Set<string>();
  const ids = new Set<number>();
  for (const { subject } of notices) {
    if ('email' in subject) emails.add(normalizeEmail(subject.email));
    else {
      const id = Number(CLIENT_STATE.exec(subject.clientState)?.[1]);
      if (Number.isSafeInteger(id)) ids.add(id);
    }
  }
  const any = [...(emails.size > 0 ? [{ email: { $in: [...emails] } }] : []), ...(ids.size > 0 ? [{ id: { $in: [...ids] } }] : [])];
  const accounts = any.length > 0 ? await findPushAccounts(db, { provider, $or: any }) : [];
  return {
    byId: new Map(accounts.map((account) => [String(account.id), account])),
    byEmail: new Map(accounts.map((account) => [account.email, account])),
  };
}

function accountOf({ subject }: Notice, { byId, byEmail }: Found): PushAccount | undefined {
  if ('email' in subject) return byEmail.get(normalizeEmail(subject.email));
  const account = byId.get(CLIENT_STATE.exec(subject.clientState)?.[1] ?? '');
  const active = account?.push.active;
  // An older subscription of ours is as unknown as a stranger's.
  const isOurs = timingSafeEqualText(hashToken(subject.clientState), active?.clientStateHash ?? '');
  return isOurs && active?.subscriptionId === subject.subscriptionId ? account : undefined;
}

/** At once when it was quiet; else once more at the end of the interval, for everybody who asked meanwhile. */
function atMostEvery(intervalMs: number, ring: (accountId: Id) => Promise<void>): (accountId: Id) => Promise<void> {
  const recent = new Map<string, { over: Promise<unknown>; next?: Promise<void> }>();
  return function ringOnce(accountId: Id): Promise<void> {
    const key = String(accountId);
    const entry = recent.get(key);
    if (entry) return (entry.next ??= entry.over.then(() => ringOnce(accountId)));
    recent.set(key, { over: sleep(intervalMs, undefined, { ref: false }).then(() => recent.delete(key)) });
    return ring(accountId);
  };
}
