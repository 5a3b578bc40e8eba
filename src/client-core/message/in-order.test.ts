import { expect, it } from 'vitest';
import { createOrder } from './in-order';

it('begins a work when the one before has ended, also when that failed', async () => {
  const inOrder = createOrder();
  const log: string[] = [];
  const work = (name: string, fails = false) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`${name} ends`);
    if (fails) throw new Error(name);
  };
  const failed = inOrder(work('tick', true)).catch(String);
  const done = inOrder(work('untick'));
  expect(await failed).toBe('Error: tick');
  await done;
  expect(log).toEqual(['tick begins', 'tick ends', 'untick begins', 'untick ends']);
});
