// The field models of a message, for any table or details block.
import { ClickableFieldModel } from '@nocobase/client-v2';
import { DisplayItemModel, tExpr, type FlowEngineContext } from '@nocobase/flow-engine';
import { NAMESPACE } from '../../common/constants';
import { FromCell, LabelsCell, SubjectCell, ToCell } from './cells';
import { MESSAGES } from './collection';
import { hostFlow } from './host-flow';
import { openMessage, popupOptionsOf } from './message-popup';
import { popupHasBlocks } from './popup-content';

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

abstract class MailFieldModel extends ClickableFieldModel {}

const popup = hostFlow(ClickableFieldModel, 'popupSettings');

/** Ours steps in before the host's. */
MailFieldModel.registerFlow({
  ...popup,
  steps: {
    mail: {
      hideInSettings: true,
      /** A click opens the mail, unless somebody put blocks of their own into the pop-up of this column or is about to. */
      async handler(ctx: FlowEngineContext) {
        if (ctx.flowSettingsEnabled) return;
        // The host goes to the address of the pop-up first, and clicks again from there. It finds stored models alone.
        const hasAddress = ctx.view?.navigation && !ctx.model.parent?.isGenerated;
        if (hasAddress && !ctx.inputArgs.navigation) return;
        if (await popupHasBlocks(ctx.model)) return;
        openMessage(ctx, ctx.inputArgs.filterByTk, {
          ...popupOptionsOf(ctx.model),
          route: ctx.inputArgs,
          onChanged: () => void ctx.blockModel?.resource?.refresh(),
        });
        ctx.exit();
      },
    },
    ...popup.steps,
  },
});

export class CustomMailFromFieldModel extends MailFieldModel {
  renderComponent(value: string | null) {
    return <FromCell record={this.context.record} value={value} />;
  }
}

export class CustomMailToFieldModel extends MailFieldModel {
  renderComponent(value: string | null) {
    return <ToCell record={this.context.record} value={value} />;
  }
}

export class CustomMailSubjectFieldModel extends MailFieldModel {
  /** The subject opens the mail unless somebody switched that off. */
  onInit(options: Record<string, unknown>) {
    if (this.getStepParams('displayFieldSettings', 'clickToOpen') === undefined) {
      this.setStepParams('displayFieldSettings', 'clickToOpen', { clickToOpen: true });
    }
    super.onInit(options);
  }

  renderComponent(value: string | null) {
    return <SubjectCell record={this.context.record} value={value} />;
  }
}

export class CustomMailLabelsFieldModel extends ClickableFieldModel {
  render() {
    // As for any relation of the host, a click opens what was clicked: the label.
    return <LabelsCell labels={this.props.value} onClick={this.props.clickToOpen ? (event, label) => this.onClick(event, label) : undefined} />;
  }
}

CustomMailFromFieldModel.define({ label: t('Sender') });
CustomMailToFieldModel.define({ label: t('Recipients') });
CustomMailSubjectFieldModel.define({ label: t('Subject') });
CustomMailLabelsFieldModel.define({ label: t('Labels') });

const isField = (name: string) => (_context: unknown, field: { name: string; collection?: { name: string } }) =>
  field.collection?.name === MESSAGES && field.name === name;

DisplayItemModel.bindModelToInterface('CustomMailFromFieldModel', ['textarea'], { isDefault: true, when: isField('from') });
DisplayItemModel.bindModelToInterface('CustomMailToFieldModel', ['textarea'], { isDefault: true, when: isField('to') });
DisplayItemModel.bindModelToInterface('CustomMailSubjectFieldModel', ['textarea'], { isDefault: true, when: isField('subject') });
DisplayItemModel.bindModelToInterface('CustomMailLabelsFieldModel', ['m2m'], { isDefault: true, when: isField('labels') });
