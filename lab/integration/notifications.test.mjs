// Change notices through the real host: no session, strange Authorization headers, bodies of strangers, and new mail at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIdToken } from '../providers/oauth/id-token.mjs';
import { link, startWorld, synced, until } from './world.mjs';

const AUDIENCE = 'https://mail.lab.test/push';
const SENDER = 'pusher@lab.iam.gserviceaccount.com';
const TOPIC = 'projects/lab-project/topics/mail';
const OUTLOOK = 'grace@outlook.lab.test';
const GMAIL = 'ada@gmail.lab.test';

/** @type {import('./world.mjs').World} */
let world;
let owner;
const accounts = {};

beforeAll(async () => {
  world = await startWorld({ size: 40, providersEnv: (url) => ({ MAIL_GOOGLE_JWKS_URL: `${url}/google/oauth2/v3/certs` }) });
  await world.configure();
  owner = await world.addUser('olga');
  // Polling must not be what finds the mail.
  await world.root.do('mailSettings:update', {
    general: { syncIntervalMinutes: 60, publicUrl: world.host.url },
    providers: [{ provider: 'google', push: { topic: TOPIC, audience: AUDIENCE, sender: SENDER } }],
  });
  for (const [provider, address] of [['microsoft', OUTLOOK], ['google', GMAIL]]) {
    const { account } = await link(owner, provider, address, { syncFrom: null });
    accounts[provider] = account.id;
    await synced(owner, account.id);
  }
  // As the job 'push' is rung by the schedule after a start.
  await world.root.do('mailSettings:update', { general: { syncIntervalMinutes: 60 } });
});

afterAll(async () => world?.stop());

const send = (path, { body = '', headers = {}, method = 'POST' } = {}) => fetch(`${world.host.url}/api/mailNotifications:${path}`, { method, headers: { 'content-type': 'application/json', ...headers }, ...(method === 'POST' ? { body } : {}) });
const pushed = (address) => JSON.stringify({ message: { data: Buffer.from(JSON.stringify({ emailAddress: address, historyId: 1 })).toString('base64'), messageId: '1' } });
const token = (more = {}) => `Bearer ${signIdToken({ iss: 'https://accounts.google.com', aud: AUDIENCE, email: SENDER, email_verified: true, ...more })}`;
const mail = (subject, to) => ({ rawBase64: Buffer.from(`From: Bo <bo@harbourpine.test>\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@harbourpine.test>\r\nDate: ${new Date().toUTCString()}\r\n\r\nhello\r\n`).toString('base64') });

/** Milliseconds from delivery at the provider to the row that the browser is shown. */
async function timeToSee(address, subject) {
  await world.lab.deliver(address, mail(subject, address));
  const started = performance.now();
  await until(async () => (await owner.read('mailMessages:conversations', { role: 'inbox' })).rows.some((row) => row.subject === subject), `${subject} is shown`);
  return Math.round(performance.now() - started);
}

describe('notices', () => {
  it('Graph accepts the address in its handshake, and new mail is there long before any poll', async () => {
    await until(async () => (await world.lab.graph.subscriptions()).length > 0, 'a subscription');
    const [subscription] = await world.lab.graph.subscriptions();
    expect(subscription.notificationUrl).toBe(`${world.host.url}/api/mailNotifications:microsoft`);
    console.error(`[notices] Graph: ${await timeToSee(OUTLOOK, 'by-graph-notice')} ms`);
    expect((await world.lab.graph.deliveries()).filter(({ status }) => status !== 202)).toEqual([]);
  });

  it('a subscription that Microsoft removes is made again', async () => {
    const [before] = await world.lab.graph.subscriptions();
    await world.lab.graph.lifecycle(OUTLOOK, 'subscriptionRemoved');
    const after = await until(async () => (await world.lab.graph.subscriptions()).find(({ id }) => id !== before.id), 'a new subscription');
    expect(after.clientState).not.toBe(before.clientState);
    await timeToSee(OUTLOOK, 'after-removal');
  });

  it('a pause ends the subscription, resuming makes one', async () => {
    await owner.do('mailAccounts:pause', { id: accounts.microsoft });
    await until(async () => (await world.lab.graph.subscriptions()).length === 0, 'the end of the subscription');
    await owner.do('mailAccounts:resume', { id: accounts.microsoft });
    await until(async () => (await world.lab.graph.subscriptions()).length === 1, 'a subscription');
  });

  it("Google's push passes the host's own authentication, and new mail is there", async () => {
    await until(async () => (await world.lab.gmail.watches())[GMAIL], 'a watch');
    await world.lab.gmail.push({ endpoint: `${world.host.url}/api/mailNotifications:google`, headers: { authorization: token() } });
    console.error(`[notices] Gmail: ${await timeToSee(GMAIL, 'by-gmail-notice')} ms`);
  });

  it.each([
    ['no token', {}],
    ['a token for somebody else', { authorization: token({ aud: 'https://evil.example' }) }],
    ['a session of the host', {}],
  ])('refuses a push with %s, and does not say why', async (name, headers) => {
    const answer = await send('google', { body: pushed(GMAIL), headers: name.includes('session') ? { authorization: `Bearer ${owner.token}` } : headers });
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 401, text: '' });
  });

  it('echoes a handshake as plain text that no browser takes for a page', async () => {
    const answer = await send(`microsoft?validationToken=${encodeURIComponent('<script>1</script> a+b')}`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe('<script>1</script> a+b');
  });

  it.each([
    ['junk', 'not json', 400],
    ['a forged notice', JSON.stringify({ value: [{ subscriptionId: 'x', clientState: `1.${'A'.repeat(32)}`, changeType: 'created' }] }), 202],
    ['a huge body', 'x'.repeat(2_000_000), 413],
  ])('answers %s with a status and nothing else', async (_name, body, status) => {
    const answer = await send('microsoft', { body });
    expect({ status: answer.status, text: await answer.text() }).toEqual({ status, text: '' });
  });

  it('knows no other provider and no other method', async () => {
    expect((await send('nobody', { body: '{}' })).status).toBeGreaterThanOrEqual(400);
    expect((await send('microsoft?validationToken=x', { method: 'GET' })).status).toBe(405);
  });

  it('shows administrators what is set up, and no key', async () => {
    const settings = await world.root.read('mailSettings:get');
    expect(settings.general.publicUrl).toBe(world.host.url);
    expect(settings.providers.map(({ push }) => push.kind)).toEqual(['pubsub', 'webhook']);
    expect(settings.providers[0].push.fields.find(({ name }) => name === 'topic').value).toBe(TOPIC);
  });

  it('unlinking ends the subscription at the provider', async () => {
    await owner.do('mailAccounts:unlink', { id: accounts.microsoft });
    expect(await world.lab.graph.subscriptions()).toEqual([]);
  });
});
