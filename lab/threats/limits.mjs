// Quotas, refusals inside of answers, tokens: what the services say no to, and for how long.
import { expect } from 'vitest';
import { BOTH, GOOGLE, MICROSOFT, MINUTE } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const LIMITS = [
  { id: 3, threat: '429, 403 and 500 inside of a batch that answers 200', providers: BOTH, run: refusedParts },
  { id: 3, threat: 'a batch answer that is cut off, leaves parts out, or never comes', providers: BOTH, run: tornBatch },
  { id: 3, threat: 'a long pause for one part of a batch looks like health, and holds up a job place and a click', providers: BOTH, run: longPause },
  { id: 7, threat: 'a rotated refresh token is lost by concurrent refreshes of two processes', providers: BOTH, run: rotation },
  { id: 8, threat: 'a transient failure of the token server looks like a revocation', providers: BOTH, run: transientToken },
  { id: 8, threat: 'a revocation looks transient: retried for ever', providers: BOTH, run: revoked },
  { id: 9, threat: 'a connection ends in silence, and reconnecting begins from nothing', providers: BOTH, run: reconnected },
  { id: 10, threat: 'a storm of 429 by unshared limits: first sync, check and people at once', providers: [GOOGLE], run: gmailStorm },
  { id: 10, threat: 'a storm of 429 by more than four calls at a time', providers: [MICROSOFT], run: graphStorm },
  { id: 22, threat: 'admin consent, wrong tenant, no mailbox, unticked scopes end in a blank page', providers: BOTH, run: refusedSignIn },
];

const tokenServer = (w) => ({ provider: `${w.provider}-oauth`, path: '/token(\\?|$)' });

async function refusedParts(w) {
  await w.link();
  const path = w.isGoogle ? '/messages/[^/?]+\\?format=full' : '/attachments|/messages/[^/?]+\\?';
  // More of each than any retry within one call would absorb.
  const rules = [{ status: 429, count: 5, skip: 2, headers: { 'retry-after': '1' } }, { status: 500, count: 4, skip: 6 }, ...(w.isGoogle ? [{ status: 403, count: 3, skip: 9, body: { error: { code: 403, message: 'x', errors: [{ reason: 'userRateLimitExceeded', domain: 'usageLimits', message: 'x' }] } } }] : [])];
  const faults = rules.map((rule) => w.fault({ path, ...rule }));
  await w.sync().catch(() => undefined);
  // As long as something is missing, nobody is told that all is here.
  if ((await w.ours()).pending.length > 0) expect((await w.account()).status).not.toBe('active');
  for (let round = 0; round < 4; round++) {
    w.wait(3 * MINUTE);
    await w.sync().catch(() => undefined);
  }
  for (const fault of faults) expect(w.control.faultHits(fault)).toBeGreaterThan(0);
  w.control.clearFaults();
  await w.settle();
  await w.expectWhole();
}

async function longPause(w) {
  await w.linkAndSync();
  const [{ id }] = (await w.ours()).messages;
  const fault = w.fault({ path: w.isGoogle ? 'format=full' : '/attachments|/messages/[^/?]+\\?', status: 429, skip: 1, count: 1, headers: { 'retry-after': '600' } });
  await w.deliverMany(3);
  const startedAt = Date.now();
  // The other parts were answered: it may be the next round that meets the pause.
  for (let round = 0; round < 2; round++) await w.sync().catch(() => undefined);
  expect(w.control.faultHits(fault)).toBe(1);
  const { status, statusUntil } = await w.account();
  expect(status).toBe('rate-limited');
  expect(new Date(statusUntil).getTime() - w.clock.now()).toBeGreaterThan(9 * MINUTE);
  expect(await w.engine.changeMessages([id], { kind: 'keywords', add: ['$flagged'] })).toEqual([{ id: Number(id), ok: false, code: 'rate-limited' }]);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  w.wait(11 * MINUTE);
  await w.sync();
  await w.settle();
  await w.expectWhole();
}

async function tornBatch(w) {
  await w.link();
  const path = w.isGoogle ? '^/batch' : '\\$batch';
  const empty = w.isGoogle
    ? { headers: { 'content-type': 'multipart/mixed; boundary=b' }, body: '--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}\r\n--b--\r\n' }
    : { body: { responses: [] } };
  for (const rule of [{ cut: 'after' }, { status: 200, ...empty }, { cut: 'before' }, { status: 502, body: '<html>Bad gateway</html>' }]) {
    w.fault({ path, skip: 1, ...rule });
    await w.sync().catch(() => undefined);
    w.wait(3 * MINUTE);
  }
  w.control.clearFaults();
  await w.settle();
  await w.expectWhole();
}

