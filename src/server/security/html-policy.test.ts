import { cpuTimeMs } from '../domain/testing/cpu-time';
import { describe, expect, it } from 'vitest';
import { MAX_HTML_CHARS, sanitizeMessageHtml, sanitizeOutgoingHtml } from './html-policy';

const stored = (html: string) => sanitizeMessageHtml(html).html;

describe('what a reader needs stays', () => {
  it.each([
    ['layout tables', '<table width="600" cellpadding="0" role="presentation" bgcolor="#fff"><tr><td colspan="2" align="center">x</td></tr></table>', '<table width="600" cellpadding="0" role="presentation" bgcolor="#fff"><tr><td colspan="2" align="center">x</td></tr></table>'],
    ['inline styles', '<p style="color: #111; font: 12px/1.5 \'Segoe UI\', sans-serif; mso-x: y">x</p>', '<p style="color:#111;font:12px/1.5 &#39;Segoe UI&#39;, sans-serif">x</p>'],
    ['the page background', '<html><body bgcolor="#eee" style="margin:0"><p>x</p></body></html>', '<div bgcolor="#eee" style="margin:0"><p>x</p></div>'],
    ['quote marks of mail programs', '<div class="gmail_quote ant-modal"><blockquote type="cite">x</blockquote></div><div id="divRplyFwdMsg">y</div>', '<div class="gmail_quote"><blockquote type="cite">x</blockquote></div><div class="mail-reply-header">y</div>'],
    ['text of unknown elements', '<o:p>a</o:p><custom-x>b</custom-x><form><label>c</label></form>', 'abc'],
    ['entities', '<p>&lt;b&gt; &amp;amp; &copy;</p>', '<p>&lt;b&gt; &amp;amp; ©</p>'],
    ['raster images in data:', '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">', '<img alt="" src="data:image/png;base64,iVBORw0KGgo=">'],
    ['links', '<a href="https://example.org/a?b=1&amp;c=2" target="_top" onclick="x()">x</a>', '<a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">x</a>'],
    ['nested lists', '<ul><li>a<ul><li>b<li>c</ul><li>d</ul>', '<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>'],
    ['omitted end tags', '<p>a<p>b<table><tr><td>c<td>d<tr><td>e</table>', '<p>a</p><p>b</p><table><tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>'],
  ])('%s', (_name, html, expected) => {
    expect(stored(html)).toBe(expected);
  });
});

describe('nothing is requested before the reader agrees', () => {
  it.each([
    ['an image', '<img src="http://t.example/p.gif" srcset="https://t.example/2x 2x" width="1">', '<img width="1" data-mail-src="http://t.example/p.gif">'],
    ['an image without a scheme', '<img src="//t.example/p">', '<img data-mail-src="https://t.example/p">'],
    ['a background attribute', '<td background="https://t.example/b">x</td>', '<td data-mail-background="https://t.example/b">x</td>'],
    ['a background style', '<p style="background: #fff url(\'https://t.example/b\') no-repeat">x</p>', '<p style="background:#fff no-repeat" data-mail-background="https://t.example/b">x</p>'],
  ])('%s', (_name, html, expected) => {
    expect(sanitizeMessageHtml(html)).toEqual({ html: expected, hasRemoteContent: true, isTruncated: false });
  });
  it('inline images wait for their blob', () => {
    expect(sanitizeMessageHtml('<img src="cid:logo%40x">')).toEqual({ html: '<img data-mail-cid="logo@x">', hasRemoteContent: false, isTruncated: false });
  });
  it.each(['<img src="/api/x">', '<img src="javascript:alert(1)">', '<img src="data:image/svg+xml;base64,AAAA">', '<img src="ftp://x/y">', '<img src="\\\\t.example\\x">'])('%s loses its source', (html) => {
    expect(sanitizeMessageHtml(html)).toEqual({ html: '<img>', hasRemoteContent: false, isTruncated: false });
  });
});

