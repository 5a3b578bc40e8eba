// From a database URL to NocoBase's DB_* variables, and creating or dropping that database.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HOST_DIR } from './paths.mjs';

// The drivers are the host's, not the plugin's: resolve them from lab/host.
const requireFromHost = createRequire(join(HOST_DIR, 'package.json'));

const DIALECTS = { 'postgres:': 'postgres', 'postgresql:': 'postgres', 'mysql:': 'mysql', 'mariadb:': 'mariadb' };
const DEFAULT_PORTS = { postgres: '5432', mysql: '3306', mariadb: '3306' };

/** @param {string} databaseUrl */
function parse(databaseUrl) {
  const url = new URL(databaseUrl);
  const dialect = DIALECTS[/** @type {keyof typeof DIALECTS} */ (url.protocol)];
  if (!dialect) throw new Error(`unsupported database URL ${url.protocol}//…, use postgres, mysql or mariadb`);
  const database = decodeURIComponent(url.pathname.slice(1));
  // The name is put into DDL, where no driver offers a parameter.
  if (!/^\w+$/.test(database)) throw new Error(`the database name must be letters, digits and _: "${database}"`);
  return {
    dialect,
    database,
    host: url.hostname,
    port: url.port || DEFAULT_PORTS[/** @type {keyof typeof DEFAULT_PORTS} */ (dialect)],
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/**
 * The DB_* variables of an instance.
 * @param {string | undefined} databaseUrl undefined means SQLite at `sqliteFile`
 * @param {string} sqliteFile
 * @returns {Record<string, string>}
 */
export function databaseEnv(databaseUrl, sqliteFile) {
  if (!databaseUrl) return { DB_DIALECT: 'sqlite', DB_STORAGE: sqliteFile };
  const { dialect, database, host, port, user, password } = parse(databaseUrl);
  return { DB_DIALECT: dialect, DB_HOST: host, DB_PORT: port, DB_DATABASE: database, DB_USER: user, DB_PASSWORD: password };
}

/** Creates the database when it does not exist. @param {string} databaseUrl */
export async function createDatabase(databaseUrl) {
  const target = parse(databaseUrl);
  await withServer(target, async (query) => {
    if (target.dialect !== 'postgres') return query(`CREATE DATABASE IF NOT EXISTS ${target.database} CHARACTER SET utf8mb4`);
    const found = await query(`SELECT 1 FROM pg_database WHERE datname = '${target.database}'`);
    if (found.rows.length === 0) await query(`CREATE DATABASE "${target.database}"`);
  });
}

/** Drops the database; connections that are still open are ended. @param {string} databaseUrl */
export async function dropDatabase(databaseUrl) {
  const target = parse(databaseUrl);
  await withServer(target, (query) =>
    query(
      target.dialect === 'postgres'
        ? `DROP DATABASE IF EXISTS "${target.database}" WITH (FORCE)`
        : `DROP DATABASE IF EXISTS ${target.database}`,
    ),
  );
}

/**
 * @param {ReturnType<typeof parse>} target
 * @param {(query: (sql: string) => Promise<any>) => Promise<unknown>} work
 */
async function withServer({ dialect, host, port, user, password }, work) {
  const options = { host, port: Number(port), user, password };
  if (dialect === 'postgres') {
    const { Client } = requireFromHost('pg');
    const client = new Client({ ...options, database: 'postgres' });
    await client.connect();
    return work((sql) => client.query(sql)).finally(() => client.end());
  }
  const connection = await requireFromHost('mysql2/promise').createConnection(options);
  return work((sql) => connection.query(sql)).finally(() => connection.end());
}
