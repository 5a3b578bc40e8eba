// A column of the email table. Exported pages store only the field's path, its model and a width; the rest is filled in here.
import { TableColumnModel } from '@nocobase/client-v2';
import { tExpr } from '@nocobase/flow-engine';
import { NAMESPACE } from '../../common/constants';
import { defaultFieldModel, MESSAGES_INIT } from './collection';
import { hostFlow } from './host-flow';

interface ColumnModel {
  use: string;
  getStepParams(flow: string, step: string): { fieldPath?: string } | undefined;
}

interface ColumnMenuItem {
  key: string;
  toggleable?: unknown;
}

export class CustomMailMessagesColumnModel extends TableColumnModel {
  /** Not saved as it is here: the page stores less. */
  isGenerated = false;

  /** The host's own entries tick only its own column class. */
  static defineChildren(ctx: unknown): ColumnMenuItem[] {
    const items = (TableColumnModel as unknown as { defineChildren(this: unknown, ctx: unknown): ColumnMenuItem[] }).defineChildren.call(this, ctx);
    return items.map((item) => ({
      ...item,
      toggleable: (column: ColumnModel) => column.use === 'CustomMailMessagesColumnModel' && column.getStepParams('fieldSettings', 'init')?.fieldPath === item.key,
    }));
  }

  onInit(options: Record<string, unknown>) {
    const init = this.getStepParams('fieldSettings', 'init') ?? {};
    if (!init.collectionName) this.setStepParams('fieldSettings', 'init', { ...MESSAGES_INIT, ...init });
    super.onInit(options);
    // Stored ones are made after this.
    if (!(options.subModels as { field?: unknown } | undefined)?.field) {
      const use = this.getStepParams('mailMessagesColumnSettings', 'model')?.use ?? defaultFieldModel(init.fieldPath ?? '');
      // Always with the same uid, so that two administrators do not save it twice.
      this.isGenerated = true;
      this.setSubModel('field', { uid: `${this.uid}field`, use, stepParams: { fieldSettings: { init: { ...MESSAGES_INIT, ...init } } } });
    }
  }
}

/** Mail is changed by the buttons of mail, not in the cells of a table. */
const hostSettings = hostFlow(TableColumnModel, 'tableColumnSettings');
CustomMailMessagesColumnModel.registerFlow({ ...hostSettings, steps: { ...hostSettings.steps, quickEdit: { hideInSettings: true, handler() {} } } });

// The host's own words.
CustomMailMessagesColumnModel.define({ label: '{{t("Display fields")}}', searchable: true, searchPlaceholder: '{{t("Search fields")}}' });

CustomMailMessagesColumnModel.registerFlow({
  key: 'mailMessagesColumnSettings',
  // After the host's own column settings, whose default width would win otherwise.
  sort: 600,
  title: tExpr('Email column settings', { ns: NAMESPACE }),
  steps: {
    model: {
      hideInSettings: true,
      handler() {},
    },
    width: {
      hideInSettings: true,
      handler(ctx: { model: CustomMailMessagesColumnModel }, params: { width?: number }) {
        // A width that was chosen later in the host's own setting is newer.
        const chosen = ctx.model.getStepParams('tableColumnSettings', 'width')?.width;
        if (params.width && chosen === undefined) ctx.model.setProps('width', params.width);
      },
    },
  },
});
