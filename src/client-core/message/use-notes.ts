// The notes of all messages of a conversation.
import { useCallback, useEffect, useState } from 'react';
import type { Id } from '../../common/api';
import { isAborted, useMailApi, type NoteRecord } from '../api';
import { useNotices } from '../center/notices';

export interface NotesHandle {
  notes?: NoteRecord[];
  error?: unknown;
  /** False when it failed, which is said. */
  add(messageId: Id, content: string): Promise<boolean>;
  remove(id: Id): Promise<void>;
}

export function useNotes(messageIds: readonly Id[]): NotesHandle {
  const api = useMailApi();
  const notices = useNotices();
  const [notes, setNotes] = useState<NoteRecord[]>();
  const [error, setError] = useState<unknown>();
  const key = messageIds.join();
  const load = useCallback(
    async (signal?: AbortSignal) => {
      if (!key) return;
      try {
        setNotes(await api.notes.list({ filter: { mailMessageId: { $in: key.split(',') } }, sort: ['createdAt'], appends: ['createdBy'] }, { signal }));
        setError(undefined);
      } catch (failure) {
        if (!isAborted(failure)) setError(failure);
      }
    },
    [api, key],
  );
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [load]);
  const run = async (change: () => Promise<unknown>): Promise<boolean> => {
    try {
      await change();
      await load();
      return true;
    } catch (failure) {
      notices.error(failure);
      return false;
    }
  };
  return {
    notes,
    error,
    add: (mailMessageId, content) => run(() => api.notes.create({ mailMessageId, content })),
    remove: async (id) => void (await run(() => api.notes.destroy(id))),
  };
}
