// The few words that become part of an answer's text, in the language of who answers.
import { NAMESPACE } from '../../common/constants';
import type { ReplyStrings } from '../domain/reply';
import type { Context } from './context';

export function replyStrings(ctx: Context): ReplyStrings {
  const t = (key: string, values: object = {}) => ctx.t(key, { ns: NAMESPACE, ...values }) as string;
  const language = ((ctx.i18n as { language?: string } | undefined)?.language ?? 'en-US').replace('_', '-');
  const timeZone = offsetZone(ctx.get('X-Timezone'));
  return {
    attribution: (date, author) => t('quote.attribution', { date, author, interpolation: { escapeValue: false } }),
    forwardedMessage: t('quote.forwarded'),
    from: t('quote.from'),
    date: t('quote.date'),
    subject: t('quote.subject'),
    to: t('quote.to'),
    cc: t('quote.cc'),
    formatDate: (date) => formatDate(date, language, timeZone),
  };
}

/** The host's clients send `+02:00`. */
function offsetZone(header: string): string {
  return /^[+-]\d\d:\d\d$/.test(header) ? header : 'UTC';
}

function formatDate(date: Date, language: string, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'short', timeZone };
  try {
    return new Intl.DateTimeFormat(language, options).format(date);
  } catch {
    // A language tag or an offset that this Node does not know.
    return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(date);
  }
}
