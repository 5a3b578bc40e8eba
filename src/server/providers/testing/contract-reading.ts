// Rules of listing and reading.
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { RemoteMessage } from '../../domain/message';
import type { ListedItem, ListQuery, MailProvider } from '../provider';
import { mailboxWith } from './bench';
import type { ProviderUnderTest, Subject } from './bench';
import { BINARY, PICTURE, plainLetter, richLetter } from './letters';

export function testReading(bench: Subject, { unknownId }: ProviderUnderTest): void {
  it('knows its own address, and may send from it', async () => {
    const profile = await bench().provider.getProfile();
    expect(profile.email).toBe(bench().address);
    expect(profile.total).toBeGreaterThan(0);
    expect(profile.identities.filter((identity) => identity.isPrimary)).toEqual([expect.objectContaining({ email: bench().address })]);
  });

  it('has one mailbox for each role that mail needs, and parents that exist', async () => {
    const mailboxes = await bench().provider.listMailboxes();
    const ids = new Set(mailboxes.map((mailbox) => mailbox.id));
    expect(ids.size).toBe(mailboxes.length);
    for (const role of ['inbox', 'sent', 'drafts', 'junk', 'trash']) {
      expect(mailboxes.filter((mailbox) => mailbox.role === role), role).toHaveLength(1);
    }
    for (const mailbox of mailboxes) if (mailbox.parentId !== null) expect(ids).toContain(mailbox.parentId);
  });

  it('lists newest first, each message once, page by page', async () => {
    const inbox = await mailboxWith(bench(), 'inbox');
    const items = await listAll(bench().provider, { mailboxId: inbox, limit: 7 });
    const ids = items.map(itemId);
    expect(new Set(ids).size).toBe(ids.length);
    const total = (await bench().provider.listMailboxes()).find((mailbox) => mailbox.id === inbox)?.total;
    if (total !== null) expect(ids.length).toBe(total);
    const times = (await read(bench().provider, ids)).map((message) => message.receivedAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('lists what was received at or after a time, and before another', async () => {
    const inbox = await mailboxWith(bench(), 'inbox');
    const all = await read(bench().provider, (await listAll(bench().provider, { mailboxId: inbox })).map(itemId));
    const [newest, oldest] = [all[2].receivedAt, all[Math.min(12, all.length - 1)].receivedAt];
    const listed = (await listAll(bench().provider, { mailboxId: inbox, after: oldest, before: newest })).map(itemId);
    const wanted = all.filter(({ receivedAt }) => receivedAt >= oldest && receivedAt < newest);
    expect(listed).toEqual(expect.arrayContaining(wanted.map((message) => message.id)));
    // Whole seconds are as exact as a provider has to be, and never at the cost of a message.
    const slack = all.filter(({ receivedAt }) => +receivedAt >= +oldest - 2_000 && +receivedAt < +newest + 1_000);
    expect(listed.length).toBeLessThanOrEqual(slack.length);
  });

  it('lists the whole account without junk and trash, unless asked', async () => {
    const [junk, trash] = [await mailboxWith(bench(), 'junk'), await mailboxWith(bench(), 'trash')];
    for (const mailbox of [junk, trash]) {
      await bench().provider.updateMessages([await bench().deliver(plainLetter({ to: bench().address }))], { kind: 'mailboxes', add: [mailbox] });
    }
    const hidden = [...(await listAll(bench().provider, { mailboxId: junk })), ...(await listAll(bench().provider, { mailboxId: trash }))].map(itemId);
    expect(hidden.length).toBeGreaterThan(1);
    const visible = new Set((await listAll(bench().provider, { idsOnly: true, limit: 500 })).map(itemId));
    const everything = new Set((await listAll(bench().provider, { idsOnly: true, limit: 500, includeJunkAndTrash: true })).map(itemId));
    for (const id of hidden) {
      expect(visible.has(id)).toBe(false);
      expect(everything.has(id)).toBe(true);
    }
  });

  it('answers references where only ids are asked for', async () => {
    const page = await bench().provider.listMessages({ mailboxId: await mailboxWith(bench(), 'inbox'), idsOnly: true, limit: 5 });
    expect(page.items.map((item) => item.kind)).toEqual(Array(5).fill('ref'));
  });

  it('answers once for each id, also for those that are gone', async () => {
    const page = await bench().provider.listMessages({ idsOnly: true, limit: 30 });
    const ids = page.items.map(itemId);
    const asked = [...ids.slice(0, 15), unknownId, ...ids.slice(15)];
    const results = await bench().provider.getMessages(asked);
    expect(results.map((result) => result.id)).toEqual(asked);
    expect(results.filter((result) => result.status === 'gone').map((result) => result.id)).toEqual([unknownId]);
    expect(results.filter((result) => result.status === 'found')).toHaveLength(ids.length);
  });

  it('answers the same whatever it is told about the threads that messages are in', async () => {
    const { items } = await bench().provider.listMessages({ idsOnly: true, limit: 60 });
    const refs = items.map((item) => (item.kind === 'ref' ? item.ref : item.message));
    const threadIds = new Map(refs.map(({ id, threadId }) => [id, threadId]));
    const sizes = [...new Set(threadIds.values())].map((threadId) => refs.filter((ref) => ref.threadId === threadId).length);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(3);
    const largest = refs[refs.findIndex(({ threadId }) => refs.filter((ref) => ref.threadId === threadId).length === Math.max(...sizes))].threadId;
    // Neither of them is there: one that does not exist, and one of another thread.
    const [stranger] = refs.filter(({ threadId }) => threadId !== largest);
    threadIds.set(unknownId, largest).set(stranger.id, largest);
    const ids = [unknownId, ...refs.map(({ id }) => id)];
    const told = await bench().provider.getMessages(ids, { threadIds });
    expect(told).toEqual(await bench().provider.getMessages(ids));
    expect(told.map(({ status }) => status)).toEqual(ids.map((id) => (id === unknownId ? 'gone' : 'found')));
  });

  it('reads names, subject and text in any script', async () => {
    const id = await bench().deliver(plainLetter({ to: bench().address, subject: '关于会议 – möte', text: 'Hej på dig, 你好' }));
    const [message] = await read(bench().provider, [id]);
    expect(message).toMatchObject({
      subject: '关于会议 – möte',
      from: [{ name: '王小明', email: 'wang@bluepeak.test' }],
      to: [{ name: 'Åsa Öhrström', email: bench().address }],
    });
    expect(message.text?.trim()).toBe('Hej på dig, 你好');
    expect(message.keywords).not.toContain('$seen');
    expect(message.mailboxIds).toContain(await mailboxWith(bench(), 'inbox'));
  });

  it('gives attachments and shown pictures byte for byte', async () => {
    const id = await bench().deliver(richLetter({ to: bench().address }));
    const [message] = await read(bench().provider, [id]);
    const pdf = message.attachments.find((attachment) => attachment.contentType === 'application/pdf');
    const logo = message.attachments.find((attachment) => attachment.cid === 'logo@contract');
    expect(pdf).toMatchObject({ filename: '报价单.pdf', disposition: 'attachment' });
    expect(logo).toMatchObject({ contentType: 'image/png', disposition: 'inline' });
    expect(message.attachments).toHaveLength(2);
    expect(message.html).toContain('cid:logo@contract');
    expect((await buffer(await bench().provider.getBlob(id, pdf?.blobId ?? ''))).equals(BINARY)).toBe(true);
    expect((await buffer(await bench().provider.getBlob(id, logo?.blobId ?? ''))).equals(PICTURE)).toBe(true);
  });

  it('gives the whole message in its raw form', async () => {
    const letter = plainLetter({ to: bench().address });
    const id = await bench().deliver(letter);
    const raw = (await buffer(await bench().provider.getBlob(id, 'raw'))).toString();
    expect(raw).toContain(/Message-ID: <(.*)>/.exec(letter)?.[1]);
    expect(raw).toMatch(/^content-type: text\/plain/im);
  });

  it('says not-found for bytes of a message that is gone', async () => {
    await expect(bench().provider.getBlob(unknownId, 'raw')).rejects.toMatchObject({ code: 'not-found' });
  });
}

export const itemId = (item: ListedItem) => (item.kind === 'message' ? item.message.id : item.ref.id);

export async function listAll(provider: MailProvider, query: ListQuery): Promise<ListedItem[]> {
  const items: ListedItem[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<MailProvider['listMessages']>> = await provider.listMessages({ ...query, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

export async function read(provider: MailProvider, ids: string[]): Promise<RemoteMessage[]> {
  const messages: RemoteMessage[] = [];
  for (let start = 0; start < ids.length; start += 100) {
    for (const result of await provider.getMessages(ids.slice(start, start + 100))) {
      if (result.status !== 'found') throw new Error(`message ${result.id} is ${result.status}`);
      messages.push(result.message);
    }
  }
  return messages;
}
