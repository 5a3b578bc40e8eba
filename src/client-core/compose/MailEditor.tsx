// The rich text editor. Its own chunk: the page does not wait for it.
import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { useT } from '../api';
import { TYPING } from '../center/focus';
import { mailExtensions } from './editor-extensions';
import { signatureIn } from './editor-html';
import { EditorToolbar } from './EditorToolbar';
import { useComposeStyles } from './styles';
import { useEditorImages } from './use-editor-images';
import type { ComposeFile } from './compose-state';

export interface EditorHandle {
  focus(): void;
  /** Puts HTML at the cursor. */
  insert(html: string): void;
  /** Puts a signature in place of the one that is there, else at the end; '' removes it. False while there is no view yet. */
  setSignature(html: string): boolean;
  /** The signature as it stands in the text; '' when there is none. */
  signature(): string;
  append(html: string): void;
}

export interface MailEditorProps {
  initialHtml: string;
  files: readonly ComposeFile[];
  autoFocus: boolean;
  handle?: Ref<EditorHandle>;
  /** The accessible name; else that of a message. */
  label?: string;
  onReady?: () => void;
  onChange: (html: string) => void;
  onSend: () => void;
  /** Takes an image into the message; answers its Content-ID. Without it the text takes no files. */
  onInlineImage?: (file: File) => string;
  onFiles?: (files: File[]) => void;
}

export default function MailEditor({ initialHtml, files, autoFocus, handle, label, onReady, onChange, onSend, onInlineImage, onFiles }: MailEditorProps) {
  const t = useT();
  const { styles, cx } = useComposeStyles();
  const latest = useRef({ onReady, onChange, onSend, onInlineImage, onFiles });
  latest.current = { onReady, onChange, onSend, onInlineImage, onFiles };
  const images = useRef<(list: File[], at?: number) => void>(() => undefined);
  const take = (list: FileList | undefined, at?: number): boolean => {
    const all = [...(list ?? [])];
    if (all.length === 0) return false;
    if (latest.current.onInlineImage) images.current(all.filter(isShownImage), at);
    const others = all.filter((file) => !isShownImage(file));
    if (others.length > 0) latest.current.onFiles?.(others);
    // Also what is not wanted: the browser would leave the page to show it.
    return true;
  };
  const editor = useEditor({
    extensions: mailExtensions({ onSend: () => latest.current.onSend() }),
    content: initialHtml,
    editorProps: {
      attributes: { 'aria-label': label ?? t('Message text'), role: 'textbox', 'aria-multiline': 'true' },
      // Office puts a picture of the copied text beside the text.
      handlePaste: (_view, event) => !event.clipboardData?.getData('text/html') && take(event.clipboardData?.files),
      handleDrop: (view, event, _slice, moved) => !moved && take(event.dataTransfer?.files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
    },
    onCreate: () => latest.current.onReady?.(),
    onUpdate: ({ editor: current }) => latest.current.onChange(current.getHTML()),
  });
  useFocusAtStart(autoFocus ? editor : null);
  images.current = useEditorImages(editor, files, (file) => latest.current.onInlineImage?.(file));

  useImperativeHandle(
    handle,
    () => ({
      focus: () => editor?.commands.focus('start'),
      insert: (html) => editor?.chain().focus().insertContent(html).run(),
      append: (html) => editor?.commands.insertContentAt(editor.state.doc.content.size, html),
      signature: () => signatureIn(editor?.getHTML() ?? ''),
      setSignature(html) {
        if (!editor || editor.isDestroyed) return false;
        const old: Array<{ from: number; to: number }> = [];
        editor.state.doc.descendants((node, from) => {
          if (node.type.name === 'signature') old.push({ from, to: from + node.nodeSize });
        });
        const chain = editor.chain();
        for (const range of old.reverse()) chain.deleteRange(range);
        chain.run();
        const block = html && `<div class="gmail_signature">${html}</div>`;
        const lead = old.length > 0 || editor.isEmpty ? '' : '<p></p>';
        if (block) editor.commands.insertContentAt(editor.state.doc.content.size, (editor.isEmpty ? '<p></p>' : lead) + block, { updateSelection: false });
        return true;
      },
    }),
    [editor],
  );
  return (
    <>
      <EditorContent editor={editor} className={cx(styles.editor, 'mail-editor')} onClick={(event) => event.target === event.currentTarget && editor?.commands.focus('end')} />
      {editor && <EditorToolbar editor={editor} onImages={onInlineImage && ((list) => images.current(list))} />}
    </>
  );
}

/** The editor is loaded late: whoever writes in another field by then goes on writing there. */
function useFocusAtStart(editor: Editor | null): void {
  useEffect(() => {
    if (!editor) return undefined;
    // A frame later, because a drawer that opens takes the focus first.
    const frame = requestAnimationFrame(() => {
      const form = editor.view.dom.closest('[data-mail-compose]');
      if (editor.isDestroyed || form?.contains(document.activeElement) || document.activeElement?.closest(TYPING)) return;
      editor.view.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [editor]);
}

/** Formats that every mail program shows within text. */
function isShownImage(file: File): boolean {
  return /^image\/(?:png|jpe?g|gif|webp)$/i.test(file.type);
}
