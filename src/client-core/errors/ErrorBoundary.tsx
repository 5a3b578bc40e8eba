// Keeps a mistake of ours inside our own rectangle of the page.
import { Button, Result } from 'antd';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useT } from '../api';

interface Props {
  children?: ReactNode;
  /** Shown instead of the message; `null` for places too small for words. */
  fallback?: ReactNode;
}

export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error('[email-manager]', error, info.componentStack);
  }

  render() {
    if (!this.state.failed) return this.props.children;
    return this.props.fallback === undefined ? <Broken /> : this.props.fallback;
  }
}

function Broken() {
  const t = useT();
  return (
    <Result
      status="error"
      title={t('This part of the page could not be shown')}
      // After an upgrade an open page asks for files that are gone; loading the page again is the cure for both.
      subTitle={t('Load the page again. If it happens again, tell your administrator.')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('Load again')}
        </Button>
      }
    />
  );
}
