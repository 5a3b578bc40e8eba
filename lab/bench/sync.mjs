// `npm run bench:sync`: what a sync costs, as ratios, so that another machine says the same.
//   --size 1000     mails of the small measurement; the big one has 20 times as many (100 with --large)
//   --accounts 100  (1,000 with --large)
//   --db postgres://postgres@127.0.0.1/bench    default: SQLite
//   --minute 15     seconds of a scaled minute of Gmail's quota; 60 is the real one and takes five minutes
//   --text-index no   without the index of search beside it
//   --only speed,quota,quiet,growth,accounts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { connectProviders } from '../providers/connect.mjs';
import { readAll } from './sync-bare.mjs';
import { openProduct } from './sync-product.mjs';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1000' },
    accounts: { type: 'string' },
    db: { type: 'string' },
    minute: { type: 'string', default: '15' },
    'text-index': { type: 'string', default: 'yes' },
    large: { type: 'boolean', default: false },
    only: { type: 'string', default: 'speed,quota,quiet,growth,accounts' },
  },
});
const SMALL = Number(values.size);
const BIG = SMALL * (values.large ? 100 : 20);
const ACCOUNTS = Number(values.accounts ?? (values.large ? 1_000 : 100));
const wants = (name) => values.only.split(',').includes(name);
const MAILBOX = { google: 'ada@gmail.lab.test', microsoft: 'grace@outlook.lab.test' };
const SMALL_MAILBOX = 'ben@gmail.lab.test';
const PROVIDERS = /** @type {const} */ (['google', 'microsoft']);
/** A minute of Gmail in less, at its real price list; the share that is kept free is the product's. Delays count for more, the shorter it is. */
const SCALED = { units: 6_000, windowMs: Number(values.minute) * 1_000, reservedUnits: 100 };
const RUN_WINDOWS = 5;
/** What went out at once in the beginning is made up for by then. */
const STEADY_AFTER_WINDOWS = 2.2;
/** What Graph takes for a page at the least (provider-facts.md §E); the stand-in alone answers in a millisecond. */
const GRAPH_LATENCY_MS = 300;
/** A short way to Google. What it takes for a call is not told; at 50 ms a loop of eight calls reads three times what the dearest quota allows. */
const GMAIL_LATENCY_MS = 50;
/** Numbers in front of an address make an account of its own. */
let nextMailbox = 100;
const lease = (signal = new AbortController().signal) => ({ fence: 1, signal, assert: async () => signal.throwIfAborted(), holdUntilCommit: async () => undefined });
const print = (label, text) => console.log(`${label.padEnd(46)} ${text}`);

