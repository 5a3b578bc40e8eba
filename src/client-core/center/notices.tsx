// Short notices at the edge ("Archived · Undo"), also read out. One provider per page or block; nested ones use the outer.
// The host shows them: "Sent · Undo" outlives the pop-up that was sent from.
import { Button, Space } from 'antd';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { useErrorText, useHostContext, useT } from '../api';

export interface Notices {
  /** @param undo shows a button; the notice goes after `seconds`, or when it was pressed. */
  success(text: string, options?: { undo?: () => void; seconds?: number }): void;
  /** @param retry shows a button, and the notice stays until it is pressed: without it something would be lost. */
  error(error: unknown, text?: string, retry?: () => void): void;
  /** Only read out, for what the eye sees anyway. */
  announce(text: string): void;
  /** Presses the button of the last notice that has one; false when there is none. */
  undoLast(): boolean;
}

const NoticesContext = createContext<Notices | undefined>(undefined);

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (!notices) throw new Error('WithNotices is missing');
  return notices;
}

export function WithNotices({ children }: { children: ReactNode }) {
  return useContext(NoticesContext) ? children : <NoticesProvider>{children}</NoticesProvider>;
}

function NoticesProvider({ children }: { children: ReactNode }) {
  const { message } = useHostContext();
  const [spoken, setSpoken] = useState('');
  /** The same words once more change nothing in the page, and only changes are read out. */
  const speak = useCallback((text: string) => setSpoken((before) => (before === text ? `${text}\u200B` : text)), []);
  const lastUndo = useRef<(() => void) | undefined>(undefined);
  const t = useT();
  const errorText = useErrorText();
  const notices = useMemo<Notices>(
    () => ({
      success(text, { undo, seconds = undo ? 6 : 3 } = {}) {
        const close = message.open({ type: 'success', content: undo ? <TextWithButton text={text} label={t('Undo')} onPress={() => press()} /> : text, duration: seconds });
        const press = () => {
          if (lastUndo.current === press) lastUndo.current = undefined;
          close();
          undo?.();
        };
        if (undo) {
          lastUndo.current = press;
          setTimeout(() => lastUndo.current === press && (lastUndo.current = undefined), seconds * 1000);
        }
        speak(text);
      },
      error(error, text, retry) {
        const words = text ?? errorText(error);
        const press = () => {
          close();
          retry?.();
        };
        const close = message.open({ type: 'error', content: retry ? <TextWithButton text={words} label={t('Try again')} onPress={press} /> : words, duration: retry ? 0 : 6 });
        speak(words);
      },
      announce: speak,
      undoLast() {
        const press = lastUndo.current;
        press?.();
        return press !== undefined;
      },
    }),
    [message, t, errorText, speak],
  );
  return (
    <NoticesContext.Provider value={notices}>
      <div role="status" aria-live="polite" style={{ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>
        {spoken}
      </div>
      {children}
    </NoticesContext.Provider>
  );
}

function TextWithButton({ text, label, onPress }: { text: string; label: string; onPress: () => void }) {
  return (
    <Space size="small">
      <span>{text}</span>
      <Button type="link" size="small" onClick={onPress}>
        {label}
      </Button>
    </Space>
  );
}
