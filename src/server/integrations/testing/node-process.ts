// One node of several, as a process of its own: jobs over PostgreSQL, woken over Redis. Says on stdout what it does.
import { Database, SnowflakeIdField } from '@nocobase/database';
import type { IDatabaseOptions } from '@nocobase/database';
import { setTimeout as sleep } from 'node:timers/promises';
import mailAccounts from '../../collections/mailAccounts';
import mailGeneralSettings from '../../collections/mailGeneralSettings';
import mailJobs from '../../collections/mailJobs';
import mailMessages from '../../collections/mailMessages';
import { createJobs } from '../../jobs/jobs';
import { createSecretBox } from '../../security/secret-box';
import type { Lease, Log } from '../../services';
import { spreadWakes } from '../across-nodes';
import { createRedisChannel } from '../redis-channel';

export interface NodeOrder {
  name: string;
  database: IDatabaseOptions;
  redis: string | null;
  appName: string;
  places: number;
  /** How long a job waits for its quota. */
  jobMs: number;
}

const order = JSON.parse(process.argv[2]) as NodeOrder;
const say = (event: string, subject = '') => process.stdout.write(`${JSON.stringify({ event, subject, at: Date.now() })}\n`);
const log: Log = { debug() {}, info() {}, warn: (message, meta) => say('warn', `${message} ${JSON.stringify(meta)}`), error: (message) => say('error', message) };

async function work(subject: string, lease: Lease): Promise<void> {
  say('start', subject);
  await sleep(order.jobMs, undefined, { signal: lease.signal }).catch(() => undefined);
  await lease.assert();
  say('end', subject);
}

async function main(): Promise<void> {
  const db = new Database({ ...order.database, logging: false, pool: { max: 5 } } as IDatabaseOptions);
  let lastId = Date.now() * 100 + order.name.charCodeAt(0);
  SnowflakeIdField.setApp({ snowflakeIdGenerator: { generate: () => (lastId += 100) } } as never);
  // createdBy points there.
  db.collection({ name: 'users', fields: [{ name: 'nickname', type: 'string' }] });
  for (const collection of [mailMessages, mailAccounts, mailGeneralSettings, mailJobs]) db.collection(collection as Parameters<Database['collection']>[0]);
  const { places } = order;
  const own = createJobs({ db, log, owner: order.name, handlers: { sync: work }, concurrency: { sync: places } });
  if (order.redis) {
    const channel = createRedisChannel({ url: order.redis, appName: order.appName, secretBox: createSecretBox(Buffer.alloc(32, 1)), log });
    spreadWakes(own, channel);
    await channel.ready();
  }
  await own.start();
  say('ready');
}

main().catch((error: unknown) => {
  say('error', String(error));
  process.exit(1);
});
