// Puts images into the frame of a message: attached ones at once, remote ones only when allowed.
import { useEffect } from 'react';
import type { AttachmentView, Id } from '../../common/api';
import { useMailApi } from '../api';

/** Remote images are fetched by our server, which is asked gently. */
const PARALLEL = 4;

interface FrameImagesOptions {
  /** The loaded document of the frame; undefined until then. */
  document: Document | undefined;
  messageId: Id;
  attachments: readonly AttachmentView[];
  showRemote: boolean;
}

export function useFrameImages({ document, messageId, attachments, showRemote }: FrameImagesOptions): void {
  const api = useMailApi();
  useEffect(() => {
    if (!document) return undefined;
    const jobs = inlineImages(document, attachments).map(({ image, blobId }) => ({
      load: (signal: AbortSignal) => api.messages.attachment(messageId, blobId, { signal }),
      show: (url: string) => showImage(image, url),
    }));
    return runJobs(jobs);
  }, [document, api, messageId, attachments]);

  useEffect(() => {
    if (!document || !showRemote) return undefined;
    const jobs = remoteImages(document).map(({ url, show }) => ({
      load: (signal: AbortSignal) => api.messages.image(messageId, url, { signal }),
      show,
    }));
    return runJobs(jobs);
  }, [document, api, messageId, showRemote]);
}

interface Job {
  load: (signal: AbortSignal) => Promise<Blob>;
  show: (blobUrl: string) => void;
}

/** Runs a few at a time; the answered function stops them and frees their memory. */
function runJobs(jobs: Job[]): () => void {
  const abort = new AbortController();
  const urls: string[] = [];
  const queue = [...jobs];
  const work = async () => {
    for (let job = queue.shift(); job && !abort.signal.aborted; job = queue.shift()) {
      try {
        const blob = await job.load(abort.signal);
        if (abort.signal.aborted) return;
        const url = URL.createObjectURL(blob);
        urls.push(url);
        job.show(url);
      } catch {
        // An image that cannot be had keeps its place and its alternative text.
      }
    }
  };
  for (let worker = 0; worker < PARALLEL; worker++) void work();
  return () => {
    abort.abort();
    for (const url of urls) URL.revokeObjectURL(url);
  };
}

function showImage(image: Element, url: string): void {
  image.removeAttribute('data-mail-held');
  image.setAttribute('src', url);
}

function inlineImages(document: Document, attachments: readonly AttachmentView[]) {
  const byCid = new Map(attachments.flatMap(({ cid, blobId }) => (cid ? [[cid, blobId] as const] : [])));
  return [...document.querySelectorAll('img[data-mail-cid]')].flatMap((image) => {
    const blobId = byCid.get(image.getAttribute('data-mail-cid') ?? '');
    return blobId ? [{ image, blobId }] : [];
  });
}

function remoteImages(document: Document): Array<{ url: string; show: (blobUrl: string) => void }> {
  const images = [...document.querySelectorAll('img[data-mail-src]')].map((image) => ({
    url: image.getAttribute('data-mail-src') ?? '',
    show: (blobUrl: string) => showImage(image, blobUrl),
  }));
  const backgrounds = [...document.querySelectorAll<HTMLElement>('[data-mail-background]')].map((element) => ({
    url: element.getAttribute('data-mail-background') ?? '',
    show: (blobUrl: string) => void (element.style.backgroundImage = `url("${blobUrl}")`),
  }));
  return [...images, ...backgrounds].filter(({ url }) => url);
}
