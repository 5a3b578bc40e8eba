import { describe, expect, it } from 'vitest';
import { createCall } from './call';
import { MailApiError, isAborted } from './error';

/** A host client whose every request fails with this. */
const failing = (error: unknown) => createCall({ request: async () => Promise.reject(error) });
const answer = (status: number, data: unknown) => Object.assign(new Error('axios'), { isAxiosError: true, response: { status, data } });
const caught = (call: Promise<unknown>) => call.then(() => undefined, (error) => error);

describe('a failed call', () => {
  it.each([
    ['our own answer', answer(400, { errors: [{ code: 'invalid-recipient', message: 'x', field: 'to' }] }), 'invalid-recipient'],
    ["the host's refusal", answer(403, { errors: [{ message: 'No permissions' }] }), 'forbidden'],
    ['a session that has ended', answer(401, { errors: [{ code: 'EMPTY_TOKEN', message: 'x' }] }), 'forbidden'],
    ["a proxy's page", answer(502, '<html>Bad gateway</html>'), 'unavailable'],
    ["a proxy's limit", answer(413, '<html></html>'), 'too-large'],
    ['a mistake on the server', answer(500, {}), 'internal'],
    ['a lost connection', Object.assign(new Error('Network Error'), { isAxiosError: true }), 'unavailable'],
    ['a mistake of ours', new TypeError('x is not a function'), 'internal'],
  ])('by %s gets its code', async (_, error, code) => {
    expect(await caught(failing(error).get('mailAccounts:mine'))).toMatchObject({ name: 'MailApiError', code });
  });

  it('names the field at fault', async () => {
    const error = await caught(failing(answer(400, { errors: [{ code: 'invalid-input', message: '', field: 'to' }] })).post('x'));
    expect((error as MailApiError).field).toBe('to');
  });

  it('for a file is read from its Blob', async () => {
    const blob = new Blob([JSON.stringify({ errors: [{ code: 'not-found', message: '' }] })]);
    expect(await caught(failing(answer(404, blob)).blob('mailMessages:raw', { id: 1 }))).toMatchObject({ code: 'not-found' });
  });

  it('that was given up stays an abort', async () => {
    const error = await caught(failing(Object.assign(new Error('canceled'), { name: 'CanceledError', code: 'ERR_CANCELED' })).get('x'));
    expect(error).not.toBeInstanceOf(MailApiError);
    expect(isAborted(error)).toBe(true);
  });
});
