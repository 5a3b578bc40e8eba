// Tells browsers what changed, over the host's WebSocket. Many changes at once become one message.
import type { Database } from '@nocobase/database';
import type { Id, MailChangedEvent } from '../../common/api';
import { EVENT_TYPES } from '../../common/constants';
import { countUnread, viewAccountById } from '../accounts/account-view';
import { listUserIds } from '../accounts/own-accounts';
import { viewSubmissionById } from '../sending/submission-view';
import type { Log, MailEvents } from '../services';
import { listOwnAccountIds } from '../security/ownership';

const DEBOUNCE_MS = 300;
/** More threads than this are not named: the page loads again anyway. */
const MAX_THREADS = 100;

export interface RealtimeHost {
  emit(event: 'ws:sendToUser', payload: { userId: Id; message: { type: string; payload: unknown } }): boolean;
}

interface Deps {
  db: Database;
  log: Log;
  host: RealtimeHost;
}

type Pending = Required<Pick<MailChangedEvent, 'all'>> & { threadIds: Set<string>; arrived?: MailChangedEvent['arrived'] };

export function createRealtime({ db, log, host }: Deps): MailEvents & { stop(): void } {
  const changes = new Map<string, Pending>();
  const timers = new Map<string, NodeJS.Timeout>();

  /** First call starts the clock, so that a stream of changes is seen every DEBOUNCE_MS and not only at its end. */
  function later(key: string, send: () => Promise<void>): void {
    if (timers.has(key)) return;
    const timer = setTimeout(() => {
      timers.delete(key);
      send().catch((error: unknown) => log.warn('a change could not be told to browsers', { error: String(error) }));
    }, DEBOUNCE_MS);
    timer.unref();
    timers.set(key, timer);
  }

  const toUser = (userId: Id, type: string, payload: unknown) => host.emit('ws:sendToUser', { userId, message: { type, payload } });

  async function sendChange(accountId: Id): Promise<void> {
    const pending = changes.get(String(accountId));
    changes.delete(String(accountId));
    if (!pending) return;
    const all = pending.all || pending.threadIds.size > MAX_THREADS;
    for (const userId of await listUserIds(db, accountId)) {
      const unread = await countUnread(db, await listOwnAccountIds(db, userId));
      const event: MailChangedEvent = {
        accountId,
        threadIds: all ? [] : [...pending.threadIds],
        unread,
        ...(all ? { all } : {}),
        ...(pending.arrived ? { arrived: pending.arrived } : {}),
      };
      toUser(userId, EVENT_TYPES.changed, event);
    }
  }

  return {
    mailChanged(accountId, change) {
      const key = String(accountId);
      const pending = changes.get(key) ?? { all: false, threadIds: new Set<string>() };
      pending.all ||= change.all ?? false;
      pending.arrived = change.arrived ?? pending.arrived;
      for (const threadId of change.threadIds) pending.threadIds.add(threadId);
      changes.set(key, pending);
      later(`mail:${key}`, () => sendChange(accountId));
    },

    accountChanged(accountId) {
      later(`account:${accountId}`, async () => {
        for (const userId of await listUserIds(db, accountId)) {
          toUser(userId, EVENT_TYPES.account, await viewAccountById(db, accountId, userId));
        }
      });
    },

    submissionChanged(submissionId) {
      later(`submission:${submissionId}`, async () => {
        const found = await viewSubmissionById(db, submissionId);
        if (found) toUser(found.userId, EVENT_TYPES.submission, found.view);
      });
    },

    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      changes.clear();
    },
  };
}
