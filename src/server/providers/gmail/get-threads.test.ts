// Messages by their threads: cheaper where several of one are wanted, and never the reason why one is missed.
import { afterEach, expect, it } from 'vitest';
import { config } from '../../config';
import { createRecordingGate } from '../testing/bench';
import { startScriptedServer } from '../testing/scripted-server';
import type { ScriptedReply, ScriptedServer } from '../testing/scripted-server';
import { createGoogleType } from './type';

let server: ScriptedServer;
afterEach(() => server.close());

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json';
const message = (id: string) => ({ id, threadId: 't', payload: { headers: [{ name: 'Subject', value: id }] } });
const found = (body: unknown) => `${OK}\r\n\r\n${JSON.stringify(body)}`;
const failed = (status: number) => `HTTP/1.1 ${status} X\r\n\r\n${JSON.stringify({ error: { code: status } })}`;
const thread = (...ids: string[]) => found({ id: 't', messages: ids.map(message) });

type Answer = (path: string) => string | null;

/** Answers each part of a batch; null for any of them breaks the whole request off. */
async function connect(answer: Answer) {
  const asked: string[][] = [];
  server = await startScriptedServer(({ body }): ScriptedReply => {
    const paths = [...body.toString().matchAll(/GET \/gmail\/v1\/users\/me\/(\S+)\?format=full/g)].map(([, path]) => path);
    asked.push(paths);
    const parts = paths.map(answer);
    if (parts.includes(null)) return { status: 502, body: '<html>Bad gateway</html>' };
    const text = parts.map((part, index) => `--b\r\nContent-Type: application/http\r\nContent-ID: <response-item-${index}>\r\n\r\n${part}\r\n`).join('');
    return { headers: { 'content-type': 'multipart/mixed; boundary=b' }, body: `${text}--b--` };
  });
  const gate = createRecordingGate();
  const provider = createGoogleType({ ...config, googleApiUrl: server.url }).createProvider({ email: 'a@x.se', gate, now: () => new Date(), getAccessToken: async () => 'token' });
  const get = async (ids: string[], threadOf: (id: string) => string = () => 't') => {
    const results = await provider.getMessages(ids, { threadIds: new Map(ids.map((id) => [id, threadOf(id)])) });
    expect(results.map(({ id }) => id)).toEqual(ids);
    return results.map((result) => (result.status === 'error' ? result.error.code : result.status));
  };
  return { gate, asked, get };
}

const single = (path: string) => found(message(path.replace('messages/', '')));
const byPath = (replies: Record<string, string | null>): Answer => (path) => (path in replies ? replies[path] : single(path));

it.each<[string, string[], Answer, string[], number[]]>([
  ['three of a thread cost as much as two', ['3', '1', '2'], byPath({ 'threads/t': thread('1', '2', '3') }), ['found', 'found', 'found'], [40]],
  ['two are asked for by themselves', ['1', '2'], byPath({}), ['found', 'found'], [40]],
  ['what else is in the thread is left out', ['1', '2', '3'], byPath({ 'threads/t': thread('0', '1', '2', '3', '4') }), ['found', 'found', 'found'], [40]],
  ['a message that the thread lacks is asked for, and may be there', ['1', '2', '3'], byPath({ 'threads/t': thread('1', '3') }), ['found', 'found', 'found'], [40, 20]],
  ['or gone', ['1', '2', '3'], byPath({ 'threads/t': thread('1', '3'), 'messages/2': failed(404) }), ['found', 'gone', 'found'], [40, 20]],
  ['a thread that is not there proves nothing', ['1', '2', '3'], byPath({ 'threads/t': failed(404), 'messages/2': failed(404) }), ['found', 'gone', 'found'], [40, 60]],
  ['a thread that fails is fetched message by message', ['1', '2', '3'], byPath({ 'threads/t': failed(500) }), ['found', 'found', 'found'], [40, 60]],
  ['so is one that breaks the whole batch', ['1', '2', '3'], byPath({ 'threads/t': null }), ['found', 'found', 'found'], [40, 60]],
  ['after a 429 nothing more is sent', ['1', '2', '3', '4'], byPath({ 'threads/t': failed(429) }), Array(4).fill('rate-limited'), [40]],
  ['what a thread has brought stays when the rest is refused', ['1', '2', '3', '4'], byPath({ 'threads/t': thread('1', '2', '3'), 'messages/4': null }), ['found', 'found', 'found', 'unavailable'], [40, 20]],
])('%s', async (_rule, ids, answer, statuses, units) => {
  const { gate, get } = await connect(answer);
  expect(await get(ids)).toEqual(statuses);
  expect(gate.acquired).toEqual(units);
  expect(gate.open()).toBe(0);
});

it('a batch of threads costs no more than one of messages', async () => {
  const ids = Array.from({ length: 21 }, (_, index) => String(index));
  const { gate, get, asked } = await connect((path) => thread(...ids.filter((id) => `threads/t${Math.floor(Number(id) / 3)}` === path)));
  expect(await get(ids, (id) => `t${Math.floor(Number(id) / 3)}`)).toEqual(ids.map(() => 'found'));
  expect(asked.map(({ length }) => length)).toEqual([5, 2]);
  expect(gate.acquired).toEqual([200, 80]);
});
