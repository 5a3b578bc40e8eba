// What a test file of this folder begins with: a world for all of its tests, and what must hold at the end of each.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { PATIENCE_MS, photograph, startWorld } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */

/** Of one test: as long as its slowest wait, plus some more. */
export const SLOW = { timeout: 3 * PATIENCE_MS };

/** Reads again until the expectation holds. @param {() => unknown} read @param {string} [what] */
export const eventually = (read, what) => expect.poll(read, { timeout: PATIENCE_MS, interval: 250, message: what });

/**
 * The value that `read` keeps answering: five times in a row, a quarter of a second apart.
 * @template T @param {() => Promise<T>} read @returns {Promise<T>}
 */
export async function settled(read) {
  let value = await read();
  for (let same = 0; same < 4; ) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const next = await read();
    same = next === value ? same + 1 : 0;
    value = next;
  }
  return value;
}

/**
 * Photographs what a failed test looked at, and prints it: who reads the output of another machine has no pictures.
 * @param {() => import('playwright-core').Browser | undefined} browser
 */
export function showFailures(browser) {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const pages = browser()?.contexts().flatMap((context) => context.pages()) ?? [];
    await photograph([task.suite?.name, task.name].filter(Boolean).join(' '), pages);
    for (const page of pages) {
      const text = await page.locator('body').innerText({ timeout: 5_000 }).catch(String);
      console.log(`[e2e] "${task.name}" failed at ${page.url()}, which shows:\n${text.replace(/\s*\n\s*/g, ' | ').slice(0, 2_000)}`);
    }
  }, PATIENCE_MS);
}

/**
 * A world for all tests of a file. At the end nothing may have broken the
 * providers' contracts, and no browser may have met a fault of the plugin.
 * @param {Parameters<typeof startWorld>[0]} [options]
 * @returns {World}
 */
export function useWorld(options) {
  const world = /** @type {World} */ ({});
  beforeAll(async () => void Object.assign(world, await startWorld(options)), 3 * PATIENCE_MS + 220_000);
  showFailures(() => world.browser);
  afterAll(async () => {
    if (!world.stop) return;
    const log = readFileSync(world.host.logFile, 'utf8');
    const violations = world.providers.violations();
    await world.stop();
    expect(violations, 'the contracts of Google and Microsoft').toEqual([]);
    expect(world.problems, 'what the browsers complained about').toEqual([]);
    expect(log, 'no secret in the log').not.toMatch(/lab-(google|microsoft)-secret/);
  }, 2 * PATIENCE_MS);
  return world;
}

/** Steps of one story: after the first that fails, the others say nothing new. To be called inside of `describe`. */
export function asOneStory() {
  let isBroken = false;
  beforeEach((context) => {
    if (isBroken) context.skip();
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') isBroken = true;
  });
}
