// Files that wait for their message: a row each, the bytes in the storage folder under the row's id.
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '@nocobase/database';
import { Op } from 'sequelize';
import type { ComposeInput, Id, UploadView } from '../../common/api';
import { MAX_ATTACHMENTS_BYTES } from '../../common/constants';
import { MailError } from '../../common/errors';
import { parseJson } from '../accounts/json-column';
import { safeContentType, safeFilename } from '../domain/filename';

/** Drafts keep their files at the provider, so an upload is only needed while its form is open. */
const KEPT_MS = 7 * 24 * 3_600_000;
const PURGE_EVERY_MS = 3_600_000;

export interface IncomingFile {
  filename: string;
  contentType: string;
  bytes: Readable;
}

export type UploadStore = ReturnType<typeof createUploadStore>;

interface Deps {
  db: Database;
  /** Folder of its own; it is made when needed. */
  folder: string;
  now(): Date;
}

export function createUploadStore({ db, folder, now }: Deps) {
  let purgedAt = 0;
  const pathOf = (id: Id) => join(folder, String(id));

  async function purge(): Promise<void> {
    if (now().getTime() - purgedAt < PURGE_EVERY_MS) return;
    purgedAt = now().getTime();
    const old = await db.getModel('mailUploads').findAll({
      where: { createdAt: { [Op.lt]: new Date(purgedAt - KEPT_MS) } },
      attributes: ['id'],
    });
    const needed = old.length > 0 ? await listNeeded() : new Set<string>();
    for (const row of old) if (!needed.has(String(row.get('id')))) await remove(row.get('id') as Id);
  }

  /** A message may be scheduled for longer than an upload is kept, and one that failed is still to be sent or written on. */
  async function listNeeded(): Promise<Set<string>> {
    const unsent = await db.getModel('mailSubmissions').findAll({ where: { status: ['pending', 'sending', 'failed', 'canceled'] }, attributes: ['input'] });
    const attachments = unsent.flatMap((row) => parseJson<ComposeInput>(row.get('input'))?.attachments ?? []);
    return new Set(attachments.flatMap((attachment) => ('uploadId' in attachment ? [String(attachment.uploadId)] : [])));
  }

  async function remove(id: Id): Promise<void> {
    await db.getModel('mailUploads').destroy({ where: { id } });
    await rm(pathOf(id), { force: true });
  }

  return {
    purge,
    remove,

    /** Streams to disk. @throws MailError `too-large`; nothing is left behind then */
    async create(userId: Id, file: IncomingFile): Promise<UploadView> {
      await purge();
      await mkdir(folder, { recursive: true });
      const draft = join(folder, `incoming-${randomUUID()}`);
      try {
        await pipeline(file.bytes, capped(MAX_ATTACHMENTS_BYTES), createWriteStream(draft, { mode: 0o600 }));
        const { size: sizeBytes } = await stat(draft);
        const values = { filename: safeFilename(file.filename), contentType: safeContentType(file.contentType), sizeBytes };
        const row = await db.getRepository('mailUploads').create({ values: { userId, ...values } });
        const id = row.get('id') as Id;
        await rename(draft, pathOf(id));
        return { id, ...values };
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },

    /** @throws MailError `not-found` also for files of others */
    async get(userId: Id, id: Id): Promise<UploadView> {
      const row = await db.getModel('mailUploads').findOne({ where: { id, userId } });
      if (!row) throw new MailError('not-found', { field: 'attachments' });
      return {
        id: row.get('id') as Id,
        filename: row.get('filename') as string,
        contentType: row.get('contentType') as string,
        sizeBytes: Number(row.get('sizeBytes')),
      };
    },

    open: (id: Id): Readable => createReadStream(pathOf(id)),
  };
}

/** Counts while the bytes pass: what the client claims is no limit. */
function capped(maxBytes: number): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      if (total > maxBytes) done(new MailError('too-large', { field: 'file', values: { maxBytes } }));
      else done(null, chunk);
    },
  });
}
