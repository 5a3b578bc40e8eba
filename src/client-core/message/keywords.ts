// The flags of a message in words of the page. Pure.
import type { MessageView } from '../../common/api';
import type { Keyword } from '../../common/constants';

type Flagged = Pick<MessageView, 'keywords'>;

export const isUnread = ({ keywords }: Flagged): boolean => !keywords.includes('$seen');
export const isStarred = ({ keywords }: Flagged): boolean => keywords.includes('$flagged');
export const isDraft = ({ keywords }: Flagged): boolean => keywords.includes('$draft');

export function withKeyword({ keywords }: Flagged, keyword: Keyword, isSet: boolean): Keyword[] {
  const others = keywords.filter((known) => known !== keyword);
  return isSet ? [...others, keyword] : others;
}
