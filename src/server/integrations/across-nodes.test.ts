import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../limits/clock';
import { createGates } from '../limits/gates';
import type { ProviderType } from '../providers/provider';
import { createSecretBox } from '../security/secret-box';
import type { JobKind, Jobs, Log } from '../services';
import { gatePeers, spreadEvents, spreadWakes } from './across-nodes';
import type { RealtimeHost } from './realtime';
import { createRedisChannel } from './redis-channel';
import type { NodeChannel } from './redis-channel';
import { tellAdministrators } from './tell-administrators';
import { REDIS, until, withRedis } from './testing/servers';

const closing: Array<() => void> = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const appName = `test-${process.pid}`;

function node({ url = REDIS, key = 1, app = appName, isSpreading = false } = {}) {
  const warnings: string[] = [];
  const note = (message: string) => void warnings.push(message);
  const log: Log = { debug() {}, info: note, warn: note, error: note };
  const channel = createRedisChannel({ url, appName: app, secretBox: createSecretBox(Buffer.alloc(32, key)), log });
  closing.push(channel.close);
  const sent: Array<{ userId: unknown; type: string }> = [];
  const host: RealtimeHost = { emit: (_event, { userId, message }) => sent.push({ userId, type: message.type }) > 0 };
  return { channel, sent, warnings, host: spreadEvents(host, channel, async () => isSpreading) };
}

const tell = (host: RealtimeHost, userId = 1) => host.emit('ws:sendToUser', { userId, message: { type: 'mail:changed', payload: { unread: 1 } } });
/** Whatever was published before has arrived by then. */
async function settled(from: NodeChannel, to: NodeChannel): Promise<void> {
  let isThere = false;
  to.subscribe('marker', () => (isThere = true));
  from.publish('marker', null);
  await until(() => isThere);
}

