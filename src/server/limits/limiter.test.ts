// The limiter's rules against a clock that is turned by hand.
import { describe, expect, it } from 'vitest';
import { caller } from './testing/caller';

describe('units', () => {
  it('background stops at the reserve and goes on when the window has slid', async () => {
    const { pass, started, turn } = caller();
    for (const name of ['a', 'b', 'c', 'd']) void pass(name, 20);
    await turn(59_999);
    expect(started).toEqual(['a@0', 'b@0', 'c@29000']);
    await turn(1);
    expect(started).toEqual(['a@0', 'b@0', 'c@29000', 'd@60000']);
  });

  it('background uses its whole allowance, evenly', async () => {
    const { pass, started, turn } = caller({ units: 6_000, reservedUnits: 200, concurrency: 1_000 });
    for (let index = 0; index < 400; index++) void pass('batch', 200);
    await turn(10 * 60_000);
    const times = started.map((entry) => Number(entry.split('@')[1]));
    // The burst at the start is made up for in the first two minutes.
    for (let from = 2 * 60_000; from <= 9 * 60_000; from += 5_000) {
      const units = times.filter((time) => time >= from && time < from + 60_000).length * 200;
      expect(units).toBeGreaterThanOrEqual(5_600);
      expect(units).toBeLessThanOrEqual(5_800);
    }
  });

  it('a person who comes in the middle of an import waits for no window', async () => {
    const { pass, started, turn } = caller({ units: 6_000, reservedUnits: 200, concurrency: 1_000 });
    for (let index = 0; index < 400; index++) void pass('batch', 200);
    await turn(3 * 60_000);
    for (let index = 0; index < 30; index++) void pass('click', 20, true);
    await turn(5_000);
    expect(started.filter((entry) => entry.startsWith('click'))).toHaveLength(30);
  });

  it('nor in its first minute, after the burst', async () => {
    const { pass, started, turn } = caller({ units: 6_000, reservedUnits: 200, concurrency: 1_000 });
    for (let index = 0; index < 400; index++) void pass('batch', 20);
    await turn(45_000);
    for (let index = 0; index < 30; index++) void pass('click', 20, true);
    await turn(1_000);
    expect(started.filter((entry) => entry.startsWith('click'))).toHaveLength(30);
  });

  it('interactive calls may use the reserve', async () => {
    const { pass, started, turn } = caller();
    for (const name of ['a', 'b', 'c', 'd']) void pass(name, 20);
    void pass('person', 20, true);
    await turn(0);
    expect(started).toEqual(['a@0', 'b@0', 'person@0']);
  });

  it('nobody ever uses more than the units in any window', async () => {
    const { pass, turn, started } = caller();
    for (let index = 0; index < 40; index++) void pass('20', 20, index % 3 === 0);
    await turn(30 * 60_000);
    const times = started.map((entry) => Number(entry.split('@')[1]));
    expect(times).toHaveLength(40);
    for (const time of times) expect(times.filter((other) => other >= time && other < time + 60_000).length * 20).toBeLessThanOrEqual(100);
  });

  it('a call counts for a whole window from its end: the provider may have counted it as late as that', async () => {
    const { call, pass, started, turn } = caller({ units: 20, reservedUnits: 0 });
    const end = await call('slow', 20);
    void pass('next', 20);
    await turn(90_000);
    expect(started).toEqual(['slow@0']);
    end();
    await turn(60_000);
    expect(started).toEqual(['slow@0', 'next@150000']);
  });

  it('a call dearer than the allowance waits for an empty window instead of for ever', async () => {
    const { pass, started, turn } = caller();
    void pass('small', 10);
    void pass('huge', 500);
    await turn(60_000);
    expect(started).toEqual(['small@0', 'huge@60000']);
  });
});

