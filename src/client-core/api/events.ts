// What tells a page that something changed: the server's WebSocket events, and coarse reasons to look again by itself.
import type { AccountView, MailChangedEvent, SubmissionView } from '../../common/api';
import { EVENT_TYPES } from '../../common/constants';
import type { HealthEvent } from '../../common/health';

export type MailEvent =
  | { type: 'changed'; payload: MailChangedEvent }
  | { type: 'account'; payload: AccountView }
  | { type: 'submission'; payload: SubmissionView }
  | { type: 'health'; payload: HealthEvent }
  /** An event may have been missed: load again. */
  | { type: 'refetch'; reason: 'poll' | 'visible' | 'reconnected' };

export type MailEventHandler = (event: MailEvent) => void;

/** The part of the host's Application that is used; the same in both shells. */
export interface HostApp {
  eventBus?: EventTarget;
  ws?: { on?(type: string, listener: () => void): void; off?(type: string, listener: () => void): void };
}

/**
 * WebSocket messages reach only tabs that hang on the same node unless Redis connects the nodes (and none at all behind
 * a proxy that blocks them), so visible pages also look by themselves at this rate.
 */
export const POLL_MS = 60_000;

/** Calls `handler` for each event until the returned function is called. Hidden pages are not polled. */
export function subscribeMailEvents(app: HostApp, handler: MailEventHandler, pollMs = POLL_MS): () => void {
  const types = Object.entries(EVENT_TYPES) as Array<[keyof typeof EVENT_TYPES, string]>;
  const listeners = types.map(([type, name]) => {
    const listener = (event: Event) => handler({ type, payload: (event as CustomEvent).detail } as MailEvent);
    app.eventBus?.addEventListener(`ws:message:${name}`, listener);
    return () => app.eventBus?.removeEventListener(`ws:message:${name}`, listener);
  });

  let lookedAt = Date.now();
  const look = (reason: 'poll' | 'visible' | 'reconnected') => {
    if (document.visibilityState !== 'visible') return;
    lookedAt = Date.now();
    handler({ type: 'refetch', reason });
  };
  const timer = setInterval(() => look('poll'), pollMs);
  // Switching tabs to and fro must not cost a request each time.
  const onVisible = () => Date.now() - lookedAt > pollMs / 4 && look('visible');
  const onReconnect = () => look('reconnected');
  document.addEventListener('visibilitychange', onVisible);
  app.ws?.on?.('open', onReconnect);

  return () => {
    for (const remove of listeners) remove();
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisible);
    app.ws?.off?.('open', onReconnect);
  };
}
