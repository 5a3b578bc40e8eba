// The job 'push' of an account: starts, renews, replaces and ends its change notices. A failure here never stops a sync.
import { MailError, toMailError } from '../../common/errors';
import type { MailProvider, ProviderType, PushTarget } from '../providers/provider';
import { hashToken, randomToken } from '../security/secret-box';
import type { Jobs, Lease, Log, ProviderOpener } from '../services';
import { nextStep, retryAfter, SETTLED_MS } from './next-step';
import type { PushStep } from './next-step';
import type { PushSettingsStore } from './settings';
import { findPushAccounts, newestMailAt, updatePushColumns, wantsNotices } from './state';
import type { ActivePush, PushAccount, PushState } from './state';
import type { Database } from '@nocobase/database';

export interface PushDeps {
  db: Database;
  log: Log;
  jobs: Pick<Jobs, 'ring'>;
  providers: ProviderOpener;
  settings: PushSettingsStore;
  now(): Date;
}

type Change = Exclude<PushStep, { action: 'wait' }>['action'];

/** Looks again within the hour as long as notices are on. Throws only when its lease is lost or the database is away. */
export function createPushHandler(deps: PushDeps): (accountId: string, lease: Lease) => Promise<void> {
  return async (accountId, lease) => {
    const [account] = await findPushAccounts(deps.db, { id: accountId });
    const opened = account ? await open(deps, account) : null;
    if (!account || !opened) return;
    const target = wantsNotices(account) ? (await deps.settings.read(opened.type)).target : null;
    const step = await decide(deps, account, target);
    if (step.action !== 'wait') account.push = await change(deps, account, opened.provider, target, step.action, lease);
    const next = step.action === 'wait' ? step : await decide(deps, { ...account, pushDueAt: null }, target);
    if (next.action === 'wait' && next.until) await deps.jobs.ring('push', account.id, { accountId: account.id, runAt: next.until });
  };
}

/** An account whose provider is not set up any more has nothing to ask with; the settings ring when it is again. */
async function open({ providers }: PushDeps, account: PushAccount): Promise<{ provider: MailProvider; type: ProviderType } | null> {
  return providers.open(account).catch((error: unknown) => {
    if (error instanceof MailError) return null;
    throw error;
  });
}

const keyOf = (target: PushTarget | null): string | null => (target ? hashToken(JSON.stringify(target)) : null);

async function decide({ db, now }: PushDeps, account: PushAccount, target: PushTarget | null): Promise<PushStep> {
  const at = now();
  const newest = account.push.active && target ? await newestMailAt(db, account.id, new Date(at.getTime() - SETTLED_MS)) : null;
  return nextStep({ state: account.push, target: keyOf(target), now: at, dueAt: account.pushDueAt, noticedAt: account.pushNoticedAt, newestMailAt: newest });
}

/** Does it at the provider and stores what came of it. */
async function change(deps: PushDeps, account: PushAccount, provider: MailProvider, target: PushTarget | null, action: Change, lease: Lease): Promise<PushState> {
  const { db, log, jobs } = deps;
  let push: PushState;
  try {
    if (action === 'stop' || action === 'replace') await end(deps, account, provider, lease);
    push = { active: target ? await begin(deps, account, provider, target, action, lease) : null, failure: null };
  } catch (cause) {
    if (lease.signal.aborted) throw cause;
    push = failed(deps, account, keyOf(target) ?? '', action, cause);
  }
  await lease.assert();
  await updatePushColumns(db, account.id, { push });
  const isNew = push.active !== null && push.active.startedAt !== account.push.active?.startedAt;
  if (push.active && account.push.failure) log.info('mail: notices work again', { accountId: account.id });
  // What changed while nobody listened.
  if (isNew) await jobs.ring('sync', account.id, { accountId: account.id });
  return push;
}

async function begin({ now }: PushDeps, account: PushAccount, provider: MailProvider, target: PushTarget, action: Change, lease: Lease): Promise<ActivePush> {
  const old = action === 'renew' ? account.push.active : null;
  // The account's id in front finds the row; the rest proves that the sender is the provider.
  const clientState = `${account.id}.${randomToken(24)}`;
  const asked: PushTarget = { ...target, clientState, ...(old?.subscriptionId ? { subscriptionId: old.subscriptionId } : {}) };
  const result = await provider.setPush(asked, { signal: lease.signal });
  if (!result) throw new MailError('unavailable', { detail: 'provider started no notices' });
  const at = now().toISOString();
  const renewed = { renewedAt: at, expiresAt: result.expiresAt.toISOString() };
  if (old && old.subscriptionId === result.subscriptionId) return { ...old, ...renewed };
  return {
    target: keyOf(target) ?? '',
    ...(result.subscriptionId ? { subscriptionId: result.subscriptionId, clientStateHash: hashToken(clientState) } : {}),
    startedAt: at,
    ...renewed,
  };
}

/** Best effort: what is left at the provider ends by itself, and its notices are not believed any more. */
async function end({ log }: Pick<PushDeps, 'log'>, account: PushAccount, provider: MailProvider, lease: Pick<Lease, 'signal'>): Promise<void> {
  await provider.setPush(null, { signal: lease.signal }).catch((error: unknown) => {
    if (lease.signal.aborted) throw error;
    log.debug('mail: notices could not be ended', { accountId: account.id, code: toMailError(error).code });
  });
}

/** What still works goes on: a subscription that could not be renewed lives until its date. */
function failed({ log, now }: PushDeps, account: PushAccount, target: string, action: Change, cause: unknown): PushState {
  const error = toMailError(cause);
  const before = account.push.failure?.target === target ? account.push.failure : null;
  const count = (before?.count ?? 0) + 1;
  const waitMs = retryAfter(count, error.retryAfterMs);
  // Once per kind of failure: with polling as the floor this is no alarm.
  const say = before?.code === error.code ? log.debug : log.warn;
  say('mail: notices failed', { accountId: account.id, action, code: error.code, detail: error.message, retryInSeconds: Math.round(waitMs / 1000) });
  const failure = { target, count, code: error.code, retryAt: new Date(now().getTime() + waitMs).toISOString() };
  return { active: action === 'renew' ? account.push.active : null, failure };
}

const UNLINK_TIMEOUT_MS = 5_000;

/** Ends the notices of an account that is being unlinked: call it before its grant is revoked. Never throws. */
export async function endPush(deps: Pick<PushDeps, 'db' | 'log' | 'providers'>, accountId: PushAccount['id']): Promise<void> {
  try {
    const [account] = await findPushAccounts(deps.db, { id: accountId });
    if (!account?.push.active) return;
    const { provider } = await deps.providers.open(account);
    await end(deps, account, provider, { signal: AbortSignal.timeout(UNLINK_TIMEOUT_MS) });
    await updatePushColumns(deps.db, accountId, { push: { active: null, failure: null } });
  } catch (error) {
    deps.log.debug('mail: notices could not be ended', { accountId, code: toMailError(error).code });
  }
}
