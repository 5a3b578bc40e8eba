// Administrators who have the account list open see changes of everybody's accounts. Only the id travels.
import { EVENT_TYPES } from '../../common/constants';
import type { HealthEvent } from '../../common/health';
import type { Look } from './account-watch';
import type { Administrators } from './administrators';
import type { RealtimeHost } from './realtime';

export function tellAdministrators(host: RealtimeHost, administrators: Administrators): Look {
  return async (accountId) => {
    const payload: HealthEvent = { accountId };
    for (const userId of await administrators()) host.emit('ws:sendToUser', { userId, message: { type: EVENT_TYPES.health, payload } });
  };
}
