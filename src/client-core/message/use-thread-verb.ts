// A verb on the whole conversation: the list's where there is a list, else the call itself.
import type { MessageActionResult, ThreadView } from '../../common/api';
import { MailApiError, useMailApi, useT } from '../api';
import { useNotices } from '../center/notices';
import type { RunOptions } from '../center/use-conversation-actions';
import { useUndo } from '../center/use-undo';
import { doneText } from '../center/verb-texts';
import { isMoving, oppositeOf, refusalOf, type Verb } from '../center/verbs';
import { isDraft } from './keywords';
import type { ThreadReaderProps } from './ThreadReader';

export function useThreadVerb({ accountId, threadId, onVerb, onClose, onChanged }: ThreadReaderProps, data: ThreadView, stopMarkingRead: () => void) {
  const api = useMailApi();
  const t = useT();
  const notices = useNotices();
  const { offerMove, offerChange } = useUndo(onChanged);
  const call = (verb: Verb, { toMailbox }: RunOptions) =>
    isTodo(verb)
      ? api.messages.todo({ ids: data.messages.filter((message) => !isDraft(message)).map(({ id }) => id), isTodo: verb === 'todo' })
      : api.messages.act(verb, { threads: [{ accountId, threadId }], ...(toMailbox && { toMailboxId: toMailbox.id }) });
  const perform = async (verb: Verb, options: RunOptions): Promise<MessageActionResult[]> => {
    try {
      const result = await call(verb, options);
      const refused = refusalOf([result]);
      if (refused) notices.error(new MailApiError(refused));
      onChanged?.();
      if (!refused && (isMoving(verb) || verb === 'delete')) onClose?.();
      return [result];
    } catch (error) {
      notices.error(error);
      return [];
    }
  };
  return (verb: Verb, options: RunOptions = {}) => {
    if (verb === 'markUnread') stopMarkingRead();
    if (onVerb) return onVerb(verb, options);
    const done = perform(verb, options);
    const text = doneText(t, verb, 1, options.toMailbox?.name);
    const opposite = oppositeOf(verb);
    if (isMoving(verb)) offerMove(text, done);
    else if (opposite) offerChange(text, done, (ids) => (isTodo(opposite) ? api.messages.todo({ ids, isTodo: opposite === 'todo' }) : api.messages.act(opposite, { ids })));
  };
}

const isTodo = (verb: Verb): verb is 'todo' | 'untodo' => verb === 'todo' || verb === 'untodo';
