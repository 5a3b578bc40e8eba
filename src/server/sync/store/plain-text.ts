// Plain text of HTML that our own sanitiser wrote: for search and previews. Twenty times as fast as a full conversion
// (0.14 instead of 3.2 ms for 11 kB), which is what a first sync spends most of its time on.

/** Ends a line; the sanitiser writes lower-case names and quotes every attribute. */
const BLOCK = /<\/?(?:p|div|br|tr|table|ul|ol|h[1-6]|blockquote|pre|section|article|header|footer|hr|dl|dt|dd|figure|center)(?:\s[^<>]*)?\/?>/g;
const LIST_ITEM = /<li(?:\s[^<>]*)?>/g;
const CELL_END = /<\/t[dh]>/g;
/** Not shown as text. */
const HIDDEN = /<(style|title|script)(?:\s[^<>]*)?>[^]*?<\/\1>/g;
const TAG = /<[^<>]*>/g;
const ENTITY = /&(?:amp|lt|gt|quot|nbsp|#39|#x27);/g;

const CHARACTERS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ', '&#39;': "'", '&#x27;': "'" };

/** Only for sanitised HTML: in it `<` and `>` outside of tags are always entities. Linear in its input. */
export function plainTextOf(cleanHtml: string): string {
  return cleanHtml
    .replace(HIDDEN, '')
    .replace(/\s+/g, ' ')
    .replace(LIST_ITEM, '\n- ')
    .replace(CELL_END, ' ')
    .replace(BLOCK, '\n')
    .replace(TAG, '')
    .replace(ENTITY, (entity) => CHARACTERS[entity] ?? entity)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
