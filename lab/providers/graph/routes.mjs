// Every path of Graph that the lab serves, with the permissions one of which the token must have.
import * as attachments from './attachments.mjs';
import { foldersDelta, messagesDelta } from './delta.mjs';
import { answerNow, createAnswer, createDraft, sendDraft, sendMail } from './drafts.mjs';
import * as folders from './folders.mjs';
import { createCategory, listCategories, mailboxSettings, me, translateIds } from './me.mjs';
import * as messages from './messages.mjs';

const READ = ['mail.read', 'mail.readwrite'];
const WRITE = ['mail.readwrite'];
const SEND = ['mail.send'];
const MESSAGE = '/me/messages/{id}';
const ATTACHMENT = `${MESSAGE}/attachments/{attachment}`;
const FOLDER = '/me/mailFolders/{folder}';

const ROUTES = [
  ['GET', '/me', ['user.read', 'user.readwrite', 'user.readbasic.all'], me, 'anyone'],
  ['GET', '/me/mailboxSettings', ['mailboxsettings.read', 'mailboxsettings.readwrite'], mailboxSettings],
  ['GET', '/me/outlook/masterCategories', ['mailboxsettings.read', 'mailboxsettings.readwrite'], listCategories],
  ['POST', '/me/outlook/masterCategories', ['mailboxsettings.readwrite'], createCategory],
  ['POST', '/me/translateExchangeIds', ['user.read', ...READ], translateIds],
  ['POST', '/me/sendMail', SEND, sendMail],

  ['GET', '/me/mailFolders', READ, folders.listFolders],
  ['POST', '/me/mailFolders', WRITE, folders.createFolder],
  ['GET', '/me/mailFolders/$count', READ, folders.countFolders],
  ['GET', '/me/mailFolders/delta', READ, foldersDelta],
  ['GET', FOLDER, READ, folders.getFolder],
  ['PATCH', FOLDER, WRITE, folders.patchFolder],
  ['DELETE', FOLDER, WRITE, folders.deleteFolder],
  ['POST', `${FOLDER}/move`, WRITE, folders.moveFolder],
  ['GET', `${FOLDER}/childFolders`, READ, folders.listChildFolders],
  ['POST', `${FOLDER}/childFolders`, WRITE, folders.createFolder],
  ['GET', `${FOLDER}/messages`, READ, messages.listMessages],
  ['POST', `${FOLDER}/messages`, WRITE, createDraft],
  ['GET', `${FOLDER}/messages/$count`, READ, messages.countMessages],
  ['GET', `${FOLDER}/messages/delta`, READ, messagesDelta],

  ['GET', '/me/messages', READ, messages.listMessages],
  ['POST', '/me/messages', WRITE, createDraft],
  ['GET', '/me/messages/$count', READ, messages.countMessages],
  ['GET', MESSAGE, READ, messages.getMessage],
  ['PATCH', MESSAGE, WRITE, messages.patchMessage],
  ['DELETE', MESSAGE, WRITE, messages.deleteMessage],
  ['GET', `${MESSAGE}/$value`, READ, messages.getMime],
  ['POST', `${MESSAGE}/move`, WRITE, messages.moveMessage],
  ['POST', `${MESSAGE}/copy`, WRITE, messages.copyMessage],
  ['POST', `${MESSAGE}/send`, SEND, sendDraft],
  ...['reply', 'replyAll', 'forward'].flatMap((kind) => [
    ['POST', `${MESSAGE}/create${kind[0].toUpperCase()}${kind.slice(1)}`, WRITE, createAnswer(kind)],
    ['POST', `${MESSAGE}/${kind}`, SEND, answerNow(kind)],
  ]),
  ['GET', `${MESSAGE}/attachments`, READ, attachments.listAttachments],
  ['POST', `${MESSAGE}/attachments`, WRITE, attachments.addAttachment],
  ['POST', `${MESSAGE}/attachments/createUploadSession`, WRITE, (g, ...rest) => g.uploads.create(g, ...rest)],
  ['GET', ATTACHMENT, READ, attachments.getAttachment],
  ['GET', `${ATTACHMENT}/$value`, READ, attachments.getAttachmentBytes],
  ['DELETE', ATTACHMENT, WRITE, attachments.deleteAttachment],

  ['GET', '/subscriptions', READ, (g, ...rest) => g.subscriptions.listMine(g, ...rest)],
  ['POST', '/subscriptions', READ, (g, ...rest) => g.subscriptions.create(g, ...rest)],
  ['GET', '/subscriptions/{id}', READ, (g, ...rest) => g.subscriptions.get(g, ...rest)],
  ['PATCH', '/subscriptions/{id}', READ, (g, ...rest) => g.subscriptions.patch(g, ...rest)],
  ['DELETE', '/subscriptions/{id}', READ, (g, ...rest) => g.subscriptions.remove(g, ...rest)],
  ['POST', '/subscriptions/{id}/reauthorize', READ, (g, ...rest) => g.subscriptions.reauthorize(g, ...rest)],
].map(([verb, path, scopes, handler, access]) => ({ verb, path, scopes, handler, access, pattern: new RegExp(`^${path.replace(/[$]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`, 'i') }));

/** One spelling per path: keys in segments, no `()`, no namespace, folders without their parents. */
export function normalize(path, account) {
  let out = path.replace(/^\/(v1\.0|beta)(?=\/)/, '').replace(/\/(\w+)\('([^']*)'\)/g, '/$1/$2').replace(/\(\)/g, '').replace(/\/microsoft\.graph\./g, '/');
  out = out.replace(/^\/users\/([^/]+)/, (all, id) => ([account?.oid, account?.address].includes(decodeURIComponent(id).toLowerCase()) ? '/me' : all));
  // Ids are unique in the mailbox, so a child needs no parent to be found.
  const child = /\/mailFolders\/[^/]+\/childFolders\/(?!delta$|\$count$)(?=[^/]+)/i;
  while (child.test(out)) out = out.replace(child, '/mailFolders/');
  out = out.replace(/\/mailFolders\/[^/]+\/messages\/(?!delta$|\$count$)([^/]+)/i, '/messages/$1');
  return out;
}

export function findRoute(verb, path) {
  // Fixed words win over ids, because the table lists them first.
  for (const route of ROUTES) {
    const match = route.verb === verb && route.pattern.exec(path);
    if (match) return { route, params: Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])) };
  }
  return ROUTES.some((route) => route.pattern.test(path)) ? { wrongVerb: true } : undefined;
}
