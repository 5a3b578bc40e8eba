// Looks of the compose windows.
import { createStyles } from 'antd-style';

export const useWindowStyles = createStyles(({ token, css }) => ({
  dock: css`
    position: absolute;
    inset: 0;
    z-index: 20;
    display: flex;
    flex-direction: row-reverse;
    align-items: flex-end;
    gap: ${token.marginSM}px;
    padding-inline: ${token.margin}px;
    pointer-events: none;
  `,
  window: css`
    display: flex;
    flex-direction: column;
    width: 560px;
    max-width: 100%;
    border: 1px solid ${token.colorBorderSecondary};
    border-bottom: none;
    border-radius: ${token.borderRadiusLG}px ${token.borderRadiusLG}px 0 0;
    background: ${token.colorBgElevated};
    box-shadow: ${token.boxShadow};
    overflow: hidden;
    pointer-events: auto;
  `,
  windowSmall: css`
    width: 280px;
  `,
  windowLarge: css`
    position: absolute;
    inset: ${token.marginLG}px;
    width: auto;
    z-index: 30;
    border-bottom: 1px solid ${token.colorBorderSecondary};
    border-radius: ${token.borderRadiusLG}px;
    pointer-events: auto;
  `,
  windowFull: css`
    position: absolute;
    inset: 0;
    width: auto;
    max-width: none;
    z-index: 30;
    border: none;
    border-radius: 0;
    box-shadow: none;
  `,
  windowHead: css`
    display: flex;
    align-items: center;
    gap: 2px;
    flex: none;
    height: 40px;
    padding: 0 ${token.paddingXS}px 0 ${token.paddingSM}px;
    background: ${token.colorFillTertiary};
    font-weight: 600;
    cursor: pointer;
  `,
  windowTitle: css`
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  `,
}));
