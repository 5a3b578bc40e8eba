// The host's log stays quiet: what it would warn about at each message is not asked of it. And a host that fails is not ended.
import { expect, it, vi } from 'vitest';
import { createBrowsers } from './browsers';

const message = { type: 'mail:changed', payload: { unread: 1 } };

it.each([
  ['broadcasts where the host can', true, ['ws:sendToUser', { userId: 7, message }]],
  ['sends by tag where it cannot', false, ['ws:sendToTag', { tagKey: 'userId', tagValue: '7', message }]],
])('%s', async (_name, isConnected, expected) => {
  const emitted: unknown[][] = [];
  const host = {
    emit: (...args: unknown[]) => emitted.push(args) > 0,
    pubSubManager: { isConnected: async () => isConnected },
  };
  createBrowsers(host as never, { warn: vi.fn() } as never).emit('ws:sendToUser', { userId: 7, message });
  await vi.waitFor(() => expect(emitted).toEqual([expected]));
});

it('logs what the host throws, for nobody waits for it and an unhandled rejection ends the process', async () => {
  const warn = vi.fn();
  const host = {
    emit: () => {
      throw new Error('socket is closed');
    },
    pubSubManager: { isConnected: () => Promise.reject(new Error('no broker')) },
  };
  createBrowsers(host as never, { warn } as never).emit('ws:sendToUser', { userId: 7, message });
  await vi.waitFor(() => expect(warn).toHaveBeenCalledWith(expect.any(String), { error: 'Error: socket is closed' }));
});
