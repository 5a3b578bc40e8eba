// Rules of change streams and of changing messages.
import { describe, expect, it } from 'vitest';
import { mailboxWith } from './bench';
import type { Subject } from './bench';
import { itemId, listAll, read } from './contract-reading';
import { follow, idOf, stateOf } from './follow';
import { plainLetter } from './letters';

export function testChanges(bench: Subject): void {
  const deliver = () => bench().deliver(plainLetter({ to: bench().address }));

  it('reports nothing when nothing has happened', async () => {
    const follower = await follow(bench().provider);
    expect(await follower.poll()).toEqual([]);
  });

  it('reports mail that arrives', async () => {
    const follower = await follow(bench().provider);
    const id = await deliver();
    expect(await stateOf(bench().provider, await follower.poll(), id)).toMatchObject({ keywords: [] });
    expect(await follower.poll()).toEqual([]);
  });

  it('opens with everything received since a time, where opening enumerates', async () => {
    const inbox = await mailboxWith(bench(), 'inbox');
    const all = await read(bench().provider, (await listAll(bench().provider, { mailboxId: inbox })).map(itemId));
    const after = all[Math.min(10, all.length - 1)].receivedAt;
    const { opened } = await follow(bench().provider, after);
    const ids = opened.filter(({ scope }) => scope === inbox).map(({ item }) => idOf(item));
    const wanted = all.filter(({ receivedAt }) => receivedAt >= after).map((message) => message.id);
    if (bench().provider.capabilities.changes === 'account') expect(opened).toEqual([]);
    else expect(new Set(ids)).toEqual(new Set(wanted));
  });

  it.each(['$seen', '$flagged'] as const)('reports %s when it is set and when it is taken away', async (keyword) => {
    const id = await deliver();
    const follower = await follow(bench().provider);
    expect(await bench().provider.updateMessages([id], { kind: 'keywords', add: [keyword] })).toEqual([{ id, status: 'done' }]);
    expect(await stateOf(bench().provider, await follower.poll(), id)).toMatchObject({ keywords: [keyword] });
    await bench().provider.updateMessages([id], { kind: 'keywords', remove: [keyword] });
    expect(await stateOf(bench().provider, await follower.poll(), id)).toMatchObject({ keywords: [] });
  });

  it('reports a move to the trash as a move', async () => {
    const [inbox, trash] = [await mailboxWith(bench(), 'inbox'), await mailboxWith(bench(), 'trash')];
    const id = await deliver();
    const follower = await follow(bench().provider);
    const [result] = await bench().provider.updateMessages([id], { kind: 'mailboxes', add: [trash], remove: [inbox] });
    expect(result.status).toBe('done');
    const state = await stateOf(bench().provider, await follower.poll(), result.newId ?? id);
    expect(state).toMatchObject({ mailboxIds: [trash] });
  });

  it('never takes a missing target for a missing message', async () => {
    const id = await deliver();
    const [result] = await bench().provider.updateMessages([id], { kind: 'mailboxes', add: ['Label_99999'] });
    expect(result).toMatchObject({ id, status: 'error' });
    expect(await read(bench().provider, [id])).toHaveLength(1);
  });

  it('finds a message again that was moved away and back between two looks', async () => {
    const [inbox, trash] = [await mailboxWith(bench(), 'inbox'), await mailboxWith(bench(), 'trash')];
    const id = await deliver();
    const follower = await follow(bench().provider);
    await bench().provider.updateMessages([id], { kind: 'mailboxes', add: [trash], remove: [inbox] });
    await bench().provider.updateMessages([id], { kind: 'mailboxes', add: [inbox], remove: [trash] });
    const state = await stateOf(bench().provider, await follower.poll(), id);
    // Changes may lose it (Graph does); a listing and a read by id must not.
    if (typeof state !== 'string') expect(state.mailboxIds).toContain(inbox);
    expect((await listAll(bench().provider, { mailboxId: inbox, idsOnly: true })).map(itemId)).toContain(id);
    expect((await read(bench().provider, [id]))[0].mailboxIds).toContain(inbox);
  });

  it('keeps a message that leaves the inbox for good', async () => {
    const { provider } = bench();
    const inbox = await mailboxWith(bench(), 'inbox');
    const home = provider.capabilities.mailboxesPerMessage === 'many' ? 'all' : 'archive';
    const archive = await mailboxWith(bench(), home);
    const id = await deliver();
    const follower = await follow(provider);
    const [result] = await provider.updateMessages([id], { kind: 'mailboxes', add: [archive], remove: [inbox] });
    expect(await stateOf(provider, await follower.poll(), result.newId ?? id)).toMatchObject({ mailboxIds: [archive] });
  });

  it('changes many messages at once and answers for each', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 24; index++) ids.push(await deliver());
    const results = await bench().provider.updateMessages(ids, { kind: 'keywords', add: ['$seen', '$flagged'] });
    expect(results.map(({ id, status }) => `${id} ${status}`)).toEqual(ids.map((id) => `${id} done`));
    for (const message of await read(bench().provider, ids)) expect(message.keywords).toEqual(['$seen', '$flagged']);
  });

  it('may be told the same twice', async () => {
    const id = await deliver();
    const change = { kind: 'keywords', add: ['$seen'] } as const;
    await bench().provider.updateMessages([id], { ...change, add: [...change.add] });
    expect(await bench().provider.updateMessages([id], { ...change, add: [...change.add] })).toEqual([{ id, status: 'done' }]);
  });

  describe('categories', () => {
    const change = async (id: string, names: { add?: string[]; remove?: string[] }) => bench().provider.updateMessages([id], { kind: 'categories', ...names });
    const categoriesOf = async (id: string) => (await read(bench().provider, [id]))[0].categories;
    const hasThem = () => bench().provider.capabilities.categories;

    it('says for each message that it has none, or tells of what is set and taken away', async () => {
      const id = await deliver();
      const follower = await follow(bench().provider);
      const results = await change(id, { add: ['Alpha', 'Beta'] });
      if (!hasThem()) {
        expect(results).toMatchObject([{ id, status: 'error', error: { code: 'unsupported' } }]);
        expect(await categoriesOf(id)).toBeUndefined();
        return;
      }
      expect(results).toEqual([{ id, status: 'done' }]);
      expect(await stateOf(bench().provider, await follower.poll(), id)).toMatchObject({ categories: ['Alpha', 'Beta'] });
      await change(id, { remove: ['alpha', 'Unknown'] });
      expect(await stateOf(bench().provider, await follower.poll(), id)).toMatchObject({ categories: ['Beta'] });
      await change(id, { add: ['BETA'] });
      expect(await categoriesOf(id)).toEqual(['Beta']);
    });

    it('tells them in a listing of ids, so that they can be compared', async () => {
      const id = await deliver();
      await change(id, { add: ['Alpha'] });
      const items = await listAll(bench().provider, { mailboxId: await mailboxWith(bench(), 'inbox'), idsOnly: true });
      const found = items.find((item) => itemId(item) === id);
      if (hasThem()) expect(found).toMatchObject({ ref: { categories: ['Alpha'] } });
      else expect(found).not.toHaveProperty('ref.categories');
    });

    it('loses nothing when several people change one message at once', async () => {
      const id = await deliver();
      const names = ['Alpha', 'Beta', 'Gamma'];
      const results = await Promise.all(names.map((name) => change(id, { add: [name] })));
      if (!hasThem()) return;
      expect(results.flat().map(({ status }) => status)).toEqual(['done', 'done', 'done']);
      expect((await categoriesOf(id))?.toSorted()).toEqual(names);
    });

    it('answers for each of many messages, also for one that is gone', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 22; index++) ids.push(await deliver());
      if (!hasThem()) return;
      if (bench().provider.capabilities.destroy) await bench().provider.updateMessages([ids[3]], { kind: 'destroy' });
      const results = await bench().provider.updateMessages(ids, { kind: 'categories', add: ['Alpha'] });
      expect(results.map(({ id, status }) => `${id} ${status}`)).toEqual(ids.map((id) => `${id} ${id === ids[3] ? 'gone' : 'done'}`));
    });
  });

  it('destroys where it can, and says so where it cannot', async () => {
    const id = await deliver();
    const follower = await follow(bench().provider);
    const [result] = await bench().provider.updateMessages([id], { kind: 'destroy' });
    if (!bench().provider.capabilities.destroy) {
      expect(result).toMatchObject({ id, status: 'error', error: { code: 'unsupported' } });
      return;
    }
    expect(result).toEqual({ id, status: 'done' });
    const states = (await follower.poll()).filter(({ item }) => idOf(item) === id && item.kind === 'gone');
    expect(states.length).toBeGreaterThan(0);
  });

  it('says reset when the cursor is lost, and starts anew', async () => {
    const follower = await follow(bench().provider);
    await bench().loseCursors();
    const [scope, cursor] = [...follower.cursors()][0];
    expect(await bench().provider.getChanges(scope, cursor)).toEqual({ items: [], nextCursor: '', hasMore: false, reset: true });
    await bench().reset();
    expect(await (await follow(bench().provider)).poll()).toEqual([]);
  });

  it('refuses a cursor that it has not written', async () => {
    const scope = bench().provider.capabilities.changes === 'account' ? null : await mailboxWith(bench(), 'inbox');
    for (const cursor of ['', 'nonsense', '{"link":"https://evil.example/v1.0/me","pageSize":1}']) {
      await expect(bench().provider.getChanges(scope, cursor)).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });
}
