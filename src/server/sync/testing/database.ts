// A real NocoBase database with the plugin's collections, on SQLite or on a server that answers. For tests only.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Database, SnowflakeIdField } from '@nocobase/database';
import type { IDatabaseOptions } from '@nocobase/database';

export type ServerDialect = 'postgres' | 'mysql' | 'mariadb';
export type Dialect = 'sqlite' | ServerDialect;

const HOST = join(process.cwd(), 'lab/host/package.json');
const requireFromHost = createRequire(HOST);
/** Vite reads the folder at compile time. */
declare global {
  interface ImportMeta {
    glob<T>(pattern: string, options: { eager: true }): Record<string, T>;
  }
}

const COLLECTIONS = import.meta.glob<{ default: Parameters<Database['collection']>[0] }>('../../collections/*.ts', { eager: true });

const SERVERS = {
  postgres: { dialect: 'postgres', host: '127.0.0.1', port: 5432, username: 'postgres', password: '' },
  mysql: { dialect: 'mysql', host: '127.0.0.1', port: 3306, username: 'root', password: '' },
  mariadb: { dialect: 'mariadb', host: '127.0.0.1', port: 3306, username: 'root', password: '' },
} as const;

export interface TestDatabase {
  db: Database;
  /** A second connection to the same data, as another process would have. */
  openAgain(): Promise<Database>;
  close(): Promise<void>;
}

let workerId = 1;

export async function openDatabase(dialect: Dialect): Promise<TestDatabase> {
  const name = `mail_sync_${process.pid}_${Date.now()}_${workerId}`;
  const folder = dialect === 'sqlite' ? mkdtempSync(join(tmpdir(), 'mail-sync-')) : null;
  if (dialect !== 'sqlite') await runOnServer(dialect, [`CREATE DATABASE ${name}${dialect === 'postgres' ? '' : ' CHARACTER SET utf8mb4'}`]);
  const options: IDatabaseOptions = folder ? { dialect: 'sqlite', storage: join(folder, 'test.sqlite') } : { ...SERVERS[dialect as ServerDialect], database: name };
  const opened: Database[] = [];
  const open = async () => {
    const db = await connect(options);
    opened.push(db);
    return db;
  };
  const db = await open();
  await db.sync();
  return {
    db,
    openAgain: open,
    async close() {
      for (const each of opened) await each.close();
      if (folder) rmSync(folder, { recursive: true, force: true });
      else await runOnServer(dialect as ServerDialect, [`DROP DATABASE ${name}`]);
    },
  };
}

async function connect(options: IDatabaseOptions): Promise<Database> {
  const db = new Database({ ...options, logging: false, pool: { max: 5 } } as IDatabaseOptions);
  const { Snowflake } = requireFromHost(join(dirname(HOST), 'node_modules/@nocobase/snowflake-id')) as { Snowflake: new (options: { workerId: number }) => { generate(): number } };
  SnowflakeIdField.setApp({ snowflakeIdGenerator: new Snowflake({ workerId: workerId++ % 32 }) } as never);
  db.collection({ name: 'users', fields: [{ name: 'nickname', type: 'string' }] });
  for (const { default: collection } of Object.values(COLLECTIONS)) db.collection(collection);
  return db;
}

/** Whether a server listens; tests on it are skipped where it does not, and fail in CI. */
export async function isReachable(dialect: ServerDialect): Promise<boolean> {
  try {
    await runOnServer(dialect, ['SELECT 1']);
    return true;
  } catch {
    return false;
  }
}

async function runOnServer(dialect: ServerDialect, statements: string[]): Promise<void> {
  const { host, port, username: user, password } = SERVERS[dialect];
  if (dialect === 'postgres') {
    const { Client } = requireFromHost('pg') as { Client: new (options: object) => { connect(): Promise<void>; query(sql: string): Promise<unknown>; end(): Promise<void> } };
    const client = new Client({ host, port, user, password, database: 'postgres' });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    return client.end();
  }
  const connection = await (requireFromHost('mysql2/promise') as { createConnection(options: object): Promise<{ query(sql: string): Promise<unknown>; end(): Promise<void> }> }).createConnection({ host, port, user, password });
  for (const statement of statements) await connection.query(statement);
  await connection.end();
}
