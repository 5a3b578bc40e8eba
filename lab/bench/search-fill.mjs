// A mailbox of text for bench:search, and what it takes on disk.

const ACCOUNTS_BESIDE = 4;
const BATCH = 500;
/** The mailbox's first message; one every three minutes. */
const START = Date.UTC(2018, 0, 1);
const EVERY_MS = 180_000;

/**
 * Account 1 with `size` messages and four others with a sixteenth of it each; every second message answers the one before.
 * @param {Awaited<ReturnType<typeof import('./bench-database.mjs').openBenchDatabase>>} bench
 * @param {ReturnType<typeof import('./search-corpus.mjs').createCorpus>} corpus @param {number} size
 */
export async function fillMailbox({ db, dialect }, corpus, size) {
  let id = 1_000_000_000_000;
  const table = db.getModel('mailMessages').getTableName();
  const rowOf = (/** @type {number} */ accountId, /** @type {number} */ number, /** @type {number} */ count) => {
    id += number % 100 === 0 ? 2_097_152 : 1;
    const date = new Date(START + Math.floor((number / count) * size) * EVERY_MS);
    const text = corpus.message(number, count);
    return {
      ...{ id, accountId, remoteKey: String(id), conversationId: String(id - (number % 2)), ...text, cc: '', bcc: '' },
      ...{ bodyHtml: `<div><p>${text.bodyText.replaceAll('\n', '</p>\n<p>')}</p></div>`, snippet: text.bodyText.slice(0, 200), fromUser: '[]', toUsers: '[]' },
      ...{ date, relatedMessageLatestDate: date, isRead: number % 7 !== 0, isDraft: false, isTodo: false, isStarred: false, hasAttachments: false },
      ...{ boxType: number % 11 === 0 ? 'junk' : 'inbox', createdAt: date, updatedAt: date },
    };
  };
  for (let accountId = 1; accountId <= 1 + ACCOUNTS_BESIDE; accountId++) {
    const count = accountId === 1 ? size : Math.floor(size / 16);
    for (let from = 0; from < count; from += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => rowOf(accountId, from + at, count));
      await db.sequelize.getQueryInterface().bulkInsert(table, rows, {});
    }
  }
  if (dialect === 'postgres') await db.sequelize.query('VACUUM ANALYZE');
  else if (dialect !== 'sqlite') await db.sequelize.query('ANALYZE TABLE mailMessages');
}

/** Bytes of the messages with all their indexes. @param {Awaited<ReturnType<typeof import('./bench-database.mjs').openBenchDatabase>>} bench */
export async function sizesOnDisk({ db, dialect }) {
  const sql = {
    sqlite: 'SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()',
    postgres: `SELECT pg_total_relation_size('"mailMessages"') AS bytes`,
  }[/** @type {'sqlite'} */ (dialect)] ?? "SELECT sum(data_length + index_length) AS bytes FROM information_schema.tables WHERE table_schema = database() AND table_name LIKE 'mailMessages%'";
  const [[row]] = await db.sequelize.query(sql);
  return Number(row.bytes);
}
