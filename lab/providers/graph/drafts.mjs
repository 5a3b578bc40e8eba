// Drafts and sending: create, reply, forward, send, sendMail.
import { buildMime } from '../mime/build.mjs';
import { formatAddress, letterFromMime } from '../mime/letter.mjs';
import { badRequest, graphError, notFound } from './errors.mjs';
import { applyMessage, blankLetter, checkMessage, itemChanges, newMessageId } from './letters.mjs';
import { single } from './messages.mjs';
import { htmlOf } from './render.mjs';

const isMime = (ctx) => /^text\/plain/i.test(ctx.headers['content-type'] ?? '');

/** @returns {{letter: object, change: object} | {status: number}} */
function newLetter({ mailbox }, ctx, json) {
  if (isMime(ctx)) {
    const base64 = ctx.body.toString('latin1').replace(/\s+/g, '');
    if (!base64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return badRequest('Invalid base64 string for MIME content.', 'ErrorMimeContentInvalidBase64String');
    const letter = letterFromMime(Buffer.from(base64, 'base64'));
    if (!letter.from.address) letter.from = { name: mailbox.account.name, address: mailbox.address };
    letter.messageId ||= newMessageId();
    return { letter, change: {} };
  }
  const refusal = checkMessage(json);
  if (refusal) return refusal;
  const letter = blankLetter(mailbox.account);
  applyMessage(letter, json);
  return { letter, change: itemChanges(json).change };
}

export function createDraft(g, ctx, { folder }, json) {
  const made = newLetter(g, ctx, json);
  if (made.status) return made;
  const place = folder ? g.mailbox.folders.get(folder) : g.mailbox.folders.get('drafts');
  if (!place) return notFound();
  const item = g.mailbox.add({ letter: made.letter, folderId: place.id, isDraft: true, isRead: true, ...made.change });
  return single(ctx, g.mailbox, item, 201);
}

const quoted = (letter, comment) => {
  const lines = [['From', formatAddress(letter.from)], ['Sent', new Date(letter.date).toUTCString()], ['To', letter.to.map(formatAddress).join('; ')], ['Subject', letter.subject]];
  const head = lines.map(([name, value]) => `<b>${name}:</b> ${value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}`).join('<br>\r\n');
  const inner = /<body[^>]*>([\s\S]*)<\/body>/i.exec(htmlOf(letter))?.[1] ?? htmlOf(letter);
  return `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${comment ? `${comment}\r\n` : ''}<hr tabindex="-1" style="display:inline-block; width:98%">\r\n<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt">${head}</font></div>\r\n${inner}</body></html>`;
};

const same = (a, b) => a.address.toLowerCase() === b.address.toLowerCase();
const prefixed = (prefix, subject) => (new RegExp(`^${prefix}:`, 'i').test(subject) ? subject : `${prefix}: ${subject}`);

/** @param {'reply'|'replyAll'|'forward'} kind */
function answerLetter({ mailbox }, original, kind, json) {
  const { letter: old } = original;
  const letter = blankLetter(mailbox.account);
  letter.subject = prefixed(kind === 'forward' ? 'FW' : 'RE', old.subject);
  letter.html = quoted(old, json.comment);
  letter.references = [...(old.references ?? []), old.messageId].filter(Boolean);
  letter.inReplyTo = old.messageId;
  const own = { address: mailbox.address };
  const sender = old.replyTo?.length ? old.replyTo : [old.from];
  if (kind === 'forward') letter.files = old.files.map((file) => ({ ...file }));
  else letter.to = same(old.from, own) ? [...old.to] : [...sender];
  if (kind !== 'forward') letter.files = old.files.filter((file) => file.inline).map((file) => ({ ...file }));
  if (kind === 'replyAll') {
    const others = [...old.to, ...(old.cc ?? [])].filter((one) => !same(one, own) && !letter.to.some((two) => same(one, two)));
    letter.cc = same(old.from, own) ? [...(old.cc ?? [])] : others;
  }
  if (json.toRecipients) applyMessage(letter, { toRecipients: json.toRecipients });
  if (json.message) applyMessage(letter, json.message);
  return letter;
}

function answer(g, original, kind, json) {
  if (json.comment && json.message?.body) return badRequest('Comment and message body cannot both be specified.', 'ErrorInvalidRequest');
  const refusal = json.message && checkMessage(json.message);
  if (refusal) return refusal;
  return g.mailbox.add({ letter: answerLetter(g, original, kind, json), folderId: g.mailbox.folders.wellKnown('drafts'), isDraft: true, isRead: true, conversation: original.conversation, depth: original.depth + 1 });
}

/** POST …/createReply and its siblings. */
export const createAnswer = (kind) => (g, ctx, { id }, json) => {
  const original = g.mailbox.find(id);
  if (!original) return notFound();
  const made = answer(g, original, kind, json);
  return made.status ? made : single(ctx, g.mailbox, made, 201);
};

/** POST …/reply and its siblings: the draft is sent at once. */
export const answerNow = (kind) => async (g, ctx, { id }, json) => {
  const original = g.mailbox.find(id);
  if (!original) return notFound();
  const made = answer(g, original, kind, json);
  return made.status ? made : dispatch(g, made, true);
};

/** @returns {Promise<object>} 202, or why not */
async function dispatch({ mailbox, office }, item, save) {
  const { letter } = item;
  const recipients = [...letter.to, ...(letter.cc ?? []), ...(letter.bcc ?? [])];
  const refuse = (reply) => {
    if (!save) mailbox.remove(item);
    return reply;
  };
  if (!recipients.length) return refuse(badRequest('At least one recipient is not specified.', 'ErrorInvalidRecipients'));
  if (recipients.some(({ address }) => !/^[^\s@]+@[^\s@]+$/.test(address))) return refuse(badRequest('At least one recipient is not valid.', 'ErrorInvalidRecipients'));
  if (!same(letter.from, { address: mailbox.address })) return refuse(graphError(403, 'ErrorSendAsDenied', 'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.'));
  letter.date = Date.now();
  const bytes = buildMime(letter);
  if (save) {
    Object.assign(item, { isDraft: false, isRead: true, sentHere: true, receivedAt: Date.now() });
    mailbox.move(item, mailbox.folders.wellKnown('sentitems'));
  } else mailbox.remove(item);
  await office.send(mailbox.address, bytes, { provider: 'graph', id: item.id });
  return { status: 202 };
}

export function sendDraft(g, _ctx, { id }) {
  const item = g.mailbox.find(id);
  if (!item) return notFound();
  if (!item.isDraft) return badRequest('The message is not a draft and cannot be sent.', 'ErrorInvalidOperation');
  return dispatch(g, item, true);
}

/** 202 and no id: whoever needs the id makes a draft and sends that. */
export function sendMail(g, ctx, _params, json) {
  const made = newLetter(g, ctx, json.message ?? json.Message ?? {});
  if (made.status) return made;
  if (!isMime(ctx) && !json.message && !json.Message) return badRequest('The message is missing.', 'ErrorInvalidRequest');
  const item = g.mailbox.add({ letter: made.letter, folderId: g.mailbox.folders.wellKnown('outbox'), isDraft: true, isRead: true, ...made.change });
  return dispatch(g, item, (json.saveToSentItems ?? json.SaveToSentItems) !== false);
}
