// How people are named in lists and headers. Pure.
import type { ConversationRow, EmailAddress } from '../../common/api';

/** The name, or the address when there is none. */
export function nameOf({ name, email }: EmailAddress): string {
  return name?.trim() || email;
}

/** One word for a row with several people: the first name, or the part before the @. */
export function shortNameOf(address: EmailAddress): string {
  const name = address.name?.trim();
  if (!name) return address.email.split('@')[0] || address.email;
  // "Berg, Anna" is last name first.
  const [last, first] = name.split(/,\s*/);
  return ((first || last) ?? name).split(/\s+/)[0] ?? name;
}

export function isSameAddress(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** At most two letters for an avatar. */
export function initialsOf(address: EmailAddress): string {
  const words = nameOf(address).replace(/@.*/, '').split(/[\s._,-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A number that stays the same for an address, to choose a colour by. */
export function hashOf(email: string): number {
  let hash = 0;
  for (const char of email.trim().toLowerCase()) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

export interface RowPeopleOptions {
  /** Own addresses, in lower case. */
  own: ReadonlySet<string>;
  /** The word for oneself. */
  me: string;
  /** Sent and Drafts name the receivers. */
  showReceivers: boolean;
}

/** The people of a row: one full name, or short names, at most three (first … last two), as Gmail shows them. */
export function rowPeople(row: Pick<ConversationRow, 'participants' | 'to'>, { own, me, showReceivers }: RowPeopleOptions): string {
  const people = showReceivers ? row.to : row.participants;
  const [only] = people;
  if (!only) return '';
  const isMe = (address: EmailAddress) => own.has(address.email.trim().toLowerCase());
  if (people.length === 1) return isMe(only) ? me : nameOf(only);
  const names = people.map((person) => (isMe(person) ? me : shortNameOf(person)));
  return names.length > 3 ? `${names[0]} … ${names.slice(-2).join(', ')}` : names.join(', ');
}
