// `npm run dev`: the demo, rebuilt on change. A change of the server half or of a text restarts the host; for
// the browser's half a reload of the page is enough.
// Takes the options of the demo.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readArguments } from './arguments.mjs';
import { ROOT, setUp } from './setup.mjs';

const options = readArguments();
const dataDir = resolve(ROOT, options.data);
mkdirSync(dataDir, { recursive: true });
await setUp();
const { build } = await import('./build/build.mjs');
await build();
const { startDemo } = await import('./demo/start.mjs');
const demo = await startDemo({ ...options, dataDir });

let restarting = Promise.resolve();
await build({
  watch: true,
  onRebuild(half) {
    console.log(`Rebuilt ${half}`);
    if (half === 'client') return demo.host.takeBuild();
    // Texts are read by the server too, when it starts.
    restarting = restarting.then(() => demo.host.restart()).then(
      () => console.log('Host restarted'),
      (error) => console.error(error),
    );
  },
});
