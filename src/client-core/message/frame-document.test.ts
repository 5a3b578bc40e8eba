import { describe, expect, it } from 'vitest';
import { frameSkeleton, hasOwnColors, type FrameTheme } from './frame-document';

const theme = { isDark: true, text: '#eee', background: '#111', link: '#8af', border: '#333', fontFamily: 'sans-serif', fontSize: 14 } as FrameTheme;

describe('hasOwnColors', () => {
  it.each([
    ['<p>hello</p>', false],
    ['<p style="margin:0">we discuss color: red</p>', true],
    ['<font color="red">x</font>', true],
    ['<td bgcolor=#fff>', true],
    ['<div style="background-color: #fff">', true],
    ['<div style="font-size:12px;color:#222">', true],
    ['<div style="color:inherit">', false],
  ])('%s', (html, expected) => {
    expect(hasOwnColors(html)).toBe(expected);
  });
});

describe('frameSkeleton', () => {
  it('lets nothing load but images that the page brings', () => {
    expect(frameSkeleton(theme, false)).toContain("default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; font-src data:");
  });

  it('leaves to the mail from which side it is read', () => {
    expect(frameSkeleton(theme, false)).toContain('<body dir="auto">');
  });

  it.each([
    [false, '#eee', 'dark'],
    [true, '#1f1f1f', 'light'],
  ])('on paper %s writes in %s', (onPaper, color, scheme) => {
    const html = frameSkeleton(theme, onPaper);
    expect(html).toContain(`color: ${color}`);
    expect(html).toContain(`color-scheme: ${scheme}`);
  });
});
