// A verb on the whole conversation: the list's where there is a list, else the call itself.
import type { ThreadView } from '../../common/api';
import { MailApiError, useMailApi } from '../api';
import { useNotices } from '../center/notices';
import type { RunOptions } from '../center/use-conversation-actions';
import { isMoving, refusalOf, type Verb } from '../center/verbs';
import { isDraft } from './keywords';
import type { ThreadReaderProps } from './ThreadReader';

export function useThreadVerb({ accountId, threadId, onVerb, onClose, onChanged }: ThreadReaderProps, data: ThreadView, stopMarkingRead: () => void) {
  const api = useMailApi();
  const notices = useNotices();
  return (verb: Verb, options: RunOptions = {}) => {
    if (verb === 'markUnread') stopMarkingRead();
    if (onVerb) return onVerb(verb, options);
    const call =
      verb === 'todo' || verb === 'untodo'
        ? api.messages.todo({ ids: data.messages.filter((message) => !isDraft(message)).map(({ id }) => id), isTodo: verb === 'todo' })
        : api.messages.act(verb, { threads: [{ accountId, threadId }], ...(options.toMailbox && { toMailboxId: options.toMailbox.id }) });
    return void call.then(
      (result) => {
        const refused = refusalOf([result]);
        if (refused) notices.error(new MailApiError(refused));
        onChanged?.();
        if (!refused && (isMoving(verb) || verb === 'delete')) onClose?.();
      },
      (error) => notices.error(error),
    );
  };
}
