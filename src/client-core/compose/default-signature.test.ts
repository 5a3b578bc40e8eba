import { describe, expect, it } from 'vitest';
import { createSignatureKeeper, defaultSignatureOf } from './default-signature';

const signature = (title: string, accountId: number | string | null, isDefault = true) => ({ id: title, title, content: title, isDefault, accountId });

describe('defaultSignatureOf', () => {
  const all = [signature('unused', 1, false), signature('all', null), signature('sales', '2')];
  it.each([
    ['the one of the account', 2, 'sales'],
    ['the one of all for an account without', 1, 'all'],
    ['the one of all before an account is chosen', undefined, 'all'],
  ])('%s', (_name, accountId, title) => {
    expect(defaultSignatureOf(all, accountId)?.title).toBe(title);
  });

  it('none for other accounts when only one has its own', () => {
    expect(defaultSignatureOf([signature('sales', 2)], 1)).toBeUndefined();
  });
});

describe('the signature of a text', () => {
  const writeText = () => {
    let inside = '';
    return { signature: () => inside, setSignature: (html: string) => ((inside = html), true) };
  };

  it('follows the sender', () => {
    const text = writeText();
    const keeper = createSignatureKeeper(false);
    for (const html of ['A', 'B', '', 'A']) {
      keeper.keep(text, html);
      expect(text.signature()).toBe(html);
    }
  });

  it('is put there when the text is ready, not before', () => {
    const keeper = createSignatureKeeper(false);
    keeper.keep({ signature: () => '', setSignature: () => false }, 'A');
    const text = writeText();
    keeper.keep(text, 'A');
    expect(text.signature()).toBe('A');
  });

  it.each([
    ['was edited', (text: ReturnType<typeof writeText>) => text.setSignature('A, and a word')],
    ['was taken out', (text: ReturnType<typeof writeText>) => text.setSignature('')],
    ['was chosen', (text: ReturnType<typeof writeText>, keeper: ReturnType<typeof createSignatureKeeper>) => (keeper.decide(), text.setSignature('A'))],
  ])('stays when it %s', (_name, touch) => {
    const text = writeText();
    const keeper = createSignatureKeeper(false);
    keeper.keep(text, 'A');
    touch(text, keeper);
    const before = text.signature();
    keeper.keep(text, 'B');
    expect(text.signature()).toBe(before);
  });

  it('is left alone in a draft', () => {
    const text = writeText();
    createSignatureKeeper(true).keep(text, 'A');
    expect(text.signature()).toBe('');
  });
});
