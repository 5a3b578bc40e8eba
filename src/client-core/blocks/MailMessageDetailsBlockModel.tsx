// The block "Email details": the host's details block, with the mail in place of its fields. Fields can be added below it.
import { DetailsBlockModel } from '@nocobase/client-v2';
import { DndProvider, DragHandler, Droppable, FlowModelRenderer, tExpr, type FlowEngineContext, type FlowModel } from '@nocobase/flow-engine';
import { Empty, Skeleton, Space } from 'antd';
import { lazy, Suspense } from 'react';
import { NAMESPACE } from '../../common/constants';
import { ErrorBoundary } from '../errors/ErrorBoundary';
import { MAIL_ACTION_GROUPS } from './action-groups';
import { waysToMail } from './block-menu';
import { MESSAGES, MESSAGES_INIT, type MessageRecord } from './collection';

const MessageDetails = lazy(() => import('./MessageDetails'));

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

const ACTION_SETTINGS = { showBackground: false, showBorder: false, toolbarPosition: 'above' };
const DRAG_HANDLE = [{ key: 'drag-handler', component: DragHandler, sort: 1 }];

export class MailMessageDetailsBlockModel extends DetailsBlockModel {
  customModelClasses = MAIL_ACTION_GROUPS;

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
  }

  renderComponent() {
    const record = this.getCurrentRecord() as MessageRecord | undefined;
    return (
      <>
        {this.renderActions(!record)}
        <ErrorBoundary>{this.renderMail(record)}</ErrorBoundary>
        {this.subModels.grid && <FlowModelRenderer model={this.subModels.grid} showFlowSettings={false} />}
        {this.renderPagination()}
      </>
    );
  }

  private renderActions(isEmpty: boolean) {
    const isConfiguring = Boolean(this.context.flowSettingsEnabled);
    return (
      <DndProvider>
        <div style={{ display: 'flex', justifyContent: 'flex-end', marginBottom: 8, ...(isEmpty && !isConfiguring ? { display: 'none' } : {}) }}>
          <Space wrap>
            {this.mapSubModels('actions', (action: FlowModel) =>
              action.hidden && !isConfiguring ? null : (
                <Droppable model={action} key={action.uid}>
                  <FlowModelRenderer model={action} showFlowSettings={ACTION_SETTINGS} extraToolbarItems={DRAG_HANDLE} />
                </Droppable>
              ),
            )}
            {this.renderConfigureActions()}
          </Space>
        </div>
      </DndProvider>
    );
  }

  private renderMail(record: MessageRecord | undefined) {
    if (!record?.id) return this.resource.loading ? <Skeleton active /> : <Empty description={this.context.t('No email', { ns: NAMESPACE })} />;
    return (
      <Suspense fallback={<Skeleton active avatar paragraph={{ rows: 6 }} />}>
        <MessageDetails
          accountId={record.accountId}
          threadId={record.conversationId}
          messageId={record.id}
          view={this.props.mailView ?? 'conversation'}
          showsSide={this.props.mailSide ?? true}
          onChanged={() => this.context.engine.markDataSourceDirty?.('main', MESSAGES)}
        />
      </Suspense>
    );
  }
}

MailMessageDetailsBlockModel.define({
  label: t('Email details'),
  searchable: true,
  sort: 820,
  createModelOptions: () => ({
    use: 'MailMessageDetailsBlockModel',
    subModels: {
      grid: { use: 'DetailsGridModel' },
      actions: ['MailReplyActionModel', 'MailReplyAllActionModel', 'MailForwardActionModel', 'MailMarkUnreadActionModel', 'MailTrashActionModel', 'MailPrintActionModel'].map((use) => ({ use })),
    },
  }),
});

MailMessageDetailsBlockModel.registerFlow({
  key: 'mailDetailsSettings',
  title: t('Email details settings'),
  sort: 140,
  steps: {
    view: {
      title: t('Show'),
      uiMode: (ctx: FlowEngineContext) => ({
        type: 'select',
        key: 'view',
        props: {
          options: [
            { label: ctx.t('The conversation', { ns: NAMESPACE }), value: 'conversation' },
            { label: ctx.t('This email only', { ns: NAMESPACE }), value: 'single' },
          ],
        },
      }),
      defaultParams: { view: 'conversation' },
      handler(ctx: FlowEngineContext, params: { view: string }) {
        ctx.model.setProps('mailView', params.view);
      },
    },
    side: {
      title: t('Labels, notes and to-do'),
      uiMode: { type: 'switch', key: 'side' },
      defaultParams: { side: true },
      handler(ctx: FlowEngineContext, params: { side: boolean }) {
        ctx.model.setProps('mailSide', params.side);
      },
    },
  },
});
