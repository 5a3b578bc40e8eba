// `npm run demo`: a NocoBase with the plugin and, unless --real, local Gmail and Outlook with seeded mailboxes.
// Options: --port N --data DIR --db postgres://…|mysql://… --real --size MESSAGES
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArguments } from './arguments.mjs';
import { ROOT, setUp } from './setup.mjs';

const options = readArguments();
const dataDir = resolve(ROOT, options.data);
mkdirSync(dataDir, { recursive: true });

await setUp();
const { build } = await import('./build/build.mjs');
await build();

const { startDemo } = await import('./demo/start.mjs');
const demo = await startDemo({ ...options, dataDir: join(dataDir) });

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping …');
    await demo.stop();
    process.exit(0);
  });
}
