// Runs the NocoBase process of one instance: start, wait until healthy, stop, kill. Leaves no orphan.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST_DIR } from './paths.mjs';

const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;
const LOG_TAIL_LINES = 30;
// NocoBase repeats a stack trace in several fields of one line; the start of it says it all.
const LOG_LINE_LENGTH = 600;

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts the process and resolves when it answers the health check.
 * @param {{ dataDir: string, port: number, url: string, logFile: string, args: string[], env: Record<string, string | undefined> }} options
 */
export async function startServerProcess({ dataDir, port, url, logFile, args, env }) {
  if ((await askHealth(url)) !== 'silent') throw new Error(`port ${port} is already served by another process`);
  // A killed process leaves its socket behind and the next one could not listen on it.
  if (env.SOCKET_PATH) rmSync(env.SOCKET_PATH, { force: true });
  const log = openSync(logFile, 'a');
  // detached: a process group of its own, so that kill() reaches children as well.
  const child = spawn(process.execPath, [join(HOST_DIR, 'boot.cjs'), 'start', ...args], {
    cwd: dataDir,
    env: { ...inheritedEnv(), ...env, APP_PORT: String(port) },
    stdio: ['pipe', log, log],
    detached: true,
  });
  closeSync(log);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  /** From the first healthy answer until somebody wants it to end. */
  let isServing = false;
  // Whoever was talking to it only learns that nobody answers any more.
  child.once('exit', (code, signal) => {
    if (isServing) process.stderr.write(`NocoBase ended by itself with ${code ?? signal}; the end of ${logFile}:\n${logTail(logFile)}\n`);
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const killGroup = () => {
    isServing = false;
    try {
      process.kill(-(/** @type {number} */ (child.pid)), 'SIGKILL');
    } catch {
      // The group is empty already.
    }
  };

  const server = {
    pid: child.pid,
    isRunning,
    async kill() {
      killGroup();
      await exited;
    },
    async stop() {
      isServing = false;
      child.kill('SIGTERM');
      const isGraceful = await Promise.race([exited.then(() => true), sleep(STOP_TIMEOUT_MS, false, { ref: false })]);
      killGroup();
      await exited;
      if (env.SOCKET_PATH) rmSync(env.SOCKET_PATH, { force: true });
      return isGraceful;
    },
  };

  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let health = ''; health !== 'up'; health = await askHealth(url)) {
    const failure = !isRunning()
      ? `ended with ${child.exitCode ?? child.signalCode}`
      : health === 'failed'
        ? 'gave up'
        : Date.now() > deadline && 'timed out';
    if (failure) {
      await server.kill();
      throw new Error(`NocoBase ${failure} before it was healthy; the end of ${logFile}:\n${logTail(logFile)}`);
    }
    // Each question costs NocoBase a log entry while it is loading.
    await sleep(500);
  }
  isServing = true;
  return server;
}

/** The last lines of a log. @param {string} logFile */
export function logTail(logFile) {
  if (!existsSync(logFile)) return '(no log)';
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES);
  return lines.map((line) => line.slice(0, LOG_LINE_LENGTH)).join('\n');
}

// Only what a program needs to run: a test runner's VITEST or a shell's DB_* would change how NocoBase behaves.
function inheritedEnv() {
  return Object.fromEntries(['PATH', 'HOME', 'TMPDIR', 'LANG'].map((name) => [name, process.env[name]]));
}

/**
 * @param {string} url
 * @returns {Promise<'up' | 'loading' | 'failed' | 'silent'>}
 */
async function askHealth(url) {
  try {
    const response = await fetch(`${url}/api/__health_check`, { signal: AbortSignal.timeout(5000) });
    if (response.ok) return 'up';
    // NocoBase stays alive, answering APP_ERROR for ever, when it could not load or not reach its database.
    return /"code":"APP_ERROR"/.test(await response.text()) ? 'failed' : 'loading';
  } catch {
    return 'silent';
  }
}
