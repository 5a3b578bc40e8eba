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

type Mode = 'drawer' | 'dialog' | 'embed';

/** What the host hands to a click that it makes itself, because the address of the page says that a pop-up is open. */
interface Route {
  /** Going back closes the pop-up. */
  navigation?: unknown;
  triggerByRouter?: boolean;
  target?: HTMLElement;
  /** Filled in here, for the host to close the pop-up with. */
  destroyRef?: { current: unknown };
  updateRef?: { current: unknown };
  /** Opens the pop-ups that lie above this one. */
  onOpen?(): void;
}

interface PopupOptions {
  mode?: Mode;
  width?: string | number;
  route?: Route;
  onChanged?: () => void;
}

/** As the host's own pop-ups; small ones are somewhat wider, for a letter needs its room. */
const WIDTHS: Record<string, Record<string, string>> = {
  drawer: { small: '40%', medium: '50%', large: '70%' },
  dialog: { small: '40%', medium: '50%', large: '80%' },
};

/** How the pop-up of a column or button was set: drawer, dialog or page, and its size. */
export function popupOptionsOf(model: FlowModel): PopupOptions {
  const { mode = 'drawer', size } = (model.getStepParams('popupSettings', 'openView') ?? {}) as { mode?: Mode; size?: string };
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

interface View {
  close(): void;
  destroy: unknown;
  update: unknown;
}

function open(context: FlowEngineContext, { mode = 'drawer', width = '60%', title, route = {} }: PopupOptions & { title?: string }, content: (close: () => void) => React.ReactNode): void {
  const { triggerByRouter, onOpen, target = context.layoutContentElement, ...inputArgs } = route;
  context.viewer.open({
    type: mode,
    title,
    triggerByRouter,
    inputArgs,
    onOpen,
    content: (view: View) => {
      if (route.destroyRef) route.destroyRef.current = view.destroy;
      if (route.updateRef) route.updateRef.current = view.update;
      return wrapped(content(() => view.close()));
    },
    ...(mode === 'embed' ? { target, styles: { content: { position: 'absolute', inset: 0, overflow: 'auto', padding: 24, background: context.themeToken?.colorBgContainer } } } : { width }),
  });
}

/** Shows the user's linked mailboxes. */
export function openAccounts(context: FlowEngineContext, { title, onChanged }: { title: string; onChanged?: () => void }): void {
  context.viewer.drawer({ title, width: 'min(640px, 100vw)', content: () => wrapped(<AccountsPopup onChanged={onChanged} />) });
}
