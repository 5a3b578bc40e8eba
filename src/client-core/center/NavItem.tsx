// One place of the left column.
import type { CSSProperties, ReactNode } from 'react';
import { useSidebarStyles } from './sidebar-styles';

interface NavItemProps {
  icon?: ReactNode;
  text: string;
  /** Bold number; 0 shows nothing. */
  count?: number;
  countLabel?: string;
  isCurrent: boolean;
  onClick: () => void;
  style?: CSSProperties;
  extra?: ReactNode;
  title?: string;
}

export function NavItem({ icon, text, count = 0, countLabel, isCurrent, onClick, style, extra, title = text }: NavItemProps) {
  const { styles, cx } = useSidebarStyles();
  return (
    <button type="button" className={styles.navItem} aria-current={isCurrent ? 'page' : undefined} onClick={onClick} style={style} title={title}>
      {icon}
      <span className={cx(styles.navText, count > 0 && !isCurrent && styles.navUnread)}>{text}</span>
      {extra}
      {count > 0 && (
        <span className={styles.navCount} aria-label={countLabel}>
          {count > 9999 ? '9999+' : count}
        </span>
      )}
    </button>
  );
}
