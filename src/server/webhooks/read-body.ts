// Reads a stranger's body: not more than the limit, and not for longer than it may take.
import type { Readable } from 'node:stream';
import { MailError } from '../../common/errors';

export interface BodyLimits {
  maxBytes: number;
  timeoutMs: number;
}

/** Stops reading at the limit, whatever Content-Length says. @throws MailError `too-large` or `unavailable` */
export function readBody(stream: Readable, contentLength: string | undefined, { maxBytes, timeoutMs }: BodyLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (settle: () => void) => {
      clearTimeout(timer);
      stream.off('data', take).off('end', finish).off('error', fail).off('close', fail);
      settle();
    };
    const refuse = (error: MailError) =>
      end(() => {
        stream.pause();
        reject(error);
      });
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) refuse(new MailError('too-large', { detail: 'notice is too large' }));
      else chunks.push(chunk);
    };
    const finish = () => end(() => resolve(Buffer.concat(chunks).toString('utf8')));
    const fail = (cause?: unknown) => refuse(new MailError('unavailable', { cause, detail: 'notice broke off' }));
    const timer = setTimeout(() => fail(), timeoutMs);
    timer.unref();
    if (Number(contentLength) > maxBytes) return refuse(new MailError('too-large', { detail: 'notice is too large' }));
    stream.on('data', take).on('end', finish).on('error', fail).on('close', fail);
  });
}
