import { describe, expect, it } from 'vitest';
import { boxFromText, boxToText, formatLocation, listedBox, parseLocation, toQuery, type Box } from './location';

describe('location', () => {
  it.each<[string, Box]>([
    ['inbox', { kind: 'role', role: 'inbox' }],
    ['junk', { kind: 'role', role: 'junk' }],
    ['starred', { kind: 'view', view: 'starred' }],
    ['todo', { kind: 'view', view: 'todo' }],
    ['m.42', { kind: 'mailbox', id: '42' }],
    ['l.7', { kind: 'label', id: '7' }],
    ['all-mail', { kind: 'all' }],
  ])('writes and reads the box %s', (text, box) => {
    expect(boxToText(box)).toBe(text);
    expect(boxFromText(text)).toEqual(box);
  });

  it.each(['', null, 'nonsense'])('takes %j for the inbox', (text) => {
    expect(boxFromText(text)).toEqual({ kind: 'role', role: 'inbox' });
  });

  it.each([
    '',
    'account=3&box=starred',
    'q=from%3Aanna+invoice&filter=unread%2Cattachments',
    'account=3&box=m.9&thread=3%3A18c%3Ax',
    'box=sent&q=plan&within=box',
  ])('keeps %j over a reload', (text) => {
    expect(formatLocation(parseLocation(new URLSearchParams(text))).toString()).toBe(text);
  });

  it.each<[string, object]>([
    ['', { role: 'inbox' }],
    ['box=all-mail', {}],
    ['box=l.7&filter=unread', { labelId: '7', unreadOnly: true }],
    ['filter=starred%2Cattachments', { role: 'inbox', search: 'is:starred has:attachment', timeZone: 'Asia/Tokyo' }],
    ['box=sent&q=bill', { search: 'bill', timeZone: 'Asia/Tokyo' }],
    ['box=sent&q=bill&within=box', { role: 'sent', search: 'bill', timeZone: 'Asia/Tokyo' }],
    ['box=todo&within=box', { view: 'todo' }],
    ['account=2&box=m.5', { accountId: '2', mailboxId: '5' }],
  ])('asks the server for %j', (text, query) => {
    expect(toQuery(parseLocation(new URLSearchParams(text)), 'Asia/Tokyo')).toEqual(query);
  });

  it.each<[string, string]>([
    ['box=sent', 'sent'],
    ['box=sent&q=bill', 'all-mail'],
    ['box=sent&q=bill&within=box', 'sent'],
    ['box=sent&filter=unread', 'sent'],
  ])('lists for %j what lies in %s', (text, box) => {
    expect(boxToText(listedBox(parseLocation(new URLSearchParams(text))))).toBe(box);
  });
});
