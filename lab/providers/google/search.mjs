// Gmail search terms that emulate does not know, put in words it does.

const DAY = 86_400;
const SPAN = { d: DAY, m: 30 * DAY, y: 365 * DAY, h: 3600 };
const HIDDEN = /^(in|label|is):(trash|spam|anywhere)$/i;

/**
 * @param {URLSearchParams} query of messages.list or threads.list
 * @returns {{query: URLSearchParams, without: string[]}} `without` are terms whose hits must be taken away afterwards
 */
export function translate(query) {
  const out = new URLSearchParams(query);
  const terms = (query.get('q') ?? '').match(/-?(?:\w+:)?"[^"]*"|\S+/g) ?? [];
  const kept = [];
  const without = [];
  for (const term of terms) {
    const age = /^(newer|older)_than:(\d+)([dmyh])$/i.exec(term);
    if (/^-(in|label):(trash|spam)$/i.test(term)) continue;
    if (HIDDEN.test(term)) out.set('includeSpamTrash', 'true');
    if (/:anywhere$/i.test(term)) continue;
    if (age) kept.push(`${age[1].toLowerCase() === 'newer' ? 'after' : 'before'}:${Math.floor(Date.now() / 1000) - Number(age[2]) * SPAN[age[3].toLowerCase()]}`);
    else if (term.startsWith('-') && !term.startsWith('-label:')) without.push(term.slice(1));
    else kept.push(term.replace(/^(\w+):"(.*)"$/, '$1:$2'));
  }
  if (query.getAll('labelIds').some((id) => id === 'TRASH' || id === 'SPAM')) out.set('includeSpamTrash', 'true');
  if (kept.length) out.set('q', kept.join(' '));
  else out.delete('q');
  return { query: out, without };
}
