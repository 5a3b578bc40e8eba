import { expect, it } from 'vitest';
import { createBatchLock } from './batch-lock';

const settled = async (promise: Promise<unknown>) => {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise((resolve) => setImmediate(resolve));
  return done;
};

it('single calls run side by side', async () => {
  const lock = createBatchLock();
  await lock.shared();
  expect(await settled(lock.shared())).toBe(true);
});

it('a batch waits for the single calls and runs alone', async () => {
  const lock = createBatchLock();
  const leave = await lock.shared();
  const batch = lock.exclusive();
  expect(await settled(batch)).toBe(false);
  leave();
  const leaveBatch = await batch;
  const later = lock.shared();
  expect(await settled(later)).toBe(false);
  leaveBatch();
  expect(await settled(later)).toBe(true);
});

it('single calls that come later do not overtake a waiting batch', async () => {
  const lock = createBatchLock();
  const leave = await lock.shared();
  const batch = lock.exclusive();
  expect(await settled(lock.shared())).toBe(false);
  leave();
  expect(await settled(batch)).toBe(true);
});

it('leaving twice frees one place', async () => {
  const lock = createBatchLock();
  const leave = await lock.shared();
  await lock.shared();
  leave();
  leave();
  expect(await settled(lock.exclusive())).toBe(false);
});

it('people go before every batch that waits', async () => {
  const lock = createBatchLock();
  const leave = await lock.exclusive();
  const batches = [lock.exclusive(), lock.exclusive()];
  const click = lock.shared(true);
  leave();
  const leaveClick = await click;
  expect(await settled(batches[0])).toBe(false);
  leaveClick();
  expect(await settled(batches[0])).toBe(true);
});
