// The name under which a process holds leases. It says enough for another process on the same machine to prove that its
// owner is dead; where nothing can be proved, the lease runs out as it does everywhere.
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/** Boot of the machine, process namespace, process id, and when it started: a process id is used again, these four are not. */
interface Life {
  world: string;
  pid: number;
  startedAt: string;
}

/** A name of its own for each call, because one process can hold leases for several apps. */
export function createOwner(pid = process.pid): string {
  const life = lifeOf(pid);
  return life ? `${randomUUID()} ${life.world} ${life.pid} ${life.startedAt}` : randomUUID();
}

/** True only when the process cannot live any more: another machine, another container or another system prove nothing. */
export function isProvenDead(owner: string): boolean {
  const [, world, pid, startedAt] = owner.split(' ');
  if (!startedAt || world !== worldOf()) return false;
  return lifeOf(Number(pid))?.startedAt !== startedAt;
}

function lifeOf(pid: number): Life | null {
  const world = worldOf();
  const startedAt = startOf(pid);
  return world && startedAt ? { world, pid, startedAt } : null;
}

/** Linux alone tells; null elsewhere. */
function worldOf(): string | null {
  return attempt(() => `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${readlinkSync('/proc/self/ns/pid')}`);
}

/** Field 22 of /proc/<pid>/stat, in ticks since the boot; a zombie holds nothing any more. null: there is no such process. */
function startOf(pid: number): string | null {
  return attempt(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it is in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  });
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
