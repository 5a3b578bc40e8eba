// Where the linking stands. After the server has answered it is kept in the URL, so that loading the page again goes on
// there instead of sending a used state, and so that the code does not stay in the browser's history.
import type { Id } from '../../common/api';

export interface Linked {
  accountId: Id;
  returnTo: string;
  /** The user has still to say from when to sync. */
  isNew: boolean;
}

export function linkedOf(query: URLSearchParams): Linked | undefined {
  const accountId = query.get('account');
  if (!accountId) return undefined;
  return { accountId, returnTo: query.get('returnTo') ?? '', isNew: query.get('new') === '1' };
}

export function queryOf({ accountId, returnTo, isNew }: Linked): string {
  const query = new URLSearchParams({ account: String(accountId), returnTo });
  if (isNew) query.set('new', '1');
  return `?${query}`;
}
