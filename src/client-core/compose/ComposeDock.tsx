// The compose windows at the lower edge of the mail centre; on a narrow one the newest covers it.
import { CloseOutlined, FullscreenExitOutlined, FullscreenOutlined, MinusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useReducer, useRef, type ReactNode } from 'react';
import { useT } from '../api';
import { ComposeForm, type ComposeFormHandle } from './ComposeForm';
import { ComposerProvider, type Composer } from './composer';
import { reduceWindows, type ComposeWindowState, type WindowAction } from './compose-windows';
import { useIsHere } from './use-is-here';
import { useWindowStyles } from './window-styles';

interface ComposeDockProps {
  isNarrow: boolean;
  /** Mail was sent or a draft changed. */
  onChanged: () => void;
  children: ReactNode;
}

/** Height of a docked window, within the page. */
const WINDOW_HEIGHT = 'min(600px, calc(100vh - 120px))';

export function ComposeDock({ isNarrow, onChanged, children }: ComposeDockProps) {
  const { styles } = useWindowStyles();
  const [windows, dispatch] = useReducer(reduceWindows, []);
  const lastKey = useRef(0);
  const isHere = useIsHere();
  const composer = useMemo<Composer>(
    () => ({
      open(initial) {
        dispatch({ type: 'open', key: ++lastKey.current, initial });
        return isHere();
      },
    }),
    [isHere],
  );
  return (
    <ComposerProvider value={composer}>
      {children}
      <div className={styles.dock}>
        {windows.map((window) => (
          <ComposeWindow key={window.key} window={window} isNarrow={isNarrow} dispatch={dispatch} composer={composer} onChanged={onChanged} />
        ))}
      </div>
    </ComposerProvider>
  );
}

interface ComposeWindowProps {
  window: ComposeWindowState;
  isNarrow: boolean;
  dispatch: (action: WindowAction) => void;
  composer: Composer;
  onChanged: () => void;
}

function ComposeWindow({ window, isNarrow, dispatch, composer, onChanged }: ComposeWindowProps) {
  const t = useT();
  const { styles, cx } = useWindowStyles();
  const { key, size, initial } = window;
  const isSmall = size === 'small';
  const title = window.title || t('New message');
  const form = useRef<ComposeFormHandle>(null);
  const close = () => {
    dispatch({ type: 'close', key });
    onChanged();
  };
  const resize = (next: ComposeWindowState['size']) => dispatch({ type: 'resize', key, size: next });
  return (
    <section
      className={cx(styles.window, isSmall && styles.windowSmall, size === 'large' && styles.windowLarge, isNarrow && !isSmall && styles.windowFull)}
      role="dialog"
      aria-label={title}
      data-mail-compose
      // A click between the fields keeps the focus inside: in the page, letters would act on mail.
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        resize('small');
        event.currentTarget.focus();
      }}
    >
      <div className={styles.windowHead} onClick={() => resize(isSmall ? 'normal' : 'small')}>
        <span className={styles.windowTitle} dir="auto">{title}</span>
        <span onClick={(event) => event.stopPropagation()}>
          {!isNarrow && (
            <>
              <Button type="text" size="small" icon={<MinusOutlined />} title={t('Minimise')} aria-label={t('Minimise')} onClick={() => resize(isSmall ? 'normal' : 'small')} />
              <Button
                type="text"
                size="small"
                icon={size === 'large' ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
                title={t('Full size')}
                aria-label={t('Full size')}
                aria-pressed={size === 'large'}
                onClick={() => resize(size === 'large' ? 'normal' : 'large')}
              />
            </>
          )}
          <Button type="text" size="small" icon={<CloseOutlined />} title={t('Close; the draft is kept')} aria-label={t('Close; the draft is kept')} onClick={() => (form.current ? form.current.close() : close())} />
        </span>
      </div>
      {/* A small window keeps its form: what is typed and uploading stays. */}
      <div style={{ display: isSmall ? 'none' : 'flex', flexDirection: 'column', minHeight: 0, ...(size === 'large' || isNarrow ? { flex: 1 } : { height: WINDOW_HEIGHT }) }}>
        <ComposeForm
          initial={initial}
          handle={form}
          onTitle={(next) => dispatch({ type: 'title', key, title: next })}
          onClose={close}
          onSent={close}
          onReopen={(again) => composer.open(again)}
        />
      </div>
    </section>
  );
}
