import { expect, it } from 'vitest';
import { decodeText } from './charset';

it.each([
  ['UTF-8 as declared', [0xc3, 0xa4], 'utf-8', 'ä'],
  ['UTF-8 although latin1 is declared', [0xc3, 0xa4], 'iso-8859-1', 'ä'],
  ['latin1 as declared', [0xe4], 'iso-8859-1', 'ä'],
  ['GBK as declared', [0xc4, 0xe3, 0xba, 0xc3], 'gb2312', '你好'],
  ['Shift_JIS by its Windows name', [0x93, 0xfa], 'cp932', '日'],
  ['ISO-2022-JP, whose bytes are ASCII', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42], 'ISO-2022-JP', '日'],
  ['UTF-16 as declared', [0x61, 0x00], 'utf-16le', 'a'],
  ['UTF-8 that a provider has made of UTF-16', [0x48, 0x69, 0x20, 0xc3, 0xa4], 'utf-16', 'Hi ä'],
  ['UTF-8 that a provider has made of ISO-2022-JP', [0xe6, 0x97, 0xa5], 'iso-2022-jp', '日'],
  ['an unknown name falls back to windows-1252', [0x93, 0xe4], 'x-nobody', '“ä'],
  ['no name falls back to windows-1252', [0xe4], null, 'ä'],
  ['quotes and euro of windows-1252 declared as latin1', [0x80, 0x94], 'iso-8859-1', '€”'],
  ['bytes that are no UTF-8 although declared', [0xff, 0x41], 'utf-8', 'ÿA'],
])('decodes %s', (_name, bytes, charset, expected) => {
  expect(decodeText(Uint8Array.from(bytes), charset)).toBe(expected);
});
