// `npm run bench:notice`: how long after it is delivered a mail stands in an open browser, by each provider's notices.
//   --times 20    deliveries at each provider
import { parseArgs } from 'node:util';
import { openMailCentre } from '../e2e/actions.mjs';
import { launchBrowser, newPage } from '../host/chromium.mjs';
import { link, startWorld, synced, until } from '../integration/world.mjs';
import { signIdToken } from '../providers/oauth/id-token.mjs';

const { values } = parseArgs({ options: { times: { type: 'string', default: '20' } } });
const AUDIENCE = 'https://mail.lab.test/push';
const SENDER = 'pusher@lab.iam.gserviceaccount.com';
const ADDRESSES = { microsoft: 'grace@outlook.lab.test', google: 'ada@gmail.lab.test' };
const QUIET_MS = 1_500;

const world = await startWorld({ size: 200, providersEnv: (url) => ({ MAIL_GOOGLE_JWKS_URL: `${url}/google/oauth2/v3/certs` }) });
const browser = await launchBrowser();
try {
  await setUp();
  for (const shell of /** @type {const} */ (['v1', 'v2'])) {
    const page = await newPage(browser, { url: world.host.url, shell });
    await openMailCentre(page, { url: world.host.url, shell });
    await page.evaluate(watchRows);
    for (const [provider, address] of Object.entries(ADDRESSES)) print(`${provider}, ${shell}`, await measure(page, address, `${provider}-${shell}`));
    await page.context().close();
  }
} finally {
  await browser.close();
  await world.stop();
}

/** Polling must not be what finds the mail. */
async function setUp() {
  await world.configure();
  const push = { topic: 'projects/lab-project/topics/mail', audience: AUDIENCE, sender: SENDER };
  await world.root.do('mailSettings:update', { general: { syncIntervalMinutes: 60, publicUrl: world.host.url }, providers: [{ provider: 'google', push }] });
  for (const [provider, address] of Object.entries(ADDRESSES)) {
    const { account } = await link(world.root, provider, address, { syncFrom: null });
    await synced(world.root, account.id);
  }
  await until(async () => (await world.lab.graph.subscriptions()).length > 0 && (await world.lab.gmail.watches())[ADDRESSES.google], 'notices of both');
  const token = signIdToken({ iss: 'https://accounts.google.com', aud: AUDIENCE, email: SENDER, email_verified: true });
  await world.lab.gmail.push({ endpoint: `${world.host.url}/api/mailNotifications:google`, headers: { authorization: `Bearer ${token}` } });
}

/** In the browser: notes when a word first appears in the document, by the clock of this machine. */
function watchRows() {
  const waiting = new Map();
  const look = () => {
    for (const [word, tell] of waiting) if (document.body.innerText.includes(word)) (waiting.delete(word), tell(Date.now()));
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  /** @type {any} */ (window).appears = (/** @type {string} */ word) => new Promise((resolve) => waiting.set(word, resolve));
}

/** Milliseconds of each delivery, shortest first. */
async function measure(page, address, name) {
  const times = [];
  for (let turn = 0; turn < Number(values.times); turn++) {
    const word = `notice-${name}-${turn}`;
    const appeared = page.evaluate((text) => window.appears(text), word);
    const deliveredAt = Date.now();
    await world.lab.deliver(address, { from: 'Bo <bo@harbourpine.test>', to: address, subject: word, text: 'Hello.' });
    times.push((await appeared) - deliveredAt);
    // Gmail rings once a second at most.
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  }
  return times.sort((a, b) => a - b);
}

function print(title, times) {
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  console.log(`${title.padEnd(16)} delivered → in view: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${times.at(-1)} ms of ${times.length}`);
}
