import { expect, it } from 'vitest';
import { microsoftPush } from './push';

const read = (body: string, query = '') => microsoftPush.read({ query: new URLSearchParams(query), authorization: '', body }, {});
const notice = (more: object = {}) => ({ subscriptionId: 's1', clientState: 'c1', changeType: 'created', resource: 'Users/u/Messages/m', ...more });
const body = (...value: unknown[]) => JSON.stringify({ value });

it('repeats the validation token, decoded', async () => {
  const token = 'Validation: Testing client application reachability for subscription Request-Id: 1+2';
  expect(await read('', new URLSearchParams({ validationToken: token }).toString())).toEqual({ kind: 'echo', text: token });
});

it.each([
  ['two tokens', 'validationToken=a&validationToken=b'],
  ['an empty one', 'validationToken='],
  ['a line break, which would split headers or lines', 'validationToken=a%0D%0Ab'],
  ['one too long', `validationToken=${'a'.repeat(5000)}`],
])('repeats nothing for %s', async (_name, query) => {
  await expect(read('', query)).rejects.toMatchObject({ code: 'invalid-input' });
});

it.each([
  [undefined, 'changed'],
  [null, 'changed'],
  ['reauthorizationRequired', 'expiring'],
  ['subscriptionRemoved', 'removed'],
  ['missed', 'missed'],
])('reads lifecycle event %s as %s', async (lifecycleEvent, event) => {
  expect(await read(body(notice({ lifecycleEvent })))).toEqual({ kind: 'notices', notices: [{ event, subject: { subscriptionId: 's1', clientState: 'c1' } }] });
});

it('reads several notices of one request and leaves out what is none', async () => {
  const reading = await read(body(notice(), null, 7, { subscriptionId: 's2' }, notice({ lifecycleEvent: 'constructor' }), notice({ subscriptionId: 's3' }), notice({ clientState: 'x'.repeat(129) })));
  expect(reading).toMatchObject({ notices: [{ subject: { subscriptionId: 's1' } }, { subject: { subscriptionId: 's3' } }] });
});

it.each([
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['no value', '{}'],
  ['a value that is no list', '{"value":{}}'],
  ['an empty list', body()],
  ['a list of something else', body(1)],
  ['a list too long', body(...Array.from({ length: 1001 }, () => notice()))],
])('refuses %s', async (_name, junk) => {
  await expect(read(junk)).rejects.toMatchObject({ code: 'invalid-input' });
});
