// Files on their way to the server, with progress; they wait there for their message.
import { useCallback, useRef } from 'react';
import { MAX_ATTACHMENTS_BYTES } from '../../common/constants';
import { isAborted, MailApiError, useMailApi } from '../api';
import { totalBytes, type ComposeFile } from './compose-state';

export type ChangeFiles = (change: (files: ComposeFile[]) => ComposeFile[]) => void;

export interface Uploads {
  /** Answers the Content-ID by which an image in the text names its file. */
  addInline(file: File): string;
  add(files: readonly File[]): void;
  remove(file: ComposeFile): void;
  retry(file: ComposeFile): void;
  /** Waits until none is on its way any more, whatever became of them. */
  settled(): Promise<unknown>;
}

/** @param current reads the files as they are now, to keep within the limit. */
export function useUploads(current: () => readonly ComposeFile[], change: ChangeFiles): Uploads {
  const api = useMailApi();
  const running = useRef(new Map<string, { file: File; abort: AbortController }>());
  const travelling = useRef(new Set<Promise<void>>());

  const upload = useCallback(
    async (entry: ComposeFile, file: File) => {
      const abort = new AbortController();
      running.current.set(entry.key, { file, abort });
      const patch = (values: Partial<ComposeFile>) => change((files) => files.map((other) => (other.key === entry.key ? { ...other, ...values } : other)));
      try {
        const { id } = await api.uploads.create(file, entry.filename, { signal: abort.signal, onProgress: (progress) => patch({ progress }) });
        patch({ uploadId: id, progress: undefined, error: undefined });
        running.current.delete(entry.key);
      } catch (error) {
        if (!isAborted(error)) patch({ progress: undefined, error });
      }
    },
    [api, change],
  );
  const start = useCallback(
    (entry: ComposeFile, file: File) => {
      const travel = upload(entry, file).finally(() => travelling.current.delete(travel));
      travelling.current.add(travel);
    },
    [upload],
  );

  const addOne = useCallback(
    (file: File, cid?: string) => {
      const entry: ComposeFile = {
        key: randomKey(),
        filename: file.name || 'image.png',
        contentType: file.type || 'application/octet-stream',
        sizeBytes: file.size,
        ...(cid !== undefined && { cid }),
      };
      // What was refused is only shown.
      const accepted = current().filter(({ error }) => error === undefined);
      const fits = totalBytes(accepted) + file.size <= MAX_ATTACHMENTS_BYTES;
      if (!fits) return change((files) => [...files, { ...entry, error: new MailApiError('too-large', { field: 'attachments' }) }]);
      change((files) => [...files, { ...entry, progress: 0 }]);
      return start(entry, file);
    },
    [change, current, start],
  );

  return {
    addInline(file) {
      const cid = `${randomKey()}@mail`;
      addOne(file, cid);
      return cid;
    },
    add: (files) => files.forEach((file) => addOne(file)),
    remove(file) {
      running.current.get(file.key)?.abort.abort();
      running.current.delete(file.key);
      change((files) => files.filter(({ key }) => key !== file.key));
      // What stays behind when this fails is removed by the server's own clean-up.
      if (file.uploadId !== undefined) api.uploads.destroy(file.uploadId).catch(() => undefined);
    },
    retry(file) {
      const known = running.current.get(file.key);
      if (!known) return;
      change((files) => files.map((other) => (other.key === file.key ? { ...other, error: undefined, progress: 0 } : other)));
      start(file, known.file);
    },
    settled: () => Promise.all(travelling.current),
  };
}

export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
