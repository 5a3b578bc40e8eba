// Where the lab's host and the plugin under test live on disk.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const HOST_DIR = dirname(fileURLToPath(import.meta.url));
export const PACKAGE_ROOT = dirname(dirname(HOST_DIR));
export const HOST_MODULES = join(HOST_DIR, 'node_modules');
export const LOCKFILE = join(HOST_DIR, 'package-lock.json');
