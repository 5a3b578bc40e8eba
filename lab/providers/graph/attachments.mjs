// Attachments of a message.
import { badRequest, graphError, notFound } from './errors.mjs';
import { attachmentId } from './ids.mjs';
import { fileOf } from './letters.mjs';
import { context } from './links.mjs';
import { listOf } from './query.mjs';

const INLINE_MAX = 3 * 1024 * 1024;

const numbers = new WeakMap();
let next = 1;
const numberOf = (file) => numbers.get(file) ?? (numbers.set(file, next), next++);

export const idOf = (item, file) => attachmentId(item.key, numberOf(file));

/** @param {string[]} [select] */
export function renderAttachment(item, file, select = []) {
  const isItem = file.contentType === 'message/rfc822';
  const all = {
    lastModifiedDateTime: new Date(item.modifiedAt).toISOString().replace(/\.\d+/, ''),
    name: isItem ? file.filename.replace(/\.eml$/, '') : file.filename,
    // Outlook says nothing about the type of an attached mail.
    contentType: isItem ? null : file.contentType,
    size: file.content.length,
    isInline: Boolean(file.inline),
    ...(!isItem && { contentId: file.cid ?? null, contentLocation: null, contentBytes: file.content.toString('base64') }),
  };
  const names = select.length ? select.map((name) => name.replace(/^microsoft\.graph\.\w+\//, '')) : Object.keys(all);
  return {
    '@odata.type': isItem ? '#microsoft.graph.itemAttachment' : '#microsoft.graph.fileAttachment',
    ...(!isItem && { '@odata.mediaContentType': file.contentType }),
    id: idOf(item, file),
    ...Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]])),
  };
}

/** contentId, contentLocation and contentBytes belong to file attachments alone and need a cast. */
export function checkAttachmentSelect(select) {
  const wrong = select.find((name) => /^content(Id|Location|Bytes)$/.test(name));
  return wrong ? badRequest(`Could not find a property named '${wrong}' on type 'microsoft.graph.attachment'.`, 'RequestBroker--ParseUri') : undefined;
}

const findFile = (mailbox, { id, attachment }) => {
  const item = mailbox.find(id);
  const file = item?.letter.files.find((one) => idOf(item, one) === attachment);
  return { item, file };
};

export function listAttachments({ mailbox }, ctx, { id }) {
  const item = mailbox.find(id);
  if (!item) return notFound();
  const select = listOf(ctx.query.get('$select'));
  return checkAttachmentSelect(select) ?? { status: 200, body: { '@odata.context': context(ctx, 'messages/attachments'), value: item.letter.files.map((file) => renderAttachment(item, file, select)) } };
}

export function getAttachment({ mailbox }, ctx, params) {
  const { item, file } = findFile(mailbox, params);
  return file ? { status: 200, body: { '@odata.context': context(ctx, 'messages/attachments/$entity'), ...renderAttachment(item, file, listOf(ctx.query.get('$select'))) } } : notFound();
}

export function getAttachmentBytes({ mailbox }, _ctx, params) {
  const { file } = findFile(mailbox, params);
  return file ? { status: 200, headers: { 'content-type': file.contentType === 'message/rfc822' ? 'text/plain' : file.contentType }, body: file.content } : notFound();
}

export function attach(mailbox, item, file) {
  item.letter.files.push(file);
  delete item.raw;
  mailbox.update(item, {}, ['hasAttachments', 'attachments']);
}

export function addAttachment({ mailbox }, ctx, { id }, json) {
  const item = mailbox.find(id);
  if (!item) return notFound();
  const type = json['@odata.type'] ?? '';
  if (!/^#?microsoft\.graph\.(file|item|reference)Attachment$/i.test(type)) return badRequest("The property '@odata.type' must be set to a concrete type of attachment.", 'RequestBodyRead');
  if (/fileAttachment$/i.test(type) && typeof json.contentBytes !== 'string') return badRequest('The property contentBytes is required.', 'ErrorInvalidRequest');
  const file = fileOf(json);
  if (file.content.length > INLINE_MAX) return graphError(413, 'RequestEntityTooLarge', 'The request is too large; use an upload session.');
  attach(mailbox, item, file);
  return { status: 201, headers: { location: `${ctx.origin}/graph/v1.0${ctx.route}/${idOf(item, file)}` }, body: { '@odata.context': context(ctx, 'messages/attachments/$entity'), ...renderAttachment(item, file) } };
}

export function deleteAttachment({ mailbox }, _ctx, params) {
  const { item, file } = findFile(mailbox, params);
  if (!file) return notFound();
  item.letter.files.splice(item.letter.files.indexOf(file), 1);
  delete item.raw;
  mailbox.update(item, {}, ['hasAttachments', 'attachments']);
  return { status: 204 };
}
