// Rules of everything that goes wrong.
import { expect, it } from 'vitest';
import type { ProviderUnderTest, Subject } from './bench';
import { itemId } from './contract-reading';

export function testFailures(bench: Subject, { messagePath, mailboxesPath, errors }: ProviderUnderTest): void {
  const someIds = async (limit: number) => (await bench().provider.listMessages({ idsOnly: true, limit })).items.map(itemId);

  it.each(errors)('$name becomes $code', async ({ status, body, headers, cut, code, retryAfterMs }) => {
    bench().fault({ path: mailboxesPath, status, body, headers, cut });
    const failure = bench().provider.listMailboxes();
    await expect(failure).rejects.toMatchObject({ name: 'MailError', code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    expect(bench().gate.throttledFor).toEqual(code === 'rate-limited' || retryAfterMs !== undefined ? [retryAfterMs] : []);
    // The fault was for one request: a hidden retry would have got through.
    expect(await bench().provider.listMailboxes()).not.toEqual([]);
  });

  it('answers for every id when a part of a batch is throttled', async () => {
    // As many as one batch of any provider holds: what is left over would go unsent.
    const ids = await someIds(10);
    bench().gate.throttledFor.length = 0;
    bench().fault({ path: messagePath, status: 429, headers: { 'retry-after': '9' }, count: 1, skip: 4 });
    const results = await bench().provider.getMessages(ids);
    expect(results.map((result) => result.id)).toEqual(ids);
    const failed = results.filter((result) => result.status === 'error');
    expect(failed).toEqual([expect.objectContaining({ error: expect.objectContaining({ code: 'rate-limited' }) })]);
    expect(bench().gate.throttledFor).toHaveLength(1);
    const again = await bench().provider.getMessages(failed.map((result) => result.id));
    expect(again.map((result) => result.status)).toEqual(['found']);
  });

  it('answers for every id when a part of a batch fails', async () => {
    const ids = await someIds(10);
    bench().fault({ path: messagePath, status: 503, count: 2, skip: 3 });
    const results = await bench().provider.getMessages(ids);
    expect(results.map((result) => result.id)).toEqual(ids);
    expect(results.filter((result) => result.status === 'error' && result.error.code === 'unavailable')).toHaveLength(2);
  });

  it('forces a new token once when the old one is refused', async () => {
    const before = bench().forcedTokens();
    await bench().expireToken();
    expect(await bench().provider.listMailboxes()).not.toEqual([]);
    expect(bench().forcedTokens()).toBe(before + 1);
  });

  it('gives up when the new token is refused as well', async () => {
    bench().fault({ path: mailboxesPath, status: 401, count: 2 });
    await expect(bench().provider.listMailboxes()).rejects.toMatchObject({ code: 'auth-expired' });
  });

  it('stops when the caller does not want the answer any more', async () => {
    const signal = AbortSignal.abort();
    await expect(bench().provider.listMailboxes({ signal })).rejects.toMatchObject({ name: 'MailError', code: 'unavailable' });
  });

  it('pays for every request', async () => {
    await bench().provider.listMailboxes();
    await bench().provider.getProfile();
    expect(bench().gate.acquired.reduce((sum, cost) => sum + cost, 0)).toBeGreaterThan(1);
  });
}
