// Notices that stop without a word: the poll is the floor, and a dead subscription is replaced.
import { createServer } from 'node:http';
import { expect } from 'vitest';
import { BOTH, MICROSOFT, MINUTE } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const PUSH = [
  { id: 16, threat: 'push dies silently', providers: BOTH, run: silentPush },
  { id: 16, threat: 'a subscription is removed at the provider', providers: [MICROSOFT], run: removedSubscription },
];

/** The push half of src/server/plugin.ts, with a receiver on a port of its own. */
async function startPush(w) {
  const { product, db, app } = w;
  const type = product.getProviderType(w.provider);
  const settings = product.createPushSettings({ db, secretBox: app.secretBox, environment: app.environment, apiPath: '/api/', appName: 'main' });
  const bell = product.createBell({ db, jobs: app.jobs, now: app.now });
  const receive = product.createReceiver({ log: app.log, bell, settings });
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const query = new URL(request.url, 'http://x').searchParams;
    const answer = await receive(type, { method: request.method, query, authorization: request.headers.authorization ?? '', readBody: async () => Buffer.concat(chunks).toString() });
    response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await db.getRepository('mailGeneralSettings').create({ values: { publicUrl: `http://127.0.0.1:${server.address().port}` } });
  const push = w.isGoogle ? await settings.check(type, { topic: 'projects/lab-project/topics/mail' }) : {};
  await db.getModel('mailSettings').update({ push }, { where: { provider: w.provider } });
  const handle = product.createPushHandler({ ...app, settings });
  return {
    run: () => handle(String(w.accountId), w.lease()),
    state: async () => (await product.findPushAccounts(db, { id: w.accountId }))[0].push,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const rings = (w) => w.seen.rings.filter(({ kind }) => kind === 'sync').length;

async function silentPush(w) {
  await w.linkAndSync();
  const push = await startPush(w);
  try {
    await push.run();
    const first = (await push.state()).active;
    expect(first).not.toBeNull();
    if (w.isGoogle) w.control.gmail.push({ muted: true });
    else w.control.graph.notifications({ muted: true });
    const before = rings(w);
    await w.deliver({ subject: 'Nobody rang' });
    await w.sync();
    await w.expectWhole();
    expect(rings(w)).toBe(before);
    // Seven hours pass. Not on the clock: the provider would refuse dates that are too far ahead of its own.
    const ago = (ms) => new Date(Date.now() - ms);
    await w.db.getModel('mailAccounts').update({ push: { active: { ...first, startedAt: ago(7 * 60 * MINUTE).toISOString() }, failure: null }, pushNoticedAt: null }, { where: { id: w.accountId } });
    await w.db.getModel('mailMessages').update({ date: ago(20 * MINUTE) }, { where: { accountId: w.accountId } });
    await push.run();
    const second = (await push.state()).active;
    expect(Date.parse(second.startedAt)).toBeGreaterThan(Date.parse(first.startedAt));
  } finally {
    await push.close();
  }
}

async function removedSubscription(w) {
  await w.linkAndSync();
  const push = await startPush(w);
  try {
    await push.run();
    const first = (await push.state()).active;
    await w.deliver();
    await expect.poll(() => rings(w), { timeout: 10_000 }).toBeGreaterThan(1);
    const rungForPush = () => w.seen.rings.filter(({ kind, runAt }) => kind === 'push' && !runAt).length;
    const before = rungForPush();
    await w.control.graph.lifecycle(w.address, 'subscriptionRemoved');
    await expect.poll(rungForPush, { timeout: 10_000 }).toBeGreaterThan(before);
    w.wait(MINUTE);
    await push.run();
    const second = (await push.state()).active;
    expect(second.subscriptionId).not.toBe(first.subscriptionId);
    // What happened in between is asked for, and notices come again.
    await w.deliver();
    await w.sync();
    await w.expectWhole();
  } finally {
    await push.close();
  }
}
