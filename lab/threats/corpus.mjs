// The corpus of real and broken mail: delivered at a provider, synced, and what is stored held against an independent reader.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'parse5';
import PostalMime from 'postal-mime';
import { expect } from 'vitest';

const CORPUS = process.env.MAIL_SHARED_DIR ? join(process.env.MAIL_SHARED_DIR, 'corpus') : join(process.cwd(), '../shared/corpus');

/** Where the independent reader is wrong, or the format leaves the answer open: field by file. */
const UNDECIDED = {
  // Two bodies in parts that contradict each other: the first there, both here.
  'cpython-test_email/msg_15.eml': 'html text',
  // Declared as UTF-8 and is, twice encoded in between: ours reads what is meant.
  'mikel-mail/raw_email10.eml': 'text',
  // The boundary is longer than a line may be: read as one text there, as parts here.
  'james-mime4j/very-very-long-boundary.eml': 'text',
  // 150 levels deep: a reader has to stop somewhere.
  'own/nested-multipart-150.eml': 'text',
  // How often an encoded word has been decoded already is not told.
  'own/subject-nested-encoded-word.eml': 'subject',
  'own/subject-unknown-charset.eml': 'subject',
};

/** What Outlook makes of a message is one body and its own reading of an address; the stand-in shows the first text or html part. */
const UNDECIDED_FOLDERS = {
  'chatmail-core/mailinglist_with_mimepart_footer_signed.eml': 'text',
  'roundcubemail/email-address-spoofing-attacks.eml': 'from',
  // Its html part is empty.
  'sisimai-bounces/lhost-office365-13.eml': 'text',
  'stalwart-mail-parser/thirdparty-001.eml': 'text',
  'talon/html-reply-hotmail.eml': 'html',
  'talon/html-reply-ms_outlook_2010.eml': 'html',
  'talon/html-reply-thunderbird.eml': 'html',
  'talon/html-reply-windows_mail.eml': 'html',
};

const MAX_SUBJECT = 4_000;
/** The oldest of a longer chain are left out. */
const MAX_REFERENCES = 100;
const COLUMNS = ['mailId', 'subject', 'bodyText', 'bodyHtml', 'fromUser', 'toUsers', 'ccUsers', 'messageId', 'inReplyTo', 'references', 'isBroken'];

/** Failure mode 20: none of it blocks, breaks or is lost, and what is shown is what was sent. */
export async function corpus(w) {
  const entries = JSON.parse(readFileSync(join(CORPUS, 'parser-baseline.json'), 'utf8')).map(({ path }) => path);
  await w.linkAndSync();
  const delivered = new Map();
  for (const path of entries) delivered.set(await w.deliver({ rawBase64: readFileSync(join(CORPUS, path)).toString('base64') }), path);
  await w.deliver({ subject: 'After the poison' });
  await w.sync();
  await w.settle(1);
  const rows = new Map((await w.tables.messages.find({ accountId: w.accountId }, COLUMNS)).map((row) => [row.mailId, row]));
  expect([...delivered.keys()].filter((id) => !rows.has(id))).toEqual([]);
  expect(rows.size).toBe((await w.theirs()).length);
  expect([...rows.values()].filter(({ isBroken }) => isBroken).map(({ mailId }) => delivered.get(mailId))).toEqual([]);
  expect((await w.account()).status).toBe('active');
  const wrong = [];
  for (const [id, path] of delivered) wrong.push(...(await differences(path, rows.get(id), w.isGoogle)));
  expect(wrong).toEqual([]);
}

/** Field by field; every text without regard to white space. */
async function differences(path, row, isLabels) {
  const theirs = await PostalMime.parse(readFileSync(join(CORPUS, path)), { forceRfc822Attachments: true });
  const html = theirs.html ? visibleText(theirs.html) : '';
  const pairs = {
    from: [theirs.from ? emailsOf([theirs.from]) : [], emailsOf(json(row.fromUser))],
    to: [emailsOf(theirs.to), emailsOf(json(row.toUsers))],
    cc: [emailsOf(theirs.cc), emailsOf(json(row.ccUsers))],
    subject: [squeezed(theirs.subject).slice(0, MAX_SUBJECT), squeezed(row.subject)],
    ...(theirs.messageId ? { messageId: [plainId(theirs.messageId), row.messageId] } : {}),
    ...(theirs.inReplyTo ? { inReplyTo: [idsOf(theirs.inReplyTo), json(row.inReplyTo)] } : {}),
    ...(theirs.references ? { references: [idsOf(theirs.references).slice(-MAX_REFERENCES), json(row.references)] } : {}),
    ...(html ? { html: [html, visibleText(row.bodyHtml)] } : {}),
    // Where a provider gives one body, html is it.
    ...(squeezed(theirs.text) && (isLabels || !html) ? { text: [textOf(theirs, html, row), tight(row.bodyText)] } : {}),
  };
  const name = path.replace(/^eml\//, '');
  const open = `${UNDECIDED[name]} ${isLabels ? '' : UNDECIDED_FOLDERS[name]}`.split(' ');
  return Object.entries(pairs)
    .filter(([field, [expected, actual]]) => !open.includes(field) && !isSame(field, expected, actual))
    .map(([field, [expected, actual]]) => `${name} ${field}: ${JSON.stringify(expected).slice(0, 300)} is stored as ${JSON.stringify(actual)?.slice(0, 300)}`);
}

/** Text that is partly html has no plain form that readers agree on; what is seen of the html is held against its own. */
const textOf = (theirs, html, row) => (html && tight(row.bodyText) === html ? html : tight(theirs.text));

/** A header that is repeated or lists several senders is read whole here; the independent reader keeps one of them. */
function isSame(field, expected, actual) {
  if (field === 'from' && expected.length > 0) return expected.every((email) => actual.includes(email));
  return JSON.stringify(expected) === JSON.stringify(actual);
}

const squeezed = (text) => String(text ?? '').replace(/[\s\p{C}]+/gu, ' ').trim();
const tight = (text) => squeezed(text).replaceAll(' ', '');
const json = (value) => (typeof value === 'string' ? JSON.parse(value) : (value ?? []));
const plainId = (text) => squeezed(text).replace(/^<|>$/g, '');
const idsOf = (text) => [...text.matchAll(/<([^<>\s]+)>/g)].map(([, id]) => id);
/** A word without "@" is an address for one reader and none for another. */
const emailsOf = (list) => [...new Set((list ?? []).flatMap((one) => one.group ?? [one]).map(({ address, email }) => squeezed(address ?? email).toLowerCase()).filter((text) => text.includes('@')))].sort();

const HIDDEN = /^(script|style|head|title|template|noscript|#comment)$/;

/** What a person sees of html, without spaces. Without recursion: one of the files is nested deeper than a stack. */
function visibleText(html) {
  const words = [];
  for (const open = [parse(String(html ?? ''))]; open.length > 0; ) {
    const node = open.pop();
    if (node.nodeName === '#text') words.push(node.value);
    else if (!HIDDEN.test(node.nodeName)) open.push(...[...(node.childNodes ?? [])].reverse());
  }
  return tight(words.join(''));
}
