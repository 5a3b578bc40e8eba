// Hands a blob to the browser as a download.

export function saveFile(blob: Blob, filename: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  // The browser has to have begun with it before the address goes away.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What may be shown inside this page; everything else is only saved. SVG and HTML could carry script. */
export function previewKind({ contentType, filename }: { contentType: string; filename: string }): 'image' | 'pdf' | undefined {
  if (/^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/i.test(contentType)) return 'image';
  if (/^application\/pdf$/i.test(contentType) || (/octet-stream/i.test(contentType) && /\.pdf$/i.test(filename))) return 'pdf';
  return undefined;
}
