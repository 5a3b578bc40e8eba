// Five suites, in the order in which `npm test` runs them. The last two start a real NocoBase.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const host = (name) => fileURLToPath(new URL(`./lab/host/node_modules/${name}`, import.meta.url));

/** Packages that the host provides at run time are taken from the host here too, so that classes are the same. */
const alias = Object.fromEntries(['@nocobase/database', '@nocobase/server', 'sequelize'].map((name) => [name, host(name)]));

const suite = (name, include, options = {}) => ({
  resolve: { alias },
  test: { name, include, exclude: ['**/node_modules/**'], pool: 'forks', testTimeout: 30_000, hookTimeout: 60_000, ...options },
});

/** Two real hosts at a time: they wait more than they compute, but two cores carry no third. `npm test` runs what failed once more, one by one. */
const withHosts = { poolOptions: { forks: { maxForks: Number(process.env.LAB_FORKS ?? 2), minForks: 1 } }, testTimeout: 180_000, hookTimeout: 400_000 };

const PROVEN_E2E = ['settings', 'preferences', 'mail-path', 'failures', 'accounts', 'mailing-lists', 'deception', 'keyboard', 'plugin-life', 'blocks-by-name', 'blocks-classic', 'blocks-click', 'blocks-actions', 'blocks-own-form', 'blocks-survive', 'public-path'].map((name) => `lab/e2e/${name}.test.mjs`);

export default defineConfig({
  test: {
    // All cores: vitest leaves one unused, which on two is half of them.
    maxWorkers: '100%',
    projects: [
      suite('unit', ['src/**/*.test.{ts,tsx}']),
      suite('lab', ['lab/providers/**/*.test.mjs', 'lab/host/*.test.mjs']),
      suite('threats', ['lab/threats/**/*.test.mjs']),
      suite('integration', ['lab/integration/**/*.test.mjs'], withHosts),
      suite('e2e', PROVEN_E2E, withHosts),
      // Not part of `npm test` until they have passed there often enough: npx vitest run --project e2e-more
      suite('e2e-more', ['lab/e2e/**/*.test.mjs'], { ...withHosts, exclude: ['**/node_modules/**', ...PROVEN_E2E] }),
    ],
  },
});