async function rotation(w) {
  await w.linkAndSync();
  const stored = async () => (await w.db.getModel('mailAccountUsers').findOne({ where: { accountId: w.accountId } })).get();
  const other = w.app;
  w.restart();
  for (let round = 0; round < 3; round++) {
    const before = await stored();
    w.control.expireAccessTokens(w.address);
    const account = await w.account();
    const calls = [w.app, other].flatMap((app) => [1, 2, 3].map(async () => (await app.providers.open(account)).provider.getProfile({ interactive: true })));
    for (const result of await Promise.allSettled(calls)) expect(result.status).toBe('fulfilled');
    const after = await stored();
    expect(after.credentialState).toBe('ok');
    expect(after.credentialVersion).toBeGreaterThan(before.credentialVersion);
    expect(after.credential).not.toBe(before.credential);
    w.wait(MINUTE);
  }
  // What is stored is enough for a process that knows nothing else.
  w.control.expireAccessTokens(w.address);
  w.restart();
  await w.deliver();
  await w.sync();
  await w.expectWhole();
}

async function transientToken(w) {
  await w.linkAndSync();
  const told = [];
  for (const rule of [{ status: 503, count: Infinity }, { cut: 'before', count: Infinity }, { status: 429, headers: { 'retry-after': '1' }, count: Infinity }, { status: 500, body: '<html>', count: Infinity }]) {
    w.control.expireAccessTokens(w.address);
    w.control.fault({ ...tokenServer(w), ...rule });
    await expect(w.sync()).rejects.toMatchObject({ code: expect.stringMatching(/^(unavailable|rate-limited)$/) });
    told.push((await w.account()).status);
    w.control.clearFaults();
    w.wait(31 * MINUTE);
  }
  expect(told).not.toContain('needs-reauthorization');
  // Three in a row are no blink any more: people are told, and not that they have to do something.
  expect(told.at(-1)).toBe('unavailable');
  await w.deliver();
  await w.sync();
  await w.expectWhole();
}

async function revoked(w) {
  await w.linkAndSync();
  w.control.revoke(w.address);
  w.control.expireAccessTokens(w.address);
  await w.sync();
  expect(await w.account()).toMatchObject({ status: 'needs-reauthorization', statusCode: 'auth-revoked' });
  expect(w.seen.accounts.map(Number)).toContain(w.accountId);
  w.control.clearLogs();
  for (let round = 0; round < 5; round++) {
    w.wait(20 * MINUTE);
    await w.sync();
  }
  expect(w.control.requests({})).toEqual([]);
}

async function reconnected(w) {
  await w.linkAndSync();
  const [message] = await w.ids(1, w.inInbox);
  const before = new Map((await w.ours()).messages.map((row) => [row.mailId, row.id]));
  const note = { mailMessageId: (await w.row(message)).id, content: 'call back' };
  await w.db.getRepository('mailMessageNotes').create({ values: note });
  w.control.revoke(w.address);
  await w.deliverMany(3);
  await w.change(message, { read: true });
  await w.sync();
  expect((await w.account()).status).toBe('needs-reauthorization');
  await expect(w.signIn({ accountId: w.accountId, as: w.isGoogle ? 'ben@gmail.lab.test' : 'lin@outlook.lab.test' })).rejects.toMatchObject({ code: 'oauth-wrong-account' });
  w.control.clearLogs();
  w.seen.rings.length = 0;
  await w.signIn({ accountId: w.accountId });
  expect((await w.account()).status).toBe('active');
  // What the provider was to announce ended with the old consent.
  expect(w.seen.rings.map(({ kind }) => kind)).toContain('push');
  await w.sync();
  await w.settle(1);
  await w.expectWhole();
  const after = new Map((await w.ours()).messages.map((row) => [row.mailId, row.id]));
  expect([...before].filter(([id, local]) => after.get(id) !== local)).toEqual([]);
  expect(await w.db.getRepository('mailMessageNotes').count({ filter: note })).toBe(1);
  // From where it stopped: no message but the new ones is asked for.
  if (w.isGoogle) expect(w.requests('/messages/[^/?]+\\?format=full')).toHaveLength(3);
}

/** A minute is three seconds, with its real price list; a busy machine's jitter has to fit into it as a network's does into a minute. */
const SCALED = { units: 600, windowMs: 3_000, reservedUnits: 150 };

