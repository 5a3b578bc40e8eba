// Opens a mail, the compose form or the linked accounts in a drawer, from any model or button.
import type { FlowEngineContext, FlowModel } from '@nocobase/flow-engine';
import { Spin } from 'antd';
import React, { lazy, Suspense } from 'react';
import type { ComposeView, Id } from '../../common/api';
import { ErrorBoundary } from '../errors/ErrorBoundary';

const MessagePopup = lazy(() => import('./MessagePopup'));
const ComposePopup = lazy(() => import('./ComposePopup'));
const AccountsPopup = lazy(() => import('./AccountsPopup'));

const wrapped = (content: React.ReactNode) => (
  <ErrorBoundary>
    <Suspense fallback={<Spin />}>{content}</Suspense>
  </ErrorBoundary>
);

interface PopupOptions {
  mode?: 'drawer' | 'dialog' | 'embed';
  width?: string | number;
  onChanged?: () => void;
}

/** As the host's own pop-ups; small ones are somewhat wider, for a letter needs its room. */
const WIDTHS: Record<string, Record<string, string>> = {
  drawer: { small: '40%', medium: '50%', large: '70%' },
  dialog: { small: '40%', medium: '50%', large: '80%' },
};

/** How the pop-up of a column or button was set: drawer, dialog or page, and its size. */
export function popupOptionsOf(model: FlowModel): PopupOptions {
  const { mode = 'drawer', size } = (model.getStepParams('popupSettings', 'openView') ?? {}) as { mode?: 'drawer' | 'dialog' | 'embed'; size?: string };
  return { mode, width: size && WIDTHS[mode]?.[size] };
}

/** Shows the conversation of a message; a draft opens its form. */
export function openMessage(context: FlowEngineContext, id: Id, options: PopupOptions = {}): void {
  open(context, options, (close) => <MessagePopup id={id} onClose={close} onChanged={options.onChanged} />);
}

/** Shows the compose form. */
export function openCompose(context: FlowEngineContext, initial: Partial<ComposeView>, options: PopupOptions & { title?: string } = {}): void {
  open(context, options, (close) => <ComposePopup initial={initial} onClose={close} onChanged={options.onChanged} />);
}

function open(context: FlowEngineContext, { mode = 'drawer', width = '60%', title }: PopupOptions & { title?: string }, content: (close: () => void) => React.ReactNode): void {
  context.viewer[mode]({
    title,
    content: (view: { close(): void }) => wrapped(content(() => view.close())),
    ...(mode === 'embed' ? { target: context.layoutContentElement, styles: { content: { position: 'absolute', inset: 0, overflow: 'auto', padding: 24, background: context.themeToken?.colorBgContainer } } } : { width }),
  });
}

/** Shows the user's linked mailboxes. */
export function openAccounts(context: FlowEngineContext, { title, onChanged }: { title: string; onChanged?: () => void }): void {
  context.viewer.drawer({ title, width: 'min(640px, 100vw)', content: () => wrapped(<AccountsPopup onChanged={onChanged} />) });
}
