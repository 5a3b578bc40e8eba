// Many conversations in parts, one request each. No React.

/** Conversations in one request: some seconds of a provider's time. */
export const BATCH_SIZE = 100;

export interface Batch {
  size: number;
  /** Resolves to false when there is no use in going on. Tells its own failure, and never rejects. */
  run(): Promise<boolean>;
  /** It was stopped before. */
  skip(): void;
}

export function inBatches<T>(items: readonly T[], size = BATCH_SIZE): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

interface RunOptions {
  /** Asked before each batch. */
  isStopped: () => boolean;
  onProgress: (done: number) => void;
}

/** Runs groups side by side and the batches of a group in turn, up to its first failure. Resolves to the number of conversations that were done. */
export async function runBatches(groups: ReadonlyArray<readonly Batch[]>, { isStopped, onProgress }: RunOptions): Promise<number> {
  let done = 0;
  const runGroup = async (group: readonly Batch[]): Promise<void> => {
    let isUseless = false;
    for (const batch of group) {
      if (isUseless || isStopped()) {
        batch.skip();
        continue;
      }
      isUseless = !(await batch.run());
      if (!isUseless) done += batch.size;
      onProgress(done);
    }
  };
  await Promise.all(groups.map(runGroup));
  return done;
}