describe('calls in flight', () => {
  it('are bounded, and people go first', async () => {
    const { call, started, turn } = caller({ concurrency: 1 });
    const release = await call('a', 1);
    void call('b', 1);
    void call('person', 1, true);
    await turn(0);
    expect(started).toEqual(['a@0']);
    release();
    release();
    await turn(0);
    expect(started).toEqual(['a@0', 'person@0']);
  });

  it('leave one place to people', async () => {
    const { call, started, turn } = caller({ concurrency: 4 });
    for (const name of ['a', 'b', 'c', 'd']) void call(name, 1);
    void call('person', 1, true);
    await turn(0);
    expect(started).toEqual(['a@0', 'b@0', 'c@0', 'person@0']);
  });

  it.each<[string, Array<[string, number]>, string[]]>([
    ['none', [], ['person', 'person', 'import']],
    ['one', [['b', 1]], ['person', 'person']],
    ['two of two processes', [['b', 1], ['c', 1]], ['person', 'person']],
    ['three, whatever it was before', [['b', 1], ['b', 3]], ['person']],
    ['four', [['b', 4]], []],
    ['none any more', [['b', 4], ['b', 0]], ['person', 'person', 'import']],
  ])('of other processes count along: %s', async (_name, words, expected) => {
    const { call, gate, started, turn } = caller({ concurrency: 4, units: 1_000 });
    gate.heard({ cost: 1, node: 'full', inFlight: 4 });
    for (const [name, interactive] of [['import', false], ['import', false], ['person', true], ['person', true]] as const) void call(name, 1, interactive);
    for (const [node, inFlight] of words) gate.heard({ cost: 1, node, inFlight });
    gate.heard({ cost: 0, node: 'full', inFlight: 0 });
    await turn(0);
    expect(started).toEqual(expected.map((name) => `${name}@0`));
  });

  it('of a process that was killed are forgotten after seconds', async () => {
    const { call, gate, started, turn } = caller({ concurrency: 4 });
    gate.heard({ cost: 1, node: 'b', inFlight: 4 });
    void call('person', 1, true);
    await turn(4_999);
    expect(started).toEqual([]);
    await turn(1);
    expect(started).toEqual(['person@5000']);
  });

  it('are told with the units of a call, and of many in one, and of the last, the end too', async () => {
    const { call, pass, told } = caller({ concurrency: 4, units: 1_000 });
    await pass('a', 1);
    const release = await call('b', 1);
    const end = await call('batch', 20, false, undefined, true);
    end();
    release();
    expect(told).toEqual([
      { cost: 1, inFlight: 1 },
      { cost: 0, inFlight: 0 },
      { cost: 1, inFlight: 1 },
      { cost: 20, inFlight: 4 },
      { cost: 0, inFlight: 1 },
      { cost: 0, inFlight: 0 },
    ]);
  });

  it('that have ended hold nobody up: neither an import beside a person at work, nor a person', async () => {
    const here = caller({ concurrency: 4, units: 1_000 });
    const there = caller({ concurrency: 4, units: 1_000 });
    const tell = () => there.told.splice(0).forEach((news) => here.gate.heard({ ...news, node: 'b' }));
    // One click every four seconds, each over before the next.
    for (let click = 0; click < 3; click++) {
      const end = await there.call('click', 1, true);
      tell();
      if (click === 0) void here.pass('batch', 20, false, undefined, true);
      await here.turn(200);
      end();
      tell();
      await here.turn(3_800);
    }
    expect(here.started).toEqual(['batch@200']);
    const ends = await Promise.all([1, 2, 3, 4].map(() => there.call('click', 1, true)));
    tell();
    ends.forEach((end) => end());
    tell();
    void here.pass('person', 1, true);
    await here.turn(0);
    expect(here.started).toEqual(['batch@200', 'person@12000']);
  });

  it('a batch of an import waits until other processes have none, one of a person does not', async () => {
    const { call, gate, started, turn } = caller({ concurrency: 4 });
    gate.heard({ cost: 1, node: 'b', inFlight: 1 });
    void call('import', 2, false, undefined, true);
    void call('person', 2, true, undefined, true);
    await turn(0);
    expect(started).toEqual(['person@0']);
    await turn(5_000);
    expect(started).toEqual(['person@0', 'import@5000']);
  });
});

describe('429', () => {
  it('pauses for as long as the provider says, people too', async () => {
    const { call, gate, started, turn } = caller();
    gate.throttled(5_000);
    void call('a', 1);
    void call('person', 1, true);
    expect(gate.blockedMs()).toBe(5_000);
    await turn(5_000);
    expect(started).toEqual(['person@5000', 'a@5000']);
  });

  it('refuses for a long pause whoever waits or comes, and says how long it lasts', async () => {
    const { call, pass, gate, pending, started, turn } = caller({ concurrency: 1 });
    await call('batch with a refused part', 1);
    const waiting = [call('import', 1), call('person', 1, true)];
    gate.throttled(600_000);
    for (const each of waiting) await expect(each).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 600_000 });
    await turn(300_000);
    await expect(call('late', 1)).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 300_000 });
    expect(pending()).toBe(0);
    await turn(295_000);
    void pass('patient', 1, true);
    expect(started).toHaveLength(1);
    expect(gate.use().waiting).toBe(1);
  });

  it('doubles the pause when the provider does not say, once per burst, and starts over after a success', async () => {
    const { call, gate, turn } = caller();
    const pauses: number[] = [];
    for (let burst = 0; burst < 3; burst++) {
      gate.throttled();
      gate.throttled();
      pauses.push(gate.blockedMs());
      await turn(gate.blockedMs());
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
    await turn(1);
    (await call('a', 1))();
    gate.throttled();
    expect(gate.blockedMs()).toBe(1_000);
  });
});

describe('abort', () => {
  it('takes the call out of the line and leaves no timer', async () => {
    const { call, gate, pending, started, turn } = caller();
    const controller = new AbortController();
    gate.throttled(1_000);
    const waiting = call('a', 1, false, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
    await turn(2_000);
    expect(started).toEqual([]);
    expect(pending()).toBe(0);
  });
});
