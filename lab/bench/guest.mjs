// `npm run bench:guest`: how a real host answers while mailboxes are imported beside it, and what memory that takes.
//   --size 5000    mails in the big mailbox at each provider
//   --db postgres://postgres@127.0.0.1/guest    default: SQLite
//   --quota        at Gmail's own quota; otherwise as fast as this machine can
//   --heap 400     MB of JavaScript objects that the host may hold. Left alone, Node collects its garbage late, and memory
//                  says how much this machine has, not how much is needed: an import that ends well below a limit needs no more.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createAccounts, PROVIDERS } from '../chaos/accounts.mjs';
import { dropDatabase, ROOT_USER, startHost } from '../host/host.mjs';
import { authorize } from '../threats/consent.mjs';

const { values } = parseArgs({ options: { size: { type: 'string', default: '5000' }, db: { type: 'string' }, quota: { type: 'boolean', default: false }, heap: { type: 'string' } } });
const IDLE_MS = 15_000;
/** One request after the other, as an impatient person has them. */
const PAUSE_MS = 50;
const LOOK_EVERY_MS = 1_000;
const MAX_IMPORT_MS = 60 * 60_000;

// The stand-ins have a process of their own: their work is not the host's.
const server = spawn(process.execPath, ['lab/providers/serve.mjs', '--size', values.size, '--no-validate'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const { env } = JSON.parse(line);
const dataDir = mkdtempSync(join(tmpdir(), 'mail-guest-'));
if (values.db) await dropDatabase(values.db).catch(() => undefined);
const host = await startHost({ dataDir, db: values.db, plugin: process.env.LAB_PLUGIN_DIR ?? true, env: { ...env, ...(values.quota ? {} : { MAIL_GOOGLE_UNITS_PER_MINUTE: '100000000' }), ...(values.heap ? { NODE_OPTIONS: `--max-old-space-size=${values.heap}` } : {}) } });
try {
  await run();
} finally {
  await host.stop().catch(() => undefined);
  server.kill();
  rmSync(dataDir, { recursive: true, force: true });
  if (values.db) await dropDatabase(values.db).catch(() => undefined);
}

/** Of the host's own: a list, a permission check, a write. None of them is ours. */
function requests(token) {
  let turn = 0;
  return {
    read: () => host.api('GET', 'users:list?pageSize=20', { token }),
    check: () => host.api('GET', 'roles:check', { token }),
    write: () => host.api('POST', 'users:update?filterByTk=1', { token, body: { nickname: `Root ${(turn += 1)}` } }),
  };
}

function memoryMb() {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${host.pid()}/status`, 'utf8'))[1]) / 1024;
}

async function watch(calls, isOver) {
  const seen = Object.fromEntries(Object.keys(calls).map((name) => [name, []]));
  const failures = new Map();
  let memory = 0;
  while (!(await isOver())) {
    for (const [name, call] of Object.entries(calls)) {
      const at = performance.now();
      const { ok, status, body } = await call();
      seen[name].push(performance.now() - at);
      if (!ok) {
        const what = `${name} ${status}${/SQLITE_BUSY/.test(JSON.stringify(body)) ? ' SQLITE_BUSY' : ''}`;
        failures.set(what, (failures.get(what) ?? 0) + 1);
      }
      memory = Math.max(memory, memoryMb());
      await sleep(PAUSE_MS);
    }
  }
  return { seen, failures, memory };
}

function print(title, { seen, failures, memory }) {
  const at = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
  for (const [name, list] of Object.entries(seen)) console.log(`${title.padEnd(16)} ${name.padEnd(6)} p50 ${at(list, 0.5).toFixed(0)} ms, p95 ${at(list, 0.95).toFixed(0)} ms, p99 ${at(list, 0.99).toFixed(0)} ms, worst ${at(list, 1).toFixed(0)} ms of ${list.length}`);
  console.log(`${title.padEnd(16)} memory ${memory.toFixed(0)} MB; failed: ${failures.size === 0 ? 'none' : [...failures].map(([what, count]) => `${count} × ${what}`).join(', ')}`);
}

async function run() {
  const root = await host.signIn(ROOT_USER.email, ROOT_USER.password);
  const calls = requests(root);
  const accounts = createAccounts({ host, root, consent: authorize });
  await accounts.configure();
  const idleUntil = Date.now() + IDLE_MS;
  print('before', await watch(calls, async () => Date.now() > idleUntil));
  for (const { provider, address } of PROVIDERS) await accounts.link(provider, address);
  const startedAt = Date.now();
  let lookedAt = 0;
  let list = [];
  const result = await watch(calls, async () => {
    if (Date.now() - lookedAt < LOOK_EVERY_MS) return false;
    lookedAt = Date.now();
    list = await accounts.list();
    return list.every(({ status }) => status === 'active') || Date.now() - startedAt > MAX_IMPORT_MS;
  });
  print('during an import', result);
  const stored = list.reduce((sum, { progress }) => sum + (progress?.stored ?? 0), 0);
  console.log(`${stored} messages in ${((Date.now() - startedAt) / 1000).toFixed(0)} s; ${list.map(({ email, status }) => `${email} ${status}`).join(', ')}`);
}
