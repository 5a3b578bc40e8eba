// One pass over hostile HTML: tokens in, balanced and escaped HTML out. Decides structure; what may stay is asked of the policy.
import { Tokenizer } from 'htmlparser2';
import { escapeHtml } from '../domain/text';
import { IMPLIED_ENDS, limitsOf, VOID_ELEMENTS } from './html-structure';

export type Attributes = Record<string, string>;

export interface WalkPolicy {
  elements: ReadonlySet<string>;
  removedWithContent: ReadonlySet<string>;
  /** Element to write in place of another. */
  renamed: ReadonlyMap<string, string>;
  maxDepth: number;
  maxAttributes: number;
  /** The complete attributes of an element that is written. Values are escaped here. */
  attributesOf(tag: string, attributes: Attributes): Attributes;
}

/**
 * Writes every element and attribute anew, so that nothing of the input's syntax survives, and closes all it opened.
 * A tree is never built: with trees (and with sanitize-html) 200,000 nested elements took 20 seconds and more, because each
 * step looks through the open elements; here at most `maxDepth` are open. Linear in time, for any input.
 */
export function walkHtml(html: string, policy: WalkPolicy): string {
  const out: string[] = [];
  const open: string[] = [];
  /** How many of each are open: most searches end here. */
  const openCount = new Map<string, number>();
  /** Start tags beyond `maxDepth`, so that their end tags close nothing else. */
  const flattened = new Map<string, number>();
  let skipped = { tag: '', depth: 0 };
  let tag = '';
  let attributes: Attributes = {};
  let attributeCount = 0;
  let name = '';
  let value = '';

  const closeTo = (index: number) => {
    while (open.length > index) {
      const element = open.pop() ?? '';
      openCount.set(element, (openCount.get(element) ?? 1) - 1);
      out.push(`</${element}>`);
    }
  };

  const closeImplied = (element: string) => {
    const ends = IMPLIED_ENDS.get(element);
    if (!ends?.some((end) => openCount.get(end))) {
      return;
    }
    const limits = limitsOf(element);
    for (let index = open.length - 1; index >= 0; index--) {
      const current = open[index] ?? '';
      if (ends.includes(current)) {
        closeTo(index);
      } else if (limits.has(current)) {
        return;
      }
    }
  };

  const startElement = (isSelfClosing: boolean) => {
    if (skipped.depth > 0) {
      skipped.depth += tag === skipped.tag && !isSelfClosing ? 1 : 0;
      return;
    }
    if (policy.removedWithContent.has(tag)) {
      skipped = { tag, depth: isSelfClosing && (tag === 'svg' || tag === 'math') ? 0 : 1 };
      return;
    }
    const element = policy.renamed.get(tag) ?? tag;
    if (!policy.elements.has(element)) {
      return;
    }
    closeImplied(element);
    if (VOID_ELEMENTS.has(element)) {
      out.push(startTag(element, policy.attributesOf(tag, attributes)));
    } else if (open.length >= policy.maxDepth) {
      flattened.set(element, (flattened.get(element) ?? 0) + 1);
    } else {
      out.push(startTag(element, policy.attributesOf(tag, attributes)));
      open.push(element);
      openCount.set(element, (openCount.get(element) ?? 0) + 1);
    }
  };

  const endElement = (ended: string) => {
    if (skipped.depth > 0) {
      skipped.depth -= ended === skipped.tag ? 1 : 0;
      return;
    }
    const element = policy.renamed.get(ended) ?? ended;
    const flat = flattened.get(element) ?? 0;
    if (flat > 0) {
      flattened.set(element, flat - 1);
      return;
    }
    const limits = limitsOf(element);
    for (let index = openCount.get(element) ? open.length - 1 : -1; index >= 0; index--) {
      const current = open[index] ?? '';
      if (current === element) {
        return closeTo(index);
      }
      if (limits.has(current)) {
        return;
      }
    }
  };

  const text = (piece: string) => {
    if (skipped.depth === 0) {
      out.push(escapeHtml(piece));
    }
  };

  const endAttribute = () => {
    // The first of equal names counts (HTML Standard §13.2.5.33), and an own property is needed for `__proto__`.
    if (attributeCount++ < policy.maxAttributes && !Object.hasOwn(attributes, name)) {
      attributes[name] = value;
    }
    value = '';
  };

  const ignore = () => undefined;
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase();
        attributes = Object.create(null) as Attributes;
        attributeCount = 0;
      },
      onattribname: (start, end) => {
        name = html.slice(start, end).toLowerCase();
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end);
      },
      onattribentity: (codePoint) => {
        value += String.fromCodePoint(codePoint);
      },
      onattribend: endAttribute,
      onopentagend: () => startElement(false),
      onselfclosingtag: () => startElement(true),
      onclosetag: (start, end) => endElement(html.slice(start, end).toLowerCase().trim()),
      ontext: (start, end) => text(html.slice(start, end)),
      ontextentity: (codePoint) => text(String.fromCodePoint(codePoint)),
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  closeTo(0);
  return out.join('');
}

function startTag(element: string, attributes: Attributes): string {
  let written = `<${element}`;
  for (const [name, value] of Object.entries(attributes)) {
    written += ` ${name}="${escapeHtml(value)}"`;
  }
  return `${written}>`;
}
