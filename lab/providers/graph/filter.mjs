// OData $filter for messages and folders: comparisons, and/or/not, startswith/endswith/contains, any() over a list.

const TOKEN = /\s*(?:('(?:''|[^'])*')|(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))|(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*(?:\/[A-Za-z_][\w.]*)*)|([(),:]))/y;

export class FilterError extends Error {}

function tokenize(text) {
  TOKEN.lastIndex = 0;
  const tokens = [];
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new FilterError(`Syntax error at position ${from} in '${text}'.`);
    const [, string, date, number, word, sign] = match;
    if (string !== undefined) tokens.push({ kind: 'value', value: string.slice(1, -1).replace(/''/g, "'") });
    else if (date !== undefined) tokens.push({ kind: 'value', value: date, date: true });
    else if (number !== undefined) tokens.push({ kind: 'value', value: Number(number) });
    else if (word === 'true' || word === 'false' || word === 'null') tokens.push({ kind: 'value', value: JSON.parse(word) });
    else tokens.push(word !== undefined ? { kind: 'word', value: word } : { kind: 'sign', value: sign });
  }
  return tokens;
}

const read = (object, path) => path.split('/').reduce((value, name) => value?.[name], object);
const comparable = (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : typeof value === 'string' ? value.toLowerCase() : value);
const COMPARE = { eq: (a, b) => a === b, ne: (a, b) => a !== b, gt: (a, b) => a > b, ge: (a, b) => a >= b, lt: (a, b) => a < b, le: (a, b) => a <= b };
const TEXT = { startswith: (a, b) => a.startsWith(b), endswith: (a, b) => a.endsWith(b), contains: (a, b) => a.includes(b) };

/** @param {string} text @returns {{test: (resource: object) => boolean, paths: string[]}} paths in order of appearance */
export function parseFilter(text) {
  const tokens = tokenize(text);
  const paths = [];
  let at = 0;
  const peek = (value) => tokens[at]?.value === value && tokens[at].kind !== 'value';
  const expect = (value) => {
    if (!peek(value)) throw new FilterError(`Expected '${value}' in '${text}'.`);
    at += 1;
  };

  function or(scope) {
    let left = and(scope);
    while (peek('or')) {
      at += 1;
      const [first, second] = [left, and(scope)];
      left = (object) => first(object) || second(object);
    }
    return left;
  }
  function and(scope) {
    let left = not(scope);
    while (peek('and')) {
      at += 1;
      const [first, second] = [left, not(scope)];
      left = (object) => first(object) && second(object);
    }
    return left;
  }
  function not(scope) {
    if (!peek('not')) return primary(scope);
    at += 1;
    const inner = primary(scope);
    return (object) => !inner(object);
  }
  function value() {
    const token = tokens[at++];
    if (token?.kind !== 'value') throw new FilterError(`Expected a value in '${text}'.`);
    return comparable(token.value);
  }
  function pathOf(word, scope) {
    if (scope && word === scope) return '';
    if (scope && word.startsWith(`${scope}/`)) return word.slice(scope.length + 1);
    paths.push(word);
    return word;
  }
  const get = (object, path) => (path === '' ? object : read(object, path));

  function primary(scope) {
    if (peek('(')) {
      at += 1;
      const inner = or(scope);
      expect(')');
      return inner;
    }
    const word = tokens[at++];
    if (word?.kind !== 'word') throw new FilterError(`Syntax error in '${text}'.`);
    if (TEXT[word.value.toLowerCase()] && peek('(')) return textFunction(word.value.toLowerCase(), scope);
    if (/\/any$/i.test(word.value) && peek('(')) return any(word.value.replace(/\/any$/i, ''));
    const path = pathOf(word.value, scope);
    const compare = COMPARE[tokens[at++]?.value];
    if (!compare) throw new FilterError(`Expected an operator after '${word.value}' in '${text}'.`);
    const right = value();
    return (object) => compare(comparable(get(object, path) ?? null), right);
  }
  function textFunction(name, scope) {
    expect('(');
    const path = pathOf(tokens[at++].value, scope);
    expect(',');
    const wanted = value();
    expect(')');
    return (object) => TEXT[name](String(get(object, path) ?? '').toLowerCase(), wanted);
  }
  function any(path) {
    paths.push(path);
    expect('(');
    const variable = tokens[at++].value;
    expect(':');
    const inner = or(variable);
    expect(')');
    return (object) => (read(object, path) ?? []).some(inner);
  }

  const test = or();
  if (at < tokens.length) throw new FilterError(`Unexpected '${tokens[at].value}' in '${text}'.`);
  return { test, paths };
}
