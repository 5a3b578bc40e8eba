// A conversation to read and answer. Stands alone in page blocks; the mail centre hands in its list's actions.
import { ArrowLeftOutlined, DisconnectOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { forwardRef, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import type { ConversationRow, Id, LabelView, MessageView, ThreadView } from '../../common/api';
import type { MailboxRole } from '../../common/constants';
import { useErrorText, useT } from '../api';
import { Quiet } from '../center/ListStates';
import type { ThreadKey } from '../center/location';
import { WithNotices } from '../center/notices';
import type { RunOptions } from '../center/use-conversation-actions';
import type { Taggable } from '../center/use-tagging';
import { useMailboxes, useOwnAddresses } from '../center/use-mail-data';
import type { Verb } from '../center/verbs';
import { composeFromMailto } from '../compose/mailto';
import { ReplyForm, type Reply } from '../compose/ReplyForm';
import type { ComposeInitial } from '../compose/compose-state';
import { useComposer } from '../compose/composer';
import { useIsHere } from '../compose/use-is-here';
import { isDraft, isStarred, isUnread } from './keywords';
import type { ReplyMode } from './MessageMenu';
import { LabelTag } from './LabelTag';
import { Notes } from './Notes';
import { ReadingArea, type ReadingAreaHandle } from './ReadingArea';
import { replyAllAddsSomebody } from './reply-all';
import { ReplyButtons } from './ReplyButtons';
import { useMessageStyles } from './styles';
import { ThreadMessages } from './ThreadMessages';
import { answerable } from './thread-layout';
import { ThreadToolbar } from './ThreadToolbar';
import { useEarlyCommands } from './use-early-commands';
import { useMarkRead } from './use-mark-read';
import { useNotes } from './use-notes';
import { useThread, type ThreadHandle } from './use-thread';
import { useThreadActions } from './use-thread-actions';
import { useThreadVerb } from './use-thread-verb';

export interface ThreadReaderProps {
  accountId: Id;
  threadId: string;
  onClose?: () => void;
  /** Runs a verb on the whole conversation; without it the reader does so itself and closes when mail moved. */
  onVerb?: (verb: Verb, options?: RunOptions) => void;
  /** Something of this conversation changed. */
  onChanged?: () => void;
  /** What is shown of the conversation, each time it is another; the list may not have it any more. */
  onState?: (thread: ThreadKey, state: ShownState) => void;
  /** Of the place in which the conversation is read. */
  role?: MailboxRole;
  onPrevious?: () => void;
  onNext?: () => void;
  /** Keys pressed inside of a message's frame. */
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** What the row of a conversation says of it too. */
export type ShownState = Pick<ConversationRow, 'unread' | 'isStarred' | 'isTodo'>;

export interface ThreadReaderHandle {
  reply(mode: ReplyMode): void;
  /** For a conversation that is in no list: the same as its toolbar does. */
  run(verb: Verb, options?: RunOptions): void;
  state(): ShownState;
  /** What its row would say of it; undefined while it is loading. */
  row(): Taggable | undefined;
  focus(): void;
  /** By so many pages. */
  scroll(pages: number): void;
  /** Something of it was changed elsewhere. */
  reload(): void;
}

export const ThreadReader = forwardRef<ThreadReaderHandle, ThreadReaderProps>(function ThreadReader(props, ref) {
  return (
    <WithNotices>
      <LoadedThread key={`${props.accountId}:${props.threadId}`} {...props} handle={ref} />
    </WithNotices>
  );
});

type Inner = ThreadReaderProps & { handle: Ref<ThreadReaderHandle> };

function LoadedThread(props: Inner) {
  const t = useT();
  const errorText = useErrorText();
  const { styles } = useMessageStyles();
  const thread = useThread(props.accountId, props.threadId);
  const hasFailed = !thread.data && thread.error !== undefined && !thread.isLoading;
  const loaded = useEarlyCommands({ handle: props.handle, state: thread.data ? 'ready' : hasFailed ? 'failed' : 'loading' });
  if (thread.data) return <Thread {...props} handle={loaded} thread={thread} data={thread.data} />;
  if (hasFailed) {
    return (
      <Quiet icon={<DisconnectOutlined />} title={errorText(thread.error)}>
        <Button onClick={() => void thread.reload()}>{t('Try again')}</Button>
        {props.onClose && <Button type="link" onClick={props.onClose}>{t('Back to the list')}</Button>}
      </Quiet>
    );
  }
  return (
    <div className={styles.thread}>
      <div className={styles.toolbar}>{props.onClose && <Button type="text" size="small" icon={<ArrowLeftOutlined />} aria-label={t('Back to the list')} onClick={props.onClose} />}</div>
      <ReadingArea label={t('Loading')}>
        <div role="status" aria-label={t('Loading')}>
          <Skeleton active title={{ width: '50%' }} paragraph={false} />
          <Skeleton active avatar paragraph={{ rows: 6 }} style={{ marginTop: 24 }} />
        </div>
      </ReadingArea>
    </div>
  );
}

function Thread({ thread, data, handle, ...props }: Inner & { thread: ThreadHandle; data: ThreadView }) {
  const { accountId, threadId, onClose, onChanged, onState } = props;
  const t = useT();
  const { styles } = useMessageStyles();
  const composer = useComposer();
  const { data: mailboxes } = useMailboxes();
  const own = useOwnAddresses();
  const actions = useThreadActions(thread, onChanged);
  const stopMarkingRead = useMarkRead(`${accountId}:${threadId}`, data.messages, actions.markRead);
  const onVerb = useThreadVerb(props, data, stopMarkingRead);
  const notes = useNotes(data.messages.map(({ id }) => id));
  const [areNotesOpen, setNotesOpen] = useState(false);
  const [reply, setReply] = useState<Reply>();
  // The draft in the form is not shown a second time above it, nor while it waits to be sent.
  const [editedDraft, setEditedDraft] = useState<Id>();
  const shown = data.messages.filter(({ id }) => String(id) !== String(editedDraft));
  const newest = answerable(data.messages);
  const hasNotes = (notes.notes?.length ?? 0) > 0;
  const labels = useMemo(() => labelsOf(data.messages), [data.messages]);

  useEffect(() => setNotesOpen(hasNotes), [hasNotes]);
  const answer = (message: MessageView, mode: Reply['mode']) => {
    setEditedDraft(mode === 'new' ? message.id : undefined);
    setReply({ id: message.id, mode, key: `${message.id}:${mode}` });
  };
  const closeReply = () => {
    setReply(undefined);
    setEditedDraft(undefined);
  };
  const isHere = useIsHere();
  const openReply = useRef(reply);
  openReply.current = reply;
  const reopen = (initial: ComposeInitial) => {
    // Another conversation is read meanwhile, or another answer written: neither is to make way.
    if (!isHere() || openReply.current) return composer?.open(initial) ?? false;
    setReply({ key: `again:${Date.now()}`, initial, id: initial.inReplyToId ?? '', mode: 'reply' });
    return true;
  };
  const state = stateOf(data.messages);
  useEffect(() => onState?.({ accountId, threadId }, { unread: state.unread, isStarred: state.isStarred, isTodo: state.isTodo }), [onState, accountId, threadId, state.unread, state.isStarred, state.isTodo]);
  const area = useRef<ReadingAreaHandle>(null);
  useImperativeHandle(handle, () => ({
    reply: (mode) => newest && answer(newest, mode),
    run: onVerb,
    state: () => state,
    row: () => newest && { key: `${accountId}:${threadId}`, accountId, threadId, messageId: newest.id, subject: data.subject, total: data.messages.length, labels, categories: [...new Set(data.messages.flatMap(({ categories }) => categories))] },
    focus: () => area.current?.focus(),
    scroll: (pages) => area.current?.scroll(pages),
    reload: () => void thread.reload(),
  }));
  // Whoever has written reads on.
  useEffect(() => {
    if (!reply) area.current?.takeFocus();
  }, [reply]);

  return (
    <section className={styles.thread} aria-label={data.subject || t('(no subject)')}>
      <ThreadToolbar
        accountId={accountId}
        mailboxes={mailboxes ?? []}
        isTodo={state.isTodo}
        role={props.role}
        labels={labels}
        onLabel={(label, isOn) => actions.label(data.messages, label, isOn)}
        noteCount={notes.notes?.length ?? 0}
        areNotesOpen={areNotesOpen}
        onToggleNotes={() => setNotesOpen(!areNotesOpen)}
        onVerb={onVerb}
        onClose={onClose}
        onPrevious={props.onPrevious}
        onNext={props.onNext}
      />
      <ReadingArea ref={area} label={data.subject || t('(no subject)')}>
        <h2 className={styles.subject} dir="auto">
          {data.subject || t('(no subject)')}
        </h2>
        {labels.length > 0 && (
          <div className={styles.bar}>
            {labels.map((label) => (
              <LabelTag key={label.id} label={label} onClose={() => actions.label(data.messages, label, false)} />
            ))}
          </div>
        )}
        {areNotesOpen && newest && <Notes notes={notes} messageId={newest.id} />}
        <ThreadMessages
          messages={shown}
          actions={actions}
          onMarkUnread={(message) => (stopMarkingRead(), actions.markUnread(message))}
          onReply={answer}
          onKeyDown={(event) => (props.onKeyDown?.(event), area.current?.onFrameKey(event))}
          onMailto={composer && ((href) => composer.open(composeFromMailto(href)))}
        />
        {reply ? (
          <div className={styles.replyForm}>
            <ReplyForm
              key={reply.key}
              reply={reply}
              onClose={closeReply}
              onDraftId={setEditedDraft}
              onSent={() => {
                setReply(undefined);
                void thread.reload();
                onChanged?.();
              }}
              onReopen={reopen}
              onPopOut={composer && ((initial) => (closeReply(), composer.open(initial)))}
            />
          </div>
        ) : (
          newest && <ReplyButtons hasReplyAll={replyAllAddsSomebody(newest, own)} onReply={(mode) => answer(newest, mode)} />
        )}
      </ReadingArea>
    </section>
  );
}

function stateOf(messages: readonly MessageView[]): ShownState {
  return {
    unread: messages.filter((message) => isUnread(message) && !isDraft(message)).length,
    isStarred: messages.some(isStarred),
    isTodo: messages.some(({ isTodo }) => isTodo),
  };
}

function labelsOf(messages: readonly MessageView[]): LabelView[] {
  const labels = new Map(messages.flatMap((message) => message.labels.map((label) => [String(label.id), label] as const)));
  return [...labels.values()];
}
