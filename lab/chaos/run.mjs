// `npm run lab:chaos`: random faults, changes at the providers, and SIGKILL of the host every few seconds, over big mailboxes.
// At the end everything at the providers has to be here once, as it is there. Exit code 1 when it is not.
//   --size 20000    mails in each of the two mailboxes
//   --minutes 5     how long it is broken on purpose
//   --seed 1        the same faults, changes and moments again
//   --db postgres://postgres@127.0.0.1/chaos    default: SQLite
//   --provider google|microsoft    only one of them
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dropDatabase, ROOT_USER, startHost } from '../host/host.mjs';
import { startProviders } from '../providers/start.mjs';
import { authorize } from '../threats/consent.mjs';
import { audit, CLEAN } from '../threats/audit.mjs';
import { createAccounts, PROVIDERS } from './accounts.mjs';
import { createRandom, createTrouble } from './trouble.mjs';
import { readOurs } from './ours.mjs';
import { readTheirs } from './theirs.mjs';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    db: { type: 'string' },
    provider: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const size = Number(values.size);
const brokenMs = Number(values.minutes) * 60_000;
/** The repair has as long as the storm, and the time that a first sync of the rest takes. */
const QUIET_MS = brokenMs + 4 * 60_000 + size * 40;
const chosen = PROVIDERS.filter(({ provider }) => !values.provider || provider === values.provider);
const dataDir = mkdtempSync(join(tmpdir(), 'mail-chaos-'));
const startedAt = Date.now();
const say = (text) => console.log(`[chaos ${String(Math.round((Date.now() - startedAt) / 1000)).padStart(4)} s] ${text}`);

say(`seed ${values.seed}, ${size} mails at ${chosen.map(({ title }) => title).join(' and ')}, ${values.db ? 'on the given database' : 'on SQLite'}`);
const random = createRandom(Number(values.seed));
const lab = await startProviders({ seed: { size }, validate: false });
if (values.db) await dropDatabase(values.db).catch(() => undefined);
const host = await startHost({
  ...{ dataDir, db: values.db, plugin: process.env.LAB_PLUGIN_DIR ?? true },
  // The quota is not what is tried here: at 5 messages a second this would take hours.
  env: { ...lab.env, MAIL_GOOGLE_UNITS_PER_MINUTE: '100000000' },
});
let exitCode = 1;
try {
  exitCode = await run();
} catch (error) {
  console.error(error);
} finally {
  await host.stop().catch(() => undefined);
  await lab.stop();
  if (values.keep) say(`kept ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
}
process.exit(exitCode);

async function run() {
  const accounts = createAccounts({ host, root: await host.signIn(ROOT_USER.email, ROOT_USER.password), consent: authorize });
  await accounts.configure();
  for (const { provider, address } of chosen) await accounts.link(provider, address);
  say('linked; the storm begins');
  const trouble = createTrouble({ lab, random, mailboxes: chosen });
  await trouble.begin();
  let kills = 0;
  for (const until = Date.now() + brokenMs; Date.now() < until; ) {
    // A killed process keeps its leases for half a minute: only a longer life gets into the middle of the work.
    await trouble.during(random.chance(0.6) ? random.between(2_000, 9_000) : random.between(40_000, 70_000));
    await host.kill();
    kills += 1;
    // Longer than a lease now and then, so that work is taken over and not only resumed.
    await trouble.during(random.chance(0.2) ? 12_000 : 200);
    await host.restart();
  }
  const { changes, faults } = await trouble.end();
  say(`${kills} kills, ${changes} changes at the providers, ${faults} faults; calm from here`);
  await accounts.settle(QUIET_MS, say);
  const reports = await accounts.reconcile(QUIET_MS);
  for (const { email, report } of reports) say(`${email}: at the provider ${report.remote}, here ${report.local}, missing ${report.missing}, repaired ${report.repaired}, removed ${report.removed}`);
  // What the comparison doubted is asked for once more, after its grace period.
  if (reports.some(({ report }) => report.removed > 0)) await accounts.settle(QUIET_MS, say);
  return judge(await accounts.list());
}

async function judge(list) {
  await host.stop();
  let faults = 0;
  for (const { provider, address } of chosen) {
    const theirs = await readTheirs(lab, provider, address);
    const { id } = list.find(({ email }) => email === address);
    const result = audit(theirs, await readOurs({ dataDir, db: values.db }, id));
    say(`${address}: ${theirs.length} at the provider; ${Object.keys(CLEAN).map((name) => `${name} ${result[name].length}`).join(', ')}`);
    for (const [name, entries] of Object.entries(result)) for (const entry of entries.slice(0, 10)) say(`  ${name}: ${entry}`);
    faults += Object.values(result).reduce((sum, entries) => sum + entries.length, 0);
  }
  say(faults === 0 ? 'nothing lost, nothing double' : `${faults} faults; again with --seed ${values.seed}`);
  return faults === 0 ? 0 : 1;
}
