// What a person has searched for, newest first, kept in this browser for each of its users.
import type { Id } from '../../common/api';

const MAX_SEARCHES = 20;
/** Less is what a slip of the finger leaves. */
const MIN_CHARS = 2;

const keyOf = (userId: Id) => `mail:recent-searches:${userId}`;

export function readRecentSearches(userId: Id): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}

/** Once each, whatever its case; the oldest are forgotten. */
export function rememberSearch(userId: Id, search: string): void {
  const text = search.trim();
  if (text.length < MIN_CHARS) return;
  const others = readRecentSearches(userId).filter((known) => known.toLowerCase() !== text.toLowerCase());
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify([text, ...others].slice(0, MAX_SEARCHES)));
  } catch {
    // Without storage nothing is suggested.
  }
}

export function forgetSearches(userId: Id): void {
  try {
    localStorage.removeItem(keyOf(userId));
  } catch {
    // Nothing was kept.
  }
}
