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
 * other processes count along, also while this one has not asked for the mailbox yet: a node that only answers requests shows
 * administrators what the working ones have used. What was used before this process started is not known here.
 */
export function createGates(clock: Clock = systemClock, peers?: GatePeers, types: readonly ProviderType[] = []): Gates {
  const gates = new Map<string, Gate>();
  const node = randomUUID();
  const keyOf = (type: ProviderType, clientId: string, email: string) => JSON.stringify([type.id, clientId, email.trim().toLowerCase()]);
  const open = (key: string, { limits }: ProviderType): Gate => {
    const gate = gates.get(key) ?? createGate(limits, clock, (news) => peers?.tell(key, { ...news, node }));
    gates.set(key, gate);
    return gate;
  };
  peers?.listen((key, news) => {
    const type = types.find(({ id }) => key.startsWith(`[${JSON.stringify(id)},`));
    (type ? open(key, type) : gates.get(key))?.heard(news);
  });

  return {
    gate: (type, clientId, email) => open(keyOf(type, clientId, email), type),
    blockedMs: (type, clientId, email) => gates.get(keyOf(type, clientId, email))?.blockedMs() ?? 0,
    use: (type, clientId, email) => gates.get(keyOf(type, clientId, email))?.use() ?? null,
  };
}