describe('what misleads goes', () => {
  it.each([
    ['relative links', '<a href="/admin/settings">x</a>', '<a>x</a>'],
    ['user info in links', '<a href="https://bank.example@evil.example/">x</a>', '<a href="https://evil.example/" target="_blank" rel="noopener noreferrer">x</a>'],
    ['ids, names and foreign classes', '<p id="app" name="body" class="ant-btn">x</p>', '<p>x</p>'],
    ['forged storage attributes', '<img data-mail-src="javascript:x" data-mail-cid="x">', '<img>'],
    ['end tags of the page around', '</div></td></body><p>x</p>', '<p>x</p>'],
    ['unclosed elements', '<div><table><tr><td><b>x', '<div><table><tr><td><b>x</b></td></tr></table></div>'],
    ['positions, viewport sizes, negative margins, functions', '<p style="position:fixed;width:100vw;margin:-5px;width:calc(1px);top:0;height:99999px;color:red">x</p>', '<p style="color:red">x</p>'],
    ['escaped names', '<p style="posi\\74ion:fixed;background:u\\72l(https://x.example)">x</p>', '<p>x</p>'],
  ])('%s', (_name, html, expected) => {
    expect(stored(html)).toBe(expected);
  });
});

describe('bounded on hostile size', () => {
  it.each(['<div>', '<b>', '<table><tr><td>', '<b><p></b>', '<a href="https://x.example/">x', '<img src="https://x.example/" style="color:red;margin:1px">', '<', '&amp', '<!--', '</p>', '<svg>', '<x>', '<li><p>', '<p style="background:url( url( url(">'])(
    '5 MB of %s take under three seconds',
    (unit) => {
      const started = cpuTimeMs();
      const { html, isTruncated } = sanitizeMessageHtml(unit.repeat(5_000_000 / unit.length));
      expect(cpuTimeMs() - started).toBeLessThan(10_000);
      expect(isTruncated).toBe(true);
      expect(html.length).toBeLessThan(5 * MAX_HTML_CHARS);
    },
  );
  it('200,000 levels become at most 200', () => {
    const { html } = sanitizeMessageHtml(`${'<div>'.repeat(200_000)}deep`);
    expect(html.match(/<div>/g)).toHaveLength(200);
    expect(html).toContain('deep');
  });
  it('200,000 attributes on one element take under a second', () => {
    const started = cpuTimeMs();
    sanitizeMessageHtml(`<p ${Array.from({ length: 200_000 }, (_, i) => `a${i}=1`).join(' ')}>x`);
    expect(cpuTimeMs() - started).toBeLessThan(10_000);
  });
  it('a cut message ends between tags', () => {
    const { html } = sanitizeMessageHtml(`<p>${'x'.repeat(MAX_HTML_CHARS - 8)}<img src="https://x.example/${'y'.repeat(50)}">`);
    expect(html.endsWith('x</p>')).toBe(true);
  });
});

describe('sanitizeOutgoingHtml', () => {
  it.each([
    ['keeps inline images', '<img src="cid:a%40b">', '<img src="cid:a@b">'],
    ['keeps the sender\'s own remote images', '<img src="https://x.example/logo.png">', '<img src="https://x.example/logo.png">'],
    ['gives quoted images their address again', '<img data-mail-src="https://x.example/a"><img data-mail-cid="c@d">', '<img src="https://x.example/a"><img src="cid:c@d">'],
    ['drops addresses of the app', '<img src="/api/attachments:get?token=secret"><img src="blob:https://crm.example/1"><a href="/admin">x</a>', '<img><img><a>x</a>'],
    ['drops scripts', '<p>Hi</p><script>alert(1)</script><img src=x onerror=alert(1)>', '<p>Hi</p><img>'],
    ['replaces lone surrogates', '<p>\ud83d</p>', '<p>\ufffd</p>'],
  ])('%s', (_name, html, expected) => {
    expect(sanitizeOutgoingHtml(html)).toBe(expected);
  });
});
