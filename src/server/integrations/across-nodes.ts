// What one node has to tell the others: events for browsers that are connected there, that there is work, and used quota.
import type { GatePeers } from '../limits/gates';
import type { QuotaNews } from '../limits/limiter';
import type { Jobs } from '../services';
import type { RealtimeHost } from './realtime';
import type { NodeChannel } from './redis-channel';

const EVENT = 'event';
const WAKE = 'wake';
const QUOTA = 'quota';
/** Later than this the others find by themselves: they look at least every 5 s. */
const SOON_MS = 5_000;

type Payload = Parameters<RealtimeHost['emit']>[1];

/**
 * A host that reaches the browsers of every node. `isSpreading`: the host's own pub/sub adapter (commercial) is at work
 * and carries `ws:sendToUser` over itself; then nothing is sent twice.
 */
export function spreadEvents(host: RealtimeHost, channel: NodeChannel, isSpreading: () => Promise<boolean>): RealtimeHost {
  channel.subscribe(EVENT, (payload) => {
    if (isPayload(payload)) host.emit('ws:sendToUser', payload);
  });
  return {
    emit(event, payload) {
      isSpreading().then(
        (spreads) => spreads || channel.publish(EVENT, payload),
        () => channel.publish(EVENT, payload),
      );
      return host.emit(event, payload);
    },
  };
}

function isPayload(value: unknown): value is Payload {
  const { userId, message } = (value ?? {}) as Partial<Payload>;
  return (typeof userId === 'number' || typeof userId === 'string') && typeof message?.type === 'string';
}

/** The SQL leases decide who works; this only makes the others look at once instead of at their next poll. */
export function spreadWakes(jobs: Jobs, channel: NodeChannel): Jobs {
  channel.subscribe(WAKE, () => jobs.wake());
  return {
    ...jobs,
    async ring(kind, subjectId, options) {
      await jobs.ring(kind, subjectId, options);
      if (!options?.runAt || options.runAt.getTime() - Date.now() < SOON_MS) channel.publish(WAKE, null);
    },
  };
}

/** One quota for all nodes: a click on one counts in the import of another. */
export function gatePeers(channel: NodeChannel): GatePeers {
  return {
    tell: (key, news) => channel.publish(QUOTA, { key, news }),
    listen: (heard) => channel.subscribe(QUOTA, (payload) => isQuota(payload) && heard(payload.key, payload.news)),
  };
}

function isQuota(value: unknown): value is { key: string; news: QuotaNews } {
  const { key, news } = (value ?? {}) as { key?: unknown; news?: { cost?: unknown; inFlight?: unknown; node?: unknown; pauseMs?: unknown } };
  if (typeof key !== 'string' || !['undefined', 'string'].includes(typeof news?.node)) return false;
  return typeof news?.pauseMs === 'number' || (typeof news?.cost === 'number' && ['undefined', 'number'].includes(typeof news.inFlight));
}
