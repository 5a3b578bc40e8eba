// The data scope of the mail blocks: a variable that turns out empty matches no mail.

interface Condition {
  path?: string;
  operator?: string;
  value?: unknown;
  logic?: string;
  items?: Condition[];
}

const isVariable = (value: unknown) => typeof value === 'string' && /^\s*\{\{.*\}\}\s*$/s.test(value);

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isEmpty);
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/**
 * The host drops conditions whose variable gave an empty list, so a contact without an address would list all mail.
 * null is what it keeps: the server answers it with nothing.
 */
export function keepEmptyVariables<T extends Condition | undefined>(raw: T, resolved: T): T {
  if (!raw || !resolved) return resolved;
  if (Array.isArray(raw.items) && Array.isArray(resolved.items)) {
    return { ...resolved, items: resolved.items.map((item, index) => keepEmptyVariables(raw.items?.[index], item) ?? item) };
  }
  return isVariable(raw.value) && isEmpty(resolved.value) ? { ...resolved, value: null } : resolved;
}
