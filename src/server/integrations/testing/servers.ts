// Servers that tests of several nodes need. Where one is missing the tests are skipped, except in CI. For tests only.
import { connect } from 'node:net';
import { describe } from 'vitest';

export const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const hasRedis = await isListening(REDIS);
if (!hasRedis) {
  const text = `no Redis at ${REDIS}: tests of several nodes`;
  if (process.env.CI) throw new Error(`${text} cannot run`);
  console.error(`[skipped] ${text}`);
}

export const withRedis = (andAlso = true) => describe.skipIf(!hasRedis || !andAlso);

export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