withRedis()('events of one node', () => {
  it('reach the browsers of every node, once each, the own ones too', async () => {
    const nodes = [node(), node(), node()];
    await Promise.all(nodes.map(({ channel }) => channel.ready()));
    tell(nodes[0].host, 7);
    await until(() => nodes.every(({ sent }) => sent.length > 0));
    await settled(nodes[0].channel, nodes[1].channel);
    for (const { sent } of nodes) expect(sent).toEqual([{ userId: 7, type: 'mail:changed' }]);
  });

  it('reach administrators who have the account list open on another node', async () => {
    const [ours, peer] = [node(), node()];
    await Promise.all([ours.channel.ready(), peer.channel.ready()]);
    await tellAdministrators(ours.host, async () => [3])(12);
    await until(() => peer.sent.length > 0);
    expect(peer.sent).toEqual([{ userId: 3, type: 'mail:health' }]);
  });

  it('are not lost on a connection that is still being made', async () => {
    const proxy = await startProxy({ delayMs: 300 });
    const [ours, peer] = [node({ url: proxy.url }), node()];
    await Promise.all([ours.channel.ready(), peer.channel.ready()]);
    tell(ours.host);
    await until(() => peer.sent.length > 0, 2_000);
  });

  it('carry what each has used of a quota', async () => {
    const [ours, peer] = [node(), node()];
    await Promise.all([ours.channel.ready(), peer.channel.ready()]);
    const heard: unknown[] = [];
    gatePeers(peer.channel).listen((key, news) => heard.push({ key, news }));
    gatePeers(ours.channel).tell('mailbox', { cost: 20, inFlight: 2, node: 'ours' });
    gatePeers(ours.channel).tell('mailbox', { pauseMs: 5_000 });
    await until(() => heard.length === 2);
    expect(heard).toEqual([{ key: 'mailbox', news: { cost: 20, inFlight: 2, node: 'ours' } }, { key: 'mailbox', news: { pauseMs: 5_000 } }]);
  });

  it('keep the calls of all nodes within what a mailbox allows', async () => {
    const [ours, peer] = [node(), node()];
    await Promise.all([ours.channel.ready(), peer.channel.ready()]);
    const type = { id: 'a', limits: { concurrency: 4, units: 1_000, windowMs: 60_000, reservedUnits: 0 } } as ProviderType;
    const [first, second] = [ours, peer].map(({ channel }) => createGates(systemClock, gatePeers(channel)).gate(type, 'client', 'me@example.com'));
    for (let index = 0; index < 3; index++) await first.acquire(1);
    await settled(ours.channel, peer.channel);
    const started: string[] = [];
    void second.acquire(1).then(() => started.push('import'));
    void second.acquire(1, { interactive: true }).then(() => started.push('person'));
    void second.acquire(1, { interactive: true }).then(() => started.push('another person'));
    await settled(peer.channel, ours.channel);
    expect(started).toEqual(['person']);
  });

  it('stay inside the installation and inside the app: another key hears nothing, and nobody reads along', async () => {
    const [ours, foreign, other, peer] = [node(), node({ key: 2 }), node({ app: `${appName}-sub` }), node()];
    await Promise.all([ours, foreign, other, peer].map(({ channel }) => channel.ready()));
    tell(ours.host);
    await until(() => peer.sent.length > 0);
    expect([foreign.sent, other.sent]).toEqual([[], []]);
    expect(foreign.warnings).toEqual([]);
  });

  it('are left to the host where its own adapter carries them', async () => {
    const [first, second] = [node({ isSpreading: true }), node()];
    await Promise.all([first.channel.ready(), second.channel.ready()]);
    tell(first.host);
    await settled(first.channel, second.channel);
    expect(first.sent).toHaveLength(1);
    expect(second.sent).toHaveLength(0);
  });

  it('come again after Redis was away, and the outage is told once', async () => {
    const proxy = await startProxy();
    const [first, second] = [node({ url: proxy.url }), node()];
    await Promise.all([first.channel.ready(), second.channel.ready()]);
    proxy.cut();
    tell(first.host);
    expect(first.sent).toHaveLength(1);
    await until(() => first.warnings.length > 0);
    await proxy.mend();
    await until(() => {
      tell(second.host, 2);
      tell(first.host, 3);
      return first.sent.some(({ userId }) => userId === 2) && second.sent.some(({ userId }) => userId === 3);
    });
    expect(first.warnings.filter((line) => line.includes('not reachable'))).toHaveLength(1);
  });

  it('wake the runners of other nodes at once, for what is due soon', async () => {
    const [first, second] = [node(), node()];
    let wakes = 0;
    const rung: JobKind[] = [];
    const jobs = { ring: async (kind: JobKind) => void rung.push(kind), wake: () => void (wakes += 1) } as unknown as Jobs;
    spreadWakes(jobs, second.channel);
    const ours = spreadWakes({ ...jobs, wake: () => expect.unreachable('the own runner is woken by the ring itself') }, first.channel);
    await Promise.all([first.channel.ready(), second.channel.ready()]);
    await ours.ring('sync', 1);
    await ours.ring('push', 1, { runAt: new Date(Date.now() + 3_600_000) });
    await settled(first.channel, second.channel);
    expect({ wakes, rung }).toEqual({ wakes: 1, rung: ['sync', 'push'] });
  });
});

it('a Redis that is not there costs nothing but a warning', async () => {
  const { host, channel, sent, warnings } = node({ url: 'redis://127.0.0.1:1' });
  for (let i = 0; i < 5; i++) tell(host);
  await until(() => warnings.length > 0);
  expect(sent).toHaveLength(5);
  channel.close();
  tell(host);
  expect(warnings).toHaveLength(1);
});

it('an address that is none costs nothing but a warning', async () => {
  const { host, sent } = node({ url: 'not an address' });
  tell(host);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(sent).toHaveLength(1);
});

/**
 * Stands between a node and Redis, so that one can be cut off without stopping the other's.
 * `delayMs`: how long the first connection, which is the one that publishes, has to wait.
 */
async function startProxy({ delayMs = 0 } = {}) {
  const sockets = new Set<Socket>();
  const { hostname, port: redisPort } = new URL(REDIS);
  const listen = (port: number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((socket) => {
        const upstream = connect(Number(redisPort), hostname);
        for (const each of [socket, upstream]) sockets.add(each.on('error', () => undefined));
        const isFirst = sockets.size === 2;
        setTimeout(() => socket.pipe(upstream).pipe(socket), isFirst ? delayMs : 0);
      });
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  closing.push(cut);
  return { url: `redis://127.0.0.1:${port}`, cut, mend: async () => void (server = await listen(port)) };
}
