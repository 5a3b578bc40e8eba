// Images in the text: new ones are shown from memory and uploaded; those of stored messages are fetched.
import type { Editor } from '@tiptap/react';
import { useCallback, useEffect, useRef } from 'react';
import { useMailApi } from '../api';
import type { ComposeFile } from './compose-state';

/** A photo from a phone is wider than any mail. */
const MAX_SHOWN_PX = 600;

export function useEditorImages(editor: Editor | null, files: readonly ComposeFile[], onInlineImage: (file: File) => string | undefined): (list: File[], at?: number) => void {
  const api = useMailApi();
  const urls = useRef<string[]>([]);
  useEffect(() => {
    const made = urls.current;
    return () => made.forEach((url) => URL.revokeObjectURL(url));
  }, []);

  /** The file of each Content-ID that has no bytes here yet. */
  const stored = files.filter(({ cid, source }) => cid !== undefined && source !== undefined);
  const storedKey = stored.map(({ key }) => key).join();
  useEffect(() => {
    if (!editor) return undefined;
    const abort = new AbortController();
    for (const { cid, source } of stored) {
      if (!source) continue;
      api.messages.attachment(source.messageId, source.blobId, { signal: abort.signal }).then(
        (blob) => {
          const url = URL.createObjectURL(blob);
          urls.current.push(url);
          showImage(editor, cid, url);
        },
        // The image keeps its place, and its file is sent all the same.
        () => undefined,
      );
    }
    return () => abort.abort();
    // The key says which they are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, editor, storedKey]);

  return useCallback(
    (list, at) => {
      for (const file of list) {
        const src = URL.createObjectURL(file);
        urls.current.push(src);
        const cid = onInlineImage(file);
        void naturalWidth(src).then((width) => {
          const node = { type: 'image', attrs: { src, cid, alt: file.name, ...(width > MAX_SHOWN_PX && { width: MAX_SHOWN_PX }) } };
          if (at === undefined) editor?.chain().focus().insertContent(node).run();
          else editor?.chain().focus().insertContentAt(at, node).run();
        });
      }
    },
    [editor, onInlineImage],
  );
}

function showImage(editor: Editor, cid: string | undefined, src: string): void {
  if (editor.isDestroyed) return;
  const { tr, doc } = editor.state;
  doc.descendants((node, position) => {
    if (node.type.name === 'image' && node.attrs.cid === cid) tr.setNodeMarkup(position, undefined, { ...node.attrs, src });
  });
  // No change of the user's: neither undo nor the draft should know of it.
  editor.view.dispatch(tr.setMeta('addToHistory', false).setMeta('preventUpdate', true));
}

function naturalWidth(src: string): Promise<number> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(image.naturalWidth);
    image.onerror = () => resolve(0);
    image.src = src;
  });
}
