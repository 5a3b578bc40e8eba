// Whether "Reply all" would reach more people than "Reply". Pure; follows the server's rule for who gets an answer.
import type { EmailAddress, MessageView } from '../../common/api';

/** @param own the user's own addresses, in lower case; nobody writes to them. */
export function replyAllAddsSomebody({ from, replyTo, to, cc }: Pick<MessageView, 'from' | 'replyTo' | 'to' | 'cc'>, own: ReadonlySet<string>): boolean {
  const others = (list: readonly EmailAddress[]) => list.map(({ email }) => email.trim().toLowerCase()).filter((email) => !own.has(email));
  const isOwn = others(from).length < from.length;
  const authors = others(replyTo).length > 0 ? replyTo : from;
  const answered = new Set(others(isOwn ? to : authors));
  return others([...to, ...cc]).some((email) => !answered.has(email));
}
