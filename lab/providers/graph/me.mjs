// The person, mailbox settings, categories, id translation.
import { randomUUID } from 'node:crypto';
import { badRequest, graphError } from './errors.mjs';
import { context } from './links.mjs';
import { listOf } from './query.mjs';

export function me({ account }, ctx) {
  const all = { businessPhones: [], displayName: account.name, givenName: account.given, jobTitle: null, mail: account.mail, mobilePhone: null, officeLocation: null, preferredLanguage: 'en-GB', surname: account.family, userPrincipalName: account.address, id: account.oid };
  const select = listOf(ctx.query.get('$select'));
  const body = select.length ? Object.fromEntries(select.filter((name) => name in all).map((name) => [name, all[name]])) : all;
  return { status: 200, body: { '@odata.context': `${ctx.origin}/graph/v1.0/$metadata#users/$entity`, ...body } };
}

export const mailboxSettings = (_g, ctx) => ({
  status: 200,
  body: { '@odata.context': context(ctx, 'mailboxSettings'), archiveFolder: null, timeZone: 'W. Europe Standard Time', delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly', dateFormat: 'yyyy-MM-dd', timeFormat: 'HH:mm', userPurpose: 'user', language: { locale: 'en-GB', displayName: 'English (United Kingdom)' } },
});

export const listCategories = ({ mailbox }, ctx) => ({ status: 200, body: { '@odata.context': context(ctx, 'outlook/masterCategories'), value: mailbox.categories } });

export function createCategory({ mailbox }, ctx, _params, json) {
  if (!json.displayName) return badRequest('displayName is required.');
  if (mailbox.categories.some(({ displayName }) => displayName === json.displayName)) return graphError(409, 'ErrorCategoryAlreadyExists', 'A category with this name already exists.');
  const category = { id: randomUUID(), displayName: json.displayName, color: json.color ?? 'none' };
  mailbox.categories.push(category);
  return { status: 201, body: { '@odata.context': context(ctx, 'outlook/masterCategories/$entity'), ...category } };
}

const TARGET = { restImmutableEntryId: 'id', restId: 'ordinaryId' };

export function translateIds({ mailbox }, ctx, _params, json) {
  const ids = json.InputIds ?? json.inputIds ?? [];
  const target = TARGET[json.TargetIdType ?? json.targetIdType];
  if (!target) return badRequest('Only restId and restImmutableEntryId are known to the lab.', 'ErrorInvalidRequest');
  if (ids.length > 1000) return badRequest('The number of ids exceeds 1000.', 'ErrorInvalidRequest');
  return {
    status: 200,
    body: { '@odata.context': `${ctx.origin}/graph/v1.0/$metadata#Collection(microsoft.graph.convertIdResult)`, value: ids.map((sourceId) => {
      const item = mailbox.find(sourceId);
      return item ? { sourceId, targetId: item[target] } : { sourceId, errorDetails: { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' } };
    }) },
  };
}
