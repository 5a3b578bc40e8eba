// Reading raw rows: what SQLite, PostgreSQL, MySQL and MariaDB answer differently for the same column.
import { createHash } from 'node:crypto';

export type RawRow = Record<string, unknown>;

/** The host's ids have 53 bits; MySQL drivers answer them as strings. */
export const toNumber = (value: unknown): number => Number(value);

export const toNumberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

export const toText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

export const toBoolean = (value: unknown): boolean => value === true || value === 1 || value === '1';

export function toDate(value: unknown): Date | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value : new Date(value as string | number);
}

/** JSON columns come parsed, or as text where the database has no such type (MariaDB). */
export function toJson<T>(value: unknown): T | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') return value as T;
  try {
    return JSON.parse(value) as T;
  } catch {
    return null;
  }
}

/** Ids of providers are compared byte by byte; no collation folds the case of a hash. */
export function remoteKeyOf(remoteId: string): string {
  return createHash('sha256').update(remoteId, 'utf8').digest('hex');
}

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
