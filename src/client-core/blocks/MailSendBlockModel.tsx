// The block "Email send": the host's own form over mailMessages, whose submit sends. Default values, linkage rules and field
// settings are the host's.
import { CreateFormModel } from '@nocobase/client-v2';
import { FlowExitAllException, SingleRecordResource, tExpr, type FlowModel } from '@nocobase/flow-engine';
import type { ComposeInput, EmailAddress, IdentityView, SubmissionView } from '../../common/api';
import { NAMESPACE } from '../../common/constants';
import type { HostApiClient } from '../api/call';
import { MailApiError } from '../api/error';
import { createMailApi } from '../api/mail-api';
import { problemsOf, type SendProblem } from '../compose/checks';
import { toInput } from '../compose/compose-state';
import { toOutgoingHtml } from '../compose/editor-html';
import { earlierVersionText, isEarlierVersionSent, problemText } from '../compose/use-send';
import { randomKey } from '../compose/use-uploads';
import { bodyFilesOf } from './body-files';
import { waysToMail } from './block-menu';
import { MESSAGES, MESSAGES_INIT } from './collection';
import { formFieldOf, toComposeState, toSender } from './send-values';

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

/** The host's. */
const SUBMIT = 'FormSubmitActionModel';

/** Several recipients get a message each: when they come from several records, always, or only when the writer says so. */
type SeparatelyWhen = 'records' | 'always' | 'never';

interface FormField {
  fieldPath: string;
  use: string;
}

/** Fields of a new form; others of the collection can be added. */
const FORM_FIELDS: ReadonlyArray<FormField> = [
  { fieldPath: 'from', use: 'MailSenderFieldModel' },
  { fieldPath: 'to', use: 'MailRecipientsFieldModel' },
  { fieldPath: 'cc', use: 'MailRecipientsFieldModel' },
  { fieldPath: 'subject', use: 'InputFieldModel' },
  { fieldPath: 'bodyHtml', use: 'MailBodyFieldModel' },
  { fieldPath: 'attachments', use: 'MailFilesFieldModel' },
];

export class MailSendBlockModel extends CreateFormModel {
  /** The same over retries of one mail, so that an answer that was lost cannot make it go out twice. */
  private idempotencyKey = randomKey();

  /** What the writer of this mail chose; until then the block's setting decides. */
  private separately?: boolean;

  static filterCollection(collection: { name: string; dataSourceKey?: string }) {
    return collection.name === MESSAGES && (collection.dataSourceKey ?? 'main') === 'main';
  }

  static async defineChildren(ctx: unknown) {
    return waysToMail(await super.defineChildren(ctx), ctx);
  }

  onInit(options: Record<string, unknown>) {
    if (!this.getStepParams('resourceSettings', 'init')) this.setStepParams('resourceSettings', 'init', MESSAGES_INIT);
    super.onInit(options);
    // Who may send is decided by the mailboxes that the user has.
    this.context.defineProperty('skipAclCheck', { value: true });
  }

  onMount() {
    super.onMount();
    this.takeRecipients();
  }

  /** Recipients that the action "Compose email" hands over. */
  private takeRecipients() {
    const handed = this.context.mailRecipients as EmailAddress[] | undefined;
    if (handed?.length) this.setFieldValue('to', handed);
  }

  /** Whether several recipients get a message each. People in one table need not know each other: nobody sees who else was written to. */
  get sendsSeparately(): boolean {
    const when = (this.getStepParams('mailSendSettings', 'separately')?.when ?? 'records') as SeparatelyWhen;
    return this.separately ?? (when === 'always' || (when === 'records' && Boolean(this.context.mailFromSeveral)));
  }

  set sendsSeparately(separately: boolean) {
    this.separately = separately;
  }

  createResource() {
    const resource = this.context.createResource(SingleRecordResource);
    resource.isNewRecord = true;
    resource.save = (values: Record<string, unknown>) => this.send(values);
    return resource;
  }

  /** By the keyboard, from within the text. */
  submit() {
    const button = this.mapSubModels('actions', (action: FlowModel) => action).find((action: FlowModel) => action.use === SUBMIT);
    void button?.onClick(new Event('click'));
  }

