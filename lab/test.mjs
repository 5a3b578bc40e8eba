// `npm test`: sets up, runs every check, ends with the line "N passed, N failed".
// `npm test -- unit lint` runs only the named steps.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, setUp } from './setup.mjs';

const REPORTS = join(ROOT, '.data/reports');

/** A command that passes or fails as a whole. */
const check = (command, args) => () => {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
};

/**
 * A vitest project; its tests are counted one by one, and a file that does not even load counts as one failure.
 * Files that failed are run once more, alone and from a fresh start, and count as they did then: their databases, hosts and browsers
 * share two cores with others at first. The summary names every file that needed it.
 */
const suite = (project) => () => {
  const first = runProject(project);
  if (first.failed === 0 || first.failedFiles.length === 0) return first;
  console.log(`\n── ${project}, once more and alone: ${first.failedFiles.map(nameOf).join(', ')}`);
  const second = runProject(project, first.failedFiles);
  return {
    passed: first.passed - first.inFailedFiles('passed') + second.passed,
    failed: second.failed,
    skipped: first.skipped - first.inFailedFiles('pending') - first.inFailedFiles('skipped') + second.skipped,
    note: `run twice: ${first.failedFiles.map(nameOf).join(', ')}`,
  };
};

const nameOf = (file) => relative(ROOT, file);

/** One run of vitest, of a whole project or of some of its files one after the other. */
function runProject(project, files = []) {
  const report = join(REPORTS, `${project}.json`);
  rmSync(report, { force: true });
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', ...files, '--project', project, '--reporter=default', '--reporter=json', `--outputFile=${report}`],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...(files.length ? { LAB_FORKS: '1' } : {}) } },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const failedFiles = result.testResults.filter((file) => file.status === 'failed');
    const broken = failedFiles.filter((file) => file.assertionResults.every((test) => test.status !== 'failed'));
    const failed = result.numFailedTests + broken.length;
    return {
      passed: result.numPassedTests,
      failed: failed || (status === 0 ? 0 : 1),
      skipped: result.numPendingTests,
      failedFiles: failedFiles.map((file) => file.name),
      inFailedFiles: (status) => failedFiles.flatMap((file) => file.assertionResults).filter((test) => test.status === status).length,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failedFiles: [], inFailedFiles: () => 0 };
  }
}

const STEPS = {
  lint: check('npx', ['eslint', '.']),
  dependencies: check('npx', ['depcruise', '--no-progress', 'src']),
  types: check('npx', ['tsc', '--noEmit']),
  unit: suite('unit'),
  lab: suite('lab'),
  threats: suite('threats'),
  build: check('node', ['lab/build/build.mjs']),
  package: check('node', ['lab/build/package.mjs']),
  integration: suite('integration'),
  e2e: suite('e2e'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STEPS[name]);
if (unknown.length) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}

const wants = (name) => wanted.length === 0 || wanted.includes(name);

mkdirSync(REPORTS, { recursive: true });
await setUp();
if (wants('e2e')) {
  // Here and once: two test files that both found none would install it over each other.
  const { findChromium } = await import('./host/chromium.mjs');
  findChromium();
}
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const [name, step] of Object.entries(STEPS)) {
  if (!wants(name)) continue;
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const result = step();
  for (const key of Object.keys(total)) total[key] += result[key];
  lines.push(`${name.padEnd(14)}${result.passed} passed, ${result.failed} failed${result.skipped ? `, ${result.skipped} skipped` : ''}  (${Math.round((Date.now() - startedAt) / 1000)} s)${result.note ? `  ${result.note}` : ''}`);
}
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed ? 1 : 0);
