// Mailboxes whose stream begins anew: what left them meanwhile is told by nobody, so they are compared at the end of the walk.
import { newWalk } from './follow-account';
import { patchAccount } from './store/accounts';
import type { Write } from './store/write';

/** Begins a walk where none is under way. */
export async function compareLater(write: Write, mailboxId: number): Promise<void> {
  const walk = write.account.walk ?? newWalk(write, []);
  if (walk.compare === 'all') return;
  await patchAccount(write, { walk: { ...walk, compare: [...new Set([...walk.compare, mailboxId])] } });
}
