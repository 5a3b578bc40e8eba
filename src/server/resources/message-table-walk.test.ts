// The walk down the index and the general query answer alike: both are held against rows that were sorted by hand.
import type { Database } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../common/api';
import { isReachable, openDatabase, type Dialect, type TestDatabase } from '../sync/testing/database';
import { listConversations } from './message-table-conversations';
import { walkRoots } from './message-table-walk';

interface Row {
  id: number;
  accountId: number;
  parentId: number | null;
  boxType: string | null;
  isRead: boolean;
  date: Date | null;
  relatedMessageLatestDate: Date | null;
}

const ACCOUNTS = [1, 2, 3];
const MINUTE = 60_000;

/** Few different dates, so that many are equal; one long conversation; some messages without a date. */
function someMail(random: () => number): Row[] {
  const rows: Row[] = [];
  let id = 100;
  for (let thread = 0; thread < 90; thread += 1) {
    const length = thread === 40 ? 60 : 1 + Math.floor(random() * 4);
    const accountId = ACCOUNTS[Math.floor(random() * 3)];
    const isUndated = thread % 30 === 29;
    const dates = Array.from({ length }, () => (isUndated ? null : new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 40) * MINUTE)));
    const newest = isUndated ? null : new Date(Math.max(...dates.map((date) => (date as Date).getTime())));
    const root = id;
    for (const date of dates) {
      rows.push({
        id,
        accountId,
        parentId: id === root ? null : root,
        boxType: [null, 'inbox', 'inbox', 'trash'][Math.floor(random() * 4)],
        isRead: random() < 0.7,
        date,
        relatedMessageLatestDate: newest,
      });
      id += 1;
    }
  }
  return rows;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const VISIBLE = { $or: [{ boxType: null }, { boxType: { $notIn: ['trash'] } }] };
const dialects: Dialect[] = ['sqlite', ...(['postgres', 'mariadb'] as const)];

describe.each(dialects)('conversations on %s', async (dialect) => {
  const isHere = dialect === 'sqlite' || (await isReachable(dialect as 'postgres'));
  const rows = someMail(seeded(7));
  let test: TestDatabase;
  let db: Database;

  beforeAll(async () => {
    if (!isHere) return;
    test = await openDatabase(dialect);
    db = test.db;
    await db.getModel('mailMessages').bulkCreate(rows.map((row) => ({ ...row, remoteKey: String(row.id), conversationId: String(row.parentId ?? row.id) })) as never);
  });
  afterAll(() => test?.close());

  /** Roots in the order of the list: by the best date of what matches, those without one last, the younger root first. */
  const expected = (accountIds: number[] | undefined, isUnread: boolean, field: 'date' | 'relatedMessageLatestDate', isDescending: boolean) => {
    const best = new Map<number, number | null>();
    for (const row of rows) {
      if ((accountIds && !accountIds.includes(row.accountId)) || row.boxType === 'trash' || (isUnread && row.isRead)) continue;
      const root = row.parentId ?? row.id;
      const time = row[field]?.getTime() ?? null;
      const known = best.get(root) ?? null;
      const isBetter = known === null || (time !== null && (isDescending ? time > known : time < known));
      best.set(root, isBetter ? time : known);
    }
    const compare = ([a, x]: [number, number | null], [b, y]: [number, number | null]) => {
      if (x === y) return b - a;
      if (x === null || y === null) return x === null ? 1 : -1;
      return isDescending ? y - x : x - y;
    };
    return [...best].sort(compare).map(([root]) => root);
  };

  const unread = { isRead: { $isFalsy: true } };
  const cases = [undefined, [1], [1, 2], [1, 2, 3], []].flatMap((accountIds) =>
    [false, true].flatMap((isUnread) =>
      (['relatedMessageLatestDate', 'date'] as const).flatMap((field) => [false, true].map((isDescending) => ({ accountIds, isUnread, field, isDescending }))),
    ),
  );

  it.skipIf(!isHere).each(cases)('accounts $accountIds, unread $isUnread, by $field, descending $isDescending', async ({ accountIds, isUnread, field, isDescending }) => {
    const all = expected(accountIds, isUnread, field, isDescending);
    for (const pageSize of [3, 20]) {
      const shown: Id[] = [];
      let count: number | undefined;
      for (let page = 1; page <= Math.ceil(all.length / pageSize) + 1; page += 1) {
        const answer = await listConversations(db, {
          accountIds,
          visible: VISIBLE,
          wanted: isUnread ? unread : null,
          page,
          pageSize,
          sort: [`${isDescending ? '-' : ''}${field}`],
          fields: ['id', 'parentId'],
          context: {},
        });
        shown.push(...(answer.rows as Array<{ id: Id; parentId: Id | null }>).map(({ id, parentId }) => parentId ?? id));
        count = answer.count;
        expect(answer.hasNext).toBe(page * pageSize < all.length);
      }
      expect(shown.map(Number)).toEqual(all);
      expect(count).toBe(all.length);
    }
  });

  const plainWalk = (wanted: Parameters<typeof walkRoots>[1]['wanted'], sort = 'relatedMessageLatestDate') =>
    walkRoots(db.getRepository('mailMessages'), { sort: [{ field: sort, descending: true }], wanted, accountIds: [1, 2, 3], where: (ids) => ({ accountId: [...(ids ?? [])] as never }), from: 0, to: 5 });

  it.skipIf(!isHere)('is walked when the index can answer it, and else is not', async () => {
    expect(await plainWalk(null)).toHaveLength(5);
    expect(await plainWalk(unread)).toHaveLength(5);
    expect(await plainWalk({ subject: { $includes: 'rare' } })).toBeUndefined();
    expect(await plainWalk({ $or: [{ isRead: true }, { 'labels.id': 1 }] })).toBeUndefined();
    expect(await plainWalk(null, 'subject')).toBeUndefined();
  });
});

describe('a list of very many messages', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openDatabase('sqlite');
    const date = new Date(Date.UTC(2026, 0, 1));
    const mail = Array.from({ length: 10_001 }, (_, index) => ({ id: index + 1, accountId: 1, remoteKey: String(index), conversationId: String(index), date, relatedMessageLatestDate: date, isRead: index > 0 }));
    await test.db.getModel('mailMessages').bulkCreate(mail as never);
  });
  afterAll(() => test.close());

  const list = (wanted: Parameters<typeof listConversations>[1]['wanted']) =>
    listConversations(test.db, { accountIds: [1], visible: {}, wanted, page: 1, pageSize: 2, sort: undefined, fields: ['id'], context: {} });

  it('is not counted, but says that there is more; a part of it is counted', async () => {
    expect(await list(null)).toMatchObject({ count: undefined, hasNext: true, rows: [{ id: 10_001 }, { id: 10_000 }] });
    expect(await list({ isRead: false })).toMatchObject({ count: 1, hasNext: false, rows: [{ id: 1 }] });
  });
});
