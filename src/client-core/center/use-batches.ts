// Works through many conversations a part at a time: with progress, and until somebody stops it.
import { useCallback } from 'react';
import { useT } from '../api';
import { warnBeforeUnload } from '../compose/warn-before-unload';
import { runBatches, type Batch } from './batches';
import { useNotices } from './notices';

/** @returns a function as `runBatches` is; what is done in one step shows no progress */
export function useBatches(): (groups: ReadonlyArray<readonly Batch[]>) => Promise<number> {
  const t = useT();
  const notices = useNotices();
  return useCallback(
    async (groups) => {
      if (groups.every(({ length }) => length <= 1)) return runBatches(groups, { isStopped: () => false, onProgress: () => undefined });
      const count = groups.flat().reduce((sum, { size }) => sum + size, 0);
      const text = (done: number) => t('{{done}} of {{count}} conversations', { done, count });
      let isStopped = false;
      const progress = notices.progress(text(0), () => void (isStopped = true));
      const stopWarning = warnBeforeUnload();
      const done = await runBatches(groups, { isStopped: () => isStopped, onProgress: (sofar) => progress.update(text(sofar)) });
      progress.close();
      stopWarning();
      return done;
    },
    [notices, t],
  );
}
