import { expect, it } from 'vitest';
import { forMail } from './action-menu';

it.each([
  ['takes what would edit, import or double a mail', ['BulkEditActionModel', 'ImportActionModel', 'DuplicateActionModel', 'EditActionModel'], []],
  ['takes the second way to delete', ['DeleteActionModel', 'BulkDeleteActionModel', 'MailTrashActionModel'], ['MailTrashActionModel']],
  ['takes what belongs to comments', ['QuoteReplyRecordCommentActionModel', 'MailReplyActionModel'], ['MailReplyActionModel']],
  ['leaves what works on any record', ['FilterActionModel', 'UpdateRecordActionModel', 'TriggerWorkflowActionModel'], ['FilterActionModel', 'UpdateRecordActionModel', 'TriggerWorkflowActionModel']],
])('the menu of actions %s', (_rule, offered, left) => {
  expect(forMail(offered.map((useModel) => ({ useModel }))).map(({ useModel }) => useModel)).toEqual(left);
});

it('leaves entries that make no model', () => {
  expect(forMail([{ key: 'group' } as { useModel?: string }])).toHaveLength(1);
});
