// What the block "Email details" shows: one mail or its conversation, and beside it labels, notes and the to-do mark.
import { Button, Checkbox, Divider, Result, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import type { Id, LabelView, MessageView } from '../../common/api';
import { useErrorText, useT } from '../api';
import { WithNotices } from '../center/notices';
import { ComposeForm } from '../compose/ComposeForm';
import type { ComposeInitial } from '../compose/compose-state';
import { ReplyForm, type Reply } from '../compose/ReplyForm';
import { useIsHere } from '../compose/use-is-here';
import { isDraft } from '../message/keywords';
import { LabelPicker } from '../message/LabelPicker';
import { LabelTag } from '../message/LabelTag';
import { Notes } from '../message/Notes';
import { ThreadMessages } from '../message/ThreadMessages';
import { useMarkRead } from '../message/use-mark-read';
import { useNotes } from '../message/use-notes';
import { useThread, type ThreadHandle } from '../message/use-thread';
import { useThreadActions } from '../message/use-thread-actions';

export interface MessageDetailsProps {
  accountId: Id;
  threadId: string;
  messageId: Id;
  view: 'single' | 'conversation';
  /** Labels, notes and to-do at the side. */
  showsSide: boolean;
  onChanged?: () => void;
}

export default function MessageDetails(props: MessageDetailsProps) {
  return (
    <WithNotices>
      <Loaded key={`${props.accountId}:${props.threadId}:${props.messageId}`} {...props} />
    </WithNotices>
  );
}

function Loaded(props: MessageDetailsProps) {
  const t = useT();
  const errorText = useErrorText();
  const thread = useThread(props.accountId, props.threadId);
  if (!thread.data) {
    if (thread.error === undefined || thread.isLoading) return <Skeleton active avatar paragraph={{ rows: 6 }} />;
    return <Result status="warning" title={errorText(thread.error)} extra={<Button onClick={() => void thread.reload()}>{t('Try again')}</Button>} />;
  }
  const shown = thread.data.messages.filter(({ id }) => props.view === 'conversation' || String(id) === String(props.messageId));
  const [only] = shown;
  // A draft is there to be written on.
  if (shown.length === 1 && isDraft(only)) {
    return <ComposeForm initial={{ mode: 'new', draftId: only.id, accountId: props.accountId }} onSent={() => props.onChanged?.()} onClose={() => props.onChanged?.()} />;
  }
  return <Details {...props} thread={thread} subject={thread.data.subject} messages={shown} />;
}

interface DetailsProps extends MessageDetailsProps {
  thread: ThreadHandle;
  subject: string;
  messages: MessageView[];
}

function Details({ thread, subject, messages, accountId, threadId, showsSide, onChanged }: DetailsProps) {
  const t = useT();
  const actions = useThreadActions(thread, onChanged);
  const stopMarkingRead = useMarkRead(`${accountId}:${threadId}`, messages, actions.markRead);
  const [reply, setReply] = useState<Reply>();
  const answer = (message: MessageView, mode: Reply['mode']) => setReply({ id: message.id, mode, key: `${message.id}:${mode}` });
  const isHere = useIsHere();
  const reopen = (initial: ComposeInitial) => {
    if (isHere()) setReply({ key: `again:${Date.now()}`, initial, id: initial.inReplyToId ?? '', mode: 'reply' });
    return isHere();
  };
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 24 }}>
      <div style={{ flex: '999 1 480px', minWidth: 0 }}>
        <h2 style={{ marginTop: 0 }}>{subject || t('(no subject)')}</h2>
        <ThreadMessages messages={messages} actions={actions} onMarkUnread={(message) => (stopMarkingRead(), actions.markUnread(message))} onReply={answer} />
        {reply && (
          <ReplyForm
            key={reply.key}
            reply={reply}
            onClose={() => setReply(undefined)}
            onReopen={reopen}
            onSent={() => {
              setReply(undefined);
              void thread.reload();
              onChanged?.();
            }}
          />
        )}
      </div>
      {showsSide && <Side messages={messages} onTodo={(isTodo) => messages.forEach((message) => actions.todo(message, isTodo))} onLabel={(label, isOn) => actions.label(messages, label, isOn)} />}
    </div>
  );
}

function Side({ messages, onTodo, onLabel }: { messages: MessageView[]; onTodo: (isTodo: boolean) => void; onLabel: (label: LabelView, isOn: boolean) => void }) {
  const t = useT();
  const labels = useMemo(() => [...new Map(messages.flatMap((message) => message.labels.map((label) => [String(label.id), label] as const))).values()], [messages]);
  const notes = useNotes(messages.map(({ id }) => id));
  const newest = messages.at(-1);
  return (
    <aside style={{ flex: '1 1 260px', minWidth: 220 }} aria-label={t('Labels, notes and to-do')}>
      <Checkbox checked={messages.some(({ isTodo }) => isTodo)} onChange={(event) => onTodo(event.target.checked)}>
        {t('To-do')}
      </Checkbox>
      <Divider style={{ margin: '12px 0' }} />
      <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 4 }}>
        <span>{t('Labels')}</span>
        <LabelPicker sets={[labels]} onToggle={onLabel} />
        {labels.map((label) => (
          <LabelTag key={label.id} label={label} onClose={() => onLabel(label, false)} />
        ))}
      </div>
      <Divider style={{ margin: '12px 0' }} />
      {newest && <Notes notes={notes} messageId={newest.id} />}
    </aside>
  );
}
