// Words are readable: greys of the theme that are used for text stand out from what is behind them, in light and in dark (WCAG 2.2, 1.4.3).
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { theme } from 'antd';
import { describe, expect, it } from 'vitest';

const LEAST = 4.5;
/** Pictures beside words that say the same. */
const ICONS = ['quietIcon', 'fold', 'star'];
const FOLDER = dirname(fileURLToPath(import.meta.url));

/** The greys that the styles of a file use for text, by class. */
function greysOf(file: string): Array<[name: string, token: string]> {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  return [...source.matchAll(/^ {2}(\w+): css`(.*?)^ {2}`/gms)].flatMap(([, name = '', css = '']) =>
    [...css.matchAll(/(?<![\w-])color: \$\{token\.(colorText\w*)\}/g)].map(([, token = '']): [string, string] => [name, token]),
  );
}

type Rgba = [red: number, green: number, blue: number, alpha: number];

function parse(color: string): Rgba {
  const hex = /^#(..)(..)(..)$/.exec(color)?.slice(1).map((part) => parseInt(part, 16));
  const [red = 0, green = 0, blue = 0, alpha = 1] = hex ?? (color.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

function luminance(channels: number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(text: string, background: string): number {
  const [behind, [red, green, blue, alpha]] = [parse(background).slice(0, 3), parse(text)];
  const seen = [red, green, blue].map((value, index) => value * alpha + (behind[index] ?? 0) * (1 - alpha));
  const [darker = 0, lighter = 0] = [luminance(seen), luminance(behind)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each([
  ['light', theme.defaultAlgorithm],
  ['dark', theme.darkAlgorithm],
])('in the %s theme', (_name, algorithm) => {
  const token = theme.getDesignToken({ algorithm }) as unknown as Record<string, string>;
  const files = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((file) => /styles\.ts$/.test(file));

  it.each(files)('words of %s can be read', (file) => {
    const words = greysOf(file).filter(([name]) => !ICONS.includes(name));
    const tooPale = words.filter(([, grey]) => ['colorBgContainer', 'colorBgElevated'].some((behind) => contrast(token[grey] ?? '', token[behind] ?? '') < LEAST));
    expect(tooPale).toEqual([]);
  });
});
