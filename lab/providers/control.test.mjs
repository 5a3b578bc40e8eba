import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectProviders } from './connect.mjs';
import { requestToken, signIn } from './sign-in.mjs';
import { startProviders } from './start.mjs';

let lab;
let remote;
beforeAll(async () => {
  lab = await startProviders({ seed: { size: 40 } });
  remote = connectProviders(lab.url);
});
afterAll(() => lab.stop());

describe('control over http', () => {
  it('does what the object in process does', async () => {
    const { id } = await remote.deliver('lin@outlook.lab.test', { subject: 'Over http' });
    await remote.change('lin@outlook.lab.test', id, { star: true });
    expect((await remote.messages('lin@outlook.lab.test'))[0]).toMatchObject({ subject: 'Over http', isStarred: true });
    await remote.graph.delta({ emptyPages: false });
    expect(await remote.violations()).toEqual([]);
  });
  it('counts every mailbox and resets them to another size', async () => {
    await remote.reset({ size: 25 });
    const { mailboxes } = await remote.state();
    expect(mailboxes.map(({ address, messages }) => [address, messages])).toEqual([['ada@gmail.lab.test', 25], ['ben@gmail.lab.test', 25], ['grace@outlook.lab.test', 25], ['lin@outlook.lab.test', 25]]);
  });
  it('says what it does not know', async () => {
    await expect(remote.deliver('nobody@x.test', {})).rejects.toThrow('no mailbox nobody@x.test');
    await expect(remote.constructor('x')).rejects.toThrow('no such control');
  });
  it('counts faults, skips and stops', async () => {
    const rule = await remote.fault({ provider: 'google-oauth', path: '/token', status: 503, skip: 1, count: 2 });
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await fetch(lab.env.MAIL_GOOGLE_TOKEN_URL, { method: 'POST' })).status);
    expect(statuses).toEqual([401, 503, 503, 401]);
    expect(await remote.faultHits(rule)).toBe(2);
    expect((await remote.requests({ provider: 'google-oauth', status: 503 })).length).toBe(2);
  });
});

describe('a restart', () => {
  it.each([['google', 'ada@gmail.lab.test'], ['microsoft', 'grace@outlook.lab.test']])('keeps %s grants when there is a state file', async (provider, account) => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'lab-')), 'grants.json');
    const first = await startProviders({ seed: { size: 5 }, stateFile });
    const { refresh_token } = await signIn({ env: first.env, provider, account });
    await first.stop();
    const second = await startProviders({ seed: { size: 5 }, stateFile });
    const { status } = await requestToken({ env: second.env, provider, fields: { grant_type: 'refresh_token', refresh_token } });
    await second.stop();
    expect(status).toBe(200);
  });
});
