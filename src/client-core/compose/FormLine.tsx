// A labelled line of the form, with its error below.
import type { ReactNode } from 'react';
import { useComposeStyles } from './styles';

interface FormLineProps {
  label: string;
  error?: string;
  extra?: ReactNode;
  children: ReactNode;
}

export function FormLine({ label, error, extra, children }: FormLineProps) {
  const { styles, cx } = useComposeStyles();
  return (
    <>
      <div className={cx(styles.line, error !== undefined && styles.lineWrong)}>
        <span className={styles.label}>{label}</span>
        <div className={styles.field}>{children}</div>
        {extra}
      </div>
      {error !== undefined && (
        <div className={styles.error} role="alert">
          {error}
        </div>
      )}
    </>
  );
}
