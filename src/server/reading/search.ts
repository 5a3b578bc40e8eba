// The search box's language as conditions on mailMessages that every database understands.
import type { Database } from '@nocobase/database';
import { Op, type WhereOptions } from 'sequelize';
import type { Id } from '../../common/api';
import { parseSearchQuery, type SearchCondition, type SearchFlag, type SearchQuery, type SearchText } from '../domain/search-query';
import { isTimeZone } from '../domain/time-zone';
import { escapeLike } from './like';
import { hasCategory, hasFileNamed } from './search-json';
import { ANYWHERE, isSameName, mailboxesCalled, ME, readSearchNames, type SearchNames } from './search-names';
import { inRows } from './subquery';

export interface SearchRequest {
  accountIds: Id[];
  search?: string;
  timeZone?: string;
}

export interface Search {
  /** On mailMessages; all must hold. */
  conditions: WhereOptions[];
  /** What every message that is found holds in its text; for the text index, which narrows before the conditions decide (newest-hits.ts). */
  texts: string[];
  /** Junk or trash is asked for. */
  reachesRubbish: boolean;
  /** Operators as typed whose value means nothing, or names nothing that is there. */
  notUnderstood: string[];
}

/** A condition on one column, which tells what becomes of it where the column is empty. */
interface Test {
  column: string;
  when: WhereOptions;
}

/** Holds for no message. A list of no tests would be no condition at all. */
const NOTHING: Test = { column: 'id', when: { id: null } };

/** Words are looked for here. */
const TEXT_COLUMNS = ['subject', 'from', 'to', 'cc', 'bodyText'];
const COLUMNS: Partial<Record<SearchText, string[]>> = { words: TEXT_COLUMNS, from: ['from'], to: ['to', 'cc', 'bcc'], cc: ['cc'], bcc: ['bcc'], subject: ['subject'] };
const FLAGS: Record<Exclude<SearchFlag, 'note'>, string> = { attachment: 'hasAttachments', read: 'isRead', starred: 'isStarred', todo: 'isTodo' };

