// Looks of the mail centre's panes, made of the theme's tokens alone.
import { createStyles } from 'antd-style';

export const LIST_WIDTH = 400;

export const useCenterStyles = createStyles(({ token, css }) => ({
  root: css`
    display: flex;
    height: 100%;
    min-height: 0;
    min-width: 0;
    overflow: hidden;
    position: relative;
    background: ${token.colorBgContainer};
    color: ${token.colorText};
  `,
  list: css`
    display: flex;
    flex-direction: column;
    flex: none;
    min-width: 0;
    min-height: 0;
    position: relative;
    background: ${token.colorBgContainer};
  `,
  listHead: css`
    display: flex;
    flex-direction: column;
    gap: ${token.marginXS}px;
    padding: ${token.paddingSM}px ${token.paddingSM}px ${token.paddingXS}px;
    border-bottom: 1px solid ${token.colorBorderSecondary};
  `,
  headLine: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXXS}px;
    min-height: 32px;
    min-width: 0;
  `,
  selectAll: css`
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    padding: ${token.paddingXXS}px ${token.paddingSM}px;
    border-bottom: 1px solid ${token.colorBorderSecondary};
    background: ${token.colorFillQuaternary};
    font-size: ${token.fontSizeSM}px;
  `,
  listTitle: css`
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: ${token.fontSizeLG}px;
    font-weight: 600;
  `,
  scroller: css`
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overflow-x: hidden;
    /* The list keeps its own place when rows come in above. */
    overflow-anchor: none;
    outline: none;
  `,
  reading: css`
    flex: 1;
    min-width: 0;
    min-height: 0;
    position: relative;
    display: flex;
    flex-direction: column;
    background: ${token.colorBgContainer};
  `,
  quiet: css`
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: ${token.marginSM}px;
    padding: ${token.paddingLG}px;
    text-align: center;
    color: ${token.colorTextSecondary};
  `,
  quietIcon: css`
    font-size: 40px;
    color: ${token.colorTextQuaternary};
  `,
  divider: css`
    flex: none;
    width: 5px;
    margin-inline: -2px;
    z-index: 1;
    cursor: col-resize;
    border: none;
    padding: 0;
    background: linear-gradient(${token.colorBorderSecondary}, ${token.colorBorderSecondary}) center / 1px 100% no-repeat;
    &:hover,
    &:focus-visible {
      background: ${token.colorPrimaryBorder};
      outline: none;
    }
  `,
  key: css`
    display: inline-block;
    min-width: 24px;
    padding: 0 6px;
    border: 1px solid ${token.colorBorder};
    border-bottom-width: 2px;
    border-radius: ${token.borderRadiusSM}px;
    background: ${token.colorFillQuaternary};
    font-family: ${token.fontFamilyCode};
    font-size: ${token.fontSizeSM}px;
    line-height: 20px;
    text-align: center;
  `,
}));
