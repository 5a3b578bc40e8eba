import { cpuTimeMs } from './testing/cpu-time';
import { describe, expect, it } from 'vitest';
import { textToHtml, htmlToText, snippetOf } from './html-text';

describe('htmlToText', () => {
  it.each([
    ['paragraphs', '<p>One</p><p>Two<br>lines</p>', 'One\n\nTwo\nlines'],
    ['a link', '<a href="https://example.org/x">See</a>', 'See [https://example.org/x]'],
    ['a link that is its text', '<a href="https://example.org/">https://example.org/</a>', 'https://example.org/'],
    ['a quote', '<p>A</p><blockquote>B</blockquote>', 'A\n\n> B'],
    ['a heading as written', '<h1>Big</h1><p>x</p>', 'Big\n\nx'],
    ['no style, script or title', '<head><title>T</title><style>p{}</style></head><script>x</script><p>y</p>', 'y'],
    ['a layout table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['a list', '<ul><li>a</li><li>b</li></ul>', ' * a\n * b'.trim()],
    ['nothing', '', ''],
  ])('%s', (_name, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
  it.each(['<div>', '<b>', '<table><tr><td>', '<a href=x>', '<', '&', '<!--', '<p>x', '<blockquote>'])('2 MB of %s take under ten seconds', (unit) => {
    const started = cpuTimeMs();
    htmlToText(unit.repeat(2_000_000 / unit.length));
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
});

const truncated = (text: string) => text.slice(0, 200);

describe('snippetOf', () => {
  it.each([
    ['text over html', { text: 'Hello\r\n  there', html: '<p>x</p>' }, 'Hello there'],
    ['html when the text is empty', { text: ' \n', html: '<p>Hello <b>you</b></p>' }, 'Hello you'],
    ['no quoted history', { text: 'Yes.\n\nOn Monday Ben wrote:\n> Are you there?\n> Ben' }, 'Yes.'],
    ['no attribution with an empty line', { text: 'Ja.\n\nDen 3 mars skrev Ben:\n\n> Hej' }, 'Ja.'],
    ['no signature', { text: 'Fine.\n-- \nBen\nCEO' }, 'Fine.'],
    ['no Outlook history', { text: 'Ok\n-----Original Message-----\nFrom: x' }, 'Ok'],
    ['quoted text when there is nothing else', { text: '> only quoted' }, '> only quoted'],
    ['no style or title', { html: '<title>t</title><style>.a{}</style><p>Body</p>' }, 'Body'],
    ['no gmail quote', { html: '<div>Yes</div><div class="gmail_quote">On Monday<blockquote>x</blockquote></div>' }, 'Yes'],
    ['no image text or tracking link', { text: '[cid:logo] Hi <https://t.example/x>' }, 'Hi'],
    ['no invisible padding', { html: `<div>Sale${'\u034f \u200c\u00a0'.repeat(200)}</div><p>More</p>` }, 'Sale More'],
    ['no rulers', { text: '==========\nNews\n----------' }, 'News'],
    ['nothing', {}, ''],
  ])('%s', (_name, body, expected) => {
    expect(snippetOf(body)).toBe(expected);
  });
  it.each([
    ['a history that begins where the first lines end', `Yes.\n${' \n'.repeat(980)}${'w'.repeat(35)} On Monday Ben wrote:\n> ${'quoted '.repeat(100)}`, 'Yes.'],
    ['a link that is longer than they are', `Hi\nSee <https://t.example/${'x'.repeat(1_900)}> now\n${'word '.repeat(300)}`, truncated(`Hi See now ${'word '.repeat(300)}`)],
    ['one line', 'word '.repeat(1_000), truncated('word '.repeat(1_000))],
    ['lines', 'word\n'.repeat(1_000), truncated('word '.repeat(1_000))],
  ])('of a long text: %s', (_name, text, expected) => expect(snippetOf({ text })).toBe(expected));
  it('is at most 200 characters and never ends in half an emoji', () => {
    const snippet = snippetOf({ text: `a${'😀'.repeat(300)}` });
    expect(snippet.length).toBeLessThanOrEqual(200);
    expect(snippet).not.toMatch(/[\ud800-\udbff]$/);
  });
});

describe('textToHtml', () => {
  it.each([
    ['lines and paragraphs', 'Hi,\r\nsee you.\n\nAda', '<p>Hi,<br>see you.</p><p>Ada</p>'],
    ['markup as text', '<b>5 & 6</b>', '<p>&lt;b&gt;5 &amp; 6&lt;/b&gt;</p>'],
  ])('keeps %s', (_name, text, html) => expect(textToHtml(text)).toBe(html));
});
