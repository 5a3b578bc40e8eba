// All folders, also nested ones.
import type { MailFolder } from '@microsoft/microsoft-graph-types';
import type { RemoteMailbox } from '../../domain/message';
import type { CallOptions } from '../provider';
import { folderPath, pathOfLink, withQuery } from './client';
import type { GraphClient } from './client';
import { getFolderRoles } from './folders';
import type { FolderRole } from './folders';

const QUERY = { $top: 100, $select: 'id,displayName,parentFolderId,childFolderCount,totalItemCount,unreadItemCount' };

interface FolderPage {
  value?: MailFolder[];
  '@odata.nextLink'?: string;
}

/** Ids of folders are constant. Parents come before their children. */
export async function listMailboxes(client: GraphClient, options?: CallOptions): Promise<RemoteMailbox[]> {
  const roles = await getFolderRoles(client, options);
  const folders = await listFolders(client, withQuery('/me/mailFolders', QUERY), options);
  for (let index = 0; index < folders.length; index++) {
    const { id, childFolderCount } = folders[index];
    if (id && childFolderCount) folders.push(...(await listFolders(client, withQuery(`${folderPath(id)}/childFolders`, QUERY), options)));
  }
  return toMailboxes(folders, roles);
}

async function listFolders(client: GraphClient, firstPath: string, options?: CallOptions): Promise<MailFolder[]> {
  const folders: MailFolder[] = [];
  for (let path: string | null = firstPath; path !== null; ) {
    const page: FolderPage = await client.call<FolderPage>({ path }, options);
    folders.push(...(page.value ?? []));
    const link = page['@odata.nextLink'];
    path = link ? pathOfLink(link, client.config) : null;
  }
  return folders;
}

export function toMailboxes(folders: MailFolder[], roles: Map<string, FolderRole>): RemoteMailbox[] {
  const known = new Set(folders.map((folder) => folder.id));
  return folders.flatMap((folder): RemoteMailbox[] => {
    const role = roles.get(folder.id ?? '') ?? null;
    if (!folder.id || role === 'outbox') return [];
    return [
      {
        id: folder.id,
        name: folder.displayName ?? '',
        role,
        // The root is no folder that anybody sees.
        parentId: folder.parentFolderId && known.has(folder.parentFolderId) ? folder.parentFolderId : null,
        total: folder.totalItemCount ?? null,
        unread: folder.unreadItemCount ?? null,
      },
    ];
  });
}
