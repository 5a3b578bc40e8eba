import { describe, expect, it } from 'vitest';
import type { ComposeInput } from '../../common/api';
import { stateFromView, type ComposeFile, type ComposeState } from './compose-state';
import { createDraftKeeper, type DraftStatus } from './draft-keeper';

const written = stateFromView({ accountId: 1, to: [{ email: 'a@x.test' }], html: '<p>words</p>' }, (html) => ({ body: html, quote: '' }));
const file: ComposeFile = { key: 'k', filename: 'a.pdf', contentType: 'application/pdf', sizeBytes: 1 };

/** A form, and what was saved of it. */
function open(isKept: boolean, initial: ComposeState = written) {
  let state = initial;
  const saved: ComposeInput[] = [];
  const statuses: DraftStatus[] = [];
  const keeper = createDraftKeeper(
    {
      current: () => state,
      save: async (input) => ({ draftId: saved.push(input), savedAt: '2026-01-01T00:00:00Z' }),
      toOutgoing: (body, quote) => body + quote,
      onStatus: (status) => void statuses.push(status),
      onDraftId: (draftId) => void (state = { ...state, draftId }),
    },
    isKept,
  );
  return { keeper, saved, kinds: () => statuses.map(({ kind }) => kind), change: (change: Partial<ComposeState>) => void (state = { ...state, ...change }) };
}

describe('a form that is closed', () => {
  it.each([
    ['saves nothing when nothing was changed', true, {}, 0],
    ['saves what was typed', true, { body: '<p>more words</p>' }, 1],
    ['saves what came back by Undo or from another window, untouched', false, {}, 1],
    ['saves nothing when only its sender was chosen, as it is by itself', true, { accountId: 7, from: 'me@x.test' }, 0],
    ['saves what was typed from another sender', true, { accountId: 7, subject: 'typed' }, 1],
    ['saves that the quote was taken out', true, { quote: 'gone' }, 1],
    ['saves nothing when it is blank', false, { to: [], body: '' }, 0],
  ])('%s', async (_name, isKept, change, count) => {
    const { keeper, saved, change: make } = open(isKept);
    make(change);
    expect(await keeper.saveNow()).toBe(true);
    expect(saved).toHaveLength(count);
  });
});

describe('a file on its way', () => {
  it('does not keep the words from being saved, and is saved when it has arrived', async () => {
    const { keeper, saved, kinds, change } = open(true);
    change({ body: '<p>typed meanwhile</p>', files: [{ ...file, progress: 0.5 }] });
    expect(await keeper.saveNow()).toBe(false);
    expect(saved).toMatchObject([{ html: '<p>typed meanwhile</p>', attachments: [] }]);
    expect(kinds().at(-1)).toBe('changed');
    change({ files: [{ ...file, uploadId: 9 }] });
    expect(await keeper.saveNow()).toBe(true);
    expect(saved[1]).toMatchObject({ draftId: 1, attachments: [{ uploadId: 9 }] });
    expect(kinds().at(-1)).toBe('saved');
  });

  it('is waited for when the form goes away', async () => {
    const { keeper, saved, change } = open(true);
    change({ body: '<p>typed meanwhile</p>', files: [{ ...file, progress: 0.5 }] });
    expect(await keeper.saveLeft(async () => change({ files: [{ ...file, uploadId: 9 }] }))).toBe(true);
    expect(saved.map(({ attachments }) => attachments?.length)).toEqual([0, 1]);
  });

  it('is not waited for when the draft was discarded', async () => {
    const { keeper, saved, change } = open(true);
    change({ files: [{ ...file, progress: 0.5 }] });
    await keeper.stop();
    expect(await keeper.saveLeft(async () => change({ files: [{ ...file, uploadId: 9 }] }))).toBe(true);
    expect(saved).toEqual([]);
  });

  it('alone makes no draft', async () => {
    const { keeper, saved, change } = open(true);
    change({ files: [{ ...file, progress: 0 }] });
    expect(await keeper.saveNow()).toBe(false);
    expect(saved).toEqual([]);
  });
});

describe('what the form fills in by itself', () => {
  it.each([
    ['is no change', {}, true],
    ['does not hide what was typed before it', { subject: 'typed' }, false],
  ])('%s', (_name, typed, isUnchanged) => {
    const { keeper, change } = open(true);
    change(typed);
    keeper.withoutChange(() => change({ body: '<p>words</p><div class="gmail_signature">Jo</div>' }));
    expect(keeper.isKept()).toBe(isUnchanged);
    expect(keeper.isTouched()).toBe(!isUnchanged);
  });

  it.each([
    ['the sender', true, { accountId: 7, from: 'me@x.se' }, false],
    ['a word', true, { subject: 'typed' }, true],
    ['the sender of words that were written before', false, { accountId: 7 }, true],
  ])('is not what the writer has written: %s', (_name, isKept, chosen, isTouched) => {
    const { keeper, change } = open(isKept);
    change(chosen);
    expect(keeper.isTouched()).toBe(isTouched);
  });
});

it('saves what is typed while it saves, one save at a time', async () => {
  const { keeper, saved, change } = open(true);
  change({ subject: 'one' });
  const both = [keeper.saveNow(), keeper.saveNow()];
  change({ subject: 'two' });
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(saved.map(({ subject }) => subject)).toEqual(['one', 'two']);
});
