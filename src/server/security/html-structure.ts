// How HTML elements nest, as data: just enough to close what browsers close. Not about safety; see html-allow-list.ts for that.

export const VOID_ELEMENTS: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'wbr']);

const TABLE_PARTS = ['td', 'th', 'tr', 'thead', 'tbody', 'tfoot', 'caption', 'colgroup'];
/** Elements through which an end tag, or an implied one, does not reach (HTML Standard §13.2.4.2, "scope"). */
const SCOPE_LIMITS: ReadonlySet<string> = new Set(['table', 'td', 'th', 'caption']);
const LIST_LIMITS: ReadonlySet<string> = new Set([...SCOPE_LIMITS, 'ul', 'ol', 'dl', 'blockquote']);
const TABLE_LIMITS: ReadonlySet<string> = new Set(['table']);
const TABLE_ELEMENTS: ReadonlySet<string> = new Set(['table', ...TABLE_PARTS]);
const LIST_ITEMS: ReadonlySet<string> = new Set(['li', 'dd', 'dt']);

/** What the search for an open `element` stops at. */
export function limitsOf(element: string): ReadonlySet<string> {
  if (TABLE_ELEMENTS.has(element)) {
    return TABLE_LIMITS;
  }
  return LIST_ITEMS.has(element) ? LIST_LIMITS : SCOPE_LIMITS;
}

const CLOSE_P = [
  'address', 'article', 'aside', 'blockquote', 'center', 'div', 'dl', 'figcaption', 'figure', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr',
  'main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'ul',
];

/** Start tag → elements that it ends (HTML Standard §13.1.2.4, optional end tags). */
export const IMPLIED_ENDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...CLOSE_P.map((name): [string, readonly string[]] => [name, ['p']]),
  ['a', ['a']],
  ['li', ['li', 'p']],
  ['dd', ['dd', 'dt', 'p']],
  ['dt', ['dd', 'dt', 'p']],
  ['rt', ['rt', 'rp']],
  ['rp', ['rt', 'rp']],
  ['td', ['td', 'th', 'caption']],
  ['th', ['td', 'th', 'caption']],
  ['tr', ['td', 'th', 'tr', 'caption', 'colgroup']],
  ['tbody', ['td', 'th', 'tr', 'tbody', 'thead', 'tfoot', 'caption', 'colgroup']],
  ['thead', ['td', 'th', 'tr', 'tbody', 'thead', 'tfoot', 'caption', 'colgroup']],
  ['tfoot', ['td', 'th', 'tr', 'tbody', 'thead', 'tfoot', 'caption', 'colgroup']],
]);
