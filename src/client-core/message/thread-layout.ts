// Which messages of a conversation stand open, and which read ones are put behind one button. Pure.
import type { MessageView } from '../../common/api';
import { isDraft, isUnread } from './keywords';

/** Fewer collapsed messages in a row than this are shown one by one. */
const MIN_FOLDED = 4;

/** Unread ones and the newest that is no draft; the others begin collapsed. */
export function initiallyOpen(messages: readonly MessageView[]): Set<string> {
  const open = new Set(messages.filter((message) => isUnread(message) && !isDraft(message)).map(({ id }) => String(id)));
  const newest = messages.filter((message) => !isDraft(message)).at(-1);
  if (newest) open.add(String(newest.id));
  return open;
}

export type ThreadPart = { kind: 'message'; message: MessageView } | { kind: 'folded'; messages: MessageView[] };

/** The first message and those around open ones stay; a long run of collapsed ones between becomes one part. */
export function threadParts(messages: readonly MessageView[], open: ReadonlySet<string>): ThreadPart[] {
  const parts: ThreadPart[] = [];
  let run: MessageView[] = [];
  const flush = () => {
    // The last of a run is what the open message answers.
    const [folded, shown] = run.length > MIN_FOLDED ? [run.slice(0, -1), run.slice(-1)] : [[], run];
    if (folded.length > 0) parts.push({ kind: 'folded', messages: folded });
    parts.push(...shown.map((message): ThreadPart => ({ kind: 'message', message })));
    run = [];
  };
  messages.forEach((message, index) => {
    if (index > 0 && !open.has(String(message.id)) && !isDraft(message)) {
      run.push(message);
      return;
    }
    flush();
    parts.push({ kind: 'message', message });
  });
  flush();
  return parts;
}

/** What Reply at the end of the conversation answers: the newest message that was really sent. */
export function answerable(messages: readonly MessageView[]): MessageView | undefined {
  return messages.filter((message) => !isDraft(message)).at(-1);
}
