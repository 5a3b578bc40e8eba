// Filters that are switched by one click.
import { PaperClipOutlined, StarOutlined, MailOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useT, type Translate } from '../api';
import { FILTERS, type Filter } from './location';

const ICONS: Record<Filter, ReactNode> = { unread: <MailOutlined />, starred: <StarOutlined />, attachments: <PaperClipOutlined /> };

export function FilterChips({ value, onChange }: { value: readonly Filter[]; onChange: (filters: Filter[]) => void }) {
  const t = useT();
  return (
    <div role="group" aria-label={t('Filters')} style={{ display: 'flex', flex: 'none', gap: 4 }}>
      {FILTERS.map((filter) => {
        const isOn = value.includes(filter);
        return (
          <Tooltip key={filter} title={filterName(filter, t)}>
            <Button
              size="small"
              shape={isOn ? 'round' : 'circle'}
              type={isOn ? 'primary' : 'text'}
              ghost={isOn}
              icon={ICONS[filter]}
              aria-pressed={isOn}
              aria-label={filterName(filter, t)}
              onClick={() => onChange(FILTERS.filter((other) => (other === filter ? !isOn : value.includes(other))))}
            >
              {isOn && filterName(filter, t)}
            </Button>
          </Tooltip>
        );
      })}
    </div>
  );
}

function filterName(filter: Filter, t: Translate): string {
  switch (filter) {
    case 'unread':
      return t('Unread');
    case 'starred':
      return t('Starred');
    case 'attachments':
      return t('Has attachment');
  }
}
