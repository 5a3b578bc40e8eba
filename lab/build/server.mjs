// The server half: one CommonJS file per module that NocoBase loads by itself, each with everything it needs inside.
import { context } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PROVIDED_ON_SERVER } from './host-modules.mjs';
import { DIST, SRC } from './paths.mjs';

// NocoBase reads every file of these folders; esbuild cannot share chunks in CommonJS, so they must stay small.
const SCANNED_FOLDERS = ['server/collections', 'server/migrations', 'server/commands', 'swagger', 'ai'];
const SCANNED_MAX_BYTES = 100_000;

/**
 * @param {{ watch?: boolean, onRebuild?: () => void }} [options]
 * @returns {Promise<{ close(): Promise<void> }>}
 */
export async function buildServer({ watch = false, onRebuild } = {}) {
  for (const folder of ['server', 'swagger', 'ai']) rmSync(join(DIST, folder), { recursive: true, force: true });
  let isFirst = true;
  const build = await context({
    entryPoints: entries(),
    outbase: SRC,
    outdir: DIST,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Readable stack traces without maps: names stay, white space goes.
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: true,
    sourcemap: false,
    legalComments: 'external',
    metafile: true,
    logLevel: 'warning',
    external: ['@nocobase/*', ...PROVIDED_ON_SERVER.flatMap((name) => [name, `${name}/*`])],
    plugins: [
      hostZodForAi(),
      {
        name: 'sizes',
        setup: ({ onEnd }) =>
          onEnd(({ metafile, errors }) => {
            if (metafile) checkScanned(metafile);
            if (!isFirst && errors.length === 0) onRebuild?.();
            isFirst = false;
          }),
      },
    ],
  });
  if (watch) await build.watch();
  else {
    await build.rebuild();
    await build.dispose();
  }
  return { close: () => build.dispose() };
}

function entries() {
  const found = ['server/index.ts'].map((file) => join(SRC, file));
  for (const folder of SCANNED_FOLDERS) {
    for (const file of list(join(SRC, folder))) {
      if (/\.ts$/.test(file) && !/\.(test|d)\.ts$/.test(file)) found.push(join(SRC, folder, file));
    }
  }
  return found;
}

/** @param {string} folder */
function list(folder) {
  try {
    return /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
  } catch (error) {
    if (/** @type {any} */ (error).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * NocoBase converts the schemas of AI tools with its own zod; ours elsewhere is bundled, because no host promises one.
 * @returns {import('esbuild').Plugin}
 */
function hostZodForAi() {
  return {
    name: 'host-zod-for-ai',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^zod$/ }, ({ path, importer }) =>
        /\/src\/(server\/integrations\/)?ai[/.]/.test(importer) ? { path, external: true } : undefined,
      ),
  };
}

/** @param {import('esbuild').Metafile} metafile */
function checkScanned(metafile) {
  for (const [file, { bytes, entryPoint }] of Object.entries(metafile.outputs)) {
    if (!entryPoint || entryPoint.endsWith('src/server/index.ts') || bytes <= SCANNED_MAX_BYTES) continue;
    throw new Error(`${relative(DIST, file)} has ${bytes} bytes: it pulls in a library that belongs behind the plugin`);
  }
}
