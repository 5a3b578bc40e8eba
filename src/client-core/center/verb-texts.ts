// What is said of a verb when it is done, and when it failed.
import type { Translate } from '../api';
import type { Verb } from './verbs';

/** Keys of the texts. */
export const FAILED: Record<Verb, string> = {
  markRead: 'Not marked as read.',
  markUnread: 'Not marked as unread.',
  star: 'Not starred.',
  unstar: 'The star was not removed.',
  todo: 'Not added to to-do.',
  untodo: 'Not removed from to-do.',
  archive: 'Not archived.',
  trash: 'Not moved to trash.',
  junk: 'Not reported as junk.',
  move: 'Not moved.',
  delete: 'Not deleted.',
};

/** @param name of the place that `move` goes to */
export function doneText(t: Translate, verb: Verb, count: number, name = ''): string {
  switch (verb) {
    case 'markRead':
      return t('Marked as read', { count });
    case 'markUnread':
      return t('Marked as unread', { count });
    case 'star':
      return t('Starred');
    case 'unstar':
      return t('Star removed');
    case 'todo':
      return t('Added to to-do');
    case 'untodo':
      return t('Done: removed from to-do');
    case 'archive':
      return t('{{count}} conversations archived', { count });
    case 'trash':
      return t('{{count}} conversations moved to trash', { count });
    case 'junk':
      return t('{{count}} conversations moved to junk', { count });
    case 'move':
      return t('{{count}} conversations moved to {{name}}', { count, name });
    case 'delete':
      return t('{{count}} conversations deleted forever', { count });
  }
}
