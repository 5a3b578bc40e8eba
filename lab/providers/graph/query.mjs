// Lists of messages: $filter, $search, $orderby, $top, $skip, $count and their forbidden combinations.
import { textOfHtml } from '../mime/letter.mjs';
import { badRequest } from './errors.mjs';
import { FilterError, parseFilter } from './filter.mjs';
import { SELECTABLE, renderMessage } from './render.mjs';

const MAX_TOP = 1000;
const DEFAULT_TOP = 10;

export const listOf = (value) => (value ? value.split(',').map((one) => one.trim()).filter(Boolean) : []);

/** @returns {object | undefined} a refusal when $select names something unknown */
export function checkSelect(select) {
  const wrong = select.find((name) => !SELECTABLE.has(name) && name !== '*');
  return wrong ? badRequest(`Could not find a property named '${wrong}' on type 'Microsoft.OutlookServices.Message'.`, 'RequestBroker--ParseUri') : undefined;
}

function orderOf(text) {
  return listOf(text).map((part) => {
    const [path, direction = 'asc'] = part.split(/\s+/);
    return { path, sign: direction === 'desc' ? -1 : 1 };
  });
}

/** KQL, the part people use: words, "phrases", from: to: subject: body: hasAttachments: received>=. */
export function searchTest(text) {
  const terms = text.replace(/^"|"$/g, '').replace(/\\"/g, '"').match(/(?:\w+[:><=]+)?(?:"[^"]*"|\S+)/g) ?? [];
  const tests = terms.filter((term) => !/^and$/i.test(term)).map((term) => {
    const [, field, , value] = /^(?:(\w+)([:><=]+))?(.*)$/.exec(term);
    const wanted = value.replace(/"/g, '').toLowerCase();
    return ({ letter }) => {
      const addresses = (list) => (list ?? []).map(({ name = '', address }) => `${name} ${address}`).join(' ').toLowerCase();
      const texts = { from: addresses([letter.from]), to: addresses(letter.to), cc: addresses(letter.cc), subject: letter.subject.toLowerCase(), body: (letter.text ?? textOfHtml(letter.html)).toLowerCase() };
      if (field?.toLowerCase() === 'hasattachments') return String((letter.files ?? []).some((file) => !file.inline)) === wanted;
      if (field?.toLowerCase() in texts) return texts[field.toLowerCase()].includes(wanted);
      if (field?.toLowerCase() === 'participants') return `${texts.from} ${texts.to} ${texts.cc}`.includes(wanted);
      return Object.values(texts).some((one) => one.includes(wanted));
    };
  });
  return (item) => tests.every((test) => test(item));
}

/** Outlook sorts efficiently only along what it filters first. */
function inefficient(filter, order) {
  if (!filter || !order.length) return false;
  return order.some(({ path }, index) => filter.paths[index] !== path);
}

/**
 * @param {object[]} items candidates, newest first
 * @returns {{items: object[], total: number, next?: number, top: number, select: string[]} | {status: number}}
 */
export function queryMessages({ mailbox, items, query, preferences }) {
  const select = listOf(query.get('$select'));
  const wrong = checkSelect(select);
  if (wrong) return wrong;
  const top = Number(query.get('$top') ?? preferences.pageSize ?? DEFAULT_TOP);
  const skip = Number(query.get('$skip') ?? query.get('$skiptoken') ?? 0);
  if (!Number.isInteger(top) || top < 1 || top > MAX_TOP) return badRequest(`The limit of '${MAX_TOP}' for Top query has been exceeded. The value from the incoming request is '${query.get('$top')}'.`, 'ErrorInvalidUrlQuery');
  const search = query.get('$search');
  const order = orderOf(query.get('$orderby'));
  if (search && (order.length || query.get('$filter'))) return badRequest(`The query parameter '$search' is not supported with '$${order.length ? 'orderby' : 'filter'}'.`, 'SearchWithOrderBy');
  let filter;
  try {
    filter = query.get('$filter') && parseFilter(query.get('$filter'));
  } catch (error) {
    if (error instanceof FilterError) return badRequest(error.message, 'BadRequest');
    throw error;
  }
  if (inefficient(filter, order)) return badRequest('The restriction or sort order is too complex for this operation.', 'InefficientFilter');

  let found = search ? items.filter(searchTest(search)) : items;
  if (filter || order.length) {
    const paths = [...new Set([...(filter?.paths ?? []), ...order.map(({ path }) => path)].map((path) => path.split('/')[0]))].filter((name) => name !== 'id');
    const wrongPath = checkSelect(paths);
    if (wrongPath) return wrongPath;
    let views = found.map((item) => ({ item, view: renderMessage({ mailbox, item, preferences, select: paths.length ? paths : ['subject'] }) }));
    if (filter) views = views.filter(({ view }) => filter.test(view));
    if (order.length) views.sort((a, b) => compare(a.view, b.view, order));
    found = views.map(({ item }) => item);
  }
  const page = found.slice(skip, skip + top);
  return { items: page, total: found.length, select, top, ...(skip + top < found.length && { next: skip + top }) };
}

function compare(a, b, order) {
  for (const { path, sign } of order) {
    const read = (object) => path.split('/').reduce((value, name) => value?.[name], object);
    const [left, right] = [read(a), read(b)];
    if (left !== right) return (left < right ? -1 : 1) * sign;
  }
  return 0;
}

/** Newest first. */
export const byDate = (items) => [...items].sort((a, b) => b.receivedAt - a.receivedAt || b.key - a.key);
