// `npm run bench:search`: what a search of text takes in a mailbox of this size, through the product's own list of conversations.
//   --db postgres://postgres@127.0.0.1/bench   or mysql://…, mariadb://…; default: SQLite in a temporary file
//   --sizes 10000,100000
//   --runs 20
//   --plans            what the database does for each question
//   --index no         without the text index
//   --only rare        those questions whose name says so
// Beside the mailbox lie four others of a sixteenth of its size. Prints p50 and p95 without and with the index, what the index
// takes on disk, and what one message costs to index.
import { parseArgs } from 'node:util';
import { openBenchDatabase } from './bench-database.mjs';
import { BURST, createCorpus, PLANTED } from './search-corpus.mjs';
import { fillMailbox, sizesOnDisk } from './search-fill.mjs';

const { values: options } = parseArgs({
  options: {
    db: { type: 'string' },
    sizes: { type: 'string', default: '10000,100000' },
    runs: { type: 'string', default: '20' },
    plans: { type: 'boolean', default: false },
    index: { type: 'string', default: 'yes' },
    only: { type: 'string', default: '' },
  },
});
const sizes = options.sizes.split(',').map(Number);
/** No question is measured for longer than this, once it has been asked three times. */
const PATIENCE_MS = 15_000;
const corpus = createCorpus();
/** In this mailbox; words by their rank in the vocabulary. */
const QUESTIONS = /** @type {const} */ ({
  'common word': corpus.words[100],
  'word in 1 of 100': corpus.words[2_000],
  'rare word': corpus.words[39_000],
  'planted, 1 of 20,000': PLANTED.needle.word,
  'planted, of common parts': PLANTED.split.word,
  'only lately': BURST,
  'no hit': 'wqxjvkzy',
  'no hit, three letters': 'wqx',
  'two words': `${corpus.words[300]} ${corpus.words[3_000]}`,
  'two words, one rare': `${corpus.words[20]} ${PLANTED.needle.word}`,
  'from:name': `from:${corpus.names[17].split(' ')[1]}`,
  'Chinese, two common characters': corpus.hanWords[5],
  'Chinese, two rare characters': PLANTED.han.word,
  'Chinese, three rare characters': PLANTED.han3.word,
  'two letters, no hit': 'q7',
});

/** @type {Array<{ size: number, times: Record<string, number>[] }>} */
const results = [];
for (const size of sizes) {
  const bench = await openBenchDatabase(options.db);
  try {
    const started = performance.now();
    await fillMailbox(bench, corpus, size);
    console.log(`\n## ${bench.dialect}, ${size.toLocaleString('en')} messages (filled in ${seconds(started)} s)`);
    const before = await sizesOnDisk(bench);
    const times = [await askAll(bench, 'no index')];
    if (options.index === 'yes' && bench.hasTextIndex()) {
      const at = performance.now();
      const longest = await bench.makeTextIndex();
      const took = performance.now() - at;
      const after = await sizesOnDisk(bench);
      const share = (after - before) / before;
      console.log(`index made in ${(took / 1000).toFixed(0)} s: ${(took / (size * 1.25)).toFixed(2)} ms a message, longest turn ${longest.toFixed(0)} ms, ${mb(after - before)} MB beside ${mb(before)} MB (${(share * 100).toFixed(0)} %)`);
      times.push(await askAll(bench, 'index'));
    }
    results.push({ size, times });
  } finally {
    await bench.close();
  }
}

console.log('\n## Growth and gain (p50)');
const [first, last] = [results[0], results[results.length - 1]];
for (const name of Object.keys(last.times[0])) {
  const [bare, indexed] = last.times.map((times) => times[name]);
  const growth = last.times.map((times, at) => `${(times[name] / first.times[at][name]).toFixed(1)}×`).join(' → ');
  console.log(`${name.padEnd(32)} ${ms(bare)}${indexed === undefined ? '' : ` → ${ms(indexed)}  (${(bare / indexed).toFixed(1)}× faster)`}   ${last.size / first.size}× mail: ${growth} time`);
}

/** @param {Awaited<ReturnType<typeof openBenchDatabase>>} bench @param {string} title @returns {Promise<Record<string, number>>} */
async function askAll(bench, title) {
  /** @type {Record<string, number>} */
  const times = {};
  for (const [name, search] of Object.entries(QUESTIONS)) {
    if (!name.includes(options.only)) continue;
    const { p50, p95, rows } = await measure(() => bench.search(search));
    times[name] = p50;
    console.log(`${title.padEnd(9)} ${name.padEnd(32)} p50 ${ms(p50)}   p95 ${ms(p95)}   ${rows} rows`);
    if (options.plans) console.log(await bench.plans(() => bench.search(search)));
  }
  return times;
}

/** @param {() => Promise<{ rows: unknown[] }>} run */
async function measure(run) {
  let { rows } = await run();
  const times = [];
  const end = performance.now() + PATIENCE_MS;
  while (times.length < Number(options.runs) && (times.length < 3 || performance.now() < end)) {
    const started = performance.now();
    ({ rows } = await run());
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
  return { p50: at(0.5), p95: at(0.95), rows: rows.length };
}

function seconds(/** @type {number} */ started) {
  return Math.round((performance.now() - started) / 1000);
}

function ms(/** @type {number} */ value) {
  return `${value.toFixed(1).padStart(7)} ms`;
}

function mb(/** @type {number} */ bytes) {
  return Math.round(bytes / 2 ** 20);
}
