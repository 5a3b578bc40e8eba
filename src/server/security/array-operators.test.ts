import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../sync/testing/database';
import type { TestDatabase } from '../sync/testing/database';
import { escapeArrayOperators } from './array-operators';

let test: TestDatabase;
beforeAll(async () => {
  test = await openDatabase('sqlite');
  escapeArrayOperators(test.db);
  escapeArrayOperators(test.db);
  const rows = [{ id: 1, accountId: 1, categories: ["Anna's", 'Blue'] }, { id: 2, accountId: 1, categories: [] }, { id: 3, accountId: 2, categories: ['Blue'] }];
  for (const row of rows) await test.db.getModel('mailMessages').create(row);
});
afterAll(() => test.close());

const find = async (condition: object) => {
  const filter = { $and: [{ accountId: { $in: [1] } }, condition] };
  const rows = (await test.db.getRepository('mailMessages').find({ filter, sort: ['id'] })) as Array<{ get(name: string): unknown }>;
  return rows.map((row) => row.get('id'));
};

const CLOSE = "x'))";
const OPEN = "exists (select 1 where '' in ('";

it.each([
  ['in one group', `${CLOSE} or 1=1 or ${OPEN}`],
  ['one group further out', `${CLOSE}) or 1=1 or (${OPEN}`],
  ['as a list in a list', [[`${CLOSE} or 1=1 or ${OPEN}`]]],
])('a quote ends no statement: %s', async (_name, value) => {
  expect(await find({ categories: { $anyOf: [value] } })).toEqual([]);
  expect(await find({ fromUser: { $anyOf: value } })).toEqual([]);
  expect(await find({ categories: { $noneOf: [value] } })).toEqual([1, 2]);
});

it('finds names with and without a quote', async () => {
  expect(await find({ categories: { $anyOf: ["Anna's"] } })).toEqual([1]);
  expect(await find({ categories: { $anyOf: ['Blue', 'Red'] } })).toEqual([1]);
  expect(await find({ categories: { $noneOf: ['Blue'] } })).toEqual([2]);
});
