// What is asked or refused before sending. Pure; the server checks everything again.
import { isValidEmail } from './addresses';
import { isUploading, RECIPIENT_FIELDS, type ComposeState, type RecipientField } from './compose-state';
import { htmlToText } from './editor-text';

/** Words with which people announce a file, in the languages of the page and their neighbours. */
const ANNOUNCES_FILE = /\battach(?:ed|ing|ments?)\b|\benclosed\b|\bbifoga[rdst]*\b|\bbilag(?:a|or|d|t)\b|\bim anhang\b|\banbei\b|\bci-joint/i;
const ANNOUNCES_FILE_CJK = /附件|随信|附上|添付/;

export type SendProblem =
  | { kind: 'no-account' }
  | { kind: 'no-recipient' }
  | { kind: 'invalid-recipient'; field: RecipientField; email: string }
  | { kind: 'uploading' }
  | { kind: 'upload-failed' };

export type SendWarning = 'empty-subject' | 'missing-attachment';

export function problemsOf(state: ComposeState): SendProblem[] {
  const problems: SendProblem[] = [];
  if (state.accountId === undefined) problems.push({ kind: 'no-account' });
  if (RECIPIENT_FIELDS.every((field) => state[field].length === 0)) problems.push({ kind: 'no-recipient' });
  for (const field of RECIPIENT_FIELDS) {
    const wrong = state[field].find(({ email }) => !isValidEmail(email));
    if (wrong) problems.push({ kind: 'invalid-recipient', field, email: wrong.email });
  }
  if (isUploading(state.files)) problems.push({ kind: 'uploading' });
  if (state.files.some(({ error }) => error !== undefined)) problems.push({ kind: 'upload-failed' });
  return problems;
}

/** Quoted text does not count: it may speak of the other side's files. */
export function warningsOf(state: ComposeState): SendWarning[] {
  const warnings: SendWarning[] = [];
  if (!state.subject.trim()) warnings.push('empty-subject');
  const text = htmlToText(state.body.replace(/<blockquote[\s\S]*?<\/blockquote>/gi, ''));
  const hasFile = state.files.some(({ cid }) => cid === undefined);
  if (!hasFile && (ANNOUNCES_FILE.test(text) || ANNOUNCES_FILE_CJK.test(text))) warnings.push('missing-attachment');
  return warnings;
}
