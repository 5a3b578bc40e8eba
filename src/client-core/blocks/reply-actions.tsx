// Reply, reply all, forward and print of one mail, as buttons of table rows and details blocks.
import { ActionModel, ActionSceneEnum } from '@nocobase/client-v2';
import { tExpr, type FlowEngineContext } from '@nocobase/flow-engine';
import type { Id } from '../../common/api';
import { NAMESPACE } from '../../common/constants';
import type { HostApiClient } from '../api/call';
import { createMailApi, type MailApi } from '../api/mail-api';
import { fullDate } from '../message/dates';
import type { ReplyMode } from '../message/MessageMenu';
import { printMessage } from '../message/print-message';
import { formatAddress } from '../compose/addresses';
import { isConversation } from './acts-on';
import { MESSAGES, type MessageRecord } from './collection';
import { openCompose } from './message-popup';

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

const recordOf = (ctx: FlowEngineContext): MessageRecord | undefined => ctx.record ?? ctx.blockModel?.getCurrentRecord?.();

async function reply(ctx: FlowEngineContext, mode: ReplyMode) {
  const record = recordOf(ctx);
  if (!record) return;
  const api = createMailApi(ctx.api as HostApiClient);
  const id = isConversation(record, ctx.blockModel?.props?.mailView) ? await newestOf(api, record) : record.id;
  const initial = await api.messages.reply(id, mode);
  openCompose(ctx, initial, { title: record.subject ?? '', onChanged: () => void ctx.blockModel?.resource?.refresh?.() });
}

/** A conversation is answered by its newest mail. */
async function newestOf(api: MailApi, record: MessageRecord): Promise<Id> {
  const { messages } = await api.messages.thread(record.accountId, record.conversationId);
  return messages.filter(({ keywords }) => !keywords.includes('$draft')).at(-1)?.id ?? record.id;
}

async function print(ctx: FlowEngineContext) {
  const record = recordOf(ctx);
  if (!record) return;
  const { messages } = await createMailApi(ctx.api as HostApiClient).messages.thread(record.accountId, record.conversationId);
  const message = messages.find(({ id }) => String(id) === String(record.id)) ?? messages.at(-1);
  if (!message) return;
  const label = (key: string) => ctx.t(key, { ns: NAMESPACE });
  const people = (list: typeof message.to) => list.map(formatAddress).join(', ');
  const lines = [
    [label('From'), people(message.from)],
    [label('To'), people(message.to)],
    [label('Cc'), people(message.cc)],
    [label('Date'), fullDate(message.date, ctx.i18n.language)],
  ] as const;
  // The server has sanitised it; a parsed document loads and runs nothing.
  const parsed = new DOMParser().parseFromString(message.html ?? '', 'text/html').body;
  if (!message.html) parsed.textContent = message.text;
  printMessage(message, lines.filter(([, value]) => value), parsed);
}

abstract class MailRecordActionModel extends ActionModel {
  static scene = ActionSceneEnum.record;

  /** Which mail may be answered is decided by the mailboxes that the user has. */
  getAclActionName() {
    return null;
  }
}

export class MailReplyActionModel extends MailRecordActionModel {
  defaultProps = { title: t('Reply'), icon: 'RollbackOutlined' };
}

export class MailReplyAllActionModel extends MailRecordActionModel {
  defaultProps = { title: t('Reply all'), icon: 'RollbackOutlined' };
}

export class MailForwardActionModel extends MailRecordActionModel {
  defaultProps = { title: t('Forward'), icon: 'ShareAltOutlined' };
}

export class MailPrintActionModel extends MailRecordActionModel {
  defaultProps = { title: t('Print'), icon: 'PrinterOutlined' };
}

const hide = (ctx: FlowEngineContext) => (ctx.collection ?? ctx.blockModel?.collection)?.name !== MESSAGES;

MailReplyActionModel.define({ label: t('Reply'), toggleable: true, sort: 70, hide });
MailReplyAllActionModel.define({ label: t('Reply all'), toggleable: true, sort: 71, hide });
MailForwardActionModel.define({ label: t('Forward'), toggleable: true, sort: 72, hide });
MailPrintActionModel.define({ label: t('Print'), toggleable: true, sort: 73, hide });

const onClick = (key: string, handler: (ctx: FlowEngineContext) => unknown) => ({ key, on: 'click', steps: { run: { handler } } });

MailReplyActionModel.registerFlow(onClick('mailReply', (ctx) => reply(ctx, 'reply')));
MailReplyAllActionModel.registerFlow(onClick('mailReplyAll', (ctx) => reply(ctx, 'reply-all')));
MailForwardActionModel.registerFlow(onClick('mailForward', (ctx) => reply(ctx, 'forward')));
MailPrintActionModel.registerFlow(onClick('mailPrint', print));
