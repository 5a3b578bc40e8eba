// Prints one message from a frame of its own: scripts stay off, only the print dialog is allowed.
import type { MessageView } from '../../common/api';
import { frameSkeleton, type FrameTheme } from './frame-document';

const PAPER: FrameTheme = { isDark: false, text: '#000', background: '#fff', link: '#0958d9', border: '#ccc', fontFamily: 'sans-serif', fontSize: 13 };

/** @param lines header lines as label and value. @param body the shown body, whose images are loaded; it is copied. */
export function printMessage(message: MessageView, lines: ReadonlyArray<readonly [string, string]>, body: Node): void {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.style.cssText = 'position:fixed;inset:0;width:800px;height:1px;visibility:hidden;border:0';
  frame.srcdoc = frameSkeleton(PAPER, true);
  frame.onload = () => {
    const inside = frame.contentDocument;
    if (!inside) return;
    inside.title = message.subject;
    const title = inside.createElement('h2');
    title.textContent = message.subject;
    const head = lines.map(([label, value]) => {
      const line = inside.createElement('div');
      const name = inside.createElement('b');
      name.textContent = `${label}: `;
      line.append(name, value);
      return line;
    });
    const copy = inside.importNode(body, true);
    const content = inside.createElement('div');
    content.append(...copy.childNodes);
    inside.body.append(title, ...head, inside.createElement('hr'), content);
    const remove = () => frame.remove();
    frame.contentWindow?.addEventListener('afterprint', remove);
    // Where `afterprint` never comes, the frame must not stay for ever.
    setTimeout(remove, 300_000);
    frame.contentWindow?.print();
  };
  document.body.append(frame);
}
