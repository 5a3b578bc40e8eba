// Proves the demo on this machine, as a user starts it: first start, a linked mailbox, second start with everything kept, on each
// database, and --real. `node lab/demo/check.mjs [database URL]…`; prints how long each start took.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropDatabase, ROOT_USER } from '../host/host.mjs';
import { caller, link, synced } from '../integration/world.mjs';
import { ROOT } from '../setup.mjs';

const SECOND_START_LIMIT_S = 30;
let port = 23_400;
/** @type {Set<{ stop(): Promise<unknown> }>} */
const running = new Set();

/** @param {string[]} args */
async function start(args) {
  const startedAt = Date.now();
  const demo = spawn('npm', ['run', 'demo', '--', ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let printed = '';
  const url = await new Promise((resolve, reject) => {
    demo.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /(http:\S+)\/admin\b[\s\S]*Stop with Ctrl/.exec(printed);
      if (found) resolve(found[1]);
    });
    demo.on('exit', (code) => reject(new Error(`the demo ended with ${code}: ${printed}`)));
  });
  const seconds = (Date.now() - startedAt) / 1000;
  const started = {
    seconds,
    user: caller(hostAt(url), await signIn(url)),
    stop: () =>
      new Promise((resolve) => {
        running.delete(started);
        demo.removeAllListeners('exit').on('exit', resolve);
        process.kill(-demo.pid, 'SIGINT');
      }),
  };
  running.add(started);
  return started;
}

const hostAt = (url) => ({
  async api(method, path, { token, body } = {}) {
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(`${url}/api/${path}`, { method, headers, body: body && JSON.stringify(body) });
    return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => null) };
  },
});

async function signIn(url) {
  const answer = await hostAt(url).api('POST', 'auth:signIn', { body: { account: ROOT_USER.email, password: ROOT_USER.password } });
  return answer.body.data.token;
}

/** @param {string | undefined} db */
async function checkKept(db) {
  const data = mkdtempSync(join(tmpdir(), 'mail-demo-'));
  port += 10;
  const args = ['--port', String(port), '--data', data, ...(db ? ['--db', db] : [])];
  try {
    const first = await start(args);
    const { account } = await link(first.user, 'google', 'ada@gmail.lab.test', { syncFrom: null });
    await synced(first.user, account.id);
    const { progress } = (await first.user.read('mailAccounts:mine'))[0];
    await first.stop();
    const second = await start(args);
    await second.user.do('mailAccounts:sync', { id: account.id });
    await synced(second.user, account.id);
    const kept = (await second.user.read('mailAccounts:mine'))[0];
    await second.stop();
    console.log(`${db ?? 'SQLite'}: first start ${first.seconds.toFixed(0)} s, second ${second.seconds.toFixed(0)} s, ${progress.stored} messages, afterwards ${kept.progress.stored}, account ${kept.status}`);
    if (progress.stored < 2000 || kept.progress.stored !== progress.stored || kept.status !== 'active') throw new Error('the link or mail was not kept');
    if (second.seconds > SECOND_START_LIMIT_S) throw new Error(`the second start took ${second.seconds} s`);
  } finally {
    for (const demo of running) await demo.stop();
    rmSync(data, { recursive: true, force: true });
    if (db) await dropDatabase(db);
  }
}

async function checkReal() {
  const data = mkdtempSync(join(tmpdir(), 'mail-demo-'));
  port += 10;
  try {
    const demo = await start(['--port', String(port), '--data', data, '--real']);
    const settings = await demo.user.read('mailSettings:get');
    await demo.stop();
    console.log(`--real: start ${demo.seconds.toFixed(0)} s, clients entered: ${settings.providers.filter(({ clientId }) => clientId).length}`);
  } finally {
    for (const demo of running) await demo.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

for (const db of [undefined, ...process.argv.slice(2)]) await checkKept(db);
await checkReal();
