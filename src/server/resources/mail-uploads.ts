// mailUploads: files for a message that is being written, streamed to disk as they come.
import busboy from 'busboy';
import { z } from 'zod';
import type { UploadView } from '../../common/api';
import { MailError, toMailError } from '../../common/errors';
import type { AppContext } from '../app-context';
import type { IncomingFile } from '../sending/uploads';
import { action, parse } from './answer';
import { inputOf, viewerOf, type Context } from './context';
import { id } from './input';

export function mailUploads(app: AppContext) {
  return {
    create: action(app.log, async (ctx) => {
      const { userId } = viewerOf(ctx);
      return receiveFile(ctx, (file) => app.uploads.create(userId, file));
    }),

    destroy: action(app.log, async (ctx) => {
      const { filterByTk } = parse(z.object({ filterByTk: id }), inputOf(ctx));
      const upload = await app.uploads.get(viewerOf(ctx).userId, filterByTk);
      await app.uploads.remove(upload.id);
      return null;
    }),
  };
}

/** Hands the first file of a multipart body to `store`. @throws MailError `invalid-input` for any other body */
function receiveFile(ctx: Context, store: (file: IncomingFile) => Promise<UploadView>): Promise<UploadView> {
  return new Promise((resolve, reject) => {
    let stored: Promise<UploadView> | null = null;
    const fail = (error: unknown) => {
      ctx.req.unpipe();
      // What is still on its way is read and dropped, or the client would never see the answer.
      ctx.req.resume();
      reject(error);
    };
    const noFile = (cause?: unknown) => new MailError('invalid-input', { field: 'file', cause });
    let parser: busboy.Busboy;
    try {
      parser = busboy({ headers: ctx.req.headers, defParamCharset: 'utf8', limits: { files: 1, fields: 10, fieldSize: 10_000 } });
    } catch (cause) {
      return fail(noFile(cause));
    }
    parser.on('file', (_field, bytes, { filename, mimeType }) => {
      stored = store({ filename: filename ?? '', contentType: mimeType, bytes });
      stored.then(resolve, (error: unknown) => fail(toMailError(error)));
    });
    parser.on('error', (cause) => fail(noFile(cause)));
    parser.on('close', () => stored ?? reject(noFile()));
    ctx.req.pipe(parser);
  });
}
