// The menu of "Add block" for our blocks: the host offers every way to a collection, of which only few lead to mail.

import { MESSAGES } from './collection';

export interface BlockMenuItem {
  key: string;
  createModelOptions?: { stepParams?: { resourceSettings?: { init?: { collectionName?: string } } } };
  children?: BlockMenuItem[] | ((ctx: unknown) => BlockMenuItem[] | Promise<BlockMenuItem[]>);
  [option: string]: unknown;
}

/** A way to another collection, such as the one of a contact's pop-up. */
function leadsElsewhere({ createModelOptions }: BlockMenuItem): boolean {
  const collection = createModelOptions?.stepParams?.resourceSettings?.init?.collectionName;
  return collection !== undefined && collection !== MESSAGES;
}

/** Without the ways that lead to no mail; a single way that is left is gone at once. */
export async function waysToMail(items: BlockMenuItem[], ctx: unknown): Promise<BlockMenuItem[]> {
  const found = await Promise.all(
    items.map(async (item) => {
      if (!item.children) return leadsElsewhere(item) ? undefined : item;
      const children = await (typeof item.children === 'function' ? item.children(ctx) : item.children);
      return children.length ? { ...item, children } : undefined;
    }),
  );
  const left = found.filter((item) => item !== undefined);
  return left.length === 1 && Array.isArray(left[0].children) ? left[0].children : left;
}
