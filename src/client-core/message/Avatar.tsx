// Initials on a colour that belongs to the address.
import { Avatar as AntdAvatar, theme } from 'antd';
import type { EmailAddress } from '../../common/api';
import { LABEL_COLORS } from './label-color';
import { hashOf, initialsOf } from './people';

const COLORS = LABEL_COLORS.filter((color) => color !== 'default' && color !== 'lime' && color !== 'gold');

export function Avatar({ address, size = 36 }: { address: EmailAddress; size?: number }) {
  const { token } = theme.useToken();
  const name = COLORS[hashOf(address.email) % COLORS.length] ?? 'blue';
  const colors = token as unknown as Record<string, string | undefined>;
  return (
    <AntdAvatar size={size} style={{ flex: 'none', background: colors[`${name}2`], color: colors[`${name}8`], fontWeight: 600 }} aria-hidden>
      {initialsOf(address)}
    </AntdAvatar>
  );
}
