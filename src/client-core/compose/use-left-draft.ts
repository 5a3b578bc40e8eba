// What a form leaves behind when it goes away (another conversation, another page) is saved all the same; what cannot be is said.
import { useEffect, useRef } from 'react';
import { useErrorText, useT } from '../api';
import { useNotices } from '../center/notices';
import { isUploading, type ComposeState } from './compose-state';
import type { createDraftKeeper } from './draft-keeper';
import type { Uploads } from './use-uploads';
import { warnBeforeUnload } from './warn-before-unload';

interface LeftDraftOptions {
  keeper: ReturnType<typeof createDraftKeeper>;
  current: () => ComposeState;
  uploads: Uploads;
  /** Why the last save failed. */
  failure: () => unknown;
}

export function useLeftDraft({ keeper, current, uploads, failure }: LeftDraftOptions): void {
  const t = useT();
  const errorText = useErrorText();
  const notices = useNotices();

  const save = async (): Promise<'saved' | 'unsaved' | 'without-files'> => {
    const isWaiting = isUploading(current().files);
    if (!(await keeper.saveLeft(uploads.settled))) return 'unsaved';
    return isWaiting && failedFiles().length > 0 ? 'without-files' : 'saved';
  };
  const failedFiles = () => current().files.filter(({ error }) => error !== undefined);
  const leave = async (isAgain = false): Promise<void> => {
    // The words are nowhere else until then.
    const stopWarning = warnBeforeUnload();
    const result = await save();
    // What the form began with, nobody misses.
    if (result === 'saved' || !keeper.isTouched()) {
      stopWarning();
      if (isAgain) notices.success(t('Saved in Drafts'));
      return;
    }
    const retry = () => {
      stopWarning();
      if (result === 'without-files') failedFiles().forEach(uploads.retry);
      void leave(true);
    };
    const text =
      result === 'unsaved'
        ? t('What you wrote could not be saved as a draft: {{reason}}', { reason: errorText(failure()) })
        : t('The draft is kept without {{names}}, which could not be uploaded.', { names: failedFiles().map(({ filename }) => filename).join(', ') });
    notices.error(failure(), text, retry);
  };
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => () => void latest.current(), [keeper]);
}
