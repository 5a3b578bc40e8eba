// Starts the stand-ins for Google and Microsoft in this process.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createLab } from './lab.mjs';

/**
 * @param {{port?: number, seed?: {size?: number}, validate?: boolean, stateFile?: string}} [options]
 *   `seed.size`: mails in each big mailbox, default 2,000; `validate: false` switches the contract check off;
 *   `stateFile`: keeps the grants over restarts, so that a demo whose database is kept stays connected
 * @returns {Promise<{env: Record<string, string>, url: string, control: object, violations: () => object[], requests: (filter?: object) => object[], stop: () => Promise<void>}>}
 */
export async function startProviders({ stateFile, ...options } = {}) {
  const grants = stateFile && existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : undefined;
  const lab = await createLab({ ...options, grants });
  const save = () => writeFileSync(stateFile, JSON.stringify(lab.grants()));
  // Often enough: a lab that is killed loses at most the sign-ins of the last seconds.
  const timer = stateFile && setInterval(save, 2000).unref();
  const url = `http://127.0.0.1:${lab.port}`;
  return {
    url,
    env: {
      MAIL_GOOGLE_AUTH_URL: `${url}/google/o/oauth2/v2/auth`,
      MAIL_GOOGLE_TOKEN_URL: `${url}/google/token`,
      MAIL_GOOGLE_API_URL: url,
      MAIL_MICROSOFT_LOGIN_URL: `${url}/microsoft`,
      MAIL_GRAPH_URL: `${url}/graph`,
    },
    control: lab.control,
    violations: lab.control.violations,
    requests: lab.control.requests,
    async stop() {
      if (stateFile) {
        clearInterval(timer);
        save();
      }
      await lab.stop();
    },
  };
}
