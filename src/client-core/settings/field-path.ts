// Which field of a form the server means by the path it names.

/** `providers.google.push.topic` and `providers.0.push.topic` are `push.topic` of that provider's form, `general.x` is `x` of the general one. */
export function fieldPathOf(field: string): string[] {
  const parts = field.split('.');
  if (parts[0] === 'providers') return parts.slice(2);
  return parts[0] === 'general' ? parts.slice(1) : parts;
}

export function isSamePath(left: ReadonlyArray<string | number>, right: ReadonlyArray<string | number>): boolean {
  return left.length === right.length && left.every((part, index) => String(part) === String(right[index]));
}
