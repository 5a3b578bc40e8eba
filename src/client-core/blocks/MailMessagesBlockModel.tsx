// The block "Email table": the host's table over mailMessages, with conversations as rows.
import { TableBlockModel } from '@nocobase/client-v2';
import { tExpr, type FlowEngineContext, type FlowModel } from '@nocobase/flow-engine';
import { NAMESPACE } from '../../common/constants';
import { subscribeMailEvents, type HostApp } from '../api/events';
import { MAIL_ACTION_GROUPS } from './action-groups';
import { waysToMail } from './block-menu';
import type { CustomMailMessagesColumnModel } from './CustomMailMessagesColumnModel';
import { columnOptions, DEFAULT_COLUMNS, LARGE_FIELDS, MESSAGES, MESSAGES_INIT } from './collection';
import { keepEmptyVariables } from './data-scope';
import { openCompose } from './message-popup';
import { popupHasBlocks } from './popup-content';

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

/** Actions that exported pages store on the block are the host's own; only "Add new" needs another meaning: compose. */
const ADD_NEW = 'AddNewActionModel';

interface ScopeParams {
  filter?: Parameters<typeof keepEmptyVariables>[0];
}

/** Block templates are saved without columns; such a block shows the default ones. */
function storedColumns(options: Record<string, unknown>): object[] {
  const columns = (options.subModels as { columns?: Array<{ use?: string }> } | undefined)?.columns ?? [];
  return columns.filter((column) => column.use !== 'TableActionsColumnModel');
}

function withEmptyVariables(ctx: FlowEngineContext, params: ScopeParams): FlowEngineContext {
  return new Proxy(ctx, {
    get: (target, key) =>
      key === 'resolveJsonTemplate'
        ? async (template: unknown) => keepEmptyVariables(params.filter, await target.resolveJsonTemplate(template))
        : target[key as string],
  });
}

export class MailMessagesBlockModel extends TableBlockModel {
  customModelClasses = { ...MAIL_ACTION_GROUPS, TableColumnModel: 'CustomMailMessagesColumnModel' };

  private unsubscribe?: () => void;

  static filterCollection(collection: { name: string; dataSourceKey?: string }) {
    return collection.name === MESSAGES && (collection.dataSourceKey ?? 'main') === 'main';
  }

  static async defineChildren(ctx: unknown) {
    return waysToMail(await super.defineChildren(ctx), ctx);
  }

  onInit(options: Record<string, unknown>) {
    if (!this.getStepParams('resourceSettings', 'init')) this.setStepParams('resourceSettings', 'init', MESSAGES_INIT);
    super.onInit(options);
    // Everybody has the mail of their own mailboxes, which the role's permissions on the collection do not tell: the server decides.
    this.context.defineProperty('skipAclCheck', { value: true });
    if (!storedColumns(options).length) for (const column of DEFAULT_COLUMNS) this.addDefaultColumn(column);
  }

  /** Always with the same uid, so that two administrators do not save it twice. */
  private addDefaultColumn(column: (typeof DEFAULT_COLUMNS)[number]) {
    const model = this.addSubModel('columns', { uid: `${this.uid}${column.fieldPath}`, ...columnOptions(column) }) as CustomMailMessagesColumnModel;
    model.isGenerated = true;
  }

  render() {
    if (this.context.flowSettingsEnabled) void this.saveGenerated();
    return super.render();
  }

  /** What pages leave out is filled in; as soon as it can be configured it has to be there, for settings are saved below it. */
  private async saveGenerated() {
    for (const column of this.mapSubModels('columns', (model: FlowModel) => model) as CustomMailMessagesColumnModel[]) {
      if (!column.isGenerated) continue;
      column.isGenerated = false;
      await column.save();
    }
  }

  getAction(name: string) {
    const action = super.getAction(name);
    if (name !== 'dataScope' || !action) return action;
    return { ...action, handler: (ctx: FlowEngineContext, params: ScopeParams) => action.handler(withEmptyVariables(ctx, params), params) };
  }

  onMount() {
    super.onMount();
    this.unsubscribe = subscribeMailEvents(this.context.app as HostApp, () => void this.resource.refresh());
    this.mapSubModels('actions', (action: FlowModel) => this.composeOnAddNew(action));
  }

  onUnmount() {
    this.unsubscribe?.();
    super.onUnmount();
  }

  /** The stored pop-up of "Add new" is empty: outside of the UI editor a user expects the compose form. */
  private composeOnAddNew(action: FlowModel) {
    if (action.use !== ADD_NEW) return;
    const original = action.onClick.bind(action);
    action.onClick = async (event: unknown) => {
      if (this.context.flowSettingsEnabled || (await popupHasBlocks(action))) return original(event);
      return openCompose(this.context, { mode: 'new' }, { title: this.context.t('New message', { ns: NAMESPACE }) });
    };
  }
}

MailMessagesBlockModel.define({
  label: t('Email table'),
  searchable: true,
  sort: 810,
  createModelOptions: () => ({
    use: 'MailMessagesBlockModel',
    stepParams: { resourceSettings: { init: MESSAGES_INIT }, tableSettings: { defaultSorting: { sort: [{ field: 'relatedMessageLatestDate', direction: 'desc' }] } } },
    subModels: {
      columns: DEFAULT_COLUMNS.map(columnOptions),
      actions: [
        { use: 'FilterActionModel', props: { position: 'left' } },
        { use: 'RefreshActionModel' },
        { use: 'MailMarkReadActionModel' },
        { use: 'MailSendActionModel', stepParams: { buttonSettings: { general: { type: 'primary' } } } },
      ],
    },
  }),
});

MailMessagesBlockModel.registerFlow({
  key: 'mailMessagesSettings',
  title: t('Email table settings'),
  sort: 400,
  steps: {
    dataRange: {
      title: t('Range'),
      uiMode: (ctx: { t(key: string, options?: object): string }) => ({
        type: 'select',
        key: 'range',
        props: {
          options: [
            { label: ctx.t('All emails', { ns: NAMESPACE }), value: 'all' },
            { label: ctx.t("Current user's emails", { ns: NAMESPACE }), value: 'mine' },
          ],
        },
      }),
      defaultParams: { range: 'all' },
      handler(ctx: { model: MailMessagesBlockModel }, params: { range: string }) {
        ctx.model.resource.addRequestParameter('range', params.range);
      },
    },
    payload: {
      hideInSettings: true,
      handler(ctx: { model: MailMessagesBlockModel }) {
        const shown = ctx.model.mapSubModels('columns', (column: { fieldPath?: string }) => column.fieldPath);
        ctx.model.resource.addRequestParameter('except', LARGE_FIELDS.filter((field) => !shown.includes(field)));
      },
    },
    conversations: {
      title: t('Group by conversation'),
      uiMode: { type: 'switch', key: 'conversations' },
      defaultParams: { conversations: true },
      handler(ctx: { model: MailMessagesBlockModel }, params: { conversations: boolean }) {
        ctx.model.resource.addRequestParameter('conversations', params.conversations ? 'true' : 'false');
      },
    },
  },
});
