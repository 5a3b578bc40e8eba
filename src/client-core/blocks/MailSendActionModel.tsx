// The action "Compose email" on the toolbar of any table, on its rows and in details blocks.
import { ActionSceneEnum, PopupActionModel } from '@nocobase/client-v2';
import { tExpr, type FlowEngineContext } from '@nocobase/flow-engine';
import { NAMESPACE } from '../../common/constants';
import { addressFields, type AddressField } from './address-fields';
import { hostFlow } from './host-flow';
import { popupHasBlocks } from './popup-content';
import { appendsOf, composeTo, isTrue } from './recipients';
import { openCompose, popupOptionsOf } from './message-popup';

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

/** Pages read at once when every record of the current filter is a recipient. */
const PAGE_SIZE = 200;
const MAX_RECORDS = 2000;

export class MailSendActionModel extends PopupActionModel {
  static scene = ActionSceneEnum.both;

  defaultProps = { title: t('Compose email'), icon: 'MailOutlined' };

  /** Sending is decided by the mailboxes that the user has, not by a permission on this collection. */
  getAclActionName() {
    return null;
  }
}

MailSendActionModel.define({ label: t('Compose email'), sort: 60 });

type ActionContext = FlowEngineContext;

MailSendActionModel.registerFlow({
  key: 'sendEmailSettings',
  title: t('Recipients'),
  sort: 200,
  steps: {
    emailFieldNames: {
      title: t('Recipient fields'),
      uiSchema: (ctx: ActionContext) => ({
        value: {
          type: 'array',
          description: ctx.t('Fields of the records that hold the addresses.', { ns: NAMESPACE }),
          'x-decorator': 'FormItem',
          'x-component': 'Select',
          'x-component-props': { 'aria-label': ctx.t('Recipient fields', { ns: NAMESPACE }), mode: 'multiple', allowClear: true, options: addressFields(collectionOf(ctx)?.getFields() ?? []) },
        },
      }),
      defaultParams: (ctx: ActionContext) => ({
        value: (collectionOf(ctx)?.getFields() ?? []).filter((field: AddressField) => field.interface === 'email').map((field: AddressField) => field.name),
      }),
      handler() {},
    },
    defaultSelectAllRecords: {
      title: t('To all records of the current filter'),
      hideInSettings: (ctx: ActionContext) => Boolean(ctx.record),
      uiMode: { type: 'switch', key: 'value' },
      defaultParams: { value: false },
      handler() {},
    },
  },
});

/** Ours steps in before the host's. */
MailSendActionModel.registerFlow({
  ...hostFlow(PopupActionModel, 'popupSettings'),
  steps: {
    compose: {
      hideInSettings: true,
      /** Shows the compose form, unless somebody made a form of their own in the pop-up or is about to. */
      async handler(ctx: ActionContext) {
        if (ctx.flowSettingsEnabled) return;
        const settings = ctx.model.getStepParams('sendEmailSettings') ?? {};
        const fields = (settings.emailFieldNames?.value ?? defaultFields(ctx)) as string[];
        const records = await recordsOf(ctx, fields, isTrue(settings.defaultSelectAllRecords?.value));
        const initial = composeTo(records, fields);
        if (await popupHasBlocks(ctx.model)) {
          ctx.inputArgs.defineProperties = { ...ctx.inputArgs.defineProperties, mailRecipients: { value: initial.to }, mailFromSeveral: { value: initial.separately } };
          return;
        }
        openCompose(ctx as never, initial, { ...popupOptionsOf(ctx.model), title: ctx.t('Compose email', { ns: NAMESPACE }) });
        ctx.exit();
      },
    },
    openView: { use: 'openView' },
  },
});

const collectionOf = (ctx: ActionContext) => ctx.collection ?? ctx.blockModel?.collection;

const defaultFields = (ctx: ActionContext): string[] =>
  (collectionOf(ctx)?.getFields() ?? []).filter((field: AddressField) => field.interface === 'email').map((field: AddressField) => field.name);

/** The row or details record; else the selected rows; else, when set so, every record of the current filter. */
async function recordsOf(ctx: ActionContext, fields: string[], everyRecord: boolean): Promise<object[]> {
  const appends = appendsOf(fields);
  const resource = ctx.blockModel?.resource;
  if (ctx.record) return appends.length ? load(ctx, { filterByTk: collectionOf(ctx).getFilterByTK(ctx.record), appends }) : [ctx.record];
  const selected: object[] = resource?.getSelectedRows?.() ?? [];
  if (selected.length) {
    if (!appends.length) return selected;
    const key = collectionOf(ctx).filterTargetKey ?? 'id';
    return load(ctx, { filter: { [key]: { $in: selected.map((row) => (row as Record<string, unknown>)[key]) } }, appends });
  }
  return everyRecord && resource ? load(ctx, { filter: resource.getFilter?.(), appends }) : [];
}

/** Reads records page by page, at most MAX_RECORDS, with the relations that the fields lead through. */
async function load(ctx: ActionContext, params: { filter?: unknown; filterByTk?: unknown; appends: string[] }): Promise<object[]> {
  const resource = ctx.api.resource(ctx.blockModel?.resource?.getResourceName?.() ?? collectionOf(ctx).name, ctx.blockModel?.resource?.getSourceId?.());
  if (params.filterByTk !== undefined) {
    const { data } = await resource.get(params);
    return data?.data ? [data.data] : [];
  }
  const records: object[] = [];
  for (let page = 1; records.length < MAX_RECORDS; page += 1) {
    const { data } = await resource.list({ ...params, page, pageSize: PAGE_SIZE });
    records.push(...(data?.data ?? []));
    if ((data?.data ?? []).length < PAGE_SIZE) break;
  }
  return records;
}
