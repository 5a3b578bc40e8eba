// Makes one mailbox: about `size` mails over 400 days, some 70 of them (fewer when small) in the last three.
import { CONVERSATIONS, FILLERS } from './conversations.mjs';
import { MAILINGS, SPAM, bounce, invitation } from './mailings.mjs';
import { CLIENTS, COLLEAGUES, FRIENDS } from './people.mjs';
import { chartPng, csv, logoPng, pdf } from './pictures.mjs';
import { createRandom } from './random.mjs';
import { WORLD } from './world.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * @typedef {object} SeedMail
 * @property {import('../mime/letter.mjs').Letter} letter
 * @property {string} thread
 * @property {'inbox'|'sent'|'drafts'|'archive'|'spam'|'trash'} place
 * @property {boolean} unread @property {boolean} starred
 * @property {string[]} labels names of user labels, categories or folders
 * @property {'personal'|'updates'|'promotions'} category
 */

/** @param {{owner: {name: string, address: string}, size: number, now?: number}} options @returns {SeedMail[]} newest last */
export function generateMailbox({ owner, size, now = Date.now() }) {
  const random = createRandom(`${owner.address}/${size}`);
  const state = { random, owner, now, count: 0, domain: owner.address.split('@')[1] };
  /** @type {SeedMail[]} */
  const mails = [];
  const recent = Math.min(70, Math.floor(size / 4));
  while (mails.length < size) {
    // First the last three days, then the past, denser towards now.
    const end = mails.length < recent ? now - random.next() ** 1.5 * 3 * DAY - 5 * 60_000 : now - 3 * DAY - random.next() ** 1.4 * 395 * DAY;
    mails.push(...pickThread(state, end).slice(0, size - mails.length));
  }
  return mails.sort((a, b) => a.letter.date - b.letter.date);
}

function pickThread(state, end) {
  const { random } = state;
  const roll = random.next();
  if (roll < 0.52) return conversation(state, end);
  if (roll < 0.86) return [single(state, end, random.pick(MAILINGS)(random))];
  if (roll < 0.91) return [single(state, end, { ...random.pick(WORLD), category: 'personal' })];
  if (roll < 0.935) return [single(state, end, invitation(state.owner, random.pick(COLLEAGUES), random, end))];
  if (roll < 0.945) return [single(state, end, bounce(state.owner, random, `info@${random.pick(['old-partner', 'closed-shop', 'moved-away'])}.test`))];
  if (roll < 0.975) return [{ ...single(state, end, { ...random.pick(SPAM), category: 'promotions' }), place: 'spam', unread: true, starred: false, labels: [] }];
  return [draft(state, end)];
}

const newId = (state) => `<${state.count++}.${state.random.hex(14)}@mail.${state.domain}>`;

function base(state, date, { from, to = [state.owner], subject, ...rest }) {
  return { messageId: newId(state), date: Math.round(date / 1000) * 1000, from, to, cc: [], bcc: [], subject, files: [], headers: [], ...rest };
}

function single(state, date, { category, dir, ...mail }) {
  const { random, now } = state;
  const age = now - date;
  if (dir === 'rtl') mail.html = `<div dir="rtl">${mail.text.split('\n\n').map((text) => `<p>${text.replace(/\n/g, '<br>')}</p>`).join('')}</div>`;
  const letter = base(state, date, mail);
  const unread = random.chance(age < 3 * DAY ? 0.55 : 0.06);
  const place = !unread && random.chance(0.04) ? 'trash' : age > 20 * DAY && random.chance(0.45) ? 'archive' : 'inbox';
  return { letter, thread: letter.messageId, place, unread, starred: random.chance(0.02), labels: category === 'updates' && random.chance(0.3) ? ['Receipts'] : [], category };
}

function draft(state, date) {
  const to = state.random.pick([...CLIENTS, ...COLLEAGUES]);
  const [subject, text] = state.random.pick([
    ['Follow-up on our call', `Hello ${to.name.split(' ')[0]},\n\nthank you for your time today. As promised, here is`],
    ['Offer for the second phase', `Dear ${to.name},\n\nwe can start in the first week of`],
    ['', 'Remember: ask about the pallets'],
  ]);
  const letter = base(state, date, { from: state.owner, to: subject ? [to] : [], subject, text });
  return { letter, thread: letter.messageId, place: 'drafts', unread: false, starred: false, labels: [], category: 'personal' };
}

