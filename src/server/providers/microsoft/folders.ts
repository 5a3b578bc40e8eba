// Roles of Outlook's folders. Display names are translated, so a role is known by its well-known name only.
// https://learn.microsoft.com/en-us/graph/api/resources/mailfolder
import type { MailFolder } from '@microsoft/microsoft-graph-types';
import type { MailboxRole } from '../../../common/constants';
import type { CallOptions } from '../provider';
import { runBatch } from './batch';
import { folderPath, withQuery } from './client';
import type { GraphClient } from './client';

const WELL_KNOWN: ReadonlyArray<{ name: string; role: MailboxRole | 'outbox' }> = [
  { name: 'inbox', role: 'inbox' },
  { name: 'drafts', role: 'drafts' },
  { name: 'sentitems', role: 'sent' },
  { name: 'archive', role: 'archive' },
  { name: 'junkemail', role: 'junk' },
  { name: 'deleteditems', role: 'trash' },
  // A message rests there for seconds on its way out; it is no mailbox for anybody.
  { name: 'outbox', role: 'outbox' },
];

export type FolderRole = MailboxRole | 'outbox';

/** Folder id → role. Throws when a folder that exists could not be looked up: a missing role would look like a lost inbox. */
export async function getFolderRoles(client: GraphClient, options?: CallOptions): Promise<Map<string, FolderRole>> {
  const calls = WELL_KNOWN.map(({ name }) => ({ key: name, path: withQuery(folderPath(name), { $select: 'id' }) }));
  const answers = await runBatch<MailFolder>(client, calls, options);
  const roles = new Map<string, FolderRole>();
  for (const [index, answer] of answers.entries()) {
    if (answer.ok && answer.data.id) roles.set(answer.data.id, WELL_KNOWN[index].role);
    // An account without archive is normal.
    else if (!answer.ok && answer.error.code !== 'not-found') throw answer.error;
  }
  return roles;
}

/** Ids of junk and trash, looked up once: folder ids are constant. A failed look-up is tried again by the next call. */
export function createHiddenFolders(client: GraphClient): (options?: CallOptions) => Promise<ReadonlySet<string>> {
  let known: ReadonlySet<string> | undefined;
  return async (options) => {
    known ??= new Set([...(await getFolderRoles(client, options))].flatMap(([id, role]) => (role === 'junk' || role === 'trash' ? [id] : [])));
    return known;
  };
}
