// Actions of the email table: mark read or unread, and sync now.
import { ActionModel, ActionSceneEnum } from '@nocobase/client-v2';
import { tExpr, type FlowEngineContext } from '@nocobase/flow-engine';
import { NAMESPACE } from '../../common/constants';
import { isConversation } from './acts-on';
import { MESSAGES, type MessageRecord } from './collection';
import { actOnRows, hasRows, syncOwnAccounts } from './verbs';

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

type ActionContext = FlowEngineContext;

/** The row, or the selected rows. */
const rowsOf = (ctx: ActionContext): MessageRecord[] => (ctx.record ? [ctx.record] : ctx.blockModel?.resource?.getSelectedRows?.() ?? []);

async function act(ctx: ActionContext, verb: Parameters<typeof actOnRows>[2], rows = rowsOf(ctx)) {
  const resource = ctx.blockModel?.resource;
  if (!(await actOnRows(ctx, rows, verb, ctx.blockModel?.props?.mailView))) return;
  resource?.setSelectedRows?.([]);
  await resource?.refresh?.();
}

abstract class MailActionModel extends ActionModel {
  getAclActionName() {
    return null;
  }
}

export class MailMarkReadActionModel extends MailActionModel {
  static scene = ActionSceneEnum.both;
  defaultProps = { title: t('Mark as read'), icon: 'CheckOutlined' };
}

export class MailMarkUnreadActionModel extends MailActionModel {
  static scene = ActionSceneEnum.both;
  defaultProps = { title: t('Mark as unread'), icon: 'MailOutlined' };
}

export class MailTrashActionModel extends MailActionModel {
  static scene = ActionSceneEnum.both;
  defaultProps = { title: t('Delete email'), icon: 'DeleteOutlined' };
}

export class MailSyncActionModel extends MailActionModel {
  static scene = ActionSceneEnum.collection;
  defaultProps = { title: t('Sync emails'), icon: 'SyncOutlined' };
}

/** Only a table of messages offers them. */
const onlyForMessages = (ctx: ActionContext) => (ctx.collection ?? ctx.blockModel?.collection)?.name !== MESSAGES;

MailMarkReadActionModel.define({ sort: 80, label: t('Mark as read'), toggleable: true, hide: onlyForMessages });
MailMarkUnreadActionModel.define({ sort: 81, label: t('Mark as unread'), toggleable: true, hide: onlyForMessages });
MailTrashActionModel.define({ sort: 82, label: t('Delete email'), toggleable: true, hide: onlyForMessages });
MailSyncActionModel.define({ sort: 83, label: t('Sync emails'), toggleable: true, hide: onlyForMessages });

const onClick = (key: string, handler: (ctx: ActionContext) => unknown) => ({ key, on: 'click', steps: { run: { handler } } });

MailMarkReadActionModel.registerFlow(onClick('mailMarkRead', (ctx) => act(ctx, 'markRead')));
MailMarkUnreadActionModel.registerFlow(onClick('mailMarkUnread', (ctx) => act(ctx, 'markUnread')));
MailTrashActionModel.registerFlow(
  onClick('mailTrash', async (ctx) => {
    const rows = rowsOf(ctx);
    if (!hasRows(ctx, rows)) return;
    const confirmed = await ctx.modal.confirm({
      title: ctx.t('Delete email', { ns: NAMESPACE }),
      content: rows.some((row) => isConversation(row, ctx.blockModel?.props?.mailView))
        ? ctx.t('The selected conversations move to the trash.', { ns: NAMESPACE })
        : ctx.t('The selected emails move to the trash.', { ns: NAMESPACE }),
    });
    if (confirmed) await act(ctx, 'trash', rows);
  }),
);
MailSyncActionModel.registerFlow(onClick('mailSync', syncOwnAccounts));
