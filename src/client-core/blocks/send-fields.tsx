// The inputs of the send form. They hold what default values and linkage rules give them, in any of its shapes.
import { FieldModel } from '@nocobase/client-v2';
import { EditableItemModel, tExpr } from '@nocobase/flow-engine';
import { Button, Form, Skeleton, Upload, type FormInstance } from 'antd';
import { PaperClipOutlined } from '@ant-design/icons';
import { Suspense, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { NAMESPACE } from '../../common/constants';
import { useT } from '../api';
import { WithNotices } from '../center/notices';
import { canSendSeparately, type ComposeFile } from '../compose/compose-state';
import { FileChips } from '../compose/FileChips';
import { FromSelect, useSenders } from '../compose/FromSelect';
import { RecipientInput } from '../compose/RecipientInput';
import { SeparatelyCheckbox } from '../compose/SeparatelyCheckbox';
import { useUploads } from '../compose/use-uploads';
import { ErrorBoundary } from '../errors/ErrorBoundary';
import { bodyFilesOf, setBodyFiles } from './body-files';
import { MESSAGES } from './collection';
import { toAddresses, toFiles, toSender } from './send-values';
import { MailEditor } from '../compose/lazy-editor';


interface InputProps {
  value?: unknown;
  onChange?: (value: unknown) => void;
  disabled?: boolean;
  title?: string;
}

/** What the fields use of their form; a form of the host over mail lacks `submit`. */
type SendBlock = object & { form?: FormInstance; submit?(): void; sendsSeparately?: boolean };

/** After this the form has given back what was typed, or something else. */
const SETTLED_MS = 500;

const FRAME: React.CSSProperties = { border: '1px solid var(--nb-mail-border, #d9d9d9)', borderRadius: 6, minHeight: 32, display: 'flex' };

function SenderInput({ value, onChange, disabled }: InputProps) {
  const senders = useSenders();
  const sender = toSender(value, senders);
  const key = sender && `${sender.accountId}:${sender.email}`;
  useEffect(() => {
    if (sender && JSON.stringify(sender) !== JSON.stringify(value)) onChange?.(sender);
    // Only when another sender was meant, not for every new object of the same one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return (
    <div style={FRAME}>
      <FromSelect accountId={sender?.accountId} from={sender?.email ?? ''} disabled={disabled} onChange={(accountId, email) => onChange?.({ accountId, email })} />
    </div>
  );
}

function RecipientsInput({ value, onChange, disabled, title }: InputProps) {
  return (
    <div style={FRAME}>
      <RecipientInput label={title ?? ''} value={toAddresses(value)} onChange={(list) => onChange?.(list)} disabled={disabled} />
    </div>
  );
}

/** Below "To", as in the mail centre; a form of the host over mail has no such choice. */
function SeparatelyChoice({ block }: { block: SendBlock }) {
  const [to, cc, bcc] = ['to', 'cc', 'bcc'].map((name) => toAddresses(block.form?.getFieldValue(name)));
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  // Read anew when any of them changes, also by a rule.
  Form.useWatch((values) => JSON.stringify([values.to, values.cc, values.bcc]), block.form);
  if (block.sendsSeparately === undefined || !canSendSeparately({ mode: 'new', to, cc, bcc })) return null;
  return <SeparatelyCheckbox checked={block.sendsSeparately} onChange={(separately) => ((block.sendsSeparately = separately), rerender())} />;
}

interface FilesProps extends InputProps {
  /** The form's block, which knows the files of the text. */
  block: SendBlock;
}

function FilesInput({ value, onChange, disabled, block }: FilesProps) {
  const t = useT();
  const files = useRef<ComposeFile[]>([]);
  files.current = toFiles(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  const change = useCallback((next: (list: ComposeFile[]) => ComposeFile[]) => {
    files.current = next(files.current);
    latest.current?.(files.current);
  }, []);
  const uploads = useUploads(() => [...files.current, ...bodyFilesOf(block)], change);
  return (
    <>
      <Upload multiple showUploadList={false} disabled={disabled} beforeUpload={(file) => (uploads.add([file]), false)}>
        <Button icon={<PaperClipOutlined />} disabled={disabled}>
          {t('Attach files')}
        </Button>
      </Upload>
      <FileChips files={files.current} uploads={uploads} />
    </>
  );
}

function BodyInput({ value: given, onChange, block }: FilesProps) {
  const html = typeof given === 'string' ? given : '';
  // The editor keeps its own document; a value that did not come from it (a rule, a reset) replaces that. The form gives back
  // what was typed some renders later, so each of its own values is known, not just the last.
  const own = useRef(new Set([html]));
  const written = useRef(html);
  const [version, setVersion] = useState(0);
  const replace = useCallback((value: string) => {
    own.current = new Set([value]);
    written.current = value;
    setVersion((count) => count + 1);
  }, []);
  const [files, setFiles] = useState(() => bodyFilesOf(block));
  const change = useCallback(
    (next: (list: ComposeFile[]) => ComposeFile[]) => {
      setBodyFiles(block, next([...bodyFilesOf(block)]));
      setFiles(bodyFilesOf(block));
    },
    [block],
  );
  const uploads = useUploads(() => [...bodyFilesOf(block), ...toFiles(block.form?.getFieldValue('attachments'))], change);
  useEffect(() => {
    if (own.current.has(html)) return;
    replace(html);
    // A reset form has no files either.
    if (!html) change(() => []);
  }, [html, change, replace]);
  // A rule with a fixed value takes back what was typed. What is shown has to be what is sent.
  const current = useRef(html);
  current.current = html;
  const settled = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(settled.current), []);
  const write = (next: string) => {
    own.current.delete('');
    own.current.add(next);
    written.current = next;
    onChange?.(next);
    clearTimeout(settled.current);
    settled.current = setTimeout(() => current.current !== written.current && replace(current.current), SETTLED_MS);
  };
  return (
    <div style={{ ...FRAME, flexDirection: 'column', minHeight: 220 }}>
      <Suspense fallback={<Skeleton active style={{ padding: 12 }} />}>
        <MailEditor
          key={version}
          initialHtml={html}
          files={files}
          autoFocus={false}
          handle={null}
          onChange={write}
          onSend={() => block.submit?.()}
          onReady={() => undefined}
          onInlineImage={uploads.addInline}
          onFiles={uploads.add}
        />
      </Suspense>
      <FileChips files={files} uploads={uploads} />
    </div>
  );
}

const inBlock = (content: React.ReactNode) => (
  <ErrorBoundary>
    <WithNotices>{content}</WithNotices>
  </ErrorBoundary>
);

export class MailSenderFieldModel extends FieldModel {
  render() {
    return inBlock(<SenderInput {...this.props} />);
  }
}

export class MailRecipientsFieldModel extends FieldModel {
  render() {
    const { collectionField, blockModel } = this.context;
    return inBlock(
      <>
        <RecipientsInput {...this.props} title={collectionField?.title} />
        {collectionField?.name === 'to' && blockModel && <SeparatelyChoice block={blockModel} />}
      </>,
    );
  }
}

export class MailBodyFieldModel extends FieldModel {
  render() {
    return inBlock(<BodyInput {...this.props} block={this.context.blockModel} />);
  }
}

export class MailFilesFieldModel extends FieldModel {
  render() {
    return inBlock(<FilesInput {...this.props} block={this.context.blockModel} />);
  }
}

const t = (key: string) => tExpr(key, { ns: NAMESPACE });

MailSenderFieldModel.define({ label: t('Sender') });
MailRecipientsFieldModel.define({ label: t('Recipients') });
MailBodyFieldModel.define({ label: t('Rich text') });
MailFilesFieldModel.define({ label: t('Files') });

const isField =
  (...names: string[]) =>
  (_context: unknown, field: { name: string; collection?: { name: string } }) =>
    field.collection?.name === MESSAGES && names.includes(field.name);

EditableItemModel.bindModelToInterface('MailSenderFieldModel', ['textarea'], { isDefault: true, when: isField('from') });
EditableItemModel.bindModelToInterface('MailRecipientsFieldModel', ['textarea'], { isDefault: true, when: isField('to', 'cc', 'bcc') });
EditableItemModel.bindModelToInterface('MailBodyFieldModel', ['textarea'], { isDefault: true, when: isField('bodyHtml') });
EditableItemModel.bindModelToInterface('MailFilesFieldModel', ['json'], { isDefault: true, when: isField('attachments') });
