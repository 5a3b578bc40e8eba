// How the two entries hand components to the host: lazily, and never able to break the shell.
import { Spin } from 'antd';
import { lazy, Suspense, type ComponentType } from 'react';
import { ErrorBoundary } from './ErrorBoundary';

type Loader = () => Promise<{ default: ComponentType }>;

/** A route's `componentLoader`: the page's code is fetched when it is first shown. */
export function page(load: Loader): Loader {
  const Page = lazy(load);
  const MailPage = (props: object) => (
    <ErrorBoundary>
      <Suspense fallback={<Spin size="large" style={{ display: 'block', padding: '20vh 0' }} />}>
        <Page {...props} />
      </Suspense>
    </ErrorBoundary>
  );
  return async () => ({ default: MailPage });
}

/** A small component in the host's own chrome: shows nothing while it loads and when it fails. */
export function mount<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  const Inner = lazy(load) as unknown as ComponentType<P>;
  return function MailMount(props: P) {
    return (
      <ErrorBoundary fallback={null}>
        <Suspense fallback={null}>
          <Inner {...props} />
        </Suspense>
      </ErrorBoundary>
    );
  };
}
