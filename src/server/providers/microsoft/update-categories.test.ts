// Categories on the wire: read first, written with the version that was read.
import { afterEach, expect, it } from 'vitest';
import { config } from '../../config';
import { createRecordingGate } from '../testing/bench';
import { startScriptedServer } from '../testing/scripted-server';
import type { ScriptedReply, ScriptedServer, SeenRequest } from '../testing/scripted-server';
import { createMicrosoftType } from './type';

let server: ScriptedServer;
afterEach(() => server.close());

async function connect(answer: (request: SeenRequest) => ScriptedReply) {
  server = await startScriptedServer(answer);
  const context = { email: 'a@x.se', gate: createRecordingGate(), now: () => new Date(), getAccessToken: async () => 'token' };
  return createMicrosoftType({ ...config, graphUrl: server.url }).createProvider(context);
}

interface Part {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: unknown;
}

interface State {
  categories: string[];
  version: number;
  /** Status of every write. */
  refuse?: number;
}

const requestsOf = ({ body }: SeenRequest) => (JSON.parse(body.toString()) as { requests: Part[] }).requests;

/** Graph's own list of one message, with a version that others move on. */
function answerFor(state: State, meddle: () => void = () => undefined) {
  return (request: SeenRequest): ScriptedReply => ({
    body: {
      responses: requestsOf(request).map(({ id, method, headers, body }) => {
        if (method === 'GET') {
          const read = { id, status: 200, body: { '@odata.etag': `W/"${state.version}"`, categories: [...state.categories] } };
          meddle();
          return read;
        }
        if (state.refuse) return { id, status: state.refuse, body: { error: { code: 'ErrorAccessDenied' } } };
        if (headers['If-Match'] !== `W/"${state.version}"`) return { id, status: 412, body: { error: { code: 'ErrorIrresolvableConflict' } } };
        Object.assign(state, body as object, { version: state.version + 1 });
        return { id, status: 200, body: {} };
      }),
    },
  });
}

it('keeps what somebody else adds between reading and writing', async () => {
  const state = { categories: ['Blue'], version: 1 };
  let others = ['Theirs', 'Too'];
  const provider = await connect(
    answerFor(state, () => {
      const [name, ...rest] = others;
      if (name) Object.assign(state, { categories: [...state.categories, name], version: state.version + 1 });
      others = rest;
    }),
  );
  expect(await provider.updateMessages(['1'], { kind: 'categories', add: ['Ours'], remove: ['blue'] })).toEqual([{ id: '1', status: 'done' }]);
  expect(state.categories).toEqual(['Theirs', 'Too', 'Ours']);
});

it('gives up on a message that never stands still, and says so', async () => {
  const state = { categories: [], version: 1 };
  const provider = await connect(answerFor(state, () => void state.version++));
  expect(await provider.updateMessages(['1'], { kind: 'categories', add: ['Ours'] })).toMatchObject([{ id: '1', status: 'error', error: { code: 'conflict' } }]);
  expect(server.requests).toHaveLength(8);
});

it('writes nothing where nothing changes', async () => {
  const provider = await connect(answerFor({ categories: ['Blue'], version: 1 }));
  expect(await provider.updateMessages(['1'], { kind: 'categories', add: ['BLUE'], remove: ['Red'] })).toEqual([{ id: '1', status: 'done' }]);
  expect(server.requests.flatMap(requestsOf).map(({ method }) => method)).toEqual(['GET']);
});

it('answers what was refused', async () => {
  const provider = await connect(answerFor({ categories: [], version: 1, refuse: 403 }));
  expect(await provider.updateMessages(['1'], { kind: 'categories', add: ['Ours'] })).toMatchObject([{ id: '1', status: 'error', error: { code: 'forbidden' } }]);
});

it('writes nothing when a read is told to wait: a person does not wait in the request for the end of a pause', async () => {
  const provider = await connect((request) => ({
    body: {
      responses: requestsOf(request).map(({ id, url }) =>
        url.includes('/2') ? { id, status: 429, headers: { 'Retry-After': '4' }, body: { error: { code: 'TooManyRequests' } } } : { id, status: 200, body: { '@odata.etag': '1', categories: [] } },
      ),
    },
  }));
  const results = await provider.updateMessages(['1', '2'], { kind: 'categories', add: ['Red'] }, { interactive: true });
  expect(results).toMatchObject([1, 2].map((id) => ({ id: String(id), status: 'error', error: { code: 'rate-limited' } })));
  expect(server.requests.flatMap(requestsOf).map(({ method }) => method)).toEqual(['GET', 'GET']);
});
