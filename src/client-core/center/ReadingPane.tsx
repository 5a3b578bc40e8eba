// The right pane: the opened conversation with the list's actions.
import type { RefObject } from 'react';
import type { MailboxRole } from '../../common/constants';
import { ThreadReader, type ShownState, type ThreadReaderHandle } from '../message/ThreadReader';
import type { ThreadKey } from './location';
import type { RunOptions } from './use-conversation-actions';
import type { Verb } from './verbs';

export interface ReadingPaneProps {
  reader: RefObject<ThreadReaderHandle>;
  role?: MailboxRole;
  /** Undefined for a conversation that is not in the list (a link to it): it acts by itself. */
  onVerb?: (verb: Verb, options?: RunOptions) => void;
  onClose: () => void;
  onChanged: () => void;
  onState: (thread: ThreadKey, state: ShownState) => void;
  onPrevious?: () => void;
  onNext?: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function ReadingPane({ reader, thread, ...props }: ReadingPaneProps & { thread: ThreadKey }) {
  return <ThreadReader ref={reader} accountId={thread.accountId} threadId={thread.threadId} {...props} />;
}
