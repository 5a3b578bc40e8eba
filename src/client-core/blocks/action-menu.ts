// Which actions of the host make no sense for mail.

interface ActionMenuItem {
  useModel?: string;
}

/**
 * A mail is what its provider has: it is not edited, imported or made twice, and "Delete email" says where it goes. To-do can be
 * set by "Update record" and "Bulk update". Comments are of the host's plugin of that name, which gives its actions to every record.
 */
const NOT_FOR_MAIL = new Set([
  ...['BulkDeleteActionModel', 'BulkEditActionModel', 'ImportActionModel', 'EditActionModel', 'DeleteActionModel', 'DuplicateActionModel'],
  ...['EditRecordCommentActionModel', 'DeleteRecordCommentActionModel', 'QuoteReplyRecordCommentActionModel'],
]);

/** What is left of the menu; pages that have such an action already keep it. */
export function forMail<Item extends ActionMenuItem>(items: Item[]): Item[] {
  return items.filter(({ useModel }) => !NOT_FOR_MAIL.has(useModel ?? ''));
}
