// An answer inside of the reading pane: its first content comes from the server.
import { Alert, Button, Skeleton } from 'antd';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ComposeView, Id } from '../../common/api';
import { isAborted, useErrorText, useMailApi, useT } from '../api';
import { ComposeForm, type ComposeFormProps } from './ComposeForm';
import type { ComposeInitial } from './compose-state';

export interface Reply {
  /** Another key is another form. */
  key: string;
  id: Id;
  /** `new` opens the draft itself. */
  mode: ComposeView['mode'];
  /** Known already: nothing is loaded. */
  initial?: ComposeInitial;
}

type ReplyFormProps = Omit<ComposeFormProps, 'initial' | 'variant'> & { reply: Reply };

export function ReplyForm({ reply, ...props }: ReplyFormProps) {
  const t = useT();
  const api = useMailApi();
  const errorText = useErrorText();
  const [initial, setInitial] = useState(reply.initial);
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (initial) return undefined;
    const abort = new AbortController();
    setError(undefined);
    api.messages.reply(reply.id, reply.mode, { signal: abort.signal }).then(setInitial, (failure) => isAborted(failure) || setError(failure));
    return () => abort.abort();
  }, [api, attempt, initial, reply.id, reply.mode]);
  const root = useRef<HTMLDivElement>(null);
  useRevealed(root);
  return (
    <div ref={root}>
      {initial && <ComposeForm {...props} initial={initial} variant="inline" />}
      {!initial && error === undefined && <Skeleton active style={{ padding: 16 }} />}
      {error !== undefined && (
        <Alert
          type="error"
          banner
          message={errorText(error)}
          action={
            <>
              <Button size="small" onClick={() => setAttempt(attempt + 1)}>
                {t('Try again')}
              </Button>
              <Button size="small" type="link" onClick={props.onClose}>
                {t('Close')}
              </Button>
            </>
          }
        />
      )}
    </div>
  );
}

/** It opens below what is read, and grows while its content and the editor are loaded. */
const SETTLE_MS = 6000;

function useRevealed(root: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => element.scrollIntoView({ block: 'nearest' }));
    observer.observe(element);
    const stop = () => observer.disconnect();
    const timer = setTimeout(stop, SETTLE_MS);
    // Whoever scrolls meanwhile wants to be elsewhere.
    element.ownerDocument.addEventListener('wheel', stop, { once: true, passive: true });
    return () => {
      stop();
      clearTimeout(timer);
      element.ownerDocument.removeEventListener('wheel', stop);
    };
  }, [root]);
}
