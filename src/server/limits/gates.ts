// One gate per (OAuth client, mailbox): two people with the same mailbox share its quota.
import { randomUUID } from 'node:crypto';
import type { ProviderType } from '../providers/provider';
import type { Gates } from '../services';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { createGate } from './limiter';
import type { Gate, QuotaNews } from './limiter';

/** The gates of other processes, as far as they can be reached. */
export interface GatePeers {
  tell(key: string, news: QuotaNews): void;
  listen(heard: (key: string, news: QuotaNews) => void): void;
}

/**
 * Gates live as long as the process: a mailbox costs about a kilobyte, and a second gate for it would double its quota. Those of
 * other processes count along; what they used before this one asked for the mailbox at all is not known here.
 */
export function createGates(clock: Clock = systemClock, peers?: GatePeers): Gates {
  const gates = new Map<string, Gate>();
  const node = randomUUID();
  peers?.listen((key, news) => gates.get(key)?.heard(news));
  const keyOf = (type: ProviderType, clientId: string, email: string) => JSON.stringify([type.id, clientId, email.trim().toLowerCase()]);

  return {
    gate(type, clientId, email) {
      const key = keyOf(type, clientId, email);
      let gate = gates.get(key);
      if (!gate) {
        gate = createGate(type.limits, clock, (news) => peers?.tell(key, { ...news, node }));
        gates.set(key, gate);
      }
      return gate;
    },
    blockedMs: (type, clientId, email) => gates.get(keyOf(type, clientId, email))?.blockedMs() ?? 0,
    use: (type, clientId, email) => gates.get(keyOf(type, clientId, email))?.use() ?? null,
  };
}
