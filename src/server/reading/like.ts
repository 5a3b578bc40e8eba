// Patterns of LIKE that every database reads alike.

/**
 * SQLite has no default escape character, so a `%` or `_` that is searched for becomes `_`, any one character: it finds a
 * little too much and never too little.
 */
export function escapeLike(text: string): string {
  return text.replace(/[%_\\]/g, '_');
}
