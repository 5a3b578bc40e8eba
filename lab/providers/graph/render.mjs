// Stored messages and folders as Graph's resources.
import { formatAddress, textOfHtml } from '../mime/letter.mjs';
import { conversationIndex } from './ids.mjs';

const time = (ms) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
const recipient = (one) => ({ emailAddress: { name: one.name ?? one.address, address: one.address } });
const recipients = (list) => (list ?? []).map(recipient);

export const etag = (item) => `W/"CQAAABYAAAD${item.key.toString(36)}v${item.version}"`;
const changeKey = (item) => `CQAAABYAAAD${item.key.toString(36)}v${item.version}`;

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export const htmlOf = (letter) => letter.html ?? `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>\r\n<div class="PlainText">${escape(letter.text ?? '').replace(/\r?\n/g, '<br>\r\n')}</div>\r\n</body></html>`;
const textOf = (letter) => letter.text ?? textOfHtml(letter.html);

/** Outlook keeps a body in the form it came in, and converts only when asked to. */
export function bodyOf(letter, wanted) {
  const type = wanted ?? (letter.html ? 'html' : 'text');
  return { contentType: type, content: type === 'html' ? htmlOf(letter) : textOf(letter) };
}

/** False when there are only inline images: documented, and a classic cause of lost pictures. */
export const hasAttachments = (letter) => (letter.files ?? []).some((file) => !file.inline);

export const shownId = (item, preferences) => (preferences.immutable ? item.id : item.ordinaryId);

/** Every property, each made only when asked for. */
const PROPERTIES = {
  createdDateTime: ({ item }) => time(item.createdAt),
  lastModifiedDateTime: ({ item }) => time(item.modifiedAt),
  changeKey: ({ item }) => changeKey(item),
  categories: ({ item }) => item.categories,
  receivedDateTime: ({ item }) => time(item.receivedAt),
  sentDateTime: ({ item }) => time(item.letter.date),
  hasAttachments: ({ item }) => hasAttachments(item.letter),
  internetMessageId: ({ item }) => item.letter.messageId,
  subject: ({ item }) => item.letter.subject,
  bodyPreview: ({ item }) => textOf(item.letter).replace(/\s+/g, ' ').trim().slice(0, 255),
  importance: ({ item }) => item.importance,
  parentFolderId: ({ item }) => item.folderId,
  conversationId: ({ item, mailbox }) => mailbox.conversationId(item.conversation),
  conversationIndex: ({ item }) => conversationIndex(item.conversation, item.letter.date, item.depth),
  isDeliveryReceiptRequested: ({ item }) => (item.isDraft ? false : null),
  isReadReceiptRequested: () => false,
  isRead: ({ item }) => item.isRead,
  isDraft: ({ item }) => item.isDraft,
  webLink: ({ item }) => `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(item.ordinaryId)}&exvsurl=1&viewmodel=ReadMessageItem`,
  inferenceClassification: ({ item }) => item.inference ?? 'focused',
  body: ({ item, preferences }) => bodyOf(item.letter, preferences.bodyType),
  sender: ({ item }) => (item.letter.from.address ? recipient(item.letter.sender ?? item.letter.from) : undefined),
  from: ({ item }) => (item.letter.from.address ? recipient(item.letter.from) : undefined),
  toRecipients: ({ item }) => recipients(item.letter.to),
  ccRecipients: ({ item }) => recipients(item.letter.cc),
  bccRecipients: ({ item }) => recipients(item.letter.bcc),
  replyTo: ({ item }) => recipients(item.letter.replyTo),
  flag: ({ item }) => item.flag,
};

/** Only with $select. */
const ON_DEMAND = {
  uniqueBody: ({ item, preferences }) => {
    const body = bodyOf(item.letter, preferences.bodyType);
    return { ...body, content: body.contentType === 'text' ? body.content.split(/\r?\n\r?\nOn .* wrote:/)[0] : body.content.replace(/<blockquote[\s\S]*<\/blockquote>/i, '') };
  },
  // Absent on drafts and on mail the mailbox sent itself: those never passed a transport.
  internetMessageHeaders: ({ item }) => (item.isDraft || item.sentHere ? undefined : headersOf(item)),
};

export const SELECTABLE = new Set(['id', ...Object.keys(PROPERTIES), ...Object.keys(ON_DEMAND)]);

function headersOf({ letter, receivedAt }) {
  const list = [['Received', `from relay.lab.test by outlook.lab.test; ${new Date(receivedAt).toUTCString()}`], ['From', formatAddress(letter.from)], ['To', letter.to.map(formatAddress).join(', ')], ['Subject', letter.subject], ['Date', new Date(letter.date).toUTCString()], ['Message-ID', letter.messageId]];
  if (letter.cc?.length) list.push(['Cc', letter.cc.map(formatAddress).join(', ')]);
  if (letter.replyTo?.length) list.push(['Reply-To', letter.replyTo.map(formatAddress).join(', ')]);
  if (letter.inReplyTo) list.push(['In-Reply-To', letter.inReplyTo]);
  if (letter.references?.length) list.push(['References', letter.references.join(' ')]);
  return [...list, ...(letter.headers ?? [])].map(([name, value]) => ({ name, value }));
}

/**
 * @param {{mailbox: object, item: import('./mailbox.mjs').Item, preferences: object, select?: string[]}} view
 */
export function renderMessage(view) {
  const { item, preferences, select } = view;
  const out = { ...(item.letter.calendar && { '@odata.type': '#microsoft.graph.eventMessageRequest' }), '@odata.etag': etag(item), id: shownId(item, preferences) };
  for (const name of select?.length ? select : Object.keys(PROPERTIES)) {
    const value = (PROPERTIES[name] ?? ON_DEMAND[name])?.(view);
    if (value !== undefined) out[name] = value;
  }
  return out;
}

export function renderFolder(mailbox, folder, select) {
  const { total, unread } = mailbox.counts(folder.id);
  const all = { displayName: folder.displayName, parentFolderId: folder.parentFolderId, childFolderCount: mailbox.folders.children(folder.id).length, unreadItemCount: unread, totalItemCount: total, isHidden: folder.isHidden };
  const names = select?.length ? select : Object.keys(all);
  return { id: folder.id, ...Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]])) };
}
