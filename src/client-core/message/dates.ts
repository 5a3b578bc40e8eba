// Dates as a list and a header show them, in the user's language. Pure.

const formats = new Map<string, Intl.DateTimeFormat>();

/** Constructing a format costs some 50 µs, and a list asks for one per row. */
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(language, options);
    } catch {
      // A language tag that Intl does not take.
      found = new Intl.DateTimeFormat(undefined, options);
    }
    formats.set(key, found);
  }
  return found;
}

/** Time today, day and month this year, else with the year. */
export function shortDate(iso: string, now: Date, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  if (date.toDateString() === now.toDateString()) return format(language, { hour: '2-digit', minute: '2-digit' }).format(date);
  if (date.getFullYear() === now.getFullYear()) return format(language, { month: 'short', day: 'numeric' }).format(date);
  return format(language, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(date);
}

export function fullDate(iso: string, language: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : format(language, { dateStyle: 'full', timeStyle: 'short' }).format(date);
}

/** `3 minutes ago`. */
export function ago(iso: string, now: Date, language: string): string {
  const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
  if (Number.isNaN(seconds)) return '';
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return relative.format(0, 'second');
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}
