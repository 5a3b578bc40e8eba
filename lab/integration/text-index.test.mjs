// The index of search in a real host: it comes by itself, also to an installation that had none, and survives what the host does.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT_USER, startHost } from '../host/host.mjs';

const NAME = '@nocobase/plugin-email-manager';
const requireFromHost = createRequire(new URL('../host/package.json', import.meta.url));

describe('the index of search, SQLite', () => {
  /** @type {Awaited<ReturnType<typeof startHost>>} */
  let host;
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-text-index-'));
  beforeAll(async () => {
    host = await startHost({ dataDir });
  });
  afterAll(async () => {
    await host?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is made after the plugin was enabled', () => isThere());

  it('is made after the start of an installation that had none', async () => {
    await host.stop();
    await query("DROP TABLE mailMessages_text; DROP TRIGGER mailMessages_textInsert");
    await host.restart({ upgrade: true });
    await isThere();
  });

  it('is there when the plugin was disabled and enabled, and the host ends with it at work', async () => {
    const token = await host.signIn(ROOT_USER.email, ROOT_USER.password);
    for (const verb of ['disable', 'enable']) expect((await host.api('POST', `pm:${verb}?filterByTk=${NAME}&awaitResponse=true`, { token })).status).toBe(200);
    await isThere();
    await host.restart();
    await isThere();
    expect(readFileSync(join(dataDir, 'host.log'), 'utf8')).not.toContain('search has no index');
  });

  async function isThere() {
    const names = async () => (await query("SELECT name FROM sqlite_master WHERE name IN ('mailMessages_text', 'mailMessages_textTerms', 'mailMessages_textWaiting', 'mailMessages_textInsert', 'mailMessages_textUpdate', 'mailMessages_textDelete')")).length;
    await expect.poll(names, { timeout: 20_000, interval: 200 }).toBe(6);
  }

  /** @param {string} sql @returns {Promise<unknown[]>} rows of the first statement, or all statements run */
  function query(sql) {
    const { Database } = requireFromHost('sqlite3');
    const db = new Database(join(dataDir, 'storage/db/nocobase.sqlite'));
    const run = (/** @type {(error: Error | null, rows?: unknown[]) => void} */ done) => (sql.startsWith('SELECT') ? db.all(sql, done) : db.exec(sql, done));
    return new Promise((resolve, reject) => run((error, rows = []) => db.close(() => (error ? reject(error) : resolve(rows)))));
  }
});
