// Small real files made of bytes of our own: PNG, PDF and CSV that programs open without complaint.
import { crc32, deflateSync } from 'node:zlib';

// node 20.15 and 22.2 have crc32; older ones get the table.
const TABLE = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc = crc32 ?? ((bytes) => {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

function png(width, height, pixel) {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(pixel(x, y), y * (width * 3 + 1) + 1 + x * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** A picture is drawn once per kind: drawing took a third of the time of seeding. */
const once = (draw) => {
  const known = new Map();
  return (n) => known.get(n) ?? known.set(n, draw(n)).get(n);
};

const HUES = [[37, 99, 168], [200, 92, 60], [58, 140, 104], [120, 82, 160], [190, 150, 50]];

/** A bar chart. @param {number} n picks colour and heights */
export const chartPng = once((n) => {
  const hue = HUES[n % HUES.length];
  return png(320, 140, (x, y) => {
    const bar = Math.floor(x / 32);
    const top = 120 - ((n * 37 + bar * bar * 11) % 90);
    if (y > 126) return [210, 214, 220];
    return x % 32 > 6 && y > top ? hue : [250, 251, 253];
  });
});

/** A company mark for signatures. */
export const logoPng = once((n) => {
  const hue = HUES[n % HUES.length];
  return png(96, 32, (x, y) => {
    const inside = (x - 16) ** 2 + (y - 16) ** 2 < 140;
    return inside || (x > 36 && x < 90 && y > 12 && y < 20) ? hue : [255, 255, 255];
  });
});

/** A one-page PDF with lines of text. @param {string[]} lines */
export function pdf(lines) {
  const ascii = (text) => text.replace(/[^\x20-\x7e]/g, '?').replace(/[()\\]/g, '\\$&');
  const stream = `BT /F1 12 Tf 56 780 Td 18 TL ${lines.map((line) => `(${ascii(line)}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

export const csv = (rows) => Buffer.from(`${rows.map((row) => row.join(',')).join('\r\n')}\r\n`);
