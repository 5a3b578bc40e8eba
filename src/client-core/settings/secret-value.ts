// The form value of SecretField: undefined keeps the stored secret, '' removes it, anything else replaces it.

/** What is to be sent; undefined keeps what is stored. A field that was opened to replace but left empty changes nothing. */
export function typedSecret(value: string | undefined): string | undefined {
  if (value === undefined || value === ' ') return undefined;
  return value.trim();
}
