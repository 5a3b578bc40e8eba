// Names every block, column, field and action model; each is loaded when a page first needs it.
import type { FlowEngine } from '@nocobase/flow-engine';

const GROUPS = ['MailTableActionGroupModel', 'MailRecordActionGroupModel'];

const TABLE_PARTS = [...GROUPS, 'CustomMailMessagesColumnModel', 'CustomMailFromFieldModel', 'CustomMailSubjectFieldModel', 'CustomMailToFieldModel', 'CustomMailLabelsFieldModel'];

const FORM_PARTS = ['MailSenderFieldModel', 'MailRecipientsFieldModel', 'MailBodyFieldModel', 'MailFilesFieldModel'];

const DETAILS_PARTS = [...GROUPS, 'MailReplyActionModel', 'MailMarkUnreadActionModel'];

/** Called once by each shell's plugin. */
export function registerBlocks(engine: FlowEngine): void {
  const fields = () => import('./fields');
  const inputs = () => import('./send-fields');
  const replies = () => import('./reply-actions');
  const actions = () => import('./table-actions');
  const groups = () => import('./action-groups');
  engine.registerModelLoaders({
    MailMessagesBlockModel: {
      extends: ['TableBlockModel', 'CollectionBlockModel', 'DataBlockModel', 'BlockModel'],
      loader: async () => {
        // The block makes its columns at once, so their classes have to be there before it.
        await Promise.all(TABLE_PARTS.map((name) => engine.getModelClassAsync(name)));
        return import('./MailMessagesBlockModel');
      },
    },
    CustomMailMessagesColumnModel: { extends: ['TableColumnModel'], loader: () => import('./CustomMailMessagesColumnModel') },
    CustomMailFromFieldModel: { extends: ['ClickableFieldModel', 'FieldModel'], loader: fields },
    CustomMailSubjectFieldModel: { extends: ['ClickableFieldModel', 'FieldModel'], loader: fields },
    CustomMailToFieldModel: { extends: ['ClickableFieldModel', 'FieldModel'], loader: fields },
    CustomMailLabelsFieldModel: { extends: ['ClickableFieldModel', 'FieldModel'], loader: fields },
    MailTableActionGroupModel: { extends: ['CollectionActionGroupModel', 'ActionGroupModel'], loader: groups },
    MailRecordActionGroupModel: { extends: ['RecordActionGroupModel', 'ActionGroupModel'], loader: groups },
    MailMessageDetailsBlockModel: {
      extends: ['DetailsBlockModel', 'CollectionBlockModel', 'DataBlockModel', 'BlockModel'],
      loader: async () => {
        await Promise.all(DETAILS_PARTS.map((name) => engine.getModelClassAsync(name)));
        return import('./MailMessageDetailsBlockModel');
      },
    },
    MailReplyActionModel: { extends: ['ActionModel'], loader: replies },
    MailReplyAllActionModel: { extends: ['ActionModel'], loader: replies },
    MailForwardActionModel: { extends: ['ActionModel'], loader: replies },
    MailPrintActionModel: { extends: ['ActionModel'], loader: replies },
    MailSendBlockModel: {
      extends: ['CreateFormModel', 'FormBlockModel', 'CollectionBlockModel', 'DataBlockModel', 'BlockModel'],
      loader: async () => {
        await Promise.all(FORM_PARTS.map((name) => engine.getModelClassAsync(name)));
        return import('./MailSendBlockModel');
      },
    },
    MailSenderFieldModel: { extends: ['FieldModel'], loader: inputs },
    MailRecipientsFieldModel: { extends: ['FieldModel'], loader: inputs },
    MailBodyFieldModel: { extends: ['FieldModel'], loader: inputs },
    MailFilesFieldModel: { extends: ['FieldModel'], loader: inputs },
    MailSendActionModel: { extends: ['ActionModel'], loader: () => import('./MailSendActionModel') },
    MailMarkReadActionModel: { extends: ['ActionModel'], loader: actions },
    MailMarkUnreadActionModel: { extends: ['ActionModel'], loader: actions },
    MailTrashActionModel: { extends: ['ActionModel'], loader: actions },
    MailSyncActionModel: { extends: ['ActionModel'], loader: actions },
  });
}