async function gmailStorm(w) {
  w.control.gmail.quota({ unitsPerMinute: SCALED.units, windowMs: SCALED.windowMs });
  await w.link();
  const syncing = w.sync();
  await w.engine.storeNewest(w.accountId);
  const ids = (await w.ours()).messages.slice(0, 10).map(({ id }) => id);
  await Promise.all(ids.map((id) => w.engine.changeMessages([id], { kind: 'keywords', add: ['$flagged'] })));
  await syncing;
  await w.engine.reconcile(w.accountId, w.lease());
  expect(w.control.gmail.usage(w.address).refused).toBe(0);
  w.control.gmail.quota({ unitsPerMinute: 0, concurrency: 0 });
  await w.settle();
  await w.expectWhole();
}
gmailStorm.limits = SCALED;

async function graphStorm(w) {
  w.control.graph.limits({ concurrency: 4, latencyMs: 20 });
  await w.link();
  const before = w.control.graph.refused();
  const syncing = w.sync();
  await w.engine.storeNewest(w.accountId);
  const ids = (await w.ours()).messages.slice(0, 20).map(({ id }) => id);
  await Promise.all([...ids.map((id) => w.engine.changeMessages([id], { kind: 'keywords', add: ['$flagged'] })), w.engine.refreshMailboxes(w.accountId), w.engine.storeNewest(w.accountId)]);
  await syncing;
  await w.engine.reconcile(w.accountId, w.lease());
  expect(w.control.graph.refused()).toEqual(before);
  w.control.graph.limits({ latencyMs: 0 });
  await w.settle();
  await w.expectWhole();
}

async function refusedSignIn(w) {
  const { oauth } = w.control;
  const order = (at, error) => oauth.failNext(w.provider, { at, error });
  // What each service answers before, at and after its consent page.
  const refusals = w.isGoogle
    ? [
        [() => order('authorize', 'admin_policy_enforced'), 'oauth-admin-consent'],
        [() => order('authorize', 'org_internal'), 'oauth-wrong-account'],
        [() => order('authorize', 'access_denied'), 'oauth-denied'],
        [() => order('token', 'deleted_client'), 'provider-client-unknown'],
        [() => noGmail(w, { path: '/profile', count: 1 }), 'oauth-no-mailbox'],
        [() => oauth.grantOnly('google', []), 'oauth-scope-missing'],
      ]
    : [
        [() => order('authorize', 'admin_required'), 'oauth-admin-consent'],
        [() => order('token', 'single_tenant'), 'provider-tenant-wrong'],
        [() => undefined, 'oauth-no-mailbox', 'noor@outlook.lab.test'],
        [() => oauth.grantOnly('microsoft', ['Mail.Send']), 'oauth-scope-missing'],
      ];
  for (const [commit, code, as] of refusals) {
    commit();
    await expect(w.signIn({ as })).rejects.toMatchObject({ code });
  }
  oauth.grantOnly(w.provider, null);
  expect(await w.db.getRepository('mailAccounts').count()).toBe(0);
  await takenAway(w);
}

const noGmail = (w, rule) =>
  w.fault({ status: 400, body: { error: { code: 400, message: 'Mail service not enabled', status: 'FAILED_PRECONDITION', errors: [{ message: 'Mail service not enabled', domain: 'global', reason: 'failedPrecondition' }] } }, ...rule });

/** The licence of a linked mailbox ends: one refusal alarms nobody, some say so, nothing is deleted, and it comes back. */
async function takenAway(w) {
  await w.linkAndSync();
  const count = (await w.ours()).messages.length;
  const fault = w.isGoogle ? noGmail(w, { path: '.', count: Infinity }) : w.control.graph.noMailbox(w.address);
  await w.sync().catch(() => undefined);
  expect((await w.account()).status).toBe('active');
  for (let round = 0; round < 3; round++) {
    w.wait(MINUTE);
    await w.sync().catch(() => undefined);
  }
  expect(await w.account()).toMatchObject({ status: 'no-mailbox', statusCode: 'oauth-no-mailbox' });
  expect((await w.ours()).messages).toHaveLength(count);
  if (w.isGoogle) w.control.removeFault(fault);
  else w.control.graph.noMailbox(w.address, false);
  await w.signIn({ accountId: w.accountId });
  await w.deliver();
  await w.sync();
  await w.settle();
  await w.expectWhole();
}
