// One gate per (OAuth client, mailbox): two people with the same mailbox share its quota.
import type { ProviderType } from '../providers/provider';
import type { Gates } from '../services';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { createGate } from './limiter';
import type { Gate } from './limiter';

/** Gates live as long as the process: a mailbox costs about a kilobyte, and a second gate for it would double its quota. */
export function createGates(clock: Clock = systemClock): Gates {
  const gates = new Map<string, Gate>();
  const keyOf = (type: ProviderType, clientId: string, email: string) => JSON.stringify([type.id, clientId, email.trim().toLowerCase()]);

  return {
    gate(type, clientId, email) {
      const key = keyOf(type, clientId, email);
      let gate = gates.get(key);
      if (!gate) {
        gate = createGate(type.limits, clock);
        gates.set(key, gate);
      }
      return gate;
    },
    blockedMs: (type, clientId, email) => gates.get(keyOf(type, clientId, email))?.blockedMs() ?? 0,
    use: (type, clientId, email) => gates.get(keyOf(type, clientId, email))?.use() ?? null,
  };
}
