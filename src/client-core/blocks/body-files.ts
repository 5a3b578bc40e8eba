// Files that came in by the text of a send form: images in it, and what was dropped on it. Kept for each form, beside its
// values: a value of the form would be a field of its own, which pages do not have.
import type { ComposeFile } from '../compose/compose-state';

const known = new WeakMap<object, readonly ComposeFile[]>();

/** Files in the text of this block. */
export const bodyFilesOf = (block: object): readonly ComposeFile[] => known.get(block) ?? [];

export const setBodyFiles = (block: object, files: readonly ComposeFile[]): void => void known.set(block, files);
