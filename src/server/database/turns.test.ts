// The host goes on working while mail is written: on SQLite its transactions are never refused because of ours.
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../sync/testing/database';
import type { TestDatabase } from '../sync/testing/database';
import { isBusy } from './retry-busy';
import { turnsOf } from './turns';
import { transact, write } from './write';

let test: TestDatabase;
let isOver: boolean;

beforeEach(async () => {
  test = await openDatabase('sqlite');
  isOver = false;
});
afterEach(() => test.close());

/** What actions of the host do: begin, read, write, commit, and no rollback when that fails. */
async function hostAction(name: string): Promise<'done' | 'busy'> {
  const { sequelize } = test.db;
  const users = test.db.getModel('users');
  const transaction = await sequelize.transaction();
  try {
    await users.findOne({ where: { nickname: name }, transaction });
    await sleep(2);
    await users.create({ nickname: name }, { transaction });
    await transaction.commit();
    return 'done';
  } catch (error) {
    if (isBusy(error)) return 'busy';
    throw error;
  }
}

/** A sync: one write after the other, each with several statements. */
async function writeMail(): Promise<number> {
  let turns = 0;
  for (; !isOver; turns++) {
    await transact(test.db, async (transaction) => {
      for (let count = 0; count < 5; count++) {
        const label = { label: `${turns}.${count}`, color: 'red' };
        await test.db.getModel('mailMessageLabels').create(label, { transaction });
      }
    });
    await write(test.db, () => test.db.getModel('mailMessageLabels').update({ color: 'blue' }, { where: { label: `${turns}.0` } }));
  }
  return turns;
}

async function hostActions(count: number): Promise<string[]> {
  const results: string[] = [];
  for (let index = 0; index < count; index++) {
    results.push(await hostAction(`user ${index}`));
    await sleep(10);
  }
  return results;
}

describe('turns at the write lock', () => {
  it('refuse no transaction of the host, and let mail be written in between', async () => {
    const mail = writeMail();
    const results = await hostActions(60);
    isOver = true;
    expect(results.filter((result) => result === 'busy')).toEqual([]);
    expect(await mail).toBeGreaterThan(20);
    expect(await test.db.getModel('users').count()).toBe(60);
  });

  it('pass by a transaction that the host has forgotten, after waiting for it once', async () => {
    const forgotten = await test.db.sequelize.transaction();
    const create = () => write(test.db, () => test.db.getModel('mailMessageLabels').create({ label: 'x', color: 'red' }));
    await create();
    for (let count = 0; count < 20; count++) await create();
    expect(await test.db.getModel('mailMessageLabels').count()).toBe(21);
    await forgotten.rollback();
  });

  it('let what is committing end before the database is closed, which would end the process', async () => {
    turnsOf(test.db);
    const transaction = await test.db.sequelize.transaction();
    await test.db.getModel('users').create({ nickname: 'last' }, { transaction });
    const commits = transaction.commit();
    await setImmediate();
    const [committed] = await Promise.allSettled([commits, test.close()]);
    test = await openDatabase('sqlite');
    expect(committed.status).toBe('fulfilled');
  });

  it('end with the plugin', async () => {
    const before = test.db.sequelize.transaction;
    const turns = turnsOf(test.db);
    expect(test.db.sequelize.transaction).not.toBe(before);
    turns?.end();
    expect(test.db.sequelize.transaction).toBe(before);
  });
});