/** Days are those of `timeZone`; a zone that is not known here counts as UTC, which is a day off at the worst. */
export async function readSearch(db: Database, { accountIds, search = '', timeZone = '' }: SearchRequest, now = new Date()): Promise<Search> {
  const query = parseSearchQuery(search, { now, timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' });
  const names = await readSearchNames(db, query, accountIds);
  const reachesRubbish = query.groups.flat().some((condition) => !condition.isNot && namesRubbish(condition, names));
  return {
    conditions: [
      ...query.groups.map((group) => ({ [Op.or]: group.map((condition) => toWhere(condition, testsOf(db, condition, names, accountIds))) })),
      // Elsewhere such messages are kept out as lying in no mailbox, or in the trash. Turned round twice, because SQLite would otherwise
      // read the whole account by the index over this column.
      ...(reachesRubbish ? [{ [Op.not]: { missingSince: { [Op.ne]: null } } }] : []),
    ],
    texts: query.groups.flatMap((group) => (group.length === 1 ? textsOf(group[0]) : [])),
    reachesRubbish,
    notUnderstood: [...query.notUnderstood, ...unknownNames(query, names)],
  };
}

/** One test is enough; for a condition that is turned round, none may hold. */
function toWhere({ isNot }: SearchCondition, tests: Test[]): WhereOptions {
  if (!isNot) return { [Op.or]: tests.map(({ when }) => when) };
  // NOT of an empty column is neither true nor false in SQL.
  return { [Op.and]: tests.map(({ column, when }) => ({ [Op.or]: [{ [column]: null }, { [Op.not]: [when] }] })) };
}

function textsOf({ test, isNot }: SearchCondition): string[] {
  return !isNot && test.kind === 'text' && isInText(test.of, test.text) ? [test.text] : [];
}

function testsOf(db: Database, { test }: SearchCondition, names: SearchNames, accountIds: Id[]): Test[] {
  switch (test.kind) {
    case 'date':
      return [{ column: 'date', when: { date: { [test.is === 'before' ? Op.lt : Op.gte]: test.at } } }];
    case 'size':
      return [{ column: 'sizeBytes', when: { sizeBytes: { [test.is === 'larger' ? Op.gt : Op.lt]: test.bytes } } }];
    case 'flag':
      if (test.flag === 'note') return [ofMessages(db, 'mailMessageNotes', 'mailMessageId', { mailMessageId: { [Op.ne]: null } })];
      return [{ column: FLAGS[test.flag], when: { [FLAGS[test.flag]]: test.isSet } }];
    case 'text':
      return textTestsOf(db, test.of, test.text, names, accountIds);
  }
}

function textTestsOf(db: Database, of: SearchText, text: string, names: SearchNames, accountIds: Id[]): Test[] {
  const inMailboxes = () => ofMessages(db, 'mailMessageMailboxes', 'messageId', { mailboxId: mailboxesCalled(names, text).map(({ id }) => id) });
  const inCategories = () => names.categories.filter((name) => isSameName(name, text)).map((name) => ({ column: 'categories', when: hasCategory(db, name) }));
  switch (of) {
    case 'filename':
      return [{ column: 'attachments', when: hasFileNamed(db, text) }];
    case 'in':
      return text.toLowerCase() === ANYWHERE ? [{ column: 'id', when: { id: { [Op.ne]: null } } }] : [inMailboxes()];
    case 'category':
      return [NOTHING, ...inCategories()];
    case 'label': {
      const labelIds = names.labels.filter(({ name }) => isSameName(name, text)).map(({ id }) => id);
      return [inMailboxes(), ofMessages(db, 'mailmessagelabelsMailmessagesRel', 'mailMessageId', { mailMessageLabelId: labelIds }), ...inCategories()];
    }
    case 'from':
    case 'to':
    case 'cc':
    case 'bcc':
      if (isInText(of, text)) break;
      return [ofMessages(db, 'mailMessageAddresses', 'messageId', { accountId: accountIds, email: names.own, kind: COLUMNS[of] })];
  }
  return contains(db, COLUMNS[of] ?? TEXT_COLUMNS, text);
}

/** Whether it stands in the text of a message as it was typed. */
const isInText = (of: SearchText, text: string): boolean => of in COLUMNS && !(of !== 'words' && of !== 'subject' && text.toLowerCase() === ME);

/** Messages that rows of another collection point at. */
function ofMessages(db: Database, collection: string, column: string, where: WhereOptions): Test {
  return { column: 'id', when: { id: inRows(db, collection, column, where) } };
}

function namesRubbish({ test }: SearchCondition, names: SearchNames): boolean {
  if (test.kind !== 'text' || test.of !== 'in') return false;
  return test.text.toLowerCase() === ANYWHERE || mailboxesCalled(names, test.text).some(({ role }) => role === 'junk' || role === 'trash');
}

/** As one would type it again. */
function unknownNames(query: SearchQuery, names: SearchNames): string[] {
  return query.groups.flat().flatMap(({ test, isNot }) => {
    if (test.kind !== 'text' || isKnown(test.of, test.text, names)) return [];
    return [`${isNot ? '-' : ''}${test.of}:${/\s/.test(test.text) ? `"${test.text}"` : test.text}`];
  });
}

function isKnown(of: SearchText, text: string, names: SearchNames): boolean {
  const isCalled = (name: string) => isSameName(name, text);
  switch (of) {
    case 'in':
      return text.toLowerCase() === ANYWHERE || mailboxesCalled(names, text).length > 0;
    case 'label':
      return mailboxesCalled(names, text).length > 0 || names.labels.some(({ name }) => isCalled(name)) || names.categories.some(isCalled);
    case 'category':
      return names.categories.some(isCalled);
    default:
      return true;
  }
}

/** The text stands in one of the columns, in any case. LIKE folds it in SQLite and (by collation) in MySQL; PostgreSQL has ILIKE for it. */
function contains(db: Database, columns: string[], text: string): Test[] {
  const like = db.sequelize.getDialect() === 'postgres' ? Op.iLike : Op.like;
  return columns.map((column) => ({ column, when: { [column]: { [like]: `%${escapeLike(text)}%` } } }));
}
