// A message that is somewhere else is not gone; a message that is gone does not stay.
import { expect } from 'vitest';
import { BOTH, GOOGLE, MICROSOFT, MINUTE, OTHER } from './world.mjs';

/** @type {import('./threats.test.mjs').Threat[]} */
export const MOVES = [
  { id: 1, threat: 'a move is seen as a deletion: the old folder reports it, the new one is out of reach', providers: [MICROSOFT], run: halfReportedMove },
  { id: 1, threat: 'a move is seen as a deletion: labels come and go', providers: [GOOGLE], run: relabelled },
  { id: 14, threat: 'moved away and back under an immutable id, and never reported again', providers: [MICROSOFT], run: movedAndBack },
  { id: 15, threat: 'a filtered delta ends at 5,000 messages and does not say so', providers: [MICROSOFT], run: filterCap },
  { id: 21, threat: 'a full mailbox has no room for change streams', providers: [MICROSOFT], run: fullMailbox },
  { id: 25, threat: 'labels, folders, read and star drift apart in either direction', providers: BOTH, run: drift },
  { id: 25, threat: 'a folder that people do without is fetched all the same, or is lost for good', providers: BOTH, run: chosenFolders },
  { id: 25, threat: 'a folder is made, renamed and deleted, and its mail goes with its name', providers: BOTH, run: folderLife },
  { id: 25, threat: 'the process dies between a person\'s change and the provider', providers: BOTH, run: crashInChange },
  { id: 25, threat: 'a listing that breaks off looks like deleted mail', providers: BOTH, run: halfListing },
];

const localIds = async (w) => new Map((await w.ours()).messages.map((row) => [row.mailId, Number(row.id)]));

async function halfReportedMove(w) {
  await w.linkAndSync();
  const before = await localIds(w);
  const moved = await w.ids(6, w.inInbox);
  await w.change(moved, { moveTo: 'Projects' });
  // The inbox is followed first; every other folder is away for as long as three rounds and half an hour.
  for (let round = 0; round < 3; round++) {
    const fault = w.fault({ path: '/messages/delta', status: 503, skip: 1, count: Infinity });
    await expect(w.sync()).rejects.toMatchObject({ code: 'unavailable' });
    expect(w.control.faultHits(fault)).toBeGreaterThan(0);
    w.control.clearFaults();
    w.wait(10 * MINUTE);
  }
  expect([...(await localIds(w)).keys()]).toEqual(expect.arrayContaining(moved));
  expect((await w.account()).status).toBe('unavailable');
  await w.settle();
  await w.expectWhole();
  expect(await localIds(w)).toEqual(before);
}

async function relabelled(w) {
  await w.linkAndSync();
  const before = await localIds(w);
  const [archived, trashed, filed, back] = await w.ids(4, w.inInbox);
  await w.change(archived, { archive: true });
  await w.change(trashed, { trash: true });
  await w.change(filed, { moveTo: 'Projects/Contracts' });
  await w.change(back, { archive: true });
  await w.change(back, { addLabels: ['INBOX'] });
  w.fault({ path: '/history', status: 500, count: 1 });
  await expect(w.sync()).rejects.toMatchObject({ code: 'unavailable' });
  await w.settle();
  await w.expectWhole();
  expect(await localIds(w)).toEqual(before);
}

async function movedAndBack(w) {
  await w.linkAndSync();
  const before = await localIds(w);
  const ids = await w.ids(5, w.inInbox);
  await w.change(ids, { moveTo: 'Projects' });
  await w.change(ids, { moveTo: 'Inbox' });
  // The provider asks for it: reported as gone, once, and silent from then on.
  await w.sync();
  await w.settle();
  await w.expectWhole();
  expect(await localIds(w)).toEqual(before);
}

async function filterCap(w) {
  const count = 5_020;
  const syncFrom = new Date(Date.now() - 1_000);
  await w.deliverMany(count, (index) => ({ subject: `Mail ${index}`, text: 'short' }));
  await w.linkAndSync({ syncFrom });
  await w.expectWhole({ keep: ({ subject }) => /^Mail \d+$/.test(subject) });
  const { messages } = await w.ours();
  expect(messages).toHaveLength(count);
}
/** The small mailbox: what was there before does not count. */
filterCap.address = OTHER.microsoft;

