import { describe, expect, it } from 'vitest';
import type { ConversationPage, ConversationQuery, ConversationRow } from '../../common/api';
import { createConversationStore } from './conversation-store';

const row = (key: string): ConversationRow => ({ key, date: `2026-01-0${key}`, unread: 1 }) as ConversationRow;
const page = (keys: string, nextCursor: string | null = null): ConversationPage => ({
  rows: keys.split('').map(row),
  nextCursor,
});

/** A store whose answers are given by hand, in the order of the questions. */
function setUp() {
  const asked: Array<{ query: ConversationQuery; answer(page: ConversationPage): Promise<void>; fail(): Promise<void> }> = [];
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
  const store = createConversationStore(
    (query) =>
      new Promise((resolve, reject) => {
        asked.push({
          query,
          answer: (value) => (resolve(value), settle()),
          fail: () => (reject(new Error('down')), settle()),
        });
      }),
  );
  const keys = () => store.getState().rows.map(({ key }) => key).join('');
  return { store, asked, keys };
}

describe('conversation store', () => {
  it('loads a list, and the next page behind it', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    expect(store.getState().status).toBe('loading');
    await asked[0]?.answer(page('98', 'c'));
    const more = store.loadMore();
    expect(asked[1]?.query).toMatchObject({ role: 'inbox', cursor: 'c' });
    await asked[1]?.answer(page('87'));
    await more;
    expect([keys(), store.getState().hasMore]).toEqual(['987', false]);
  });

  it('loads all pages that are left, unless it is stopped', async () => {
    for (const [isStopped, expected] of [[false, ['9876', true]], [true, ['987', false]]] as const) {
      const { store, asked, keys } = setUp();
      store.setQuery({ role: 'inbox' });
      await asked[0]?.answer(page('98', 'c'));
      // The list itself has just asked for the next page.
      void store.loadMore();
      const abort = new AbortController();
      const all = store.loadAll(abort.signal);
      if (isStopped) abort.abort();
      await asked[1]?.answer(page('7', 'd'));
      await asked[2]?.answer(page('6'));
      const isAll = await all;
      expect([keys(), isAll]).toEqual(expected);
      expect(asked.slice(1).map(({ query }) => query.cursor)).toEqual(isStopped ? ['c'] : ['c', 'd']);
    }
  });

  it('ends a change for some rows, and for the others later', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    await asked[0]?.answer(page('987'));
    const change = store.anticipate(['9', '8', '7'], () => undefined);
    change.commit(['9']);
    expect(keys()).toBe('');
    change.rollBack(['8']);
    expect(keys()).toBe('8');
    change.rollBack();
    expect(keys()).toBe('87');
  });

  it('shows a failed list as failed and loads it again when asked', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    await asked[0]?.fail();
    expect(store.getState().status).toBe('error');
    void store.retry();
    await asked[1]?.answer(page('9'));
    expect([keys(), store.getState().status]).toEqual(['9', 'ready']);
  });

  it('keeps what is shown when a refresh fails', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    await asked[0]?.answer(page('98'));
    void store.refresh();
    await asked[1]?.fail();
    expect([keys(), store.getState().status]).toEqual(['98', 'ready']);
  });

  it('ignores the answer to a list that is no longer shown', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    store.setQuery({ role: 'sent' });
    await asked[0]?.answer(page('98'));
    await asked[1]?.answer(page('7'));
    expect(keys()).toBe('7');
  });

  it('shows a known list at once when coming back', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    await asked[0]?.answer(page('98'));
    store.setQuery({ role: 'sent' });
    store.setQuery({ role: 'inbox' });
    expect([keys(), store.getState().status]).toEqual(['98', 'ready']);
  });

  it('joins refreshes that are asked for during one', async () => {
    const { store, asked } = setUp();
    store.setQuery({ role: 'inbox' });
    void store.refresh();
    void store.refresh();
    await asked[0]?.answer(page('9'));
    await asked[1]?.answer(page('9'));
    expect(asked).toHaveLength(2);
  });

  it('anticipates a change and takes it back when it failed', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    await asked[0]?.answer(page('987'));
    const change = store.anticipate(['8'], () => undefined);
    expect(keys()).toBe('97');
    change.rollBack();
    expect(keys()).toBe('987');
  });

  it('keeps the pinned row in its place until it is let go of', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox', unreadOnly: true });
    await asked[0]?.answer(page('987'));
    store.pin('8');
    store.patch('8', { unread: 0 });
    void store.refresh();
    await asked[1]?.answer(page('97'));
    expect([keys(), store.getState().rows[1]?.unread]).toEqual(['987', 0]);
    void store.refresh();
    await asked[2]?.answer(page('A97'));
    expect(keys()).toBe('A987');
    store.pin('7');
    expect(keys()).toBe('A97');
  });

  it('lets a pinned row go that was moved away', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    await asked[0]?.answer(page('987'));
    store.pin('8');
    store.anticipate(['8'], () => undefined).commit();
    void store.refresh();
    await asked[1]?.answer(page('97'));
    expect(keys()).toBe('97');
  });

  it('does not let an answer from before a change bring the row back', async () => {
    const { store, asked, keys } = setUp();
    store.setQuery({ role: 'inbox' });
    await asked[0]?.answer(page('987'));
    const change = store.anticipate(['8'], () => undefined);
    void store.refresh();
    change.commit();
    await asked[1]?.answer(page('987'));
    expect(keys()).toBe('97');
    await asked[2]?.answer(page('97'));
    expect(keys()).toBe('97');
  });
});
