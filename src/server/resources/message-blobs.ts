// mailMessages: bytes of messages. Whatever a stranger sent goes out as a download that no browser runs.
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { AttachmentView, Id } from '../../common/api';
import { MailError } from '../../common/errors';
import { parseJson } from '../accounts/json-column';
import { getAccount } from '../accounts/own-accounts';
import type { AppContext } from '../app-context';
import { safeContentType, safeFilename } from '../domain/filename';
import { getMessage } from '../reading/message-scope';
import { fetchRemoteImage } from '../security/remote-image';
import { listVisibleAccountIds, readVisibility } from '../security/ownership';
import { action, parse } from './answer';
import { inputOf, roleBookOf, viewerOf, type Context } from './context';
import { id } from './input';

const MAX_URL_CHARS = 8000;
/** Attachments and remote images of a stored message do not change. */
const CACHED_SECONDS = 24 * 3600;

export function messageBlobs(app: AppContext) {
  const find = async (ctx: Context, messageId: Id) => {
    const visibility = await readVisibility(app.db, roleBookOf(ctx), viewerOf(ctx));
    return getMessage(app.db, await listVisibleAccountIds(app.db, visibility), messageId);
  };

  const open = async (accountId: Id, remoteId: string, blobId: string, signal: AbortSignal): Promise<Readable> => {
    const account = await getAccount(app.db, accountId);
    if (!account) throw new MailError('not-found');
    const { provider } = await app.providers.open(account);
    return provider.getBlob(remoteId, blobId, { interactive: true, signal });
  };

  return {
    attachment: action(app.log, async (ctx) => {
      const input = parse(z.object({ id, blobId: z.string().min(1).max(2000) }), inputOf(ctx));
      const row = await find(ctx, input.id);
      const part = parseJson<AttachmentView[]>(row.get('attachments'))?.find(({ blobId }) => blobId === input.blobId);
      if (!part) throw new MailError('not-found', { field: 'blobId' });
      const bytes = await open(row.get('accountId') as Id, row.get('mailId') as string, part.blobId, aborted(ctx));
      send(ctx, bytes, part.contentType, part.filename);
    }),

    raw: action(app.log, async (ctx) => {
      const row = await find(ctx, parse(z.object({ id }), inputOf(ctx)).id);
      const bytes = await open(row.get('accountId') as Id, row.get('mailId') as string, 'raw', aborted(ctx));
      send(ctx, bytes, 'message/rfc822', `${(row.get('subject') as string | null) || 'message'}.eml`);
    }),

    image: action(app.log, async (ctx) => {
      const input = parse(z.object({ id, url: z.string().url().max(MAX_URL_CHARS) }), inputOf(ctx));
      const row = await find(ctx, input.id);
      // Only addresses that are in the message: this is no open proxy.
      if (!mentions((row.get('bodyHtml') as string | null) ?? '', input.url)) throw new MailError('forbidden', { field: 'url' });
      const image = await fetchRemoteImage(input.url, { signal: aborted(ctx) });
      send(ctx, image.bytes, image.contentType, 'image');
    }),
  };
}

/** The stored HTML holds addresses in its escaped form. */
function mentions(html: string, url: string): boolean {
  return html.includes(url) || html.includes(url.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&#39;'));
}

/** Ends the provider's transfer when the browser goes away. */
function aborted(ctx: Context): AbortSignal {
  const controller = new AbortController();
  ctx.res.once('close', () => controller.abort());
  return controller.signal;
}

function send(ctx: Context, bytes: Readable | Buffer, contentType: string, filename: string): void {
  const name = safeFilename(filename);
  // RFC 6266 §5 with both forms: filename* in UTF-8, and ASCII for what does not know it.
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  ctx.set('Content-Disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Security-Policy', "sandbox; default-src 'none'");
  ctx.set('Cross-Origin-Resource-Policy', 'same-origin');
  ctx.set('Cache-Control', `private, max-age=${CACHED_SECONDS}`);
  ctx.type = safeContentType(contentType);
  ctx.body = bytes;
}
