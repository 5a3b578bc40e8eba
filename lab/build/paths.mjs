// Where the build reads and writes.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PACKAGE_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const SRC = join(PACKAGE_ROOT, 'src');
export const DIST = join(PACKAGE_ROOT, 'dist');
export const PACKAGE_NAME = '@nocobase/plugin-email-manager';
