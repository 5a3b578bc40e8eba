// Numbers, times and durations in the user's language.
import { useTranslation } from 'react-i18next';
import { useT } from '../api';

export interface Format {
  number(value: number): string;
  /** "today's" times without a date, others with it. */
  time(iso: string): string;
  date(iso: string): string;
  /** Rounded to the unit that matters: "40 seconds", "12 minutes", "3 hours". */
  duration(seconds: number): string;
}

export function useFormat(): Format {
  const t = useT();
  const language = useTranslation().i18n.language;
  return {
    number: (value) => new Intl.NumberFormat(language).format(value),
    time: (iso) => {
      const date = new Date(iso);
      const isToday = date.toDateString() === new Date().toDateString();
      return new Intl.DateTimeFormat(language, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(date);
    },
    date: (iso) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(iso)),
    duration: (seconds) => {
      if (seconds < 60) return t('{{count}} seconds', { count: Math.max(1, Math.round(seconds)) });
      if (seconds < 5400) return t('{{count}} minutes', { count: Math.round(seconds / 60) });
      return t('{{count}} hours', { count: Math.round(seconds / 3600) });
    },
  };
}
