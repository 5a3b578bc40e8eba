// Words: src/locale/<language>/<area>.json are merged to dist/locale/<language>.json, the form that NocoBase reads.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, SRC } from './paths.mjs';

export function buildLocale() {
  mkdirSync(join(DIST, 'locale'), { recursive: true });
  for (const [language, texts] of Object.entries(readLocales())) {
    writeFileSync(join(DIST, 'locale', `${language}.json`), JSON.stringify(texts));
  }
}

/**
 * Every language's texts. A key in two areas must have one text, or which one is shown would depend on file order.
 * @returns {Record<string, Record<string, string>>}
 */
export function readLocales(root = join(SRC, 'locale')) {
  /** @type {Record<string, Record<string, string>>} */
  const locales = {};
  for (const language of readdirSync(root, { withFileTypes: true })) {
    if (!language.isDirectory()) continue;
    /** @type {Record<string, string>} */
    const texts = {};
    for (const area of readdirSync(join(root, language.name)).sort()) {
      if (!area.endsWith('.json')) continue;
      for (const [key, text] of Object.entries(JSON.parse(readFileSync(join(root, language.name, area), 'utf8')))) {
        if (key in texts && texts[key] !== text) {
          throw new Error(`${language.name}/${area}: "${key}" is "${text}" here and "${texts[key]}" in another area`);
        }
        texts[key] = text;
      }
    }
    locales[language.name] = texts;
  }
  return locales;
}
