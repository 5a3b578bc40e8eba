// Keeps a form's content as a draft: one save at a time; what changes meanwhile is saved after it. No React.
import type { ComposeInput, DraftSaved, Id } from '../../common/api';
import { hasContent, isBlank, isUploading, toInput, withDeliverable, type ComposeState } from './compose-state';

export type DraftStatus = { kind: 'unchanged' } | { kind: 'changed' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'failed'; error: unknown };

interface KeeperOptions {
  /** The form as it is now. */
  current: () => ComposeState;
  save: (input: ComposeInput) => Promise<DraftSaved>;
  toOutgoing: (body: string, quote: string) => string;
  onStatus: (status: DraftStatus) => void;
  onDraftId: (id: Id) => void;
}

/** @param isKept whether what the form begins with need not be saved: it is stored already, or none of the writer's words */
export function createDraftKeeper({ current, save, toOutgoing, onStatus, onDraftId }: KeeperOptions, isKept: boolean) {
  let saved = isKept ? contentOf(current()) : undefined;
  let begun = isKept ? wordsOf(current()) : undefined;
  let draftId = current().draftId;
  let running: Promise<void> | undefined;
  let isStopped = false;

  const isTouched = () => wordsOf(current()) !== begun;
  /** Nothing was changed since it was saved; or nothing was ever written, and no draft is there to say so. */
  const isKeptNow = () => contentOf(current()) === saved || (draftId === undefined && !isTouched());

  const saveAll = async () => {
    while (!isStopped) {
      const state = current();
      const content = contentOf(withoutUploading(state));
      if (content === saved || isKeptNow()) return;
      // Nothing to keep yet, or nobody to keep it for.
      if ((isBlank(state) && draftId === undefined) || state.accountId === undefined) return;
      onStatus({ kind: 'saving' });
      try {
        const answer = await save(withDeliverable(toInput({ ...state, draftId }, toOutgoing)));
        saved = content;
        draftId = answer.draftId;
        onDraftId(answer.draftId);
        // A file on its way is not in the draft yet: that is not "saved", and comes in when it has arrived.
        onStatus(isKeptNow() ? { kind: 'saved', at: answer.savedAt } : { kind: 'changed' });
      } catch (error) {
        return onStatus({ kind: 'failed', error });
      }
    }
  };

  const saveNow = async (): Promise<boolean> => {
    running ??= saveAll().finally(() => {
      running = undefined;
    });
    await running;
    return isStopped || isKeptNow() || (isBlank(current()) && draftId === undefined);
  };

  return {
    /** There is nothing to save. */
    isKept: isKeptNow,
    /** Whether the writer has put anything into the form. */
    isTouched,
    /** Saves what is not yet saved; true when nothing unsaved is left. Never rejects: the status says what happened. */
    saveNow,
    /** The same for a form that goes away: its files on their way are waited for, and saved too. */
    async saveLeft(uploaded: () => Promise<unknown>): Promise<boolean> {
      const isSaved = await saveNow();
      if (isStopped || !isUploading(current().files)) return isSaved;
      await uploaded();
      return saveNow();
    },
    /** Waits for a running save and saves no more; answers the draft's last id. */
    async stop(): Promise<Id | undefined> {
      isStopped = true;
      await running;
      return draftId;
    },
    /** Goes on after a failed send. */
    resume(): void {
      isStopped = false;
    },
    /** Runs what fills in something by itself, which is no change of the writer's. */
    withoutChange(fill: () => void): void {
      const [wasUnchanged, wasTouched] = [contentOf(current()) === saved, isTouched()];
      fill();
      if (wasUnchanged) saved = contentOf(current());
      if (!wasTouched) begun = wordsOf(current());
    },
  };
}

/** What counts as a change; the draft's own id and upload progress do not. */
export function contentOf({ draftId: _draftId, files, ...state }: ComposeState): string {
  return JSON.stringify([state, files.map(({ key, uploadId }) => [key, uploadId])]);
}

/** What a writer writes; who sends it is chosen by itself, too, and an empty line is nothing written. */
function wordsOf({ to, cc, bcc, subject, body, quote, separately, files }: ComposeState): string {
  return JSON.stringify([to, cc, bcc, subject, hasContent(body) && body, quote, separately, files.map(({ key }) => key)]);
}

/** What can be stored now. */
function withoutUploading(state: ComposeState): ComposeState {
  return { ...state, files: state.files.filter((file) => !isUploading([file])) };
}
