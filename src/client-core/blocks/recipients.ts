// Which addresses records give to "Compose email", and how the form begins with them.
import type { EmailAddress } from '../../common/api';

/**
 * What the compose form begins with for these records. People in one table need not know each other: with several records
 * nobody sees who else was written to, unless the writer wants it.
 */
export function composeTo(records: readonly object[], paths: readonly string[]): { mode: 'new'; to: EmailAddress[]; separately: boolean } {
  return { mode: 'new', to: recipientsOf(records, paths).map((email) => ({ email })), separately: records.length > 1 };
}

/**
 * Values at `paths` of each record as addresses, without repeats, in order. A path may lead through relations
 * (`contacts.email`), to one or many, and a text may list several addresses.
 */
export function recipientsOf(records: readonly object[], paths: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const record of records) {
    for (const path of paths) {
      for (const value of valuesAt(record, path.split('.'))) {
        for (const address of value.split(/[,;\n]/).map((part) => part.trim()).filter((part) => part.includes('@'))) {
          if (!found.has(address.toLowerCase())) found.set(address.toLowerCase(), address);
        }
      }
    }
  }
  return [...found.values()];
}

function valuesAt(value: unknown, path: readonly string[]): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  if (!path.length) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object') return [];
  return valuesAt((value as Record<string, unknown>)[path[0]], path.slice(1));
}

/** Relations that have to be loaded for these paths: `contacts.email` needs `contacts`. */
export function appendsOf(paths: readonly string[]): string[] {
  return [...new Set(paths.filter((path) => path.includes('.')).map((path) => path.slice(0, path.lastIndexOf('.'))))];
}

/** Stored as text by the host's own API: the word "false" means false. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}
