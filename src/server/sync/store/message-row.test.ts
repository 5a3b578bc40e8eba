import { expect, it } from 'vitest';
import type { RemoteMessage } from '../../domain/message';
import { MemoryMailbox } from '../testing/memory-mailbox';
import { toContent } from './message-row';

const file = (sizeBytes: number) => ({ blobId: 'b', filename: 'a.pdf', contentType: 'application/pdf', sizeBytes, disposition: 'attachment' as const });

it.each<[string, Partial<RemoteMessage>, number | null]>([
  ['what the provider tells', { sizeBytes: 900, text: 'ä', attachments: [file(5)] }, 900],
  ['what was read and the files, where it tells none', { sizeBytes: null, text: 'ä', html: '<p>', attachments: [file(500), file(Number.NaN)] }, 505],
  ['nothing, where nothing was read', { sizeBytes: null, text: null, html: null }, null],
])('the size is %s', (_name, more, expected) => {
  expect(toContent(new MemoryMailbox('mailbox').deliver(more)).columns.sizeBytes).toBe(expected);
});
