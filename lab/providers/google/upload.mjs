// /upload and /resumable/upload: simple, multipart and resumable media, reduced to the JSON form of the same method.
import { randomUUID } from 'node:crypto';
import { badRequest, googleError } from './errors.mjs';

/** @param {string} contentType @param {Buffer} body @returns {{headers: Record<string, string>, body: Buffer}[]} */
export function splitMultipart(contentType, body) {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (!boundary) return [];
  const text = body.toString('latin1');
  const parts = text.split(new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:--)?[ \\t]*(?:\\r?\\n|$)`)).slice(1);
  return parts.filter((part) => part.trim()).map((part) => {
    const end = /\r?\n\r?\n/.exec(part);
    const head = end ? part.slice(0, end.index) : part;
    const headers = Object.fromEntries(head.split(/\r?\n/).filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
    return { headers, body: Buffer.from(end ? part.slice(end.index + end[0].length) : '', 'latin1') };
  });
}

const jsonOrEmpty = (bytes) => {
  try {
    return bytes.length ? JSON.parse(bytes.toString()) : {};
  } catch {
    return undefined;
  }
};

/** drafts carry the message one level down. */
const place = (method, metadata, media) => {
  const raw = media.toString('base64url');
  return method.startsWith('drafts.') ? { ...metadata, message: { ...metadata.message, raw } } : { ...metadata, raw };
};

export function createUploads() {
  /** @type {Map<string, {method: string, metadata: object, chunks: Buffer[], params: object}>} */
  const sessions = new Map();

  function start(ctx, method, params) {
    const metadata = jsonOrEmpty(ctx.body);
    if (!metadata) return badRequest('Parse Error', 'parseError');
    const id = randomUUID();
    sessions.set(id, { method, metadata, chunks: [], params });
    const url = new URL(`${ctx.origin}${ctx.fullPath}`);
    url.search = ctx.query.toString();
    url.searchParams.set('upload_id', id);
    return { status: 200, headers: { location: url.toString(), 'x-guploader-uploadid': id } };
  }

  function resume(ctx) {
    const session = sessions.get(ctx.query.get('upload_id'));
    if (!session) return googleError(404);
    const have = session.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(ctx.headers['content-range'] ?? '');
    if (range?.[1] === undefined && range) return incomplete(have);
    if (range && Number(range[1]) !== have) return incomplete(have);
    session.chunks.push(ctx.body);
    const total = have + ctx.body.length;
    if (range && range[3] !== '*' && total < Number(range[3])) return incomplete(total);
    sessions.delete(ctx.query.get('upload_id'));
    return { json: place(session.method, session.metadata, Buffer.concat(session.chunks)) };
  }

  const incomplete = (have) => ({ status: 308, headers: have ? { range: `bytes=0-${have - 1}` } : {} });

  return {
    clear: () => sessions.clear(),
    /** @returns {{json: object} | {status: number}} the body for the method's handler, or an answer */
    read(ctx, method, params) {
      if (ctx.query.get('upload_id')) return resume(ctx);
      const type = ctx.headers['content-type'] ?? '';
      switch (ctx.query.get('uploadType') ?? 'media') {
        case 'media':
          return { json: place(method, {}, ctx.body) };
        case 'multipart': {
          const [metadata, media] = splitMultipart(type, ctx.body);
          if (!metadata || !media) return badRequest('Malformed multipart body.', 'malformedBody');
          const json = jsonOrEmpty(metadata.body);
          if (!json) return badRequest('Parse Error', 'parseError');
          const bytes = /base64/i.test(media.headers['content-transfer-encoding'] ?? '') ? Buffer.from(media.body.toString('latin1'), 'base64') : media.body;
          return { json: place(method, json, bytes) };
        }
        case 'resumable':
          return start(ctx, method, params);
        default:
          return badRequest('Invalid uploadType');
      }
    },
  };
}
