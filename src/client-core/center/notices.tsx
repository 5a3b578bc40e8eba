// Short notices at the edge ("Archived · Undo"), also read out. One provider per page or block; nested ones use the outer.
// The host shows them: "Sent · Undo" outlives the pop-up that was sent from.
import { Button, Space } from 'antd';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useErrorText, useHostContext, useT } from '../api';
import { createOrder } from '../message/in-order';
import { createUndoStack } from './undo-stack';

export interface ShownNotice {
  /** It was not so: the notice goes, and there is nothing to undo. */
  withdraw(): void;
}

interface SuccessOptions {
  /** Shows a button, and is what the key for Undo does in its turn. Several are run one after the other. Tells its own failure. */
  undo?: () => Promise<void>;
  /** How long it can be undone; without it also when the notice has gone. */
  seconds?: number;
  /** Waits for no other Undo: later would be too late. */
  isUrgent?: boolean;
}

export interface Notices {
  success(text: string, options?: SuccessOptions): ShownNotice;
  /** Stays until it is closed, with a button that stops what it tells of. */
  progress(text: string, onCancel: () => void): { update(text: string): void; close(): void };
  /** @param retry shows a button, and the notice stays until it is pressed: without it something would be lost. */
  error(error: unknown, text?: string, retry?: () => void): void;
  /** Only read out, for what the eye sees anyway. */
  announce(text: string): void;
  /** Undoes the newest action that can be; false when there is none. */
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
  const [stack] = useState(() => createUndoStack());
  // What is undone later was done earlier, maybe to the same mail.
  const [inOrder] = useState(createOrder);
  const t = useT();
  const errorText = useErrorText();
  const notices = useMemo<Notices>(
    () => ({
      success(text, { undo, seconds, isUrgent } = {}) {
        const content = undo ? <TextWithButton text={text} label={t('Undo')} onPress={() => entry?.undo() || close()} /> : text;
        const close = message.open({ type: 'success', content, duration: seconds ?? (undo ? 6 : 3) });
        const entry = undo && stack.push(() => (close(), void (isUrgent ? undo() : inOrder(undo))), seconds);
        speak(text);
        return { withdraw: () => (entry?.drop(), close()) };
      },
      progress(text, onCancel) {
        const key = `mail-progress-${Math.random()}`;
        const update = (now: string) => message.open({ key, type: 'loading', duration: 0, content: <TextWithButton text={now} label={t('Cancel')} onPress={onCancel} /> });
        const close = update(text);
        speak(text);
        return { update: (now) => void update(now), close };
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
      undoLast: stack.undoLast,
    }),
    [message, t, errorText, speak, stack, inOrder],
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
