// Browsers that are connected to this process, by the host's WebSocket.
import type { Application } from '@nocobase/server';
import type { Log } from '../services';
import type { RealtimeHost } from './realtime';

type Host = Pick<Application, 'emit'> & { pubSubManager: Pick<Application['pubSubManager'], 'isConnected'> };

/**
 * `ws:sendToUser` also broadcasts to other processes, and where the host has no adapter for that it writes a warning into its log,
 * at each message. There the same message goes out by the tag that the host gives to a user's connections.
 */
export function createBrowsers(host: Host, log: Log): RealtimeHost {
  return {
    emit(event, { userId, message }) {
      const send = (spreads: boolean) =>
        spreads ? host.emit(event, { userId, message }) : host.emit('ws:sendToTag', { tagKey: 'userId', tagValue: `${userId}`, message });
      host.pubSubManager
        .isConnected()
        .catch(() => false)
        .then(send)
        // Nobody waits for this: a rejection left alone would end the host's process.
        .catch((error: unknown) => log.warn('a change could not be told to browsers', { error: String(error) }));
      return true;
    },
  };
}
