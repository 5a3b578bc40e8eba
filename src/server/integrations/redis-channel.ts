// Short messages between the nodes of one installation, over Redis pub/sub. Best effort: nothing may depend on them.
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Log, SecretBox } from '../services';

export interface NodeChannel {
  /** To every other node that listens now. Never throws; without a connection the message is lost. */
  publish(topic: string, payload: unknown): void;
  /** Messages of other nodes; what a handler throws is logged. */
  subscribe(topic: string, handler: (payload: unknown) => void): void;
  /** Resolves when messages of others arrive and own ones go out. */
  ready(): Promise<void>;
  close(): void;
}

export interface RedisChannelOptions {
  url: string;
  appName: string;
  /** Several installations may share one Redis, and others may read it: who has not this key neither reads nor speaks. */
  secretBox: SecretBox;
  log: Log;
}

interface Envelope {
  from: string;
  topic: string;
  payload: unknown;
}

const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 5_000;
const CONTEXT = 'node-channel';

export function createRedisChannel({ url, appName, secretBox, log }: RedisChannelOptions): NodeChannel {
  const me = randomUUID();
  const channel = `nocobase-mail:${appName}`;
  const handlers = new Map<string, (payload: unknown) => void>();
  let isClosed = false;
  let isAway = false;

  function receive(sealed: string): void {
    const envelope = open(secretBox, sealed);
    if (!envelope || envelope.from === me) return;
    try {
      handlers.get(envelope.topic)?.(envelope.payload);
    } catch (error) {
      log.warn('mail: a message of another node was not understood', { topic: envelope.topic, error: String(error) });
    }
  }

  /** Said once when it breaks and once when it works again: a broken Redis is tried every few seconds. */
  function told(connection: Redis): Redis {
    connection.on('error', (error: Error) => {
      if (!isAway && !isClosed) log.warn('mail: Redis is not reachable; other nodes hear of changes by polling', { error: error.message.replace(url, '') });
      isAway = true;
    });
    connection.on('ready', () => {
      if (isAway) log.info('mail: Redis is reachable again');
      isAway = false;
    });
    return connection;
  }

  const connections = connect(url).then(({ publisher, subscriber }) => {
    if (isClosed) {
      for (const connection of [publisher, subscriber]) connection.disconnect();
      return null;
    }
    told(subscriber).on('message', (_channel, sealed: string) => receive(sealed));
    told(publisher);
    // The subscription is repeated by itself after each reconnection.
    const settled = Promise.allSettled([subscriber.subscribe(channel), isReady(publisher)]).then(() => undefined);
    return { publisher, subscriber, settled };
  });
  connections.catch((error: unknown) => log.warn('mail: REDIS_URL cannot be used', { error: String(error).replace(url, '') }));

  return {
    publish(topic, payload) {
      const sealed = secretBox.seal(JSON.stringify({ from: me, topic, payload } satisfies Envelope), CONTEXT);
      connections.then((open) => open?.publisher.publish(channel, sealed)).catch(() => undefined);
    },
    subscribe: (topic, handler) => void handlers.set(topic, handler),
    ready: async () => (await connections.catch(() => null))?.settled,
    close() {
      isClosed = true;
      handlers.clear();
      connections.then((open) => [open?.publisher, open?.subscriber].forEach((connection) => connection?.disconnect())).catch(() => undefined);
    },
  };
}

/** Loaded only where it is used; two connections, because one that subscribes can do nothing else. */
async function connect(url: string): Promise<{ publisher: Redis; subscriber: Redis }> {
  const { Redis: Client } = await import('ioredis');
  const options = {
    // An exact message late is worth less than none: the poll has been there by then.
    enableOfflineQueue: false,
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(FIRST_WAIT_MS * 2 ** Math.min(times, 10), MAX_WAIT_MS),
    connectionName: 'nocobase-mail',
  };
  return { publisher: new Client(url, options), subscriber: new Client(url, { ...options, enableOfflineQueue: true }) };
}

const isReady = (connection: Redis): Promise<void> => new Promise((resolve) => (connection.status === 'ready' ? resolve() : connection.once('ready', resolve)));

function open(secretBox: SecretBox, sealed: string): Envelope | null {
  try {
    return JSON.parse(secretBox.open(sealed, CONTEXT)) as Envelope;
  } catch {
    // Of another installation on the same Redis.
    return null;
  }
}
