// A mailto: link (RFC 6068) as the beginning of a form. Pure.
import type { ComposeView } from '../../common/api';
import { parseAddressList } from './addresses';
import { textToHtml } from './editor-text';

const MAX_MAILTO_CHARS = 8000;

/** Only addresses, subject and text are taken: a link must not attach files or set other headers. */
export function composeFromMailto(href: string): Partial<ComposeView> {
  const rest = href.slice(0, MAX_MAILTO_CHARS).replace(/^mailto:/i, '');
  const question = rest.indexOf('?');
  const path = question < 0 ? rest : rest.slice(0, question);
  const fields = new Map<string, string>();
  for (const pair of question < 0 ? [] : rest.slice(question + 1).split('&')) {
    const equals = pair.indexOf('=');
    // In mailto a plus is a plus.
    if (equals > 0) fields.set(pair.slice(0, equals).toLowerCase(), decode(pair.slice(equals + 1)));
  }
  const list = (...texts: Array<string | undefined>) => parseAddressList(texts.filter(Boolean).join(','));
  return {
    mode: 'new',
    to: list(decode(path), fields.get('to')),
    cc: list(fields.get('cc')),
    bcc: list(fields.get('bcc')),
    subject: fields.get('subject') ?? '',
    html: textToHtml(fields.get('body') ?? ''),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