async function fullMailbox(w) {
  await w.linkAndSync();
  w.control.graph.mailboxFull(w.address);
  const [read, moved] = await w.ids(2, w.inInbox);
  await w.deliverMany(5);
  await w.change(read, { read: true });
  await w.change(moved, { moveTo: 'Projects' });
  await w.sync();
  await w.settle();
  // More than one page, after an outage for instance.
  await w.deliverMany(120);
  await w.sync();
  await w.expectWhole();
  // Room again: within the hour the streams are back, and tell of what a listing cannot.
  w.control.graph.mailboxFull(w.address, false);
  w.wait(61 * MINUTE);
  await w.sync();
  const [gone] = await w.ids(1, w.inInbox);
  await w.change(gone, { destroy: true });
  await w.settle();
  await w.expectWhole();
  expect(w.requests('delta').some(({ status }) => status === 200)).toBe(true);
}

/** What the provider was never told is not shown for ever. */
async function crashInChange(w) {
  await w.linkAndSync();
  // A request that is held takes one of the four places at a time.
  w.control.graph.limits({ concurrency: 0 });
  const [id] = await w.ids(1, w.inInbox);
  const { id: localId, isStarred } = await w.row(id);
  const fault = w.fault({ method: w.isGoogle ? 'POST' : 'PATCH', path: w.isGoogle ? 'odify' : '/messages/', delayMs: 10 * MINUTE });
  const asked = w.engine.changeMessages([localId], { kind: 'keywords', [isStarred ? 'remove' : 'add']: ['$flagged'] });
  await expect.poll(() => w.control.faultHits(fault), { timeout: 20_000 }).toBe(1);
  expect(Boolean((await w.row(id)).isStarred)).toBe(!isStarred);
  // Another process finds what the one that died has left; only here that one goes on when all is over.
  w.restart();
  w.wait(3 * MINUTE);
  await w.sync();
  await w.expectWhole();
  w.control.clearFaults();
  await asked;
}

async function chosenFolders(w) {
  const name = w.isGoogle ? 'Sales' : 'Projects';
  const isOnlyIn = (pattern) => ({ places }) => {
    const real = places.filter((place) => !/^(UNREAD|STARRED|IMPORTANT|CATEGORY_\w+|\w+_STAR)$/.test(place));
    return real.length > 0 && real.every((place) => pattern.test(place));
  };
  const put = (ids) => w.change(ids, w.isGoogle ? { addLabels: [name], removeLabels: ['INBOX'] } : { moveTo: name });
  const wanted = { keep: (mail) => !isOnlyIn(new RegExp(`^${name}$`))(mail) };
  const movers = await w.ids(4, isOnlyIn(/^inbox$/i));
  await put(movers);
  // With a start date, as people have it: then the stream is not asked for what it knows and we do not.
  await w.linkAndSync({ syncFrom: new Date(0) });
  const folder = (await w.ours()).mailboxes.find((mailbox) => mailbox.name === name);
  expect(await w.row(movers[0])).toBeTruthy();
  await w.engine.chooseMailboxes(w.accountId, [Number(folder.id)]);
  for (const id of movers) expect(await w.row(id)).toBeUndefined();
  await w.sync();
  await w.expectWhole(wanted);
  // Mail that goes there later leaves, and what comes back from there is here again.
  const [later] = await w.ids(1, isOnlyIn(/^inbox$/i));
  await put([later]);
  await w.change(movers[0], w.isGoogle ? { addLabels: ['INBOX'] } : { moveTo: 'Inbox' });
  await w.change(movers[1], w.isGoogle ? { removeLabels: [name] } : { moveTo: 'Archive' });
  await w.sync();
  for (const id of movers.slice(0, 2)) expect(await w.row(id)).toBeTruthy();
  w.wait(3 * MINUTE);
  await w.sync();
  const fetched = () => w.requests(w.isGoogle ? 'format=full' : '/messages/').length;
  await w.engine.reconcile(w.accountId, w.lease());
  await w.sync();
  await w.expectWhole(wanted);
  // A comparison does not fetch it over and over.
  const before = fetched();
  const { missing, repaired } = await w.engine.reconcile(w.accountId, w.lease());
  expect({ missing, repaired, fetched: fetched() - before }).toEqual({ missing: 0, repaired: 0, fetched: 0 });
  await w.engine.chooseMailboxes(w.accountId, []);
  await w.sync();
  await w.settle();
  await w.expectWhole();
  await expect(w.engine.chooseMailboxes(w.accountId, [Number((await w.ours()).mailboxes.find(({ role }) => role === 'inbox').id)])).rejects.toMatchObject({ code: 'invalid-input' });
}

