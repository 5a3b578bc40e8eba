// Mails written by machines: newsletters, receipts, parcel notices, builds, invitations, bounces and spam.
import { pdf } from './pictures.mjs';
import { BRANDS } from './people.mjs';

const page = (title, rows, color, token) => `<!doctype html><html><head><meta charset="utf-8"><style>.btn{border-radius:6px}@media (max-width:480px){.col{display:block}}</style></head>
<body style="margin:0;background:#f3f4f6;font-family:Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 8px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="background:#ffffff;border:1px solid #e5e7eb">
<tr><td style="background:${color};color:#ffffff;padding:22px 28px;font-size:22px;font-weight:bold">${title}</td></tr>
${rows.map((row) => `<tr><td class="col" style="padding:16px 28px;color:#1f2937;font-size:15px;line-height:22px">${row}</td></tr>`).join('\n')}
<tr><td style="padding:18px 28px;color:#6b7280;font-size:12px;border-top:1px solid #e5e7eb">You receive this mail because you signed up. <a href="https://news.lab.test/unsubscribe?u=${token}">Unsubscribe</a></td></tr>
</table></td></tr></table>
<img src="https://pixel.lab.test/open?m=${token}" width="1" height="1" alt=""></body></html>`;

const photo = (name) => `<img src="https://images.lab.test/${name}.jpg" width="544" height="200" alt="" style="display:block;width:100%">`;