  /** @throws the host's word for "stop, the user has been told", after what went wrong was written beside its field */
  private async send(values: Record<string, unknown>): Promise<{ data: SubmissionView }> {
    const api = createMailApi(this.context.api as HostApiClient);
    try {
      const state = toComposeState(values, toSender(values.from, await sendersOf(api)), { bodyFiles: bodyFilesOf(this), separately: this.sendsSeparately });
      const problems = problemsOf(state);
      if (problems.length) throw new Unready(problems);
      const input: ComposeInput = { ...toInput(state, toOutgoingHtml), idempotencyKey: this.idempotencyKey };
      const submission = await api.submissions.send(input);
      this.idempotencyKey = randomKey();
      this.separately = undefined;
      return { data: submission };
    } catch (error) {
      this.showError(error);
      throw new FlowExitAllException('submitSettings', this.uid);
    }
  }

  private showError(error: unknown) {
    const t = (key: string, values?: object) => this.context.t(key, { ns: NAMESPACE, ...values });
    if (isEarlierVersionSent(error)) {
      this.idempotencyKey = randomKey();
      return this.context.message.error(earlierVersionText(t));
    }
    if (error instanceof Unready) return error.problems.forEach((problem) => this.showBeside(...problemText(problem, t)));
    const { code, values, field } = error instanceof MailApiError ? error : { code: 'internal', values: undefined, field: undefined };
    return this.showBeside(formFieldOf(field), t(`error.${code}`, values));
  }

  /** A field that the form does not show cannot tell. */
  private showBeside(field: string, text: string) {
    const isShown = this.form.getFieldsError().some(({ name }: { name: Array<string | number> }) => name.join('.') === field);
    if (isShown) this.form.setFields([{ name: field, errors: [text] }]);
    else this.context.message.error(text);
  }
}

/** The form cannot be sent as it is. */
class Unready extends Error {
  constructor(readonly problems: readonly SendProblem[]) {
    super('the form is not complete');
  }
}

async function sendersOf(api: ReturnType<typeof createMailApi>): Promise<IdentityView[]> {
  const [accounts, identities] = await Promise.all([api.accounts.mine(), api.identities.list()]);
  return accounts.flatMap((account) => {
    const own = identities.filter(({ accountId }) => String(accountId) === String(account.id));
    return own.length ? own : [{ accountId: account.id, email: account.email, name: account.name, isPrimary: true }];
  });
}

const fieldOptions = ({ fieldPath, use }: FormField) => ({
  use: 'FormItemModel',
  stepParams: { fieldSettings: { init: { ...MESSAGES_INIT, fieldPath } } },
  subModels: { field: { use } },
});

MailSendBlockModel.define({
  label: t('Email send'),
  searchable: true,
  sort: 830,
  createModelOptions: () => ({
    use: 'MailSendBlockModel',
    stepParams: { resourceSettings: { init: MESSAGES_INIT } },
    subModels: {
      grid: { use: 'FormGridModel', subModels: { items: FORM_FIELDS.map(fieldOptions) } },
      actions: [
        {
          use: SUBMIT,
          stepParams: {
            buttonSettings: { general: { title: t('Send'), icon: 'SendOutlined', type: 'primary' } },
            submitSettings: { afterSuccess: { successMessage: t('Sent') } },
          },
        },
      ],
    },
  }),
});

MailSendBlockModel.registerFlow({
  key: 'mailSendSettings',
  title: t('Email send settings'),
  sort: 400,
  steps: {
    separately: {
      title: t('A message to each recipient'),
      uiMode: (ctx: { t(key: string, options?: object): string }) => ({
        type: 'select',
        key: 'when',
        props: {
          options: [
            { label: ctx.t('When they come from several records', { ns: NAMESPACE }), value: 'records' },
            { label: ctx.t('Always', { ns: NAMESPACE }), value: 'always' },
            { label: ctx.t('Only when the writer wants it', { ns: NAMESPACE }), value: 'never' },
          ],
        },
      }),
      defaultParams: { when: 'records' },
      handler() {},
    },
  },
});
