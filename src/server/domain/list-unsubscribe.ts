// How to leave the mailing list that sent a message: its List-Unsubscribe headers (RFC 2369 §3.2, RFC 8058).
import { isDeliverableAddress } from './recipient';
import { collapseSpace, toSingleLine, truncate } from './text';

export interface ListUnsubscribe {
  /** http(s). */
  url: string | null;
  /** The list takes a POST to `url`, which has to be https, and asks nothing more (RFC 8058 §3.1). */
  isOneClick: boolean;
  /** A message that the list's program reads. */
  mail: { to: string; subject: string; body: string } | null;
}

const MAX_HEADER_CHARS = 8_000;
const MAX_SUBJECT_CHARS = 255;
const MAX_BODY_CHARS = 1_000;

/** Null when the headers name no way that can be gone. The first address of each kind counts (RFC 2369 §2). */
export function parseListUnsubscribe(header: string | null, post: string | null): ListUnsubscribe | null {
  const addresses = [...truncate(header ?? '', MAX_HEADER_CHARS).matchAll(/<([^<>]*)>/g)].map(([, address]) => (address ?? '').replace(/\s+/g, ''));
  const url = addresses.map(toUrl).find((each) => each !== null) ?? null;
  const mail = addresses.map(toMail).find((each) => each !== null) ?? null;
  if (!url && !mail) return null;
  return { url, isOneClick: url !== null && url.startsWith('https:') && /^\s*List-Unsubscribe\s*=\s*One-Click\s*$/i.test(post ?? ''), mail };
}

function toUrl(address: string): string | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  // They would only mislead whoever reads the address.
  url.username = '';
  url.password = '';
  return url.href;
}

/** RFC 6068; only one recipient, its subject and text: a header must not make us write to others. */
function toMail(address: string): ListUnsubscribe['mail'] {
  if (!/^mailto:/i.test(address)) return null;
  const [path = '', query = ''] = address.slice('mailto:'.length).split('?', 2);
  const to = decode(path);
  if (!isDeliverableAddress(to)) return null;
  const fields = new Map(query.split('&').map((pair): [string, string] => [pair.split('=', 1)[0]?.toLowerCase() ?? '', decode(pair.slice(pair.indexOf('=') + 1))]));
  return {
    to,
    subject: truncate(collapseSpace(toSingleLine(fields.get('subject') ?? '')), MAX_SUBJECT_CHARS) || 'unsubscribe',
    body: truncate(fields.get('body') ?? '', MAX_BODY_CHARS),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
