// New mail, while something of the same account takes minutes.
import { fetchPending } from './fetch-pending';
import type { Round } from './round';

/** New mail is looked for this often. */
export const FOLLOW_AFTER_MS = 10_000;

/** For `Round.meanwhile`: may be called as often as there is a chance. Whatever it stores, a comparison asks for by id before it gives it up. */
export function bringNews(round: Round, follow: () => Promise<void>): () => Promise<void> {
  const now = () => round.store.now().getTime();
  let followedAt = now();
  return async () => {
    if (now() - followedAt < FOLLOW_AFTER_MS) return;
    await follow();
    await fetchPending(round);
    followedAt = now();
  };
}
