// Graph's JSON message into a letter, and back onto an existing one.
import { randomUUID } from 'node:crypto';
import { badRequest } from './errors.mjs';

const address = (one) => ({ ...(one?.emailAddress?.name && { name: one.emailAddress.name }), address: one?.emailAddress?.address ?? '' });
const addresses = (list) => (list ?? []).map(address);

export const newMessageId = () => `<${randomUUID().replace(/-/g, '').toUpperCase().slice(0, 28)}@LAB01.outlook.lab.test>`;

export const blankLetter = (account) => ({ messageId: newMessageId(), date: Date.now(), from: { name: account.name, address: account.address }, to: [], cc: [], bcc: [], replyTo: [], subject: '', html: '', files: [], headers: [], references: [] });

/** @returns {object | undefined} a refusal for what Graph does not let a client write */
export function checkMessage(json) {
  const bad = (json.internetMessageHeaders ?? []).find(({ name }) => !/^x-/i.test(name ?? ''));
  if (bad) return badRequest(`The internet message header name '${bad.name}' should start with 'x-' or 'X-'.`, 'InvalidInternetMessageHeader');
  if ((json.internetMessageHeaders ?? []).length > 5) return badRequest('Maximum number of headers in one message should be less than or equal to 5.', 'InvalidInternetMessageHeaderCollection');
  for (const list of ['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo']) {
    const wrong = (json[list] ?? []).find((one) => typeof one?.emailAddress?.address !== 'string');
    if (wrong) return badRequest(`At least one recipient in '${list}' has no address.`, 'ErrorInvalidRecipients');
  }
  if (json.categories?.some((name) => typeof name !== 'string' || !name || name.length > 255)) return badRequest('A category name has 1 to 255 characters.', 'ErrorInvalidRequest');
  if (json.body && !/^(text|html)$/i.test(json.body.contentType ?? 'text')) return badRequest(`Requested value '${json.body.contentType}' was not found.`, 'RequestBodyRead');
  return undefined;
}

/** Changes the letter in place. @returns {string[]} Graph's names of what changed */
export function applyMessage(letter, json) {
  const changed = [];
  const set = (name, apply) => {
    if (json[name] === undefined) return;
    apply(json[name]);
    changed.push(name);
  };
  set('subject', (value) => (letter.subject = value ?? ''));
  set('body', ({ contentType = 'text', content = '' }) => {
    delete letter.text;
    delete letter.html;
    letter[contentType.toLowerCase() === 'html' ? 'html' : 'text'] = content;
    changed.push('bodyPreview', 'uniqueBody');
  });
  set('toRecipients', (list) => (letter.to = addresses(list)));
  set('ccRecipients', (list) => (letter.cc = addresses(list)));
  set('bccRecipients', (list) => (letter.bcc = addresses(list)));
  set('replyTo', (list) => (letter.replyTo = addresses(list)));
  set('from', (one) => (letter.from = address(one)));
  set('sender', (one) => (letter.sender = address(one)));
  set('internetMessageHeaders', (list) => (letter.headers = [...letter.headers.filter(([name]) => !list.some((one) => one.name.toLowerCase() === name.toLowerCase())), ...list.map(({ name, value }) => [name, value])]));
  set('attachments', (list) => (letter.files = list.map(fileOf)));
  return changed;
}

/** @param {object} json fileAttachment or itemAttachment */
export const fileOf = (json) => ({
  filename: json.name ?? 'attachment',
  contentType: json.contentType ?? 'application/octet-stream',
  content: Buffer.from(json.contentBytes ?? '', 'base64'),
  ...(json.contentId && { cid: json.contentId.replace(/^<|>$/g, '') }),
  inline: json.isInline === true,
});

/** What only the item has: importance, categories, flag, read state. */
export function itemChanges(json) {
  const names = ['isRead', 'categories', 'flag', 'importance'].filter((name) => json[name] !== undefined);
  const change = Object.fromEntries(names.map((name) => [name, name === 'flag' ? { flagStatus: 'notFlagged', ...json.flag } : json[name]]));
  if (json.inferenceClassification) {
    change.inference = json.inferenceClassification;
    names.push('inferenceClassification');
  }
  return { change, names };
}
