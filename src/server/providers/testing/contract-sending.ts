// Rules of drafts and sending.
import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { mailboxWith } from './bench';
import type { ProviderUnderTest, Subject } from './bench';
import { itemId, listAll, read } from './contract-reading';
import { file, outgoing, plainLetter } from './letters';

export function testSending(bench: Subject, { sendPath, unknownId }: ProviderUnderTest): void {
  const draftIds = async () => (await listAll(bench().provider, { mailboxId: await mailboxWith(bench(), 'drafts'), idsOnly: true })).map(itemId);

  it('keeps conversation, reply headers and our own header', async () => {
    const [received] = await read(bench().provider, [await bench().deliver(plainLetter({ to: bench().address, subject: 'Fråga' }))]);
    const message = outgoing(bench().address, {
      subject: 'Re: Fråga',
      threadId: received.threadId,
      inReplyTo: received.messageId,
      references: [received.messageId ?? ''],
      bcc: [{ email: 'hidden@bluepeak.test' }],
    });
    const sent = await bench().provider.submit(message);
    expect(sent.threadId).toBe(received.threadId);
    const wire = (await bench().sent()).at(-1);
    expect(wire?.raw).toMatch(new RegExp(`^In-Reply-To: <${received.messageId}>`, 'im'));
    expect(wire?.raw).toMatch(new RegExp(`^References:\\s+<${received.messageId}>`, 'im'));
    expect(wire?.raw).toMatch(new RegExp(`^X-NocoBase-Submission: ${message.submissionId}`, 'im'));
    expect(wire?.recipients).toEqual(expect.arrayContaining(['wang@bluepeak.test', 'hidden@bluepeak.test']));
    const [stored] = await read(bench().provider, [sent.id]);
    expect(stored.mailboxIds).toContain(await mailboxWith(bench(), 'sent'));
    expect(stored).toMatchObject({ threadId: received.threadId, subject: 'Re: Fråga', to: [{ name: '王小明', email: 'wang@bluepeak.test' }] });
  });

  it('starts a new conversation when the old one is gone', async () => {
    const sent = await bench().provider.submit(outgoing(bench().address, { threadId: unknownId }));
    expect(sent.id).toBeTruthy();
  });

  it('sends files byte for byte, small and large', async () => {
    const [small, large] = [randomBytes(40_000), randomBytes(5_000_000)];
    const sent = await bench().provider.submit(outgoing(bench().address, { attachments: [file('报价单.bin', small), file('large.bin', large)] }));
    const [stored] = await read(bench().provider, [sent.id]);
    expect(stored.attachments.map((attachment) => attachment.filename)).toEqual(['报价单.bin', 'large.bin']);
    for (const [index, bytes] of [small, large].entries()) {
      expect((await buffer(await bench().provider.getBlob(sent.id, stored.attachments[index].blobId))).equals(bytes)).toBe(true);
    }
  });

  it('finds exactly the message of a submission', async () => {
    const since = new Date();
    const messages = [outgoing(bench().address), outgoing(bench().address), outgoing(bench().address)];
    const refs = [];
    for (const message of messages) refs.push(await bench().provider.submit(message));
    expect(await bench().provider.findSubmission(messages[1].submissionId ?? '', since)).toEqual(refs[1]);
    expect(await bench().provider.findSubmission('s-nobody', since)).toBeNull();
  });

  it('finds the message although the answer to the sending was lost', async () => {
    const since = new Date();
    const message = outgoing(bench().address);
    bench().fault({ path: sendPath, method: 'POST', cut: 'after' });
    await expect(bench().provider.submit(message)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await bench().provider.findSubmission(message.submissionId ?? '', since)).not.toBeNull();
    const copies = (await bench().sent()).filter(({ raw }) => raw.includes(message.submissionId ?? ''));
    expect(copies).toHaveLength(1);
  });

  it('saves a draft whole and replaces it by the next one', async () => {
    const before = await draftIds();
    const bytes = randomBytes(20_000);
    const first = await bench().provider.saveDraft(outgoing(bench().address, { subject: 'Utkast 1', attachments: [file('a.bin', bytes)] }));
    const second = await bench().provider.saveDraft(
      outgoing(bench().address, { subject: 'Utkast 2', bcc: [{ email: 'hidden@bluepeak.test' }], attachments: [file('a.bin', bytes)] }),
      first.id,
    );
    const added = (await draftIds()).filter((id) => !before.includes(id));
    expect(added).toEqual([second.id]);
    const [draft] = await read(bench().provider, [second.id]);
    expect(draft).toMatchObject({ subject: 'Utkast 2', bcc: [{ email: 'hidden@bluepeak.test' }] });
    expect(draft.keywords).toContain('$draft');
    expect((await buffer(await bench().provider.getBlob(second.id, draft.attachments[0].blobId))).equals(bytes)).toBe(true);
  });

  it('saves a draft anew when the old one is gone', async () => {
    const draft = await bench().provider.saveDraft(outgoing(bench().address), unknownId);
    expect(await draftIds()).toContain(draft.id);
  });

  it('leaves no draft behind when it is sent', async () => {
    const draft = await bench().provider.saveDraft(outgoing(bench().address));
    const before = await draftIds();
    await bench().provider.submit(outgoing(bench().address), draft.id);
    expect(await draftIds()).toEqual(before.filter((id) => id !== draft.id));
  });

  it('destroys a draft', async () => {
    const draft = await bench().provider.saveDraft(outgoing(bench().address));
    expect(await bench().provider.updateMessages([draft.id], { kind: 'destroy' })).toEqual([{ id: draft.id, status: 'done' }]);
    expect(await draftIds()).not.toContain(draft.id);
  });
}
