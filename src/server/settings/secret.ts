// A client secret as it is stored: sealed, or a reference to a variable of the host.
import { MailError } from '../../common/errors';
import type { SecretBox } from '../services';

/** The host's variables (`app.environment`). */
export interface Environment {
  renderJsonTemplate(template: unknown): unknown;
}

const REFERENCE = /^\{\{\s*\$env\.\w+\s*\}\}$/;

/** Is `{{$env.NAME}}`: says where the secret is, and is no secret itself. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

const contextOf = (provider: string) => `settings:${provider}:client-secret`;

/** What goes into the database for what an administrator typed. */
export function storeSecret(box: SecretBox, provider: string, typed: string): string {
  return isReference(typed) ? typed : box.seal(typed, contextOf(provider));
}

/** The secret itself. @throws MailError `provider-not-configured` when the variable is not set or the host's key has changed. */
export function openSecret(box: SecretBox, environment: Environment, provider: string, stored: string): string {
  if (isReference(stored)) return resolveReference(environment, stored);
  try {
    return box.open(stored, contextOf(provider));
  } catch (cause) {
    throw new MailError('provider-not-configured', { field: 'clientSecret', cause });
  }
}

/** A plain setting, or the variable it names. @throws MailError `provider-not-configured` when the variable is not set. */
export function resolveReference(environment: Environment, text: string): string {
  if (!isReference(text)) return text;
  const { value } = environment.renderJsonTemplate({ value: text }) as { value?: unknown };
  if (typeof value !== 'string' || value.trim() === '') throw new MailError('provider-not-configured', { detail: 'variable is not set' });
  return value.trim();
}
