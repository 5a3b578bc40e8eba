// Identity is a unique index, so the index has to be there: the host drops an index that names a field which is defined
// after the last field with an index of its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../testing/database';
import type { TestDatabase } from '../testing/database';

const COLLECTIONS = import.meta.glob<{ default: { name: string; indexes?: Array<{ fields: string[]; unique?: boolean }> } }>('../../collections/*.ts', { eager: true });
const declared = Object.values(COLLECTIONS).flatMap(({ default: { name, indexes = [] } }) => indexes.map(({ fields, unique = false }) => ({ name, fields, unique })));

describe('declared indexes exist in the database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openDatabase('sqlite');
  });
  afterAll(() => test.close());

  it.each(declared)('$name $fields', async ({ name, fields, unique }) => {
    const found = (await test.db.sequelize.getQueryInterface().showIndex(test.db.getModel(name).getTableName() as string)) as Array<{ unique: boolean; fields: Array<{ attribute: string }> }>;
    const match = found.find((index) => index.fields.map((field) => field.attribute).join() === fields.join());
    expect(match).toMatchObject({ unique });
  });
});
