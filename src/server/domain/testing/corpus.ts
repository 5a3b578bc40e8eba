// Where tests find the mail corpus. It lies beside the repository, never in it (licences, and files made to do harm).
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'vitest';

const SHARED_DIR = resolve(process.env.MAIL_SHARED_DIR ?? resolve(import.meta.dirname, '../../../../../shared'));
let hasTold = false;

/** A suite over the corpus. Without one it is skipped with one line, and in CI it fails. */
export function describeCorpus(title: string, body: (corpusDir: string) => void): void {
  const corpusDir = resolve(SHARED_DIR, 'corpus');
  if (existsSync(corpusDir)) {
    describe(title, () => body(corpusDir));
    return;
  }
  if (process.env.CI) {
    it(`${title}: corpus is there`, () => {
      throw new Error(`no corpus in ${corpusDir}; set MAIL_SHARED_DIR`);
    });
    return;
  }
  if (!hasTold) {
    hasTold = true;
    process.stderr.write(`mail corpus not found in ${corpusDir} (MAIL_SHARED_DIR): its tests are skipped\n`);
  }
  describe.skip(title, () => it('needs the corpus', () => undefined));
}
