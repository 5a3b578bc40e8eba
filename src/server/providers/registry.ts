// The only file outside the providers' own folders that names one.
import { MailError } from '../../common/errors';
import { googleType } from './gmail/type';
import { microsoftType } from './microsoft/type';
import type { ProviderType } from './provider';

const TYPES: readonly ProviderType[] = [googleType, microsoftType];

/** All providers, in the order in which they are shown. */
export function listProviderTypes(): readonly ProviderType[] {
  return TYPES;
}

/** @throws MailError `invalid-input` for an unknown id. */
export function getProviderType(id: string): ProviderType {
  const type = TYPES.find((candidate) => candidate.id === id);
  if (!type) throw new MailError('invalid-input', { field: 'provider' });
  return type;
}
