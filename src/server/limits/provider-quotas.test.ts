// The quotas of the providers: an import uses what is allowed, and people wait for nothing beside it.
import { describe, expect, it } from 'vitest';
import { MAX_BATCH_PARTS, UNITS } from '../providers/gmail/quota';
import { googleType } from '../providers/gmail/type';
import { MAX_BATCH_PARTS as MAX_GRAPH_PARTS } from '../providers/microsoft/limits';
import { microsoftType } from '../providers/microsoft/type';
import type { GateLimits } from './limiter';
import { caller } from './testing/caller';

/** With what a batch of an import costs, and what changing two hundred messages does: Gmail takes a thousand ids in one call, Graph twenty. */
const REAL: Array<[string, GateLimits, number, number[]]> = [
  ['Gmail', googleType.limits, UNITS.messagesGet * MAX_BATCH_PARTS, [UNITS.messagesBatchModify]],
  ['Outlook', microsoftType.limits, MAX_GRAPH_PARTS, Array<number>(10).fill(MAX_GRAPH_PARTS)],
];

describe.each(REAL)('%s', (_name, real, batch, change) => {
  /** Batches that take a fifth of a second, as many beside each other as background may have. */
  function importing() {
    const hand = caller({ ...real });
    const loop = async (): Promise<void> => {
      const release = await hand.call('batch', batch);
      hand.clock.after(200, () => {
        release();
        void loop();
      });
    };
    for (let lane = 0; lane < real.concurrency; lane++) void loop();
    return hand;
  }

  it('an import uses 95 % of what is allowed', async () => {
    const { started, turn } = importing();
    await turn(3 * real.windowMs);
    const times = started.map((entry) => Number(entry.split('@')[1]));
    const inLastWindow = times.filter((time) => time >= 2 * real.windowMs).length * batch;
    expect(inLastWindow / real.units).toBeGreaterThan(0.95);
    expect(inLastWindow).toBeLessThanOrEqual(real.units);
  });

  it('a person changes two hundred messages beside it within seconds', async () => {
    const { started, pass, turn } = importing();
    await turn(2.5 * real.windowMs);
    for (const cost of change) void pass('person', cost, true);
    await turn(5_000);
    expect(started.filter((entry) => entry.startsWith('person'))).toHaveLength(change.length);
  });
});
