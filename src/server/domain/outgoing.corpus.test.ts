// Compose input of the corpus as far as it is decided before the wire: `checkCompose`, then the bytes of `composeMime`.
// Left to the tests with an emulator: duplicate delivery and revoked tokens (`flow` with $fault), rights on messages and files
// (`permission-error`), provider limits, and mailto: links (the client's).
import { cpuTimeMs } from './testing/cpu-time';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { ComposeInput } from '../../common/api';
import { MailError } from '../../common/errors';
import { sanitizeOutgoingHtml } from '../security/html-policy';
import { safeFilename } from './filename';
import { composeMime } from './mime';
import { checkCompose, type CheckedCompose } from './outgoing';
import { describeCorpus } from './testing/corpus';
import { toBodyText, toSingleLine } from './text';

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };
interface ComposeCase {
  id: string;
  category: string;
  note: string;
  input: { [key: string]: Json };
  expect: { outcome: string; must: string[]; mustNot: string[] };
}

/** Needs rights, a provider or the client. */
const ELSEWHERE = /permission-error|delivered-once|reconnect-error|reply-to-shown|own-address-excluded|bcc-shown/;
const FIELD_NAMES: Record<string, string> = { identity: 'from' };
const OWN = { name: 'Me', email: 'me@example.com' };

/** The corpus' generators; see its README. */
function expand(value: Json, index = 0): Json {
  if (typeof value === 'string') return value.replaceAll('{i}', String(index));
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => expand(item, index));
  if (typeof value.$repeat === 'string') return value.$repeat.repeat(Number(value.n));
  if (value.$range !== undefined) return Array.from({ length: Number(value.n) }, (_, i) => expand(value.$range ?? null, i));
  if (Array.isArray(value.$concat)) return value.$concat.map((item) => String(expand(item, index))).join('');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, index)]));
}

function toAddresses(value: Json): unknown {
  const convert = (item: Json): unknown => (item && typeof item === 'object' && !Array.isArray(item) && 'address' in item ? { name: item.name, email: item.address } : item);
  return Array.isArray(value) ? value.map(convert) : value;
}

/** A file with content is an upload by the time it is composed; other shapes reach the check as they are. */
function toAttachments(value: Json): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((item, index) => (item && typeof item === 'object' && 'content' in item ? { uploadId: index + 1, cid: (item as { cid?: string }).cid } : item));
}

function toInput(input: ComposeCase['input']): ComposeInput {
  const { identity, to, cc, bcc, attachments, ...rest } = input;
  const from = identity && typeof identity === 'object' && !Array.isArray(identity) ? identity.address : identity;
  return { ...rest, accountId: 1, from, to: toAddresses(to ?? null), cc: toAddresses(cc ?? null), bcc: toAddresses(bcc ?? null), attachments: toAttachments(attachments ?? null), inReplyToId: rest.inReplyToId } as unknown as ComposeInput;
}

async function deliver(checked: CheckedCompose, files: Array<{ [key: string]: Json }>) {
  const raw = await composeMime(
    {
      ...checked,
      html: sanitizeOutgoingHtml(checked.html),
      replyTo: [],
      messageId: 'x@example.com',
      inReplyTo: null,
      references: [],
      date: new Date(0),
      threadId: null,
      submissionId: null,
      attachments: files.map((file, index) => ({
        filename: String(file.filename ?? ''),
        contentType: String(file.contentType ?? ''),
        sizeBytes: 1,
        disposition: checked.attachments[index]?.disposition ?? 'attachment',
        cid: checked.attachments[index]?.cid,
        open: async () => Readable.from([Buffer.from(String(file.content ?? ''), 'base64')]),
      })),
    },
    { keepBcc: true },
  );
  return { raw, mail: await PostalMime.parse(raw) };
}

function refusal(input: ComposeInput): MailError | CheckedCompose {
  try {
    return checkCompose(input, { now: new Date(), identities: [OWN] });
  } catch (error) {
    // Anything but a MailError would be an HTTP 500.
    expect(error).toBeInstanceOf(MailError);
    return error as MailError;
  }
}

const HEADERS = new Set(['from', 'to', 'cc', 'bcc', 'subject', 'message-id', 'date', 'mime-version', 'content-type', 'content-transfer-encoding', 'content-disposition']);
const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

describeCorpus('compose input', (corpusDir) => {
  const cases = (JSON.parse(readFileSync(resolve(corpusDir, 'compose-visible.json'), 'utf8')) as ComposeCase[]).filter(
    ({ expect: { must }, input }) => !ELSEWHERE.test(must.join()) && input.$fault === undefined,
  );

  it('most cases are decided here', () => expect(cases.length).toBeGreaterThan(440));

  describe.each([...new Set(cases.map(({ category }) => category))])('%s', (category) => {
    it.each(cases.filter((compose) => compose.category === category).map((compose) => [`${compose.id} ${compose.note}`, compose] as const))('%s', async (_name, compose) => {
      const input = expand(compose.input) as ComposeCase['input'];
      const { outcome, must } = compose.expect;
      const started = cpuTimeMs();
      const result = refusal(toInput(input));
      if (must.includes('under-2s')) expect(cpuTimeMs() - started).toBeLessThan(10_000);
      if (result instanceof MailError) {
        expect(outcome).toMatch(/reject|limit/);
        expect(result.status).toBeLessThan(500);
        for (const field of must.filter((rule) => rule.startsWith('field-error:')).map((rule) => rule.slice(12))) {
          expect(result.field).toBe(FIELD_NAMES[field] ?? field);
        }
        return;
      }
      // Fields that a client may not set are not read, so refusing them means that they have no effect.
      const isDropped = /replyTo/.test(must.join()) || /drop|send-now/.test(outcome);
      if (!isDropped) expect(outcome).toMatch(/accept|normalize/);

      const files = Array.isArray(input.attachments) ? (input.attachments as Array<{ [key: string]: Json }>) : [];
      const { raw, mail } = await deliver(result, files);
      expect(mail.headers.map(({ key }) => key).filter((key) => !HEADERS.has(key))).toEqual([]);
      expect(mail.from?.address).toBe(OWN.email);
      expect([...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])]).toHaveLength(result.to.length + result.cc.length + result.bcc.length);
      expect(raw.toString('latin1')).not.toMatch(/[\r\n][ \t]*(?:Bcc|X-Evil): ?(?:mallory|1)/i);
      if (typeof input.subject === 'string') expect(plain(mail.subject ?? '')).toBe(plain(toSingleLine(input.subject)));
      if (typeof input.text === 'string' && input.text) expect(plain(mail.text ?? '')).toBe(plain(toBodyText(input.text)));
      const name = (input.to as Array<{ name?: string }> | undefined)?.[0]?.name;
      if (typeof name === 'string' && name.length < 200) expect(plain(mail.to?.[0]?.name ?? '')).toBe(plain(toSingleLine(name)));
      expect(mail.attachments).toHaveLength(files.length);
      mail.attachments.forEach((part, index) => {
        expect(part.filename).toBe(safeFilename(String(files[index]?.filename ?? '')));
        expect(part.filename).not.toMatch(/[/\\\r\n]|^\.|\.\./);
      });
      if (must.includes('plain-text-alternative-present')) expect(mail.text).toBeDefined();
      if (must.includes('fallback-type:application/octet-stream')) expect(mail.attachments[0]?.mimeType).toBe('application/octet-stream');
    });
  });
});
