// What Gmail does to a message on its way out: new Message-ID, From corrected to an own address, thread rules.
import { randomBytes } from 'node:crypto';
import { letterFromMime } from '../mime/letter.mjs';
import { badRequest, googleError } from './errors.mjs';
import { brief } from './messages.mjs';

const MAX_BYTES = 36_700_160;

const bareSubject = (subject) => subject.replace(/^(\s*(re|fw|fwd|sv|aw|答复)\s*:)+/i, '').trim().toLowerCase();

/** Replaces one header (unfolded), or puts it on top. */
export function withHeader(bytes, name, value) {
  const text = bytes.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const pattern = new RegExp(`(^|\\n)${name}:[^\\n]*(\\n[ \\t][^\\n]*)*\\n?`, 'i');
  const head = text.slice(0, end).replace(pattern, '$1').replace(/\r?\n$/, '');
  return Buffer.from(`${name}: ${value}\r\n${head}${text.slice(end) || '\r\n\r\n'}`, 'latin1');
}

/** threadId is honoured only with matching References or In-Reply-To and the same subject; else a new thread starts. */
export async function threadFor(g, mailbox, threadId, letter) {
  if (!threadId) return undefined;
  const { status, body } = await g.store.call(mailbox, 'GET', `threads/${encodeURIComponent(threadId)}?format=metadata&includeSpamTrash=true`);
  if (status !== 200) return null;
  const named = new Set([letter.inReplyTo, ...(letter.references ?? [])].filter(Boolean));
  const headersOf = (message) => Object.fromEntries(message.payload.headers.map(({ name, value }) => [name.toLowerCase(), value]));
  const all = body.messages.map(headersOf);
  const fits = all.some((headers) => named.has(headers['message-id'])) && all.some((headers) => bareSubject(headers.subject ?? '') === bareSubject(letter.subject));
  return fits ? threadId : undefined;
}

/** @returns {Promise<{status: number, body: object}>} */
export async function sendBytes(g, ctx, original, threadId) {
  if (original.length > MAX_BYTES) return googleError(413, 'Request Entity Too Large', 'uploadTooLarge');
  const letter = letterFromMime(original);
  const recipients = [...letter.to, ...letter.cc, ...letter.bcc];
  if (!recipients.length) return badRequest('Recipient address required');
  const bad = recipients.find(({ address }) => !/^[^\s@]+@[^\s@]+$/.test(address));
  if (bad) return badRequest('Invalid To header');
  const thread = await threadFor(g, ctx.mailbox, threadId, letter);
  if (thread === null) return googleError(404);

  let bytes = withHeader(original, 'Message-ID', `<CA${randomBytes(18).toString('base64url')}@mail.gmail.com>`);
  if (!/^date:/im.test(bytes.toString('latin1', 0, 65_536))) bytes = withHeader(bytes, 'Date', new Date().toUTCString().replace('GMT', '+0000'));
  const own = g.identities(ctx.mailbox).filter((one) => one.isPrimary || one.verificationStatus === 'accepted').map((one) => one.sendAsEmail);
  if (!own.includes(letter.from.address.toLowerCase())) bytes = withHeader(bytes, 'From', `${g.account(ctx.mailbox).name} <${ctx.mailbox}>`);

  // To oneself, Gmail keeps one message that is both sent and received.
  const toSelf = recipients.some(({ address }) => address.toLowerCase() === ctx.mailbox);
  const { status, body } = await g.store.call(ctx.mailbox, 'POST', 'messages/send', { ...g.store.toFields(bytes), threadId: thread, labelIds: toSelf ? ['INBOX', 'UNREAD'] : [], internalDate: String(Date.now()) });
  if (status !== 200) return { status, body };
  g.changed(ctx.mailbox);
  await g.office.send(ctx.mailbox, bytes, { provider: 'gmail', id: body.id, threadId: body.threadId, except: ctx.mailbox });
  return { status: 200, body: brief(body) };
}

export function send(g, ctx, _params, body) {
  if (!body?.raw) return badRequest("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
  return sendBytes(g, ctx, Buffer.from(body.raw, 'base64url'), body.threadId);
}
