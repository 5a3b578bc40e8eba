import { describe, expect, it } from 'vitest';
import { formFieldOf, toAddresses, toComposeState, toSender } from './send-values';

describe('toAddresses', () => {
  const cases: Array<[string, unknown, object[]]> = [
    ['text with several', 'a@x.test, B <b@x.test>', [{ email: 'a@x.test' }, { name: 'B', email: 'b@x.test' }]],
    ['a list of texts, each once', ['a@x.test', 'A@x.test', null], [{ email: 'a@x.test' }]],
    ['records of a relation', [{ id: 1, name: 'Anna', email: 'a@x.test' }], [{ name: 'Anna', email: 'a@x.test' }]],
    ['nothing', null, []],
    ['a number', 4, []],
  ];
  it.each(cases)('%s', (_name, value, expected) => expect(toAddresses(value)).toEqual(expected));
});

describe('toSender', () => {
  const senders = [
    { accountId: 1, email: 'one@x.test' },
    { accountId: 2, email: 'two@x.test', isPrimary: true },
  ];
  it('finds an own address by text', () => expect(toSender('One <ONE@x.test>', senders)).toEqual({ accountId: 1, email: 'one@x.test' }));
  it('falls back to the primary one for a foreign address', () => expect(toSender('boss@x.test', senders)).toEqual({ accountId: 2, email: 'two@x.test' }));
  it('is nobody without a mailbox', () => expect(toSender('one@x.test', [])).toBeUndefined());
});

describe('toComposeState', () => {
  it('takes text for HTML when there is none, with nothing that could be a tag', () => {
    const state = toComposeState({ to: 'a@x.test', subject: 'Hi', bodyText: '1 < 2\nyes' }, { accountId: 1, email: 'me@x.test' });
    expect(state).toMatchObject({ accountId: 1, from: 'me@x.test', subject: 'Hi', body: '<p>1 &lt; 2</p><p>yes</p>' });
  });

  it('keeps what came beside the fields', () => {
    const image = { key: 'k', filename: 'chart.png', contentType: 'image/png', sizeBytes: 1, progress: 1 };
    expect(toComposeState({}, undefined, { bodyFiles: [image], separately: true })).toMatchObject({ files: [image], separately: true });
  });
});

describe('formFieldOf', () => {
  it.each([['accountId', 'from'], ['to.0.email', 'to'], ['html', 'bodyHtml'], ['sendAt', ''], [undefined, '']])('%s is %s', (field, expected) => {
    expect(formFieldOf(field)).toBe(expected);
  });
});
