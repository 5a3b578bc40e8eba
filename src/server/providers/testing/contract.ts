// The rules that every provider keeps, as tests against its emulator. A provider's own test file adds what is special.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContractBench, ProviderUnderTest, Subject } from './bench';
import { testChanges } from './contract-changes';
import { testFailures } from './contract-failures';
import { testReading } from './contract-reading';
import { testSending } from './contract-sending';

export function testProvider(subject: ProviderUnderTest): void {
  describe(subject.name, () => {
    let bench: ContractBench;
    beforeAll(async () => void (bench = await subject.start()), 120_000);
    afterAll(async () => bench?.stop());
    beforeEach(async () => {
      await bench.reset();
      bench.gate.acquired.length = 0;
      bench.gate.throttledFor.length = 0;
    });
    afterEach(async () => {
      expect(await bench.violations(), "breaches of the provider's contract").toEqual([]);
      expect(bench.gate.open(), 'slots that were not given back').toBe(0);
    });

    const current: Subject = () => bench;
    describe('reading', () => testReading(current, subject));
    describe('changes', () => testChanges(current));
    describe('sending', () => testSending(current, subject));
    describe('failures', () => testFailures(current, subject));
    it('has no more members than an interface may have', () => expect(Object.keys(bench.provider).length).toBeLessThanOrEqual(12));
  });
}
