// What a signature is used for by itself, as one choice: 'none', 'all' or an account's id. Pure.
import type { AccountView, Id } from '../../common/api';
import type { SignatureRecord } from '../api';

type Placed = Pick<SignatureRecord, 'isDefault' | 'accountId'>;

export function placeOf({ isDefault, accountId }: Placed): string {
  if (!isDefault) return 'none';
  return accountId === null ? 'all' : String(accountId);
}

export function fromPlace(place: string, accounts: ReadonlyArray<Pick<AccountView, 'id'>>): Placed {
  const account = accounts.find(({ id }) => String(id) === place);
  return { isDefault: place !== 'none', accountId: account?.id ?? null };
}

/** Signatures whose place the saved one has taken: each account has one default. */
export function rivalsOf({ id, values }: { id: Id; values: Partial<Placed> }, all: readonly SignatureRecord[]): SignatureRecord[] {
  if (!values.isDefault) return [];
  const place = placeOf({ isDefault: true, accountId: values.accountId ?? null });
  return all.filter((signature) => String(signature.id) !== String(id) && placeOf(signature) === place);
}
