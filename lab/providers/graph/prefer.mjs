// The Prefer header (RFC 7240) as Graph reads it.

/** @param {string} [header] */
export function preferencesOf(header = '') {
  return {
    immutable: /idtype\s*=\s*"?immutableid"?/i.test(header),
    pageSize: Number(/odata\.maxpagesize\s*=\s*(\d+)/i.exec(header)?.[1]) || undefined,
    bodyType: /outlook\.body-content-type\s*=\s*"?(text|html)"?/i.exec(header)?.[1].toLowerCase(),
  };
}

/** @returns {Record<string, string>} */
export function preferenceApplied(preferences) {
  const applied = [preferences.immutable && 'IdType="ImmutableId"', preferences.pageSize && `odata.maxpagesize=${preferences.pageSize}`, preferences.bodyType && `outlook.body-content-type="${preferences.bodyType}"`].filter(Boolean);
  return applied.length ? { 'preference-applied': applied.join(', ') } : {};
}
