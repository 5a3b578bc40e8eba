// Looks of the left column.
import { createStyles } from 'antd-style';

const SIDEBAR_WIDTH = 232;

export const useSidebarStyles = createStyles(({ token, css }) => ({
  sidebar: css`
    display: flex;
    flex-direction: column;
    flex: none;
    width: ${SIDEBAR_WIDTH}px;
    min-height: 0;
    background: ${token.colorBgLayout};
    border-inline-end: 1px solid ${token.colorBorderSecondary};
  `,
  sidebarInDrawer: css`
    width: 100%;
    height: 100%;
    border: none;
  `,
  sidebarTop: css`
    display: flex;
    flex-direction: column;
    gap: ${token.marginSM}px;
    padding: ${token.paddingSM}px;
  `,
  sidebarScroll: css`
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    padding: 0 ${token.paddingXS}px ${token.padding}px;
  `,
  sidebarBottom: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXXS}px;
    padding: ${token.paddingXS}px;
    border-top: 1px solid ${token.colorBorderSecondary};
  `,
  group: css`
    margin: ${token.marginSM}px ${token.marginXS}px ${token.marginXXS}px;
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  `,
  navItem: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXS}px;
    width: 100%;
    height: 32px;
    padding: 0 ${token.paddingXS}px;
    border: none;
    border-radius: ${token.borderRadiusLG}px;
    background: none;
    color: ${token.colorTextSecondary};
    font: inherit;
    font-size: ${token.fontSize}px;
    text-align: start;
    cursor: pointer;
    &:hover {
      background: ${token.colorFillTertiary};
      color: ${token.colorText};
    }
    &:focus-visible {
      outline: 2px solid ${token.colorPrimary};
      outline-offset: -2px;
    }
    &[aria-current='page'] {
      background: ${token.controlItemBgActive};
      color: ${token.colorPrimary};
      font-weight: 600;
    }
  `,
  navText: css`
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  `,
  navUnread: css`
    color: ${token.colorText};
    font-weight: 600;
  `,
  navCount: css`
    font-size: ${token.fontSizeSM}px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  `,
  folder: css`
    display: flex;
    align-items: center;
  `,
  fold: css`
    flex: none;
    color: ${token.colorTextTertiary};
    .anticon {
      font-size: 10px !important;
    }
  `,
  progress: css`
    height: 3px;
    margin: 0 ${token.marginXS}px ${token.marginXXS}px;
    border-radius: 2px;
    background: ${token.colorFillSecondary};
    overflow: hidden;
    > div {
      height: 100%;
      background: ${token.colorInfo};
      transition: width 0.4s;
    }
  `,
  dot: css`
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
  `,
}));
