// Whatever the host's FilterParser takes for a way through a relation, the guard sees as one. Held against the parser itself.
import type { Database } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type TestDatabase } from '../../sync/testing/database';
import { listFilterPaths, walkPath } from './field-paths';

let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openDatabase('sqlite');
  db = opened.db;
  db.collection({
    name: 'contacts',
    fields: [
      { name: 'name', type: 'string' },
      { name: 'data', type: 'json' },
      { name: 'mails', type: 'hasMany', target: 'mailMessages', foreignKey: 'contactId' },
      // The target is the name.
      { name: 'mailTemplates', type: 'hasMany', foreignKey: 'contactId' },
    ],
  });
});

afterAll(() => opened?.close());

const includes = { $includes: 'a' };

/** Names of the relations that the host's own parser follows. */
function followed(filter: object): string[] {
  const { include } = (db.getRepository('contacts') as unknown as { parseFilter(filter: object): { include: Array<{ association: string }> } }).parseFilter(structuredClone(filter));
  return include.map(({ association }) => association);
}

function seen(filter: object): string[] {
  return listFilterPaths(filter).flatMap((path) => walkPath(db, db.getCollection('contacts'), path).steps.map(({ field }) => field));
}

describe('a filter that goes through a relation is seen to', () => {
  it.each<[string, object]>([
    ['as an object', { mails: { subject: includes } }],
    ['with dots', { 'mails.subject.$includes': 'a' }],
    ['in a list', { $and: [{ mails: { subject: includes } }] }],
    ['in a list written as an object', { $and: { 0: { mails: { subject: includes } } } }],
    ['in such an object of $or', { $or: { 7: { mails: { subject: includes } } } }],
    ['with an index between dots', { '$and.0.mails.subject.$includes': 'a' }],
    ['with what only begins like an index', { $and: { '0th': { mails: { subject: includes } } } }],
    ['with a negative index', { $and: { '-1': { mails: { subject: includes } } } }],
    ['without an operator', { 0: { mails: { subject: 'a' } } }],
    ['after a column', { name: { mails: { subject: includes } } }],
    ['after a key of nothing', { nothing: { mails: { subject: includes } } }],
    ['after an empty key', { '': { mails: { subject: 'a' } } }],
    ['after an unknown operator', { $nothing: { mails: { subject: includes } } }],
    ['below $not', { $not: { mails: { subject: includes } } }],
  ])('%s', (_name, filter) => {
    expect(followed(filter)).toEqual(['mails']);
    expect(seen(filter)).toEqual(expect.arrayContaining(['mails', 'subject']));
  });

  it('when its target is not named', () => {
    const filter = { mailTemplates: { subject: includes } };
    expect(followed(filter)).toEqual(['mailTemplates']);
    expect(walkPath(db, db.getCollection('contacts'), ['mailTemplates', 'subject']).through).toEqual(['mailTemplates']);
  });
});

describe('a name that only the database knows', () => {
  it.each([['RAW'], ['remote_key'], ['$raw$'], ['children.RAW'], ['$and.0.RAW']])('%s is unknown', (name) => {
    const walks = listFilterPaths({ [name]: includes }).map((path) => walkPath(db, db.getCollection('mailMessages'), path));
    expect(walks.map(({ unknown }) => unknown?.collection)).toEqual(['mailMessages']);
  });

  it.each([['subject.$includes'], ['contactId.$eq'], ['fromUser.0.email'], ['id.$mailAddress.any.0.kinds']])('%s is known', (name) => {
    const walks = listFilterPaths({ [name]: 'a' }).map((path) => walkPath(db, db.getCollection('mailMessages'), path));
    expect(walks.map(({ unknown }) => unknown)).toEqual([undefined]);
  });
});
