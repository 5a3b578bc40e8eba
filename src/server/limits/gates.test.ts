// Who shares a quota.
import { expect, it } from 'vitest';
import type { ProviderType } from '../providers/provider';
import { createGates } from './gates';

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
