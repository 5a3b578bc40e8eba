// The `fields` parameter: `a,b(c,d/e),items(id)`.

function parse(text) {
  let at = 0;
  const group = () => {
    const tree = {};
    while (at < text.length && text[at] !== ')') {
      const name = /^[^,()/]+/.exec(text.slice(at))?.[0] ?? '';
      at += name.length;
      let child = true;
      if (text[at] === '/') {
        at += 1;
        // `a/b,c` selects a/b and c: only the next name belongs to the path.
        const rest = /^[^,()]+(\([^)]*\))?/.exec(text.slice(at))[0];
        child = parse(rest);
        at += rest.length;
      } else if (text[at] === '(') {
        at += 1;
        child = group();
        at += 1;
      }
      tree[name.trim()] = tree[name.trim()] && typeof child === 'object' ? { ...tree[name.trim()], ...child } : child;
      if (text[at] === ',') at += 1;
    }
    return tree;
  };
  return group();
}

function pick(value, tree) {
  if (tree === true || tree['*'] === true) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, tree));
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => tree[name] ?? tree['*']).map(([name, child]) => [name, pick(child, tree[name] ?? tree['*'])]));
}

export const partial = (body, fields) => (fields && body && typeof body === 'object' && !Buffer.isBuffer(body) ? pick(body, parse(fields)) : body);
