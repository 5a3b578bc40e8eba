// The messages of a conversation, oldest first, read ones collapsed.
import { Button, Divider } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '../../common/api';
import { useT } from '../api';
import type { Reply } from '../compose/ReplyForm';
import { isDraft } from './keywords';
import { MessageReader } from './MessageReader';
import { initiallyOpen, threadParts } from './thread-layout';
import type { ThreadActions } from './use-thread-actions';

interface ThreadMessagesProps {
  messages: readonly MessageView[];
  actions: ThreadActions;
  onMarkUnread: (message: MessageView) => void;
  onReply: (message: MessageView, mode: Reply['mode']) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  onMailto?: (href: string) => void;
}

export function ThreadMessages({ messages, actions, onMarkUnread, onReply, onKeyDown, onMailto }: ThreadMessagesProps) {
  const t = useT();
  const [open, setOpen] = useState(() => initiallyOpen(messages));
  const [isUnfolded, setUnfolded] = useState(false);
  useOpenedArrivals(messages, setOpen);
  const toggle = (message: MessageView) => {
    if (isDraft(message)) return onReply(message, 'new');
    const id = String(message.id);
    setOpen((current) => {
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const parts = isUnfolded ? messages.map((message) => ({ kind: 'message' as const, message })) : threadParts(messages, open);
  return (
    <>
      {parts.map((part) =>
        part.kind === 'folded' ? (
          <Divider key="folded" plain style={{ margin: '8px 0' }}>
            <Button size="small" shape="round" onClick={() => setUnfolded(true)}>
              {t('{{count}} older messages', { count: part.messages.length })}
            </Button>
          </Divider>
        ) : (
          <MessageReader
            key={part.message.id}
            message={part.message}
            isOpen={open.has(String(part.message.id)) && !isDraft(part.message)}
            onToggle={messages.length > 1 || isDraft(part.message) ? () => toggle(part.message) : undefined}
            onReply={(mode) => onReply(part.message, mode)}
            onStar={(isOn) => actions.star(part.message, isOn)}
            onTodo={(isOn) => actions.todo(part.message, isOn)}
            onMarkUnread={() => onMarkUnread(part.message)}
            onTrash={() => actions.trash(part.message)}
            onCategorize={(change) => actions.categorize(part.message, change)}
            onKeyDown={onKeyDown}
            onMailto={onMailto}
          />
        ),
      )}
    </>
  );
}

/** What arrives while the conversation is read is shown open. */
function useOpenedArrivals(messages: readonly MessageView[], setOpen: React.Dispatch<React.SetStateAction<Set<string>>>): void {
  const known = useRef(new Set(messages.map(({ id }) => String(id))));
  useEffect(() => {
    const arrived = messages.filter((message) => !known.current.has(String(message.id)) && !isDraft(message)).map(({ id }) => String(id));
    for (const { id } of messages) known.current.add(String(id));
    if (arrived.length > 0) setOpen((open) => new Set([...open, ...arrived]));
  }, [messages, setOpen]);
}
