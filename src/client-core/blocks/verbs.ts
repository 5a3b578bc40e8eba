// What the buttons of an email table do, for pages of both kinds.
import type { FlowEngineContext } from '@nocobase/flow-engine';
import { NAMESPACE } from '../../common/constants';
import { targetsOf } from './acts-on';
import { MESSAGES, type MessageRecord } from './collection';

/** What both shells' contexts have. */
type HostContext = Pick<FlowEngineContext, 'api' | 'message' | 't'>;

/** Tells when there are no rows to act on. */
export function hasRows(ctx: Pick<HostContext, 'message' | 't'>, rows: readonly MessageRecord[]): boolean {
  if (!rows.length) ctx.message.warning(ctx.t('Select at least one email', { ns: NAMESPACE }));
  return rows.length > 0;
}

/**
 * Acts on what these rows stand for; tells when there are none, and when some could not be changed.
 * @param view what the block is set to show, where it has such a setting
 */
export async function actOnRows(ctx: HostContext, rows: readonly MessageRecord[], verb: 'markRead' | 'markUnread' | 'trash', view?: unknown): Promise<boolean> {
  if (!hasRows(ctx, rows)) return false;
  const { data } = await ctx.api.request({ url: `${MESSAGES}:${verb}`, method: 'post', data: targetsOf(rows, view) });
  const failed = (data?.data?.results ?? []).filter((result: { ok: boolean }) => !result.ok).length;
  if (failed) ctx.message.error(ctx.t('{{count}} emails could not be changed', { ns: NAMESPACE, count: failed }));
  return true;
}

/** Starts a sync of every mailbox of the user. */
export async function syncOwnAccounts(ctx: HostContext): Promise<void> {
  const { data } = await ctx.api.request({ url: 'mailAccounts:mine' });
  await Promise.all((data?.data ?? []).map((account: { id: number }) => ctx.api.request({ url: 'mailAccounts:sync', method: 'post', data: { id: account.id } })));
  ctx.message.success(ctx.t('Sync started', { ns: NAMESPACE }));
}
