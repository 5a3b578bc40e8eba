// Every word a user can see exists in every language.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MAIL_ERROR_CODES } from '../common/errors';

const LOCALE = dirname(fileURLToPath(import.meta.url));
const SRC = dirname(LOCALE);
const LANGUAGES = ['en-US', 'zh-CN', 'sv-SE'];
// i18next picks `key_one` or `key_other` by the `count` that is given with `key`.
const PLURAL = /_(zero|one|two|few|many|other)$/;

const texts = Object.fromEntries(LANGUAGES.map((language) => [language, load(language)]));
const usedKeys = findUsedKeys();

describe.each(LANGUAGES)('%s', (language) => {
  it('has every key that the code uses', () => {
    const present = new Set([...Object.keys(texts[language]), ...Object.keys(texts[language]).map((key) => key.replace(PLURAL, ''))]);
    expect([...usedKeys].filter((key) => !present.has(key))).toEqual([]);
  });

  it('has every error code', () => {
    expect(MAIL_ERROR_CODES.filter((code) => !(`error.${code}` in texts[language]))).toEqual([]);
  });

  it('has the keys of English, no more and no fewer', () => {
    const stems = (of: string) => [...new Set(Object.keys(texts[of]).map((key) => key.replace(PLURAL, '')))].sort();
    expect(stems(language)).toEqual(stems('en-US'));
  });

  it('has the plural forms that the language needs', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const stems = Object.keys(texts[language]).filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, ''));
    expect(stems.flatMap((stem) => needed.map((form) => `${stem}_${form}`)).filter((key) => !(key in texts[language]))).toEqual([]);
  });

  it('keeps the values that English puts into its sentences', () => {
    const values = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
    const differing = Object.entries(texts[language]).filter(([key, text]) => {
      const english = texts['en-US'][key] ?? key;
      // "1 message" may be written without the number.
      return values(text).filter((value) => value !== '{{count}}').join() !== values(english).filter((value) => value !== '{{count}}').join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('has no empty text', () => {
    expect(Object.entries(texts[language]).filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });
});

function load(language: string): Record<string, string> {
  const folder = join(LOCALE, language);
  const areas = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.assign({}, ...areas.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))));
}

/** Literal keys of calls of `t` and `tExpr`, and the labels of collections and their fields. */
function findUsedKeys(): Set<string> {
  const keys = new Set<string>();
  const add = (source: string, pattern: RegExp) => {
    for (const [, , text] of source.matchAll(pattern)) {
      // `t('error.' + code)`: the codes have their own test.
      if (!text.endsWith('.')) keys.add(text.replace(/\\(.)/g, '$1'));
    }
  };
  for (const file of readdirSync(SRC, { recursive: true }) as string[]) {
    if (!/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) continue;
    const source = readFileSync(join(SRC, file), 'utf8');
    // Not `{{t("…")}}`, which is the host's own namespace.
    add(source, /(?<![\w$]|\{\{)(?:tExpr|t)\(\s*(['"])((?:\\.|(?!\1).)+)\1/g);
    if (!file.startsWith('server')) continue;
    add(source, /(?<![\w$])(?:collectionTitle|title)\(\s*(['"])((?:\\.|(?!\1).)+)\1/g);
    add(source, /(?<![\w$])(?:line|longText|yesNo|moment|json|select|count|tags)\(\s*'\w+',\s*(['"])((?:\\.|(?!\1).)+)\1/g);
  }
  return keys;
}
