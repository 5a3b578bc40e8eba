// Puts labels and categories on conversations and takes them off: shown at once, with Undo, in the order of the clicks.
import { useMemo, useState } from 'react';
import type { ConversationRow, Id, LabelView, MessageActionRequest, MessageActionResult } from '../../common/api';
import { useMailApi, useT } from '../api';
import { withCategories } from '../message/categories';
import type { CategoryChange } from '../message/CategoryChoices';
import { createOrder } from '../message/in-order';
import { hasLabel, withLabel } from '../message/ticks';
import { BATCH_SIZE, inBatches, type Batch } from './batches';
import type { ConversationStore } from './conversation-store';
import { threadKeyToText } from './location';
import { useBatches } from './use-batches';
import { countRefused, useFailureNotice, type Outcome } from './use-failure-notice';
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
  takeBack: (ids: Id[]) => Promise<MessageActionResult>;
  done: (count: number) => string;
  failed: string;
}

/** @param onChanged the server has answered: what is shown elsewhere has to be loaded again */
export function useTagging(store: ConversationStore, onChanged: () => void): Tagging {
  const api = useMailApi();
  const t = useT();
  const tellFailures = useFailureNotice();
  const runBatches = useBatches();
  const { offerChange } = useUndo(onChanged);
  // A list of names is read before it is written: an untick that overtook its tick would find nothing to take off.
  const [inOrder] = useState(createOrder);
  return useMemo(() => {
    const doneText = (name: string, isOn: boolean) => (count: number) =>
      isOn ? t('“{{name}}” put on {{count}} conversations', { name, count }) : t('“{{name}}” taken off {{count}} conversations', { name, count });
    const carryOut = async ({ rows, apply, call, takeBack, done, failed }: Change): Promise<void> => {
      if (rows.length === 0) return;
      const threads = rows.map(({ accountId, threadId }) => ({ accountId, threadId }));
      const shown = store.anticipate(rows.map(({ key }) => key), apply);
      const outcome: Outcome = { results: [], failures: [] };
      let refused = 0;
      const batches = inBatches(threads).map((part): Batch => ({
        size: part.length,
        skip: () => shown.rollBack(part.map(threadKeyToText)),
        async run() {
          const result = await call(part).catch((error: unknown) => void outcome.failures.push(error));
          if (result) outcome.results.push(result);
          const hasWorked = result?.results.some(({ ok }) => ok) ?? false;
          if (result && hasWorked) refused += countRefused(rows, result);
          if (hasWorked) shown.commit(part.map(threadKeyToText));
          else shown.rollBack(part.map(threadKeyToText));
          return hasWorked;
        },
      }));
      const running = inOrder(() => runBatches([batches]));
      const tell = (count: number) => offerChange(done(count), running.then(() => outcome.results), (ids) => inOrder(() => takeBack(ids)));
      const early = rows.length > BATCH_SIZE ? undefined : tell(rows.length);
      const count = (await running) - refused;
      if (!early || count < rows.length) {
        early?.withdraw();
        if (count > 0) tell(count);
      }
      tellFailures(failed, rows, outcome);
      onChanged();
    };
    return {
      label(rows, label, isOn) {
        const change = (on: boolean) => ({ [on ? 'add' : 'remove']: [label.id] });
        const changed = rows.filter(({ labels }) => hasLabel(labels, label.id) !== isOn);
        void carryOut({
          rows: changed,
          apply: (row) => ({ ...row, labels: withLabel(row.labels, label, isOn) }),
          call: (threads) => api.messages.label({ threads, ...change(isOn) }),
          takeBack: (ids) => api.messages.label({ ids, ...change(!isOn) }),
          done: doneText(label.label, isOn),
          failed: t('The label was not changed.'),
        });
      },
      categorize(rows, { add = [], remove = [] }) {
        const changed = rows.filter(({ categories }) => withCategories(categories, { add, remove }).length !== categories.length);
        void carryOut({
          rows: changed,
          apply: (row) => ({ ...row, categories: withCategories(row.categories, { add, remove }) }),
          call: (threads) => api.messages.categorize({ threads, add, remove }),
          takeBack: (ids) => api.messages.categorize({ ids, add: remove, remove: add }),
          done: doneText([...add, ...remove].join(', '), add.length > 0),
          failed: t('The category was not changed.'),
        });
      },
    };
  }, [api, inOrder, offerChange, onChanged, runBatches, store, t, tellFailures]);
}