function conversation(state, end) {
  const { random, owner, now } = state;
  const script = random.pick(CONVERSATIONS);
  const people = { client: CLIENTS, colleague: COLLEAGUES, friend: FRIENDS }[script.group];
  const other = random.pick(people);
  const third = random.pick([...COLLEAGUES, ...CLIENTS.slice(0, 4)].filter((one) => one !== other));
  const slots = { n: String(random.int(12, 940)), amount: `€${random.int(2, 96)},${String(random.int(0, 999)).padStart(3, '0')}`, company: other.company || random.pick(CLIENTS).company, first: other.name.split(' ')[0], ...Object.fromEntries(Object.entries(FILLERS).map(([name, list]) => [name, random.pick(list)])) };
  const fill = (text) => text.replace(/\{(\w+)\}/g, (all, name) => slots[name] ?? all);
  const length = random.chance(0.3) ? script.turns.length : random.int(1, script.turns.length);
  const dates = [end];
  while (dates.length < length) dates.unshift(dates[0] - random.next() * 20 * HOUR - 10 * 60_000);
  const place = now - end > 25 * DAY && random.chance(0.4) ? 'archive' : random.chance(0.02) ? 'trash' : 'inbox';
  const labels = script.label && random.chance(0.6) ? [script.label] : [];
  const thread = [];
  for (const [index, [who, text]] of script.turns.slice(0, length).entries()) {
    thread.push(turn({ state, script, other, third, who, text: fill(text), subject: fill(script.subject), date: dates[index], previous: thread.at(-1), references: thread.map((mail) => mail.letter.messageId) }));
  }
  const last = thread.at(-1);
  return thread.map((mail) => ({
    ...mail, thread: thread[0].letter.messageId, labels, category: 'personal',
    place: mail.place === 'sent' ? 'sent' : place,
    unread: mail === last && mail.place !== 'sent' && random.chance(now - end < 3 * DAY ? 0.5 : 0.05),
    starred: mail === last && random.chance(0.05),
  }));

  function turn({ who, text, subject, date, previous, references }) {
    const sender = { c: other, x: third, me: owner }[who];
    const greeting = who === 'me' ? `Hi ${other.name.split(' ')[0]},` : `Hi ${owner.name.split(' ')[0]},`;
    const isReply = Boolean(previous);
    const recipients = who === 'me' ? [other] : [owner];
    const cc = who === 'x' ? [other] : random.chance(0.15) ? [third] : [];
    const files = !isReply && script.file ? [attachment(script.file, state)] : [];
    const letter = base(state, date, {
      from: { name: sender.name, address: sender.address }, to: recipients.map(({ name, address }) => ({ name, address })), cc: cc.map(({ name, address }) => ({ name, address })),
      subject: isReply ? `Re: ${subject}` : subject,
      text: `${greeting}\n\n${text}\n\n${sender.name}${sender.role ? `\n${sender.role}, ${sender.company}` : ''}${previous ? `\n\n${quote(previous.letter)}` : ''}`,
      files, inReplyTo: previous?.letter.messageId, references,
    });
    if (sender.role || (script.chart && !isReply)) letter.html = richBody({ greeting, text, sender, letter, previous, chart: script.chart && !isReply, random });
    return { letter, place: who === 'me' ? 'sent' : 'inbox' };
  }
}

const quote = (letter) => `On ${new Date(letter.date).toUTCString().slice(0, 22)}, ${letter.from.name} wrote:\n${letter.text.split('\n').filter((line) => !line.startsWith('>') && !/^On .* wrote:$/.test(line)).map((line) => `> ${line}`).join('\n')}`;

const paragraphs = (text) => text.split('\n\n').map((part) => `<p style="margin:0 0 12px">${part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>')}</p>`).join('');

function richBody({ greeting, text, sender, letter, previous, chart, random }) {
  const tag = letter.messageId.slice(1, 9).replace(/\W/g, '');
  let html = `<div style="font-family:Calibri,Arial,sans-serif;font-size:15px;color:#1f2937">${paragraphs(`${greeting}\n\n${text}`)}`;
  if (chart) {
    letter.files.push({ filename: 'chart.png', contentType: 'image/png', content: chartPng(random.int(0, 40)), cid: `chart.${tag}`, inline: true });
    html += `<p><img src="cid:chart.${tag}" width="320" height="140" alt="Chart"></p>`;
  }
  if (sender.role) {
    letter.files.push({ filename: 'logo.png', contentType: 'image/png', content: logoPng(sender.company.length), cid: `logo.${tag}`, inline: true });
    html += `<table cellpadding="0" cellspacing="0" style="margin-top:16px;border-top:2px solid #cbd5e1"><tr><td style="padding:8px 12px 0 0"><img src="cid:logo.${tag}" width="96" height="32" alt="${sender.company.replace(/&/g, '&amp;')}"></td><td style="padding-top:8px;font-size:13px;color:#475569"><b>${sender.name}</b><br>${sender.role}</td></tr></table>`;
  } else html += `<p>${sender.name}</p>`;
  if (previous) html += `<blockquote style="margin:16px 0 0;padding-left:12px;border-left:3px solid #cbd5e1;color:#64748b">${paragraphs(previous.letter.text.split('\n\nOn ')[0])}</blockquote>`;
  return `${html}</div>`;
}

function attachment(kind, { random }) {
  const number = random.int(1000, 9999);
  if (kind === 'stock') return { filename: `stock-${number}.csv`, contentType: 'text/csv', content: csv([['article', 'stock', 'reorder'], ...Array.from({ length: 12 }, (_, row) => [`A-${number + row}`, random.int(0, 400), 50])]) };
  if (kind === 'minutes') return { filename: 'minutes.txt', contentType: 'text/plain', content: Buffer.from(`Steering meeting\n\nScope agreed.\nBudget unchanged.\nNext meeting in four weeks.\n`) };
  const name = { report: `report-${number}.pdf`, cv: 'Lebenslauf – résumé.pdf', invoice: `invoice-${number}.pdf` }[kind] ?? `${kind}-${number}.pdf`;
  return { filename: name, contentType: 'application/pdf', content: pdf([`${kind[0].toUpperCase()}${kind.slice(1)} ${number}`, 'Northwind Studio', '', ...Array.from({ length: 8 }, (_, row) => `Item ${row + 1}     ${random.int(10, 900)}.00`)]) };
}
