// What the editor knows. Loaded with it, apart from the page.
import { Extension, Mark, mergeAttributes, Node } from '@tiptap/core';
import Image from '@tiptap/extension-image';
import StarterKit from '@tiptap/starter-kit';

const MIN_IMAGE_PX = 24;

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    textColor: {
      setTextColor: (color: string) => ReturnType;
      unsetTextColor: () => ReturnType;
    };
  }
}

/** An image with handles to resize it, which remembers the file it shows. */
const MailImage = Image.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      cid: {
        default: null,
        parseHTML: (element) => element.getAttribute('data-mail-cid'),
        renderHTML: ({ cid }) => (cid ? { 'data-mail-cid': cid as string } : {}),
      },
    };
  },
}).configure({ inline: true, allowBase64: true, resize: { enabled: true, minWidth: MIN_IMAGE_PX, minHeight: MIN_IMAGE_PX, alwaysPreserveAspectRatio: true } });

/** Keeps a signature together, so that another one can take its place. */
export const Signature = Node.create({
  name: 'signature',
  group: 'block',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'div.gmail_signature' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { class: 'gmail_signature' }), 0],
});

const TextColor = Mark.create({
  name: 'textColor',
  addAttributes: () => ({ color: { default: null, parseHTML: (element: HTMLElement) => element.style.color || null } }),
  parseHTML: () => [{ tag: 'span', getAttrs: (element) => (element.style.color ? {} : false) }],
  renderHTML: ({ HTMLAttributes }) => ['span', { style: `color: ${String(HTMLAttributes.color)}` }, 0],
  addCommands() {
    return {
      setTextColor: (color) => ({ commands }) => commands.setMark(this.name, { color }),
      unsetTextColor: () => ({ commands }) => commands.unsetMark(this.name),
    };
  },
});

/** Each paragraph is read from the side that its letters say, here and where it arrives. */
const Direction = Extension.create({
  name: 'direction',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading', 'bulletList', 'orderedList'],
      attributes: { dir: { default: 'auto', parseHTML: (element) => element.getAttribute('dir') ?? 'auto' } },
    },
  ],
});

export interface EditorKeys {
  /** Ctrl/Cmd+Enter. */
  onSend: () => void;
}

export function mailExtensions({ onSend }: EditorKeys) {
  return [
    StarterKit.configure({
      heading: { levels: [1, 2, 3] },
      link: { openOnClick: false, autolink: true, defaultProtocol: 'https', HTMLAttributes: { rel: 'noopener noreferrer', target: '_blank' } },
    }),
    MailImage,
    Direction,
    Signature,
    TextColor,
    Extension.create({
      name: 'sendKey',
      // Before the hard break of the same keys.
      priority: 1000,
      addKeyboardShortcuts: () => ({
        'Mod-Enter': () => {
          onSend();
          return true;
        },
      }),
    }),
  ];
}
