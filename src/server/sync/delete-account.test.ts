// An account that goes takes everything along, also when the process dies on the way.
import { afterEach, expect, it } from 'vitest';
import { openRig } from './testing/rig';
import type { Rig } from './testing/rig';
import type { Tables } from './store/write';

let rig: Rig;
afterEach(() => rig.close());

const OF_ACCOUNT = ['mailboxes', 'messages', 'memberships', 'addresses', 'threads', 'pending', 'logs'] as const satisfies ReadonlyArray<keyof Tables>;

async function rows(accountId: number): Promise<Record<string, number>> {
  const counts = await Promise.all(OF_ACCOUNT.map(async (name) => [name, await rig.tables[name].count({ accountId })] as const));
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

it('what a crash has left of an unlinked account goes at the next start, and nobody else’s', async () => {
  rig = await openRig('account');
  rig.mailbox.deliverMany(30);
  await rig.sync();
  const before = await rows(rig.accountId);
  const { tables } = rig;
  // The rows of another account, as they are when only its first transaction was committed.
  const gone = rig.accountId + 1_000;
  const [message] = await tables.messages.find({}, ['mailId', 'conversationId']);
  const at = new Date();
  await tables.messages.insert([{ id: gone, accountId: gone, ...message, remoteKey: 'k', date: at, createdAt: at, updatedAt: at }]);
  await tables.memberships.insert([{ id: gone, accountId: gone, messageId: gone, mailboxId: gone }]);
  await tables.logs.insert([{ id: gone, accountId: gone + 1, kind: 'sync', startedAt: at, finishedAt: at, createdAt: at, updatedAt: at }]);
  await rig.engine.deleteOrphans();
  expect([await rows(gone), await rows(gone + 1)]).toEqual([{}, {}]);
  expect(await rows(rig.accountId)).toEqual(before);
});
