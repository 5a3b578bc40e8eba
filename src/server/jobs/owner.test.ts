// What proves that the holder of a lease is dead, and what does not.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createOwner, isProvenDead } from './owner';

describe.runIf(process.platform === 'linux')('the owner of a lease', () => {
  it.each([
    ['another machine', (owner: string) => owner.replace(/ [0-9a-f-]{36}\//, ' 00000000-0000-4000-8000-000000000000/')],
    ['another container', (owner: string) => owner.replace(/pid:\[\d+\]/, 'pid:[1]')],
    ['a version without such names', () => 'f3c5e0e0-5a3b-4d49-9a0e-2f4c2f0c7a11'],
  ])('%s proves nothing: its lease runs out', async (_name, change) => {
    const gone = spawn(process.execPath, ['-e', '']);
    const owner = createOwner(gone.pid);
    await once(gone, 'exit');
    expect(isProvenDead(owner)).toBe(true);
    expect(isProvenDead(change(owner))).toBe(false);
  });

  it('does not take a process for dead whose id has been used before', () => {
    const owner = createOwner();
    expect(isProvenDead(owner)).toBe(false);
    expect(isProvenDead(owner.replace(/\d+$/, '1'))).toBe(true);
  });
});
