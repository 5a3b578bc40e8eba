// `npm run build`: everything that NocoBase loads, into dist/. `npm run build -- --watch` keeps doing so.
import { watch as watchFiles } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildClient } from './client.mjs';
import { writeExternalVersion } from './external-version.mjs';
import { buildLocale } from './locale.mjs';
import { SRC } from './paths.mjs';
import { buildServer } from './server.mjs';

/**
 * Builds dist/. With `watch` it resolves after the first build and rebuilds what changes until `close()`.
 * @param {{ watch?: boolean, only?: Array<'client' | 'server'>, onRebuild?: (half: 'client' | 'server' | 'locale') => void }} [options]
 * @returns {Promise<{ close(): Promise<void> }>}
 */
export async function build({ watch = false, only = ['client', 'server'], onRebuild } = {}) {
  writeExternalVersion();
  buildLocale();
  const running = await Promise.all([
    only.includes('client') && buildClient({ watch, onRebuild: () => onRebuild?.('client') }),
    only.includes('server') && buildServer({ watch, onRebuild: () => onRebuild?.('server') }),
    watch && watchLocale(() => onRebuild?.('locale')),
  ]);
  return {
    close: async () => {
      for (const part of running) if (part) await part.close();
    },
  };
}

/** @param {() => void} onRebuild */
function watchLocale(onRebuild) {
  const watcher = watchFiles(join(SRC, 'locale'), { recursive: true }, () => {
    try {
      buildLocale();
      onRebuild();
    } catch (error) {
      // An editor may be in the middle of writing; the next event comes with the whole file.
      console.error(`[build] locale: ${error}`);
    }
  });
  return { close: async () => watcher.close() };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const started = performance.now();
  const watch = process.argv.includes('--watch');
  const only = /** @type {Array<'client' | 'server'>} */ (['client', 'server']).filter((half) => process.argv.includes(`--${half}`));
  await build({ watch, only: only.length ? only : undefined, onRebuild: (half) => console.log(`[build] ${half} again`) });
  console.log(`[build] dist/ in ${Math.round(performance.now() - started)} ms${watch ? ', watching' : ''}`);
}