const newsletter = (brand, color, issues) => (random) => {
  const [subject, ...rows] = random.pick(issues);
  return {
    from: brand, subject, category: 'promotions', html: page(brand.name, rows.map((row) => row.replace(/^!(\w+)/, (_, name) => photo(name))), color, random.hex(12)),
    headers: [['List-Unsubscribe', `<https://news.lab.test/unsubscribe?u=${random.hex(8)}>, <mailto:leave@news.lab.test>`], ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'], ['List-Id', `${brand.name} <list.${brand.address.split('@')[1]}>`], ['Precedence', 'bulk']],
  };
};

const plain = (from, category, make) => (random) => ({ from, category, ...make(random) });

const money = (random) => `€${random.int(4, 380)}.${String(random.int(0, 99)).padStart(2, '0')}`;

/** Each makes one mail: {from, subject, text?, html?, files?, headers?, category}. */
export const MAILINGS = [
  newsletter(BRANDS.weekly, '#1f3a5f', [
    ['Five charts that explain freight prices', '<h2>Good morning</h2>Container rates fell for the third week in a row. What that means for small importers, in five charts.', '!harbour', '<b>Also today:</b> why one mill in the north runs on tidal power, and a reader asks about late invoices.'],
    ['The quiet comeback of the phone call', '<h2>The quiet comeback of the phone call</h2>Sales teams are picking up the handset again. We asked forty of them why.', '!phone', 'Numbers of the week: 11 minutes, 3 calls, 1 order.'],
    ['What a good refund looks like', '<h2>What a good refund looks like</h2>A short study of nine shops, and one that sent flowers.', '!shop', 'Next week: pricing for services that never end.'] ]),
  newsletter(BRANDS.design, '#7c3aed', [
    ['Tables people like to read', 'Align numbers right, let the lines go, and give the eye one thing to follow. Ten before-and-afters inside.', '!table', '<a href="https://gridandtype.test/issue/88">Read issue 88</a>'],
    ['Colour that survives a projector', 'Half of all slides are shown on a bad projector. Choose pairs that still differ there.', '!swatches', '<a href="https://gridandtype.test/issue/91">Read issue 91</a>'] ]),
  newsletter(BRANDS.garden, '#2f6b3a', [
    ['Bulbs are in: plant before the frost', 'Tulips, narcissi and 30 kinds of crocus have arrived in the nursery. Members take three, pay two.', '!bulbs', '<a href="https://willowlane.test/bulbs">See the list</a>'],
    ['Pruning day on Saturday', 'Bring gloves. We show how to cut apple, pear and plum, and there is soup afterwards.', '!orchard'] ]),
  newsletter(BRANDS.events, '#b45309', [
    ['The programme of the Northern Data Summit is out', '48 talks in two days. Early tickets end on Friday.', '!stage', '<table width="100%" border="0" cellpadding="6"><tr bgcolor="#fef3c7"><td>09:00</td><td>Opening: data that people own</td></tr><tr><td>10:15</td><td>Queues, or how to wait well</td></tr><tr bgcolor="#fef3c7"><td>13:30</td><td>Forms as a language</td></tr></table>'] ]),
  plain(BRANDS.parcel, 'updates', (r) => {
    const code = `SL${r.int(10000000, 99999999)}`;
    return { subject: `Your parcel ${code} arrives ${r.pick(['today', 'tomorrow', 'on Thursday'])}`, text: `Good news! Parcel ${code} is on its way and will be handed over between ${r.int(8, 11)}:00 and ${r.int(12, 16)}:00.\n\nNot at home? Choose a neighbour or a parcel shop:\nhttps://swiftlane.test/track/${code}\n` };
  }),
  plain(BRANDS.rail, 'updates', (r) => {
    const ref = r.hex(6).toUpperCase();
    return { subject: `Your tickets ${ref}`, text: `Thank you for booking with Coastline Rail.\n\nReference: ${ref}\nCoach ${r.int(1, 9)}, seat ${r.int(11, 68)}\n\nThe ticket is attached. Please show it on your phone.\n`, files: [{ filename: `ticket-${ref}.pdf`, contentType: 'application/pdf', content: pdf(['Coastline Rail', `Ticket ${ref}`, `Seat ${r.int(11, 68)}`]) }] };
  }),
  plain(BRANDS.cloud, 'updates', (r) => {
    const total = money(r);
    const rows = [['Compute', money(r)], ['Storage', money(r)], ['Traffic', money(r)]];
    const number = r.int(100000, 999999);
    return { subject: `Receipt ${number} for your Nimbus account`, html: page('Nimbus Cloud', [`Thank you for your payment of <b>${total}</b>.`, `<table width="100%" cellpadding="6" style="border-collapse:collapse">${rows.map(([name, value]) => `<tr><td style="border-bottom:1px solid #e5e7eb">${name}</td><td align="right" style="border-bottom:1px solid #e5e7eb">${value}</td></tr>`).join('')}</table>`], '#0f766e', r.hex(12)), files: [{ filename: `receipt-${number}.pdf`, contentType: 'application/pdf', content: pdf(['Nimbus Cloud', `Receipt ${number}`, `Total ${total.replace('€', 'EUR ')}`]) }] };
  }),
  plain(BRANDS.code, 'updates', (r) => {
    const number = r.int(900, 9800);
    const failed = r.chance(0.25);
    return { subject: `[orders-api] Build #${number} ${failed ? 'failed' : 'passed'}`, text: `Branch main, commit ${r.hex(7)}\n${failed ? `2 of 418 tests failed:\n  - stock > books a return once\n  - labels > prints two columns\n` : `418 tests passed in ${r.int(2, 6)} min ${r.int(0, 59)} s.\n`}\nhttps://forge-ci.test/orders-api/${number}\n`, headers: [['X-Forge-Build', String(number)], ['Auto-Submitted', 'auto-generated']] };
  }),
  plain(BRANDS.board, 'updates', (r) => ({ subject: r.pick(['Priya Raman mentioned you in “Returns”', 'Three tasks are due tomorrow', 'Hugo Marchetti moved “Label layout” to Done', 'Tomás Herrera assigned you “Slow list of orders”']), text: 'Open the board to answer:\nhttps://tasklane.test/b/northwind\n', headers: [['Auto-Submitted', 'auto-generated']] })),
  plain(BRANDS.bank, 'updates', (r) => ({ subject: 'Your statement is ready', text: `The statement of account ending in ${r.int(1000, 9999)} is ready in your online mailbox.\n\nWe never ask for your code by mail.\n\nEastmere Bank\n` })),
  plain(BRANDS.coffee, 'updates', (r) => ({ subject: `Order ${r.int(20000, 60000)} is roasted and packed`, text: `Hello,\n\n${r.int(1, 4)} kg of ${r.pick(['Harbour Blend', 'Sidama', 'Night Shift decaf', 'Huila'])} were roasted this morning and leave today.\n\nKeep the bag closed, and enjoy!\nCopper Kettle\n` })),
];

export const SPAM = [
  { from: { name: 'Prize Department', address: 'winner@lucky-wheel.test' }, subject: 'You have been selected!!! Claim within 24 hours', text: 'Dear lucky person, your address has won. Send your details to claim the amount of 4.500.000. Do not tell anyone.' },
  { from: { name: 'Eastmere Bànk Security', address: 'alert@eastrnere-bank.test' }, subject: 'Your account is l0cked', html: '<p>Your account was limited. <a href="http://eastrnere-bank.test/login.php" style="color:red">Confirm your code now</a> or it will be closed.</p><img src="http://eastrnere-bank.test/p.gif" width="1" height="1">' },
  { from: { name: 'Dr. Slim', address: 'offer@miracle-tea.test' }, subject: 'Lose 12 kg with this one tea', html: '<center><h1 style="color:#c00">ONLY TODAY</h1><p>Doctors are speechless.</p></center><script>alert(1)</script>' },
  { from: { name: 'SEO Experts', address: 'rank@first-page-now.test' }, subject: 'Re: your website ranking', text: 'Hi, I looked at your website and found 37 errors. We can bring you to the first page for 99 per month.' },
];

/** A delivery report in the form of RFC 3464. */
export const bounce = (owner, random, address) => ({
  from: BRANDS.daemon, subject: 'Undelivered Mail Returned to Sender', category: 'updates',
  text: `Your message could not be delivered to:\n\n<${address}>: host mx.${address.split('@')[1]} said: 550 5.1.1 User unknown\n`,
  headers: [['X-Failed-Recipients', address], ['Auto-Submitted', 'auto-replied']],
  files: [{ filename: 'details.txt', contentType: 'message/delivery-status', content: Buffer.from(`Reporting-MTA: dns; relay.lab.test\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1\r\n`) }],
});

const stamp = (ms) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

/** A meeting request (RFC 5546). */
export function invitation(owner, organiser, random, at) {
  const start = Math.ceil((at + random.int(1, 8) * 86_400_000) / 1_800_000) * 1_800_000;
  const title = random.pick(['Planning: phase two', 'Quarterly review', 'Workshop: warehouse labels', 'Sync with dispatch', 'Budget round']);
  const where = random.pick(['Room Ekeby', 'Room Vinga', 'https://meet.lab.test/northwind']);
  return {
    from: organiser, subject: `Invitation: ${title}`, category: 'personal',
    text: `${organiser.name} invites you to "${title}".\n\nWhen: ${new Date(start).toUTCString()}\nWhere: ${where}\n`,
    calendar: ['BEGIN:VCALENDAR', 'PRODID:-//Northwind//Lab//EN', 'VERSION:2.0', 'METHOD:REQUEST', 'BEGIN:VEVENT', `UID:${random.hex(16)}@northwind.lab.test`, `DTSTAMP:${stamp(at)}`, `DTSTART:${stamp(start)}`, `DTEND:${stamp(start + 3_600_000)}`, `SUMMARY:${title}`, `LOCATION:${where}`, `ORGANIZER;CN=${organiser.name}:mailto:${organiser.address}`, `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${owner.address}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n'),
  };
}
