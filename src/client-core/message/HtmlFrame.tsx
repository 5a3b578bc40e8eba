// The body of a message in a frame without scripts, as tall as its content.
import { theme as antdTheme } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AttachmentView, Id } from '../../common/api';
import { useT } from '../api';
import { frameSkeleton, hasOwnColors, parseMail, type FrameTheme } from './frame-document';
import { useFrameImages } from './use-frame-images';

/** Without allow-scripts: together with allow-same-origin it would undo the sandbox. Same origin is needed to measure and fill the frame. */
const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';
/** Mail made for wide screens is scaled down to this; narrower than that it scrolls. */
const MIN_SCALE = 0.5;

interface HtmlFrameProps {
  html: string;
  title: string;
  messageId: Id;
  attachments: readonly AttachmentView[];
  showRemote: boolean;
  /** Shows quoted history at once. */
  isUnfolded?: boolean;
  /** Keys pressed inside, which the page does not hear. */
  onKeyDown?: (event: KeyboardEvent) => void;
  onMailto?: (href: string) => void;
  /** Answers whether a link is not to be followed. */
  onLink?: (text: string, href: string) => boolean;
}

export function HtmlFrame({ html, title, messageId, attachments, showRemote, isUnfolded, onKeyDown, onMailto, onLink }: HtmlFrameProps) {
  const t = useT();
  const theme = useFrameTheme();
  const onPaper = theme.isDark && hasOwnColors(html);
  const skeleton = useMemo(() => frameSkeleton(theme, onPaper), [theme, onPaper]);
  const frame = useRef<HTMLIFrameElement>(null);
  const [document, setDocument] = useState<Document>();
  const [height, setHeight] = useState(48);
  const handlers = useRef({ onKeyDown, onMailto, onLink });
  handlers.current = { onKeyDown, onMailto, onLink };

  const fill = () => {
    const inside = frame.current?.contentDocument;
    if (!inside?.body) return;
    inside.body.replaceChildren(inside.adoptNode(parseMail(html, isUnfolded ? undefined : t('Show quoted text'))));
    inside.addEventListener('keydown', (event) => handlers.current.onKeyDown?.(event));
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]');
      // The right button opens a menu.
      if (!link || event.button > 1) return;
      const href = link.getAttribute('href') ?? '';
      const isMail = /^mailto:/i.test(href);
      const { onMailto: write, onLink: isHeld } = handlers.current;
      if (isMail ? !write : !isHeld?.(link.textContent ?? '', href)) return;
      event.preventDefault();
      if (isMail) write?.(href);
    };
    inside.addEventListener('click', follow);
    inside.addEventListener('auxclick', follow);
    setDocument(inside);
  };
  useEffect(() => setDocument(undefined), [skeleton]);
  useFittedHeight(document, frame, setHeight);
  useFrameImages({ document, messageId, attachments, showRemote });

  return (
    <iframe
      ref={frame}
      key={skeleton + html.length}
      title={title}
      srcDoc={skeleton}
      sandbox={SANDBOX}
      onLoad={fill}
      style={{ display: 'block', width: '100%', height, border: 'none', borderRadius: onPaper ? 8 : 0, colorScheme: theme.isDark && !onPaper ? 'dark' : 'light' }}
    />
  );
}

/** Follows the content's height, and scales down what is wider than the pane. */
function useFittedHeight(document: Document | undefined, frame: React.RefObject<HTMLIFrameElement>, setHeight: (height: number) => void): void {
  useEffect(() => {
    if (!document?.body) return undefined;
    const { body, documentElement: root } = document;
    let width = 0;
    const fit = () => {
      // The scale is chosen once per width: choosing it by what it caused would never settle.
      if (frame.current && frame.current.clientWidth !== width) {
        width = frame.current.clientWidth;
        body.style.setProperty('zoom', '1');
        const scale = width / Math.max(root.scrollWidth, 1);
        if (scale < 1 && scale >= MIN_SCALE) body.style.setProperty('zoom', String(scale));
      }
      const scrollbar = root.scrollWidth > root.clientWidth + 1 ? 16 : 0;
      setHeight(Math.ceil(body.getBoundingClientRect().height) + scrollbar);
    };
    const observer = new ResizeObserver(fit);
    observer.observe(body);
    if (frame.current) observer.observe(frame.current);
    // A loaded image can make the mail wider than the pane.
    const refit = () => ((width = 0), fit());
    document.addEventListener('load', refit, true);
    fit();
    return () => {
      observer.disconnect();
      document.removeEventListener('load', refit, true);
    };
  }, [document, frame, setHeight]);
}

function useFrameTheme(): FrameTheme {
  const { token } = antdTheme.useToken();
  return useMemo(
    () => ({
      isDark: isDarkColor(token.colorBgContainer),
      text: token.colorText,
      background: token.colorBgContainer,
      link: token.colorLink,
      border: token.colorBorder,
      fontFamily: token.fontFamily,
      fontSize: token.fontSize,
    }),
    [token],
  );
}

function isDarkColor(color: string): boolean {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
  const [red, green, blue] = (hex?.slice(1) ?? ['ff', 'ff', 'ff']).map((part) => parseInt(part, 16));
  return 0.299 * (red ?? 0) + 0.587 * (green ?? 0) + 0.114 * (blue ?? 0) < 128;
}
