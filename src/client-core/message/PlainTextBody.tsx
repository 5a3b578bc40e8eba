// A plain text message: text nodes and links, the history folded.
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useT } from '../api';
import { linkify, splitQuotedText } from './plain-text';
import { useMessageStyles } from './styles';

interface PlainTextBodyProps {
  text: string;
  onMailto?: (href: string) => void;
}

export function PlainTextBody({ text, onMailto }: PlainTextBodyProps) {
  const t = useT();
  const { styles } = useMessageStyles();
  const [isOpen, setOpen] = useState(false);
  const { own, quoted } = useMemo(() => splitQuotedText(text), [text]);
  return (
    <div className={styles.plainText} dir="auto">
      <LinkedText text={own} onMailto={onMailto} />
      {quoted && (
        <div>
          <Button size="small" type="text" className={styles.fold} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} aria-label={t('Show quoted text')}>
            •••
          </Button>
          {isOpen && (
            <div className={styles.quoted} dir="auto">
              <LinkedText text={quoted} onMailto={onMailto} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function LinkedText({ text, onMailto }: PlainTextBodyProps) {
  const pieces = useMemo(() => linkify(text), [text]);
  return (
    <>
      {pieces.map((piece, index) =>
        piece.href ? (
          <a
            key={index}
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer"
            onClick={(event) => {
              if (!onMailto || !piece.href?.startsWith('mailto:')) return;
              event.preventDefault();
              onMailto(piece.href);
            }}
          >
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}
