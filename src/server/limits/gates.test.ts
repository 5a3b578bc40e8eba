// Who shares a quota.
import { expect, it } from 'vitest';
import type { ProviderType } from '../providers/provider';
import { systemClock } from './clock';
import { createGates } from './gates';
import type { GatePeers } from './gates';

const type = (id: string) => ({ id, limits: { concurrency: 1, units: 1, windowMs: 1, reservedUnits: 0 } }) as ProviderType;

it('one gate per client and mailbox, whatever the case of the address', () => {
  const gates = createGates();
  const gate = gates.gate(type('a'), 'client', 'Me@example.com');
  expect(gates.gate(type('a'), 'client', 'me@example.com')).toBe(gate);
  expect(gates.gate(type('a'), 'other', 'me@example.com')).not.toBe(gate);
  expect(gates.gate(type('b'), 'client', 'me@example.com')).not.toBe(gate);
  gate.throttled(10_000);
  expect(gates.blockedMs(type('a'), 'client', 'me@example.com')).toBeGreaterThan(9_000);
  expect(gates.blockedMs(type('a'), 'unused', 'me@example.com')).toBe(0);
});

/** Two processes that hear each other. */
function twoProcesses(types: ProviderType[] = []) {
  const listeners: Array<Parameters<GatePeers['listen']>[0]> = [];
  const open = () => {
    const index = listeners.length;
    return createGates(systemClock, {
      listen: (heard) => void listeners.push(heard),
      tell: (key, news) => listeners.forEach((heard, other) => other !== index && heard(key, news)),
    }, types);
  };
  return [open(), open()];
}

it('two processes spend one quota, and wait together after a 429', async () => {
  const limits = { concurrency: 10, units: 10, windowMs: 60_000, reservedUnits: 0 };
  const shared = { id: 'a', limits } as ProviderType;
  const [first, second] = twoProcesses().map((gates) => ({ gates, gate: gates.gate(shared, 'client', 'me@example.com') }));
  (await first.gate.acquire(6, { interactive: true }))();
  (await second.gate.acquire(3, { interactive: true }))();
  expect([first, second].map(({ gates }) => gates.use(shared, 'client', 'me@example.com')?.units)).toEqual([9, 9]);
  first.gate.throttled(20_000);
  expect(second.gates.blockedMs(shared, 'client', 'me@example.com')).toBeGreaterThan(19_000);
});

it('a process that has asked for nothing yet knows what another one has used', async () => {
  const shared = { id: 'a', limits: { concurrency: 10, units: 10, windowMs: 60_000, reservedUnits: 0 } } as ProviderType;
  const [working, answering] = twoProcesses([shared]);
  (await working.gate(shared, 'client', 'me@example.com').acquire(6, { interactive: true }))();
  expect(answering.use(shared, 'client', 'me@example.com')?.units).toBe(6);
});

it('two processes have no more calls in flight than one may have, and people find a place', async () => {
  const limits = { concurrency: 4, units: 100, windowMs: 60_000, reservedUnits: 0 };
  const shared = { id: 'a', limits } as ProviderType;
  const [first, second] = twoProcesses().map((gates) => gates.gate(shared, 'client', 'me@example.com'));
  for (let index = 0; index < 3; index++) await first.acquire(1);
  const started: string[] = [];
  void second.acquire(1).then(() => started.push('import'));
  void second.acquire(1, { interactive: true }).then(() => started.push('person'));
  void second.acquire(1, { interactive: true }).then(() => started.push('another person'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(started).toEqual(['person']);
});
