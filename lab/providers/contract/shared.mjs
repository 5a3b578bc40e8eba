// Finds the official contracts. They are not in this repository; without them validation is off, and says so once.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('../../..', import.meta.url));

let told = false;

/** @returns {{gmail: object, graph: object} | undefined} */
export function loadContracts() {
  const folder = join(process.env.MAIL_SHARED_DIR ?? join(root, '..', 'shared'), 'contracts');
  const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  if (!existsSync(join(folder, 'gmail-v1.discovery.json'))) {
    if (!told) console.warn(`[lab] contract validation is off: no contracts in ${folder}`);
    told = true;
    return undefined;
  }
  return { gmail: read('gmail-v1.discovery.json'), graph: read('msgraph-v1.0-mail.openapi.json') };
}
