// Text for search out of sanitised HTML.
import { expect, it } from 'vitest';
import { sanitizeMessageHtml } from '../../security/html-policy';
import { plainTextOf } from './plain-text';

it.each([
  ['paragraphs are lines', '<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['cells of a row are apart', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\n\nc'],
  ['list items are marked', '<ul><li>x</li><li>y</li></ul>', '- x\n- y'],
  ['entities are characters', 'a &lt;b&gt; &amp; c', 'a <b> & c'],
  ['written entities stay written', '&amp;lt;', '&lt;'],
  ['attributes with > are no text', '<a href="https://e.com/?q=1" title="a > b">link</a>', 'link'],
  ['styles are no text', '<style>p { color: red }</style><p>seen</p>', 'seen'],
])('%s', (_name, html, text) => {
  expect(plainTextOf(sanitizeMessageHtml(html).html)).toBe(text);
});

it('is linear in hostile input', () => {
  const hostile = ['<style '.repeat(50_000), '<'.repeat(200_000), '&'.repeat(200_000), '<p '.repeat(80_000), '\n '.repeat(100_000)];
  const startedAt = performance.now();
  for (const html of hostile) plainTextOf(sanitizeMessageHtml(html).html);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});
