// Mail folders: list, get, create, rename, move, delete.
import { badRequest, graphError, notFound } from './errors.mjs';
import { context, nextPage } from './links.mjs';
import { FilterError, parseFilter } from './filter.mjs';
import { listOf } from './query.mjs';
import { renderFolder } from './render.mjs';

const DEFAULT_TOP = 10;

function page(mailbox, ctx, folders) {
  const hidden = ctx.query.get('includeHiddenFolders') === 'true';
  const select = listOf(ctx.query.get('$select'));
  let list = folders.filter((folder) => hidden || !folder.isHidden);
  try {
    const filter = ctx.query.get('$filter') && parseFilter(ctx.query.get('$filter'));
    if (filter) list = list.filter((folder) => filter.test(renderFolder(mailbox, folder)));
  } catch (error) {
    if (error instanceof FilterError) return badRequest(error.message, 'BadRequest');
    throw error;
  }
  const top = Number(ctx.query.get('$top') ?? ctx.preferences.pageSize ?? DEFAULT_TOP);
  const skip = Number(ctx.query.get('$skip') ?? 0);
  const expand = /childFolders/.test(ctx.query.get('$expand') ?? '');
  const shown = (folder) => ({ ...renderFolder(mailbox, folder, select), ...(expand && { childFolders: mailbox.folders.children(folder.id).map((child) => renderFolder(mailbox, child, select)) }) });
  return {
    status: 200,
    body: {
      '@odata.context': context(ctx, 'mailFolders'),
      ...(ctx.query.get('$count') === 'true' && { '@odata.count': list.length }),
      value: list.slice(skip, skip + top).map(shown),
      ...(skip + top < list.length && { '@odata.nextLink': nextPage(ctx, { $top: top, $skip: skip + top }) }),
    },
  };
}

export const listFolders = ({ mailbox }, ctx) => page(mailbox, ctx, mailbox.folders.children(mailbox.folders.root.id));

export function listChildFolders({ mailbox }, ctx, { folder }) {
  const parent = mailbox.folders.get(folder);
  return parent ? page(mailbox, ctx, mailbox.folders.children(parent.id)) : notFound();
}

const entity = (mailbox, ctx, folder, status = 200) => ({ status, body: { '@odata.context': context(ctx, 'mailFolders/$entity'), ...renderFolder(mailbox, folder, listOf(ctx.query.get('$select'))) } });

export function getFolder({ mailbox }, ctx, { folder }) {
  const found = mailbox.folders.get(folder);
  return found ? entity(mailbox, ctx, found) : notFound();
}

const taken = (mailbox, parentId, name, except) => mailbox.folders.children(parentId).some((folder) => folder !== except && folder.displayName.toLowerCase() === name.toLowerCase());
const exists = () => graphError(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');

export function createFolder({ mailbox }, ctx, { folder }, json) {
  const parent = folder ? mailbox.folders.get(folder) : mailbox.folders.root;
  if (!parent) return notFound();
  const name = json.displayName?.trim();
  if (!name) return badRequest('The display name of a folder cannot be empty.', 'ErrorInvalidRequest');
  if (taken(mailbox, parent.id, name)) return exists();
  return entity(mailbox, ctx, mailbox.folders.add(name, parent.id, undefined, json.isHidden === true), 201);
}

export function patchFolder({ mailbox }, ctx, { folder }, json) {
  const found = mailbox.folders.get(folder);
  if (!found) return notFound();
  if (mailbox.folders.isProtected(found)) return graphError(400, 'ErrorDistinguishedFolderCannotBeRenamed', 'Distinguished folders cannot be renamed.');
  if (json.displayName !== undefined) {
    if (!json.displayName.trim()) return badRequest('The display name of a folder cannot be empty.', 'ErrorInvalidRequest');
    if (taken(mailbox, found.parentFolderId, json.displayName, found)) return exists();
    mailbox.folders.change(found, { displayName: json.displayName });
  }
  return entity(mailbox, ctx, found);
}

function everythingBelow(mailbox, folder) {
  return [folder, ...mailbox.folders.children(folder.id).flatMap((child) => everythingBelow(mailbox, child))];
}

/** The folder goes to Deleted Items; from there it goes for good, with what it holds. */
export function deleteFolder({ mailbox }, _ctx, { folder }) {
  const found = mailbox.folders.get(folder);
  if (!found) return notFound();
  if (mailbox.folders.isProtected(found)) return graphError(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  const bin = mailbox.folders.wellKnown('deleteditems');
  if (found.parentFolderId !== bin) {
    mailbox.folders.change(found, { parentFolderId: bin });
    return { status: 204 };
  }
  for (const one of everythingBelow(mailbox, found).reverse()) {
    for (const key of [...mailbox.inFolder(one.id)]) mailbox.remove(mailbox.items.get(key));
    mailbox.folders.remove(one);
  }
  return { status: 204 };
}

export function moveFolder({ mailbox }, ctx, { folder }, json) {
  const found = mailbox.folders.get(folder);
  const target = mailbox.folders.get(json.destinationId ?? '');
  if (!found || !target) return notFound();
  if (mailbox.folders.isProtected(found)) return graphError(400, 'ErrorMoveDistinguishedFolder', 'Distinguished folders cannot be moved.');
  if (everythingBelow(mailbox, found).includes(target)) return badRequest('A folder cannot be moved into itself.', 'ErrorMoveCopyFailed');
  if (taken(mailbox, target.id, found.displayName, found)) return exists();
  mailbox.folders.change(found, { parentFolderId: target.id });
  return entity(mailbox, ctx, found, 201);
}

export const countFolders = ({ mailbox }) => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: String(mailbox.folders.children(mailbox.folders.root.id).filter((folder) => !folder.isHidden).length) });