// The stand-ins have a process of their own: their work is not ours.
const server = spawn(process.execPath, ['lab/providers/serve.mjs', '--size', String(SMALL), '--no-validate'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(createInterface({ input: server.stdout }), 'line');
const { url, env } = JSON.parse(line);
const lab = connectProviders(url);
// What is asked for at a time follows the quota; where speed is measured it must not bind.
Object.assign(process.env, env, { MAIL_GOOGLE_UNITS_PER_MINUTE: values.only === 'quota' ? '6000' : '100000000' });
const product = await openProduct({ env, db: values.db, textIndex: values['text-index'] === 'yes' });
try {
  if (wants('speed')) await speed();
  if (wants('quota')) await quota();
  if (wants('quiet')) await quiet();
  if (wants('growth')) await growth();
  if (wants('accounts')) await accounts();
} finally {
  await product.close();
  server.kill();
}

/** Wall and processor time of this process. */
async function measure(work) {
  const at = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds: (performance.now() - at) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** Turn after turn, as the runner does when nobody else waits. */
async function syncToEnd(engine, accountId, held) {
  while ((await engine.syncAccount(accountId, held)) === 'more');
}

/** The first sync of a new account, with the highest memory on the way. */
async function firstSync(provider, email = MAILBOX[provider], options = {}) {
  const accountId = await product.addAccount(provider, email);
  const engine = product.createEngine(options);
  globalThis.gc?.();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  const measured = await measure(() => syncToEnd(engine, accountId, lease())).finally(() => clearInterval(timer));
  const count = await product.stored(accountId);
  return { ...measured, accountId, engine, count, overIdleMb: (peak - idle) / 2 ** 20 };
}

async function speed() {
  await compare('google', 'google, no time at the server');
  await lab.gmail.quota({ latencyMs: GMAIL_LATENCY_MS });
  await compare('google', `google, ${GMAIL_LATENCY_MS} ms a call`);
  await lab.gmail.quota({ latencyMs: 0 });
  await compare('microsoft', 'microsoft, no time at the server');
  await lab.graph.limits({ latencyMs: GRAPH_LATENCY_MS });
  await compare('microsoft', `microsoft, ${GRAPH_LATENCY_MS} ms a page`);
  await lab.graph.limits({ latencyMs: 0 });
}

async function compare(provider, title) {
  // Once to warm up both; then in turn, so that what else the machine does meets both.
  await readAll(env, provider, MAILBOX[provider]);
  await firstSync(provider, `${nextMailbox++}.${MAILBOX[provider]}`);
  const bare = [];
  const synced = [];
  for (let run = 0; run < 2; run++) {
    bare.push(await measure(() => readAll(env, provider, MAILBOX[provider])));
    synced.push(await firstSync(provider, `${nextMailbox++}.${MAILBOX[provider]}`));
  }
  const best = (list, rate) => Math.max(...list.map(rate));
  const bareRate = best(bare, ({ result, seconds }) => result / seconds);
  const { result, seconds } = await measure(() => readAll(env, provider, MAILBOX[provider], { attachments: false }));
  const rate = best(synced, ({ count, seconds }) => count / seconds);
  const perCpu = best(synced, ({ count, cpuSeconds }) => count / cpuSeconds);
  print(`first sync, ${title}`, `${rate.toFixed(0)} msg/s, bare SDK loop ${bareRate.toFixed(0)} msg/s, ratio ${(rate / bareRate).toFixed(2)}; ${perCpu.toFixed(0)} msg per second of processor${provider === 'microsoft' ? `; a loop that leaves attachments out ${(result / seconds).toFixed(0)} msg/s` : ''}`);
}

async function quota() {
  await lab.reset({ size: Math.max(SMALL, 300 * (RUN_WINDOWS + 1)), keepGrants: true });
  await lab.gmail.quota({ unitsPerMinute: SCALED.units, windowMs: SCALED.windowMs });
  const accountId = await product.addAccount('google', `900.${MAILBOX.google}`);
  const engine = product.createEngine({ limits: SCALED });
  const controller = new AbortController();
  const syncing = syncToEnd(engine, accountId, lease(controller.signal)).catch(() => undefined);
  const used = [];
  const startedAt = Date.now();
  for (const until = startedAt + RUN_WINDOWS * SCALED.windowMs; Date.now() < until; ) {
    const usage = await lab.gmail.usage(MAILBOX.google);
    if (Date.now() - startedAt > STEADY_AFTER_WINDOWS * SCALED.windowMs) used.push(usage.used / SCALED.units);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { refused } = await lab.gmail.usage(MAILBOX.google);
  // A click in the middle of it.
  const [row] = await product.db.getModel('mailMessages').findAll({ where: { accountId }, limit: 1, raw: true, attributes: ['id'] });
  const click = await measure(() => engine.changeMessages([row.id], { kind: 'keywords', add: ['$flagged'] }));
  controller.abort();
  await syncing;
  await lab.gmail.quota({ unitsPerMinute: 0 });
  const mean = used.reduce((sum, value) => sum + value, 0) / used.length;
  print('quota used in steady state', `${(mean * 100).toFixed(1)} % of the legal ceiling (least ${(Math.min(...used) * 100).toFixed(1)} %), ${refused} × 429; a click meanwhile took ${(click.seconds * 1000).toFixed(0)} ms`);
  await lab.reset({ size: SMALL, keepGrants: true });
}

async function quietPoll({ engine, accountId }, times = 20) {
  await engine.syncAccount(accountId, lease());
  await lab.clearLogs();
  // A ceiling that nothing reaches, so that units are counted.
  await lab.gmail.quota({ unitsPerMinute: 1e9 });
  const before = (await lab.gmail.usage(MAILBOX.google)).used;
  const { seconds, cpuSeconds } = await measure(async () => {
    for (let poll = 0; poll < times; poll++) await engine.syncAccount(accountId, lease());
  });
  const units = (await lab.gmail.usage(MAILBOX.google)).used - before;
  await lab.gmail.quota({ unitsPerMinute: 0 });
  const requests = (await lab.requests({})).length;
  return { ms: (seconds * 1000) / times, cpuMs: (cpuSeconds * 1000) / times, requests: requests / times, units: units / times };
}

async function quiet() {
  for (const provider of PROVIDERS) {
    const poll = await quietPoll(await firstSync(provider, `800.${MAILBOX[provider]}`));
    print(`quiet poll, ${provider}`, `${poll.ms.toFixed(0)} ms, ${poll.cpuMs.toFixed(1)} ms of processor, ${poll.requests.toFixed(0)} requests (batch parts counted one by one)${provider === 'google' ? `, ${poll.units.toFixed(0)} quota units` : ''}`);
  }
}

async function growth() {
  const results = [];
  for (const size of [SMALL, BIG]) {
    await lab.reset({ size, keepGrants: true });
    for (const provider of PROVIDERS) {
      const first = await firstSync(provider, `${size}.${MAILBOX[provider]}`);
      const poll = await quietPoll(first, 5);
      results.push({ provider, size, rate: first.count / first.cpuSeconds, wall: first.count / first.seconds, memory: first.overIdleMb, poll: poll.cpuMs });
    }
  }
  for (const provider of PROVIDERS) {
    const [small, big] = [SMALL, BIG].map((size) => results.find((entry) => entry.provider === provider && entry.size === size));
    print(`from ${SMALL} to ${BIG} messages, ${provider}`, `${small.rate.toFixed(0)} → ${big.rate.toFixed(0)} msg per second of processor (× ${(big.rate / small.rate).toFixed(2)}), ${small.wall.toFixed(0)} → ${big.wall.toFixed(0)} msg/s; memory over idle ${small.memory.toFixed(0)} → ${big.memory.toFixed(0)} MB; quiet poll × ${(big.poll / small.poll).toFixed(2)}`);
  }
  await lab.reset({ size: SMALL, keepGrants: true });
}

async function accounts() {
  const engine = product.createEngine();
  const pollAll = async (ids) => (await measure(async () => { for (const id of ids) await engine.syncAccount(id, lease()); })).cpuSeconds;
  const ids = [];
  const costs = [];
  for (const count of [1, ACCOUNTS]) {
    while (ids.length < count) {
      const id = await product.addAccount('google', `${10_000 + ids.length}.${SMALL_MAILBOX}`);
      await engine.syncAccount(id, lease());
      ids.push(id);
    }
    await pollAll(ids.slice(0, 10));
    const sample = ids.slice(-20);
    costs.push(((await pollAll(sample)) * 1000) / sample.length);
  }
  print(`from 1 to ${ACCOUNTS} accounts`, `a quiet poll of one costs ${costs[0].toFixed(1)} → ${costs[1].toFixed(1)} ms of processor (× ${(costs[1] / costs[0]).toFixed(2)})`);
}
