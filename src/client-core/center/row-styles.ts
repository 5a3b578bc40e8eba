// Looks of a row of the list.
import { createStyles } from 'antd-style';

/** Two lines of text and their padding; the list counts on it. */
export const ROW_HEIGHT = 64;

export const useRowStyles = createStyles(({ token, css }) => ({
  row: css`
    position: absolute;
    inset-inline: 0;
    display: flex;
    align-items: stretch;
    height: ${ROW_HEIGHT}px;
    padding-inline-end: ${token.paddingSM}px;
    border-bottom: 1px solid ${token.colorBorderSecondary};
    border-inline-start: 3px solid transparent;
    cursor: pointer;
    color: ${token.colorTextSecondary};
    &:hover {
      background: ${token.colorFillQuaternary};
    }
    &:hover .mail-row-actions {
      display: flex;
    }
    &:hover .mail-row-meta {
      visibility: hidden;
    }
    @media (hover: none) {
      .mail-row-actions {
        display: none !important;
      }
      .mail-row-meta {
        visibility: visible !important;
      }
    }
  `,
  rowUnread: css`
    color: ${token.colorText};
    .mail-row-people,
    .mail-row-subject {
      font-weight: 600;
      color: ${token.colorText};
    }
  `,
  rowChecked: css`
    background: ${token.controlItemBgActive};
    &:hover {
      background: ${token.controlItemBgActive};
    }
  `,
  rowOpen: css`
    background: ${token.colorFillTertiary};
    border-inline-start-color: ${token.colorPrimary};
    &:hover {
      background: ${token.colorFillTertiary};
    }
  `,
  /* Where the keyboard acts: quiet after a click, plain while keys are used. */
  rowFocus: css`
    border-inline-start-color: ${token.colorPrimaryBorder};
    .mail-list:focus-visible & {
      outline: 2px solid ${token.colorPrimary};
      outline-offset: -2px;
    }
  `,
  rowCheck: css`
    flex: none;
    display: flex;
    align-items: center;
    justify-content: center;
    width: 36px;
  `,
  rowText: css`
    flex: 1;
    min-width: 0;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 2px;
  `,
  rowLine: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXXS}px;
    min-width: 0;
    height: 22px;
  `,
  rowPeople: css`
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: ${token.colorText};
  `,
  rowCount: css`
    flex: none;
    padding: 0 5px;
    border-radius: ${token.borderRadius}px;
    background: ${token.colorFillSecondary};
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
    line-height: 16px;
  `,
  rowMeta: css`
    flex: none;
    display: flex;
    align-items: center;
    gap: ${token.marginXXS}px;
    margin-inline-start: auto;
    padding-inline-start: ${token.paddingXS}px;
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
    font-variant-numeric: tabular-nums;
  `,
  rowSnippet: css`
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: ${token.colorTextSecondary};
  `,
  rowSubject: css`
    color: ${token.colorTextSecondary};
  `,
  rowActions: css`
    display: none;
    position: absolute;
    inset-inline-end: ${token.paddingXS}px;
    top: 4px;
    gap: 2px;
    padding: 2px;
    /* A question before deleting stands at its button, also while the pointer is on the question. */
    &:has(.ant-popover-open) {
      display: flex;
    }
    border-radius: ${token.borderRadius}px;
    background: ${token.colorBgElevated};
    box-shadow: ${token.boxShadowTertiary};
  `,
  star: css`
    flex: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 24px;
    height: 22px;
    padding: 0;
    border: none;
    border-radius: ${token.borderRadiusSM}px;
    background: none;
    color: ${token.colorTextTertiary};
    font-size: 14px;
    cursor: pointer;
    &:hover {
      color: ${token.colorWarning};
    }
    &:focus-visible {
      outline: 2px solid ${token.colorPrimary};
    }
  `,
  starOn: css`
    color: ${token.colorWarning};
  `,
}));
