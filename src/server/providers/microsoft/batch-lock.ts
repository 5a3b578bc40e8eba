// Graph runs the parts of a batch four at a time, which is all that a mailbox may have in flight. So a batch runs alone:
// single calls share the lock, a batch has it to itself. First come, first served, but people before everybody else: an import
// keeps several batches waiting. One lock per gate, hence per mailbox.
import type { RequestGate } from '../provider';

export interface BatchLock {
  shared(interactive?: boolean): Promise<() => void>;
  exclusive(interactive?: boolean): Promise<() => void>;
}

interface Waiter {
  alone: boolean;
  interactive: boolean;
  start(): void;
}

const locks = new WeakMap<RequestGate, BatchLock>();

export function batchLockOf(gate: RequestGate): BatchLock {
  const lock = locks.get(gate) ?? createBatchLock();
  locks.set(gate, lock);
  return lock;
}

export function createBatchLock(): BatchLock {
  const waiting: Waiter[] = [];
  let sharing = 0;
  let isAlone = false;

  function advance(): void {
    while (waiting.length > 0) {
      const next = waiting[0];
      if (isAlone || (next.alone && sharing > 0)) return;
      waiting.shift();
      if (next.alone) isAlone = true;
      else sharing++;
      next.start();
    }
  }

  function enter(alone: boolean, interactive = false): Promise<() => void> {
    return new Promise((resolve) => {
      const start = () => {
        let left = false;
        resolve(() => {
          if (left) return;
          left = true;
          if (alone) isAlone = false;
          else sharing--;
          advance();
        });
      };
      const waiter = { alone, interactive, start };
      const place = interactive ? waiting.findIndex((other) => !other.interactive) : -1;
      waiting.splice(place < 0 ? waiting.length : place, 0, waiter);
      advance();
    });
  }

  return { shared: (interactive) => enter(false, interactive), exclusive: (interactive) => enter(true, interactive) };
}
