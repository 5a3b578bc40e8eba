// What a page block of mail asks for, at growing sizes: "mail of this contact", all mail, and all mail narrowed. The plugin's own
// filter, operator and conversation query over its own collections and indexes, without the HTTP around it.
//
//   node lab/bench/address-scope.mjs --db postgres://user:pass@127.0.0.1/bench [--sizes 10000,100000,1000000]
//   node lab/bench/address-scope.mjs                                   SQLite in a temporary file, up to 100 000
//
// Prints p50 and p95 of every question, and what the database does for it at the largest size (`--plans none|last|all`).
// `--only label` asks those questions alone whose name says so.
import { parseArgs } from 'node:util';
import { openBenchDatabase } from './bench-database.mjs';

const { values: options } = parseArgs({
  options: { db: { type: 'string' }, sizes: { type: 'string' }, runs: { type: 'string', default: '100' }, plans: { type: 'string', default: 'last' }, only: { type: 'string', default: '' } },
});
const sizes = (options.sizes ?? (options.db?.startsWith('postgres') ? '10000,100000,1000000' : '10000,100000')).split(',').map(Number);

/** Every contact has this much mail, whatever the size of the mailbox: growth then shows what the database scans. */
const MAILS_PER_CONTACT = 20;
const ACCOUNTS = 10;
/** No question is measured for longer than this, once it has been asked three times. */
const PATIENCE = 20_000;

/** @type {Array<{ size: number, times: Record<string, { p50: number, p95: number }> }>} */
const results = [];
for (const size of sizes) {
  const bench = await openBenchDatabase(options.db);
  try {
    const started = performance.now();
    await bench.fill({ size, contacts: Math.floor(size / MAILS_PER_CONTACT), accounts: ACCOUNTS });
    console.log(`\n## ${bench.dialect}, ${size.toLocaleString('en')} messages in ${ACCOUNTS} accounts (filled in ${Math.round((performance.now() - started) / 1000)} s)`);
    /** @type {Record<string, { p50: number, p95: number }>} */
    const times = {};
    for (const [name, ask] of Object.entries(questions(bench, size))) {
      times[name] = await measure(Number(options.runs), ask);
      console.log(`${name.padEnd(40)} p50 ${ms(times[name].p50)}   p95 ${ms(times[name].p95)}`);
    }
    if (options.plans === 'all' || (options.plans === 'last' && size === sizes.at(-1))) {
      for (const [name, ask] of Object.entries(questions(bench, size))) console.log(`\n### ${name}\n${await bench.plans(ask)}`);
    }
    results.push({ size, times });
  } finally {
    await bench.close();
  }
}

/** @param {Awaited<ReturnType<typeof openBenchDatabase>>} bench @param {number} size @returns {Record<string, () => Promise<unknown>>} */
function questions(bench, size) {
  const contact = () => 1 + Math.floor(Math.random() * Math.floor(size / MAILS_PER_CONTACT));
  const scope = (/** @type {number} */ number) => ({ $or: [{ from: { contains: `Contact${number}@example.test` } }, { to: { contains: `contact${number}@example.test` } }] });
  const one = [1];
  const five = [1, 2, 3, 4, 5];
  const unread = { isRead: { $isFalsy: true } };
  const labelled = { labels: { id: { $eq: 1 } } };
  /** @type {Record<string, () => Promise<unknown>>} */
  const all = {
    'mail of a contact': () => bench.list({ wanted: scope(contact()) }),
    'mail of a contact, five accounts': () => bench.list({ accountIds: five, wanted: scope(contact()) }),
    'mail of a contact, plain list': () => bench.find(scope(contact())),
    'mail of a contact, text scan to compare': () => bench.scan(contact()),
    'all mail, one account': () => bench.list({ accountIds: one }),
    'all mail, five accounts': () => bench.list({ accountIds: five }),
    'all mail, no limit of accounts': () => bench.list({}),
    'page 10, five accounts': () => bench.list({ accountIds: five, page: 10 }),
    'unread, one account': () => bench.list({ accountIds: one, wanted: unread }),
    'unread, five accounts': () => bench.list({ accountIds: five, wanted: unread }),
    'to-do, five accounts': () => bench.list({ accountIds: five, wanted: { isTodo: { $isTruly: true } } }),
    'a label, one account': () => bench.list({ accountIds: one, wanted: labelled }),
    'a label, five accounts': () => bench.list({ accountIds: five, wanted: labelled }),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.includes(options.only ?? '')));
}

console.log('\n## Growth');
const [first, last] = [results[0], /** @type {typeof results[0]} */ (results.at(-1))];
for (const name of Object.keys(first.times)) {
  console.log(`${name.padEnd(40)} ${(last.size / first.size).toFixed(0)}× messages: ${(last.times[name].p50 / first.times[name].p50).toFixed(1)}× time`);
}

/** @param {number} count @param {() => Promise<unknown>} run */
async function measure(count, run) {
  await run();
  const times = [];
  const end = performance.now() + PATIENCE;
  while (times.length < count && (times.length < 3 || performance.now() < end)) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  return { p50: at(0.5), p95: at(0.95) };
}

/** @param {number} value */
function ms(value) {
  return `${value.toFixed(1).padStart(8)} ms`;
}
