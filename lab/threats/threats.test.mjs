// The 25 failure modes of shared/provider-facts.md §D. The stand-ins commit the fault over the wire, the real providers and
// the real engine meet it on a real database, and the outcome is always the same: nothing lost, nothing double, the user told
// the truth. What needs a killed host is in lab/chaos; what a person sees of it, in lab/integration and lab/e2e.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { BLOCKED } from './blocked.mjs';
import { CATEGORIES } from './categories.mjs';
import { CONTENT } from './content.mjs';
import { CURSORS } from './cursors.mjs';
import { LIMITS } from './limits.mjs';
import { MOVES } from './moves.mjs';
import { ORDER } from './order.mjs';
import { PUSH } from './push.mjs';
import { startThreats } from './world.mjs';

/**
 * @typedef {object} Threat
 * @property {number} id as in provider-facts.md §D
 * @property {string} threat
 * @property {('google' | 'microsoft')[]} providers who can commit it
 * @property {((world: any) => Promise<void>) & { address?: string, limits?: object }} run
 */

/** @type {Threat[]} */
const THREATS = [...MOVES, ...CATEGORIES, ...CURSORS, ...ORDER, ...LIMITS, ...CONTENT, ...BLOCKED, ...PUSH].sort((a, b) => a.id - b.id);
const ROWS = THREATS.flatMap((threat) => threat.providers.map((provider) => ({ ...threat, provider })));

let lab;
beforeAll(async () => {
  lab = await startThreats();
});
afterAll(() => lab?.stop());

describe('failure modes', () => {
  it.each(ROWS)('$id $threat ($provider)', async ({ provider, run }) => {
    await run(await lab.open({ provider, address: run.address, limits: run.limits }));
  }, 150_000);
});
