// Messages in emulate, as the handlers want them: raw bytes in and out, ids public, big mails kept aside.
import { letterFromMime } from '../mime/letter.mjs';
import { emulateFields } from './fields.mjs';
import { publish, toInternal, toPublic } from './history-ids.mjs';
import { startMailStore } from './emulate.mjs';
import { createSeedCache } from './seed-cache.mjs';

/** emulate parses every raw message as UTF-8 text; a mail above this size is stored as a stub and kept here. */
const STUB_ABOVE = 256 * 1024;
const STUB = 'X-Lab-Blob: ';

export async function createMailStore(seed) {
  const emulate = await startMailStore(seed);
  const blobs = new Map();
  /** @type {Map<string, bigint>} cursors older than this are gone */
  const floors = new Map();

  function toFields(bytes) {
    const fields = emulateFields(bytes);
    if (bytes.length <= STUB_ABOVE) return fields;
    const key = String(blobs.size + 1);
    blobs.set(key, bytes);
    return { ...fields, raw: Buffer.from(`${STUB}${key}\r\n\r\n`).toString('base64url'), body_text: fields.body_text?.slice(0, 2000), body_html: null };
  }

  function bytesOf(raw = '') {
    const bytes = Buffer.from(raw, 'base64url');
    if (!bytes.subarray(0, STUB.length).equals(Buffer.from(STUB))) return bytes;
    return blobs.get(bytes.toString().slice(STUB.length).trim());
  }

  /** mailbox and Message-ID to ids: emulate's own search for rfc822msgid never finds anything (it cuts one letter short). */
  const byMessageId = new Map();
  const indexKey = (mailbox, messageId) => `${mailbox} ${messageId.replace(/[<>\s]/g, '').toLowerCase()}`;
  function index(mailbox, messageId, id) {
    if (!messageId || !id) return;
    const key = indexKey(mailbox, messageId);
    byMessageId.set(key, (byMessageId.get(key) ?? new Set()).add(id));
  }
  for (const { user_email, message_id, id } of emulate.seeded) index(user_email, message_id, id);

  const cache = createSeedCache(emulate.seeded);

  async function call(mailbox, method, path, body) {
    if (method !== 'GET') cache.forget(mailbox, path, body);
    const reply = await emulate.call(mailbox, method, path, body);
    if (method === 'POST' && reply.status === 200) index(mailbox, (body?.message ?? body)?.message_id, (reply.body?.message ?? reply.body)?.id);
    return { status: reply.status, body: publish(reply.body) };
  }

  const store = {
    call, toFields, bytesOf,
    withMessageId: (mailbox, messageId) => [...(byMessageId.get(indexKey(mailbox, messageId)) ?? [])],
    /** @returns {Promise<{stored: object, bytes: Buffer} | undefined>} */
    async get(mailbox, id) {
      const known = cache.get(mailbox, id);
      if (known) return known;
      const { status, body } = await call(mailbox, 'GET', `messages/${encodeURIComponent(id)}?format=raw`);
      return status === 200 ? { stored: body, bytes: bytesOf(body.raw) } : undefined;
    },
    /** Puts a message in without sending it. @returns {Promise<object>} Message */
    async insert(mailbox, bytes, { labelIds, threadId, at = Date.now() }) {
      const { status, body } = await call(mailbox, 'POST', 'messages', { ...toFields(bytes), labelIds, threadId, internalDate: String(at) });
      if (status !== 200) throw new Error(`emulate refused a message: ${JSON.stringify(body)}`);
      return body;
    },
    async currentHistoryId(mailbox) {
      const { body } = await emulate.call(mailbox, 'GET', `history?startHistoryId=${'9'.repeat(30)}`);
      return body.historyId === '0' ? '1' : toPublic(body.historyId);
    },
    floor: (mailbox) => floors.get(mailbox) ?? 0n,
    /** All cursors handed out so far become too old, as after a week of silence. */
    async expireHistory(mailbox) {
      const { body } = await call(mailbox, 'GET', 'messages?maxResults=1&includeSpamTrash=true');
      const id = body.messages[0]?.id;
      // Two changes that cancel out make a newer id, which stays valid.
      if (id) {
        const { stored } = await store.get(mailbox, id);
        const on = stored.labelIds?.includes('IMPORTANT');
        await call(mailbox, 'POST', `messages/${id}/modify`, { [on ? 'removeLabelIds' : 'addLabelIds']: ['IMPORTANT'] });
        await call(mailbox, 'POST', `messages/${id}/modify`, { [on ? 'addLabelIds' : 'removeLabelIds']: ['IMPORTANT'] });
      }
      floors.set(mailbox, BigInt(await store.currentHistoryId(mailbox)));
    },
    letter: async (mailbox, id) => letterFromMime((await store.get(mailbox, id)).bytes),
    close: () => emulate.close(),
  };
  // The seeding itself is no history that anyone could have a cursor for.
  for (const { address } of seed.accounts) {
    const current = BigInt(await store.currentHistoryId(address));
    floors.set(address, current);
    cache.newest(address, current);
  }
  return store;
}
