// What HTML of mail may contain, as data. Everything not named here is removed. Change it only together with the corpus test.

/** Elements that stay. No forms, embeds, SVG or MathML, no `style`: what is stored may be shown inside any page. */
export const ALLOWED_ELEMENTS = [
  'a', 'abbr', 'acronym', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code',
  'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6',
  'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p', 'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section',
  'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
] as const;

/** Elements that go together with what is inside them; of all others only the tag goes. */
export const REMOVED_WITH_CONTENT = [
  'script', 'style', 'title', 'template', 'svg', 'math', 'textarea', 'select', 'xmp', 'noembed', 'noframes', 'plaintext', 'iframe', 'audio', 'video',
] as const;

const NUMBER_OR_PERCENT = /^\d{1,4}(?:\.\d{1,4})?(?:%|px)?$/;
const COLOR = /^#?[a-z0-9]{1,30}$/i;
const WORD = /^[a-z]{1,20}$/i;
const TEXT = /^[^\p{Cc}]{0,1000}$/u;
const COUNT = /^-?\d{1,4}$/;

/** Attributes with a plain value: name → form of the value. URLs, `style` and `class` have rules of their own. */
export const PLAIN_ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  align: WORD,
  alt: TEXT,
  bgcolor: COLOR,
  border: NUMBER_OR_PERCENT,
  bordercolor: COLOR,
  cellpadding: NUMBER_OR_PERCENT,
  cellspacing: NUMBER_OR_PERCENT,
  color: COLOR,
  colspan: /^\d{1,3}$/,
  datetime: /^[\dTZ:.+ -]{1,40}$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  face: /^[\p{L}\p{N} ,'_-]{1,200}$/u,
  height: NUMBER_OR_PERCENT,
  hspace: NUMBER_OR_PERCENT,
  lang: /^[a-z0-9-]{1,35}$/i,
  noshade: /^(?:noshade)?$/i,
  nowrap: /^(?:nowrap)?$/i,
  reversed: /^(?:reversed)?$/i,
  role: /^(?:presentation|none)$/i,
  rowspan: /^\d{1,3}$/,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  size: /^[+-]?\d{1,3}$/,
  span: /^\d{1,3}$/,
  start: COUNT,
  summary: TEXT,
  title: TEXT,
  type: /^(?:cite|disc|circle|square|[1aAiI])$/,
  valign: WORD,
  value: COUNT,
  vspace: NUMBER_OR_PERCENT,
  width: NUMBER_OR_PERCENT,
};

/** Class names by which mail programs mark quoted history and signatures. All other classes could meet styles of the page. */
export const ALLOWED_CLASSES: ReadonlySet<string> = new Set([
  'gmail_quote', 'gmail_quote_container', 'gmail_attr', 'gmail_signature', 'gmail_extra', 'moz-cite-prefix', 'moz-signature', 'moz-forward-container',
  'yahoo_quoted', 'protonmail_quote', 'mail-reply-header', 'mail-quote',
]);

/** Ids with the same purpose; an id itself never stays (DOM clobbering). */
export const CLASS_OF_ID: Readonly<Record<string, string>> = {
  divRplyFwdMsg: 'mail-reply-header',
  appendonsend: 'mail-reply-header',
  mail_editor_reference_message_container: 'mail-quote',
};

/** Properties of inline styles. None takes an element out of the flow, loads anything or paints outside of its box. */
export const ALLOWED_PROPERTIES: ReadonlySet<string> = new Set([
  'background', 'background-color', 'background-position', 'background-repeat', 'background-size', 'border', 'border-bottom', 'border-bottom-color',
  'border-bottom-left-radius', 'border-bottom-right-radius', 'border-bottom-style', 'border-bottom-width', 'border-collapse', 'border-color',
  'border-left', 'border-left-color', 'border-left-style', 'border-left-width', 'border-radius', 'border-right', 'border-right-color',
  'border-right-style', 'border-right-width', 'border-spacing', 'border-style', 'border-top', 'border-top-color', 'border-top-left-radius',
  'border-top-right-radius', 'border-top-style', 'border-top-width', 'border-width', 'box-sizing', 'caption-side', 'clear', 'color', 'direction',
  'display', 'empty-cells', 'float', 'font', 'font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'height', 'letter-spacing',
  'line-height', 'list-style', 'list-style-position', 'list-style-type', 'margin', 'margin-bottom', 'margin-left', 'margin-right', 'margin-top',
  'max-height', 'max-width', 'min-height', 'min-width', 'opacity', 'overflow', 'overflow-wrap', 'padding', 'padding-bottom', 'padding-left',
  'padding-right', 'padding-top', 'table-layout', 'text-align', 'text-decoration', 'text-decoration-color', 'text-decoration-line',
  'text-decoration-style', 'text-indent', 'text-overflow', 'text-transform', 'unicode-bidi', 'vertical-align', 'visibility', 'white-space', 'width',
  'word-break', 'word-spacing', 'word-wrap',
]);

/** The only functions in a value; `url()` is handled before, everything else (calc, var, expression, image-set …) drops the declaration. */
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(['rgb', 'rgba', 'hsl', 'hsla']);
