// Single values of a request body, which may hold anything. Each check names the field in its error.
import type { Id } from '../../common/api';
import { MailError } from '../../common/errors';

const ID = /^[\w-]{1,64}$/;

export function requireId(id: unknown, field: string): Id {
  if ((typeof id === 'number' && Number.isSafeInteger(id) && id > 0) || (typeof id === 'string' && ID.test(id))) {
    return id;
  }
  throw invalid(field);
}

export function optional<T>(value: unknown, check: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : check(value);
}

export function optionalText(value: unknown, field: string): string {
  if (value !== undefined && value !== null && typeof value !== 'string') {
    throw invalid(field);
  }
  return value ?? '';
}

export function invalid(field: string): MailError {
  return new MailError('invalid-input', { field });
}

export function tooLarge(field: string, max: number): MailError {
  return new MailError('too-large', { field, values: { max } });
}
