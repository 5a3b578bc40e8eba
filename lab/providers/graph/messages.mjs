// Messages: list, get, change, move, copy, delete, MIME.
import { buildMime } from '../mime/build.mjs';
import { checkAttachmentSelect, renderAttachment } from './attachments.mjs';
import { badRequest, graphError, notFound } from './errors.mjs';
import { applyMessage, checkMessage, itemChanges } from './letters.mjs';
import { context, nextPage } from './links.mjs';
import { byDate, checkSelect, listOf, queryMessages } from './query.mjs';
import { etag, renderMessage } from './render.mjs';

export function view(ctx, mailbox, item, select = listOf(ctx.query.get('$select'))) {
  const out = renderMessage({ mailbox, item, preferences: ctx.preferences, select });
  const expanded = expandedAttachments(ctx);
  if (expanded) out.attachments = item.letter.files.map((file) => renderAttachment(item, file, expanded));
  const properties = headerProperties(item, ctx.query.get('$expand') ?? '');
  if (properties.length) out.singleValueExtendedProperties = properties;
  return out;
}

/** @returns {string[] | undefined} the fields asked for; empty for all */
function expandedAttachments(ctx) {
  const expand = /(?:^|,)\s*attachments(?:\(\$select=([^)]*)\))?/.exec(ctx.query.get('$expand') ?? '');
  return expand ? listOf(expand[1]) : undefined;
}

/** Exchange keeps x-headers as named properties (PS_INTERNET_HEADERS), also those of drafts and sent mail; names have no case. */
function headerProperties(item, expand) {
  const asked = /singleValueExtendedProperties\(\$filter=(.*)\)/i.exec(expand)?.[1] ?? '';
  return [...asked.matchAll(/id eq '(String \{00020386-0000-0000-C000-000000000046\} Name ([^']+))'/gi)].flatMap(([, id, name]) => {
    const header = (item.letter.headers ?? []).find(([one]) => one.toLowerCase() === name.toLowerCase());
    return header ? [{ id, value: header[1] }] : [];
  }).slice(0, 1);
}

export const single = (ctx, mailbox, item, status = 200) => ({ status, body: { '@odata.context': context(ctx, 'messages/$entity'), ...view(ctx, mailbox, item) } });

export async function listMessages({ mailbox, settings }, ctx, { folder }) {
  const place = folder && mailbox.folders.get(folder);
  if (folder && !place) return notFound();
  const refusal = checkAttachmentSelect(expandedAttachments(ctx) ?? []);
  if (refusal) return refusal;
  const keys = place ? [...mailbox.inFolder(place.id)] : [...mailbox.items.keys()];
  const found = queryMessages({ mailbox, items: byDate(keys.map((key) => mailbox.items.get(key))), query: ctx.query, preferences: ctx.preferences, settings });
  if (found.status) return found;
  return {
    status: 200,
    body: {
      '@odata.context': context(ctx, 'messages'),
      ...(ctx.query.get('$count') === 'true' && { '@odata.count': found.total }),
      value: found.items.map((item) => view(ctx, mailbox, item, found.select)),
      ...(found.next !== undefined && { '@odata.nextLink': nextPage(ctx, { $top: found.top, $skip: found.next }) }),
    },
  };
}

export function countMessages({ mailbox }, ctx, { folder }) {
  const place = folder && mailbox.folders.get(folder);
  if (folder && !place) return notFound();
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(place ? mailbox.inFolder(place.id).size : mailbox.items.size) };
}

export function getMessage({ mailbox }, ctx, { id }) {
  const item = mailbox.find(id);
  if (!item) return notFound();
  return checkSelect(listOf(ctx.query.get('$select'))) ?? single(ctx, mailbox, item);
}

export function getMime({ mailbox }, _ctx, { id }) {
  const item = mailbox.find(id);
  return item ? { status: 200, headers: { 'content-type': 'text/plain' }, body: item.raw ?? buildMime(item.letter) } : notFound();
}

const DRAFT_ONLY = ['subject', 'body', 'toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo', 'from', 'sender', 'internetMessageHeaders', 'internetMessageId'];

export function patchMessage({ mailbox }, ctx, { id }, json) {
  const item = mailbox.find(id);
  if (!item) return notFound();
  const version = ctx.headers['if-match'];
  if (version && version !== '*' && version !== etag(item)) return graphError(412, 'ErrorIrresolvableConflict', 'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.');
  if (!item.isDraft) {
    const fixed = DRAFT_ONLY.find((name) => json[name] !== undefined);
    if (fixed) return badRequest(`Update is not supported for the property '${fixed}' of a message that is not a draft.`, 'ErrorInvalidPropertySet');
  }
  if (json.isRead !== undefined && typeof json.isRead !== 'boolean') return badRequest("Cannot convert a value to target type 'Edm.Boolean'.", 'RequestBodyRead');
  if (json.flag && !['notFlagged', 'complete', 'flagged'].includes(json.flag.flagStatus ?? 'notFlagged')) return badRequest(`Requested value '${json.flag.flagStatus}' was not found.`, 'RequestBodyRead');
  const refusal = checkMessage(json);
  if (refusal) return refusal;
  const { change, names } = itemChanges(json);
  if (item.isDraft) {
    // The stored bytes, if any, no longer say what the draft says.
    delete item.raw;
    names.push(...applyMessage(item.letter, json));
  }
  if (names.length) mailbox.update(item, change, names);
  return single(ctx, mailbox, item);
}

export function moveMessage({ mailbox }, ctx, { id }, json) {
  const item = mailbox.find(id);
  const target = item && mailbox.folders.get(json.destinationId ?? '');
  if (!item) return notFound();
  if (!target) return graphError(404, 'ErrorFolderNotFound', 'The specified folder could not be found in the store.');
  if (target.id !== item.folderId) mailbox.move(item, target.id);
  return single(ctx, mailbox, item, 201);
}

export function copyMessage({ mailbox }, ctx, { id }, json) {
  const item = mailbox.find(id);
  const target = item && mailbox.folders.get(json.destinationId ?? '');
  if (!item) return notFound();
  if (!target) return graphError(404, 'ErrorFolderNotFound', 'The specified folder could not be found in the store.');
  const copy = mailbox.add({ letter: structuredLetter(item.letter), folderId: target.id, isRead: item.isRead, isDraft: item.isDraft, categories: [...item.categories], flag: { ...item.flag }, importance: item.importance, receivedAt: item.receivedAt, conversation: item.conversation, depth: item.depth });
  return single(ctx, mailbox, copy, 201);
}

const structuredLetter = (letter) => ({ ...letter, files: letter.files.map((file) => ({ ...file })), headers: [...(letter.headers ?? [])] });

/** DELETE moves to Recoverable Items; from Deleted Items on, the message is out of every list. */
export function deleteMessage({ mailbox }, _ctx, { id }) {
  const item = mailbox.find(id);
  if (!item) return notFound();
  mailbox.remove(item);
  return { status: 204 };
}
