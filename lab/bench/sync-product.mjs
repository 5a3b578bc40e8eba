// The sync engine with the real providers over a fresh database, in this process, and nothing of NocoBase around it.
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { signIn } from '../providers/sign-in.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const HOST = join(ROOT, 'lab/host');
const requireFromHost = createRequire(join(HOST, 'package.json'));

/** The plugin's sources, bundled for this process: the host's packages stay outside, as they do at run time. */
async function loadSources() {
  const folder = join(HOST, 'node_modules', '.mail-bench');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `sync-${process.pid}.cjs`);
  const collections = readdirSync(join(ROOT, 'src/server/collections')).map((file) => file.replace(/\.ts$/, ''));
  await build({
    stdin: {
      resolveDir: join(ROOT, 'src/server'),
      loader: 'ts',
      contents: `
        ${collections.map((name) => `export { default as ${name} } from './collections/${name}';`).join('\n')}
        export { createEngine } from './sync/engine';
        export { createTextIndex } from './text-index/text-index';
        export { isPostgresIndexReady } from './text-index/postgres';
        export { createGates } from './limits/gates';
        export { getProviderType } from './providers/registry';`,
    },
    ...{ bundle: true, platform: 'node', format: 'cjs', outfile, external: ['@nocobase/*', 'sequelize'], logLevel: 'warning' },
  });
  const sources = requireFromHost(outfile);
  rmSync(outfile);
  return { sources, collections };
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * @param {{ env: Record<string, string>, db?: string, textIndex?: boolean }} options `env` of the lab, in the environment before this
 *   is called; `textIndex` is kept beside the sync, as in the product
 */
export async function openProduct({ env, db: url, textIndex = true }) {
  const { sources, collections } = await loadSources();
  const { Database, SnowflakeIdField } = requireFromHost('@nocobase/database');
  const { Snowflake } = requireFromHost('@nocobase/snowflake-id');
  SnowflakeIdField.setApp({ snowflakeIdGenerator: new Snowflake({ workerId: 1 }) });
  const folder = mkdtempSync(join(tmpdir(), 'mail-bench-'));
  const db = new Database({ ...(url ? fromUrl(url) : { dialect: 'sqlite', storage: join(folder, 'bench.sqlite') }), logging: false, pool: { max: 5 } });
  db.collection({ name: 'users', fields: [{ name: 'nickname', type: 'string' }] });
  for (const name of collections) db.collection(sources[name].collectionOptions ?? sources[name]);
  if (url) await db.clean({ drop: true });
  await db.sync();
  if (!url) await db.sequelize.query('PRAGMA journal_mode = WAL');
  const index = sources.createTextIndex({ db, log: quiet });
  if (textIndex) index.start();
  while (textIndex && db.inDialect('postgres') && !(await sources.isPostgresIndexReady(db))) await sleep(50);
  const user = await db.getRepository('users').create({ values: { nickname: 'Bench' } });
  const tokens = new Map();
  let nextId = 1_000;

  async function tokenOf(provider, mailbox) {
    const key = `${provider} ${mailbox}`;
    if (!tokens.has(key)) tokens.set(key, (await signIn({ env, provider, account: mailbox })).access_token);
    return tokens.get(key);
  }

  return {
    db,
    /** An engine of its own: gates, counters and caches begin anew. @param {{ limits?: object }} [options] */
    createEngine({ limits = { units: 1e9, reservedUnits: 0 } } = {}) {
      const gates = sources.createGates();
      const opened = new Map();
      const open = async (account) => {
        const type = sources.getProviderType(account.provider);
        if (!opened.has(account.id)) {
          const mailbox = account.email.replace(/^\d+\./, '');
          const gate = gates.gate({ ...type, limits: { ...type.limits, ...limits } }, 'bench', account.email);
          opened.set(account.id, { type, provider: type.createProvider({ email: mailbox, gate, now: () => new Date(), getAccessToken: () => tokenOf(account.provider, mailbox) }) });
        }
        return opened.get(account.id);
      };
      return sources.createEngine({ db, log: quiet, providers: { open }, events: { mailChanged() {}, accountChanged() {}, submissionChanged() {} } });
    },
    /** `email` may have a number and a dot in front: many accounts that read the same mailbox. */
    async addAccount(provider, email) {
      const id = nextId++;
      const at = new Date();
      await db.getModel('mailAccounts').create({ id, provider, email, status: 'syncing', syncFrom: null, createdAt: at, updatedAt: at }, { hooks: false });
      await db.getModel('mailAccountUsers').create({ id: nextId++, accountId: id, userId: user.get('id') }, { hooks: false });
      return id;
    },
    stored: (accountId) => db.getModel('mailMessages').count({ where: { accountId } }),
    async close() {
      await index.stop();
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fromUrl(text) {
  const { protocol, hostname, port, username, password, pathname } = new URL(text);
  return { dialect: protocol.slice(0, -1).replace('postgresql', 'postgres'), host: hostname, port: Number(port) || undefined, username, password, database: pathname.slice(1) };
}
