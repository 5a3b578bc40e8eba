// Wires the stand-ins: mailboxes, sign-in, post office, faults, log, contracts, one listener.
import { createFaults } from './control/faults.mjs';
import { createRequestLog } from './control/request-log.mjs';
import { createControl } from './control/control.mjs';
import { handleControl } from './control/http.mjs';
import { createGmailValidator } from './contract/discovery.mjs';
import { createGraphValidator } from './contract/openapi.mjs';
import { loadContracts } from './contract/shared.mjs';
import { createGmail } from './google/gmail.mjs';
import { startSignIn } from './google/emulate.mjs';
import { createGoogleOAuth } from './google/oauth.mjs';
import { createGraph } from './graph/graph.mjs';
import { normalize } from './graph/routes.mjs';
import { listen } from './http/server.mjs';
import { createMicrosoftOAuth } from './microsoft/oauth.mjs';
import { createPostOffice } from './post-office.mjs';
import { GOOGLE_ACCOUNTS, MICROSOFT_ACCOUNTS, sizeFor } from './seed/accounts.mjs';
import { generateMailbox } from './seed/generate.mjs';

/** Mail is made once and used again by the next resets, unless it has grown old. */
const made = new Map();
const FRESH_MS = 10 * 60_000;

function mailsOf({ name, address }, size) {
  const key = `${address}/${size}`;
  if (!made.has(key) || Date.now() - made.get(key).at > FRESH_MS) made.set(key, { at: Date.now(), mails: generateMailbox({ owner: { name, address }, size }) });
  return made.get(key).mails;
}

const seedMails = (accounts, size) => new Map(accounts.map((account) => [account.address, mailsOf(account, sizeFor(account, size))]));

/** @param {{port?: number, seed?: {size?: number}, validate?: boolean, grants?: {google?: object[], microsoft?: object[]}}} options */
export async function createLab({ port = 0, seed = {}, validate = true, grants = {} }) {
  const state = { size: seed.size ?? 2000 };
  const faults = createFaults();
  const log = createRequestLog();
  const violations = [];
  const office = createPostOffice();
  const contracts = validate ? loadContracts() : undefined;
  const validators = contracts && { gmail: createGmailValidator(contracts.gmail), graph: createGraphValidator(contracts.graph) };

  const googleSignIn = await startSignIn('google', GOOGLE_ACCOUNTS);
  const microsoftSignIn = await startSignIn('microsoft', MICROSOFT_ACCOUNTS);
  const googleOAuth = createGoogleOAuth({ accounts: GOOGLE_ACCOUNTS, signIn: googleSignIn });
  const microsoftOAuth = createMicrosoftOAuth({ accounts: MICROSOFT_ACCOUNTS, signIn: microsoftSignIn });
  googleOAuth.grants.load(grants.google);
  microsoftOAuth.grants.load(grants.microsoft);
  const gmail = await createGmail({ oauth: googleOAuth, office, accounts: GOOGLE_ACCOUNTS, seed: async () => ({ accounts: GOOGLE_ACCOUNTS, mails: seedMails(GOOGLE_ACCOUNTS, state.size) }) });
  const graph = createGraph({ oauth: microsoftOAuth, office, accounts: MICROSOFT_ACCOUNTS, mails: () => seedMails(MICROSOFT_ACCOUNTS, state.size) });
  for (const { address } of GOOGLE_ACCOUNTS) office.register(address, async (bytes) => {
    await gmail.g.store.insert(address, bytes, { labelIds: ['INBOX', 'UNREAD', 'CATEGORY_PERSONAL'] });
    gmail.g.changed(address);
  });

  /** One request or one part of a batch: fault, work, log, contract. */
  async function exchange(provider, service, ctx, work) {
    ctx.mailbox = service.identify?.(ctx);
    const started = Date.now();
    const entry = { provider, method: ctx.method, url: `${ctx.path}${ctx.query.size ? `?${ctx.query}` : ''}`, mailbox: ctx.mailbox, inBatch: Boolean(ctx.inBatch) };
    try {
      const reply = await faults.around(provider, ctx, work, (status) => service.errorBody?.(status));
      log.add({ ...entry, status: reply.status, ms: Date.now() - started, ...(reply.faulty && { fault: true }) });
      check(provider, ctx, reply);
      return reply;
    } catch (error) {
      log.add({ ...entry, status: 0, ms: Date.now() - started, fault: true });
      throw error;
    }
  }

  function check(provider, ctx, reply) {
    const validator = validators?.[provider];
    if (!validator) return;
    const account = MICROSOFT_ACCOUNTS.find(({ address }) => address === ctx.mailbox);
    for (const issue of validator({ ctx, reply, path: provider === 'graph' ? normalize(ctx.path, account) : ctx.path })) {
      violations.push({ provider, method: ctx.method, url: `${ctx.path}?${ctx.query}`, status: reply.status, issue });
    }
  }

  const serve = (name, service) => (ctx) => exchange(name, service, ctx, () => service.handle(ctx, (inner, work) => exchange(name, service, inner, work)));
  const oauthService = (oauth) => ({ handle: oauth.handle, errorBody: (status) => ({ error: status >= 500 ? 'server_error' : 'invalid_request' }) });

  const lab = { state, faults, log, violations, office, gmail, graph, googleOAuth, microsoftOAuth, googleAccounts: GOOGLE_ACCOUNTS, microsoftAccounts: MICROSOFT_ACCOUNTS };
  const control = createControl(lab);
  const server = await listen([
    { prefix: /^\/__lab(?=\/|$)/, name: 'lab', handle: (ctx) => handleControl(control, ctx) },
    { prefix: /^\/google(?=\/)/, name: 'google-oauth', handle: serve('google-oauth', oauthService(googleOAuth)) },
    { prefix: /^\/microsoft(?=\/)/, name: 'microsoft-oauth', handle: serve('microsoft-oauth', oauthService(microsoftOAuth)) },
    { prefix: /^\/graph-upload(?=\/)/, name: 'graph', handle: serve('graph', { handle: async (ctx) => graph.uploads.handle(ctx) }) },
    { prefix: /^\/graph(?=\/)/, name: 'graph', handle: serve('graph', graph), arrive: graph.arrive },
    { prefix: /^(?=\/(gmail|upload|resumable|batch|oauth2)(\/|$))/, name: 'gmail', handle: serve('gmail', gmail) },
  ], port);

  return {
    control, port: server.port,
    grants: () => ({ google: googleOAuth.grants.dump(), microsoft: microsoftOAuth.grants.dump() }),
    async stop() {
      await server.close();
      await Promise.all([gmail.close(), googleSignIn.close(), microsoftSignIn.close()]);
    },
  };
}