async function folderLife(w) {
  await w.linkAndSync();
  const before = await localIds(w);
  const filed = await w.ids(3, w.inInbox);
  const folderId = async (name) => (await w.ours()).mailboxes.find((mailbox) => mailbox.name === name)?.id;
  await w.control.changeFolders(w.address, { create: 'Later' });
  await w.change(filed, w.isGoogle ? { addLabels: ['Later'], removeLabels: ['INBOX'] } : { moveTo: 'Later' });
  await w.sync();
  await w.expectWhole();
  const id = await folderId('Later');
  expect(id).toBeTruthy();
  await w.control.changeFolders(w.address, { rename: ['Later', 'Sooner'] });
  await w.settle();
  expect(await folderId('Sooner')).toBe(id);
  await w.control.changeFolders(w.address, { remove: 'Sooner' });
  await w.settle();
  await w.expectWhole();
  expect(await localIds(w)).toEqual(before);
  if (w.isGoogle) expect(await folderId('Sooner')).toBeUndefined();
}

async function drift(w) {
  await w.linkAndSync();
  const [readThere, starredThere, unreadThere, movedThere, readHere, starredHere, movedHere] = await w.ids(7, w.inInbox);
  await w.change(readThere, { read: true });
  await w.change(starredThere, { star: true });
  await w.change(unreadThere, { read: false });
  await w.change(movedThere, w.isGoogle ? { addLabels: ['Sales'], removeLabels: ['INBOX'] } : { moveTo: 'Projects' });
  // A change of something else must not wipe what was changed before.
  await w.change(readThere, w.isGoogle ? { addLabels: ['BLUE_STAR_X'] } : { categories: ['Blue category'] });
  const { mailboxes } = await w.ours();
  const target = mailboxes.find(({ name }) => name === (w.isGoogle ? 'Sales' : 'Projects'));
  const inbox = mailboxes.find(({ role }) => role === 'inbox');
  const idOf = async (remoteId) => (await w.row(remoteId)).id;
  await w.engine.changeMessages([await idOf(readHere)], { kind: 'keywords', add: ['$seen'] });
  await w.engine.changeMessages([await idOf(starredHere)], { kind: 'keywords', add: ['$flagged'] });
  await w.engine.changeMessages([await idOf(movedHere)], { kind: 'mailboxes', add: [target.id], remove: [inbox.id] });
  await w.sync();
  await w.expectWhole();
  // The same message at both ends: the provider has the last word, and the echo of ours does not undo it.
  await w.engine.changeMessages([await idOf(readHere)], { kind: 'keywords', remove: ['$seen'] });
  await w.change(readHere, { read: true });
  await w.sync();
  await w.settle();
  await w.expectWhole();
  await w.control.changeFolders(w.address, { create: 'Later', rename: [target.name, 'Renamed'] });
  await w.settle(1);
  const names = (await w.ours()).mailboxes.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Later', 'Renamed']));
  expect(names).not.toContain(target.name);
  await w.expectWhole();
}

async function halfListing(w) {
  await w.linkAndSync();
  const before = await localIds(w);
  // Whole, then broken off, then refused: whichever request the comparison is at.
  for (const rule of [{ status: 503 }, { cut: 'before' }, { status: 429, headers: { 'retry-after': '1' } }]) {
    for (const skip of [0, 1]) {
      w.fault({ path: w.isGoogle ? '/messages\\?' : '/messages\\?.*count', skip, count: Infinity, ...rule });
      await w.engine.reconcile(w.accountId, w.lease()).catch(() => undefined);
      w.control.clearFaults();
      w.wait(MINUTE);
    }
  }
  await w.settle();
  expect(await localIds(w)).toEqual(before);
  await w.expectWhole();
}
