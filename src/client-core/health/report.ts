// The sentence about a completeness check.
import type { CompletenessReport } from '../../common/health';
import type { Translate } from '../api';
import type { Format } from '../accounts/format';

export function reportText({ remote, local, missing, repaired, removed, unchecked = 0 }: CompletenessReport, t: Translate, format: Pick<Format, 'number'>): string {
  const values = { remote: format.number(remote), local: format.number(local), missing: format.number(missing), repaired: format.number(repaired), removed: format.number(removed) };
  const found = removed > 0
    ? t('At the provider {{remote}}, here {{local}}, missing {{missing}}, repaired {{repaired}}, removed because they are gone there {{removed}}', values)
    : t('At the provider {{remote}}, here {{local}}, missing {{missing}}, repaired {{repaired}}', values);
  return unchecked > 0 ? `${found}. ${t('The provider would not list {{count}} folders; they are checked again next night.', { count: unchecked })}` : found;
}
