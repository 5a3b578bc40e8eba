// Every hostile HTML case of the corpus, judged by its static judge and by a parser of the HTML standard.
import { cpuTimeMs } from '../domain/testing/cpu-time';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { beforeAll, expect, it } from 'vitest';
import { describeCorpus } from '../domain/testing/corpus';
import { ALLOWED_ELEMENTS, PLAIN_ATTRIBUTES } from './html-allow-list';
import { sanitizeMessageHtml, sanitizeOutgoingHtml } from './html-policy';

interface XssCase {
  id: string;
  html: string;
  mustNot: string[];
  keep?: string[];
}

const ELEMENTS = new Set<string>([...ALLOWED_ELEMENTS, 'html', 'head', 'body']);
const STORED_ATTRIBUTES = new Set([...Object.keys(PLAIN_ATTRIBUTES), 'class', 'style', 'href', 'target', 'rel', 'src', 'data-mail-src', 'data-mail-cid', 'data-mail-background']);
const MAX_MS = 5000;

/** What a standard parser finds beyond the allow-lists, in both ways of parsing `noscript` and as fragment and document. */
function strangers(html: string): string[] {
  const found: string[] = [];
  const visit = (node: Tree.Node) => {
    if ('tagName' in node) {
      if (!ELEMENTS.has(node.tagName)) found.push(node.tagName);
      for (const { name, value } of node.attrs) {
        if (!STORED_ATTRIBUTES.has(name)) found.push(`${node.tagName}[${name}]`);
        if (name === 'href' && !/^(?:https?:\/\/|mailto:|tel:)/.test(value)) found.push(`href ${value}`);
        if (name === 'src' && !/^data:image\/(?:png|jpe?g|gif|webp);base64,/.test(value)) found.push(`src ${value}`);
      }
    } else if (node.nodeName === '#comment') {
      found.push('comment');
    }
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parseFragment(html));
  visit(parseFragment(html, { scriptingEnabled: false }));
  visit(parse(html));
  return found;
}

describeCorpus('hostile HTML', (corpusDir) => {
  const cases = JSON.parse(readFileSync(resolve(corpusDir, 'xss-visible.json'), 'utf8')) as XssCase[];
  let tripped: (html: string) => Set<string>;

  beforeAll(async () => {
    // The judge imports parse5, which it finds only from inside the repository; so it is loaded with its import resolved.
    const judge = readFileSync(resolve(corpusDir, 'xss-check.mjs'), 'utf8').replace("'parse5'", `'${pathToFileURL(resolve('node_modules/parse5/dist/index.js')).href}'`);
    ({ tripped } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(judge)}`)) as { tripped: typeof tripped });
  });

  it('there are cases', () => expect(cases.length).toBeGreaterThan(400));

  it.each(cases.map((xss) => [xss.id, xss] as const))('%s is stored harmless', (_id, xss) => {
    const started = cpuTimeMs();
    const { html } = sanitizeMessageHtml(xss.html);
    expect(cpuTimeMs() - started).toBeLessThan(MAX_MS);
    expect([...tripped(html)]).toEqual([]);
    expect(strangers(html)).toEqual([]);
    for (const text of xss.keep ?? []) expect(html).toContain(text);
    // Sanitising again finds nothing to do but what it did: the policy is stable.
    expect(sanitizeMessageHtml(html).html.length).toBeLessThanOrEqual(html.length);
  });

  it.each(cases.map((xss) => [xss.id, xss] as const))('%s is sent harmless', (_id, xss) => {
    const allowed = new Set(['remote-load']);
    expect([...tripped(sanitizeOutgoingHtml(xss.html))].filter((predicate) => !allowed.has(predicate))).toEqual([]);
  });
});
