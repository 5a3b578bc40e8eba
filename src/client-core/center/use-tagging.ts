// Puts labels and categories on conversations and takes them off: shown at once, with Undo, in the order of the clicks.
import { useMemo, useState } from 'react';
import type { ConversationRow, LabelView, MessageActionRequest, MessageActionResult } from '../../common/api';
import { useMailApi, useT } from '../api';
import { withCategories } from '../message/categories';
import type { CategoryChange } from '../message/CategoryChoices';
import { createOrder } from '../message/in-order';
import { hasLabel, withLabel } from '../message/ticks';
import { BATCH_SIZE, inBatches, type Batch } from './batches';
import type { ConversationStore } from './conversation-store';
import { threadKeyToText } from './location';
import { useNotices } from './notices';
import { useBatches } from './use-batches';
import { useFailureNotice, type Outcome } from './use-failure-notice';
import { useUndo } from './use-undo';

/** What has to be known of a conversation to tag it. */
export type Taggable = Pick<ConversationRow, 'key' | 'accountId' | 'threadId' | 'messageId' | 'subject' | 'labels' | 'categories' | 'total'>;

export interface Tagging {
  label(rows: readonly Taggable[], label: LabelView, isOn: boolean): void;
  categorize(rows: readonly Taggable[], change: CategoryChange): void;
}

type Threads = NonNullable<MessageActionRequest['threads']>;

interface Change {
  rows: readonly Taggable[];
  apply: (row: ConversationRow) => ConversationRow;
  call: (threads: Threads) => Promise<MessageActionResult>;
  callBack: (threads: Threads) => Promise<MessageActionResult>;
  done: (count: number) => string;
  failed: string;
  /** Of what is taken off a conversation nobody knows here which of its messages had it. */
  canTakeBack: boolean;
}

/** @param onChanged the server has answered: what is shown elsewhere has to be loaded again */
export function useTagging(store: ConversationStore, onChanged: () => void): Tagging {
  const api = useMailApi();
  const t = useT();
  const notices = useNotices();
  const tellFailures = useFailureNotice();
  const runBatches = useBatches();
  const { offer } = useUndo(onChanged);
  // A list of names is read before it is written: an untick that overtook its tick would find nothing to take off.
  const [inOrder] = useState(createOrder);
  return useMemo(() => {
    const doneText = (name: string, isOn: boolean) => (count: number) =>
      isOn ? t('“{{name}}” put on {{count}} conversations', { name, count }) : t('“{{name}}” taken off {{count}} conversations', { name, count });
    const carryOut = async ({ rows, apply, call, callBack, done, failed, canTakeBack }: Change): Promise<void> => {
      if (rows.length === 0) return;
      const threads = rows.map(({ accountId, threadId }) => ({ accountId, threadId }));
      const shown = store.anticipate(rows.map(({ key }) => key), apply);
      const outcome: Outcome = { results: [], failures: [] };
      const changed: Threads = [];
      const batches = inBatches(threads).map((part): Batch => ({
        size: part.length,
        skip: () => shown.rollBack(part.map(threadKeyToText)),
        async run() {
          const result = await call(part).catch((error: unknown) => void outcome.failures.push(error));
          if (result) outcome.results.push(result);
          const hasWorked = result?.results.some(({ ok }) => ok) ?? false;
          if (hasWorked) changed.push(...part);
          if (hasWorked) shown.commit(part.map(threadKeyToText));
          else shown.rollBack(part.map(threadKeyToText));
          return hasWorked;
        },
      }));
      const running = inOrder(() => runBatches([batches]));
      const takeBack = async () => {
        await running;
        const results: MessageActionResult[] = [];
        for (const part of inBatches(changed)) results.push(await inOrder(() => callBack(part)));
        return results;
      };
      const tell = (count: number) => (canTakeBack ? offer(done(count), takeBack) : notices.success(done(count)));
      const isCounted = rows.length > BATCH_SIZE;
      const notice = isCounted ? undefined : tell(rows.length);
      const count = await running;
      if (count === 0) notice?.withdraw();
      else if (isCounted) tell(count);
      tellFailures(failed, rows, outcome);
      onChanged();
    };
    const areLone = (rows: readonly Taggable[]) => rows.every(({ total }) => total === 1);
    return {
      label(rows, label, isOn) {
        const change = (on: boolean) => (threads: Threads) => api.messages.label({ threads, [on ? 'add' : 'remove']: [label.id] });
        // Undo is to leave alone those that had it before.
        const changed = rows.filter(({ labels }) => hasLabel(labels, label.id) !== isOn);
        void carryOut({
          rows: changed,
          apply: (row) => ({ ...row, labels: withLabel(row.labels, label, isOn) }),
          call: change(isOn),
          callBack: change(!isOn),
          done: doneText(label.label, isOn),
          failed: t('The label was not changed.'),
          canTakeBack: isOn || areLone(changed),
        });
      },
      categorize(rows, { add = [], remove = [] }) {
        const change = (request: CategoryChange) => (threads: Threads) => api.messages.categorize({ threads, ...request });
        const changed = rows.filter(({ categories }) => withCategories(categories, { add, remove }).length !== categories.length);
        void carryOut({
          rows: changed,
          apply: (row) => ({ ...row, categories: withCategories(row.categories, { add, remove }) }),
          call: change({ add, remove }),
          callBack: change({ add: remove, remove: add }),
          done: doneText([...add, ...remove].join(', '), add.length > 0),
          failed: t('The category was not changed.'),
          canTakeBack: remove.length === 0 || areLone(changed),
        });
      },
    };
  }, [api, inOrder, notices, offer, onChanged, runBatches, store, t, tellFailures]);
}
