// Colours of labels. They are stored as the host's colour names (`red`, `geekblue` …) or as hex.
import { theme } from 'antd';
import { useCallback } from 'react';

export const LABEL_COLORS = ['default', 'red', 'volcano', 'orange', 'gold', 'lime', 'green', 'cyan', 'blue', 'geekblue', 'purple', 'magenta'] as const;
export const DEFAULT_COLOR: string = 'blue';

export const MAX_LABEL_CHARS = 60;

/** A colour that is readable on the page in light and dark. */
export function useLabelColor(): (color: string) => string {
  const { token } = theme.useToken();
  return useCallback(
    (color) => {
      if (color.startsWith('#')) return color;
      const named = (token as unknown as Record<string, unknown>)[`${color}6`];
      return typeof named === 'string' ? named : token.colorTextSecondary;
    },
    [token],
  );
}
