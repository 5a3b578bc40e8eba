// Looks of the reading pane.
import { createStyles } from 'antd-style';

export const useMessageStyles = createStyles(({ token, css }) => ({
  thread: css`
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    min-width: 0;
    color: ${token.colorText};
  `,
  toolbar: css`
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: ${token.marginXXS}px;
    flex: none;
    min-height: 49px;
    padding: ${token.paddingXXS}px ${token.paddingSM}px;
    border-bottom: 1px solid ${token.colorBorderSecondary};
  `,
  spacer: css`
    flex: 1;
  `,
  scroll: css`
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    padding: ${token.padding}px ${token.paddingLG}px ${token.paddingXL}px;
    outline: none;
    container-type: inline-size;
    &:focus-visible {
      box-shadow: inset 0 0 0 2px ${token.colorPrimaryBorder};
    }
    @container (max-width: 520px) {
      padding-inline: ${token.paddingSM}px;
    }
    @media (max-width: 520px) {
      padding-inline: ${token.paddingSM}px;
    }
  `,
  subject: css`
    margin: 0 0 ${token.marginXS}px;
    font-size: ${token.fontSizeHeading4}px;
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
    outline: none;
  `,
  bar: css`
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: ${token.marginXXS}px;
    margin-bottom: ${token.marginSM}px;
  `,
  card: css`
    border: 1px solid ${token.colorBorderSecondary};
    border-radius: ${token.borderRadiusLG}px;
    background: ${token.colorBgContainer};
    & + & {
      margin-top: ${token.marginXS}px;
    }
  `,
  cardUnread: css`
    border-inline-start: 3px solid ${token.colorPrimary};
  `,
  head: css`
    display: flex;
    align-items: flex-start;
    gap: ${token.marginSM}px;
    padding: ${token.paddingSM}px ${token.paddingLG}px;
    cursor: pointer;
    border-radius: ${token.borderRadiusLG}px;
    &:focus-visible {
      outline: 2px solid ${token.colorPrimary};
      outline-offset: -2px;
    }
  `,
  headText: css`
    flex: 1;
    min-width: 0;
  `,
  headLine: css`
    display: flex;
    align-items: baseline;
    gap: ${token.marginXS}px;
    min-width: 0;
  `,
  from: css`
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  `,
  address: css`
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
    @container (max-width: 520px) {
      display: none;
    }
  `,
  date: css`
    flex: none;
    margin-inline-start: auto;
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
    font-variant-numeric: tabular-nums;
  `,
  headTools: css`
    display: flex;
    align-items: center;
    flex: none;
    margin-block: -4px;
  `,
  second: css`
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
  `,
  categories: css`
    display: flex;
    flex-wrap: wrap;
    gap: ${token.marginXXS}px;
    margin-top: ${token.marginXXS}px;
  `,
  recipients: css`
    /* The line cuts off what is outside of it. */
    &:focus-visible {
      outline-offset: -2px;
    }
    padding: 0;
    border: none;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    &:hover {
      color: ${token.colorText};
    }
    &:focus-visible {
      outline: 2px solid ${token.colorPrimary};
    }
  `,
  body: css`
    padding: 0 ${token.paddingLG}px ${token.paddingLG}px;
    overflow: hidden;
    @media (max-width: 520px) {
      padding-inline: ${token.paddingSM}px;
    }
  `,
  notice: css`
    margin: 0 0 ${token.marginSM}px;
  `,
  imagesNotice: css`
    margin: 0 0 ${token.marginSM}px;
    padding: ${token.paddingXS}px ${token.paddingSM}px;
    background: ${token.colorFillQuaternary};
    border-color: ${token.colorBorderSecondary};
    .ant-alert-icon {
      font-size: ${token.fontSizeLG}px;
      margin-inline-end: ${token.marginXS}px;
      color: ${token.colorTextSecondary};
    }
    .ant-alert-message {
      font-size: ${token.fontSize}px;
      color: ${token.colorTextSecondary};
      margin-bottom: ${token.marginXXS}px;
    }
  `,
  plainText: css`
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: 1.6;
    /* Each line from the side from which its letters are read. */
    unicode-bidi: plaintext;
  `,
  quoted: css`
    unicode-bidi: plaintext;
    margin-top: ${token.marginXS}px;
    padding-inline-start: ${token.paddingSM}px;
    border-inline-start: 2px solid ${token.colorBorder};
    color: ${token.colorTextSecondary};
  `,
  fold: css`
    margin-top: ${token.marginXS}px;
    height: 18px;
    line-height: 14px;
    padding: 0 10px;
    background: ${token.colorFillSecondary};
  `,
  attachments: css`
    display: flex;
    flex-wrap: wrap;
    gap: ${token.marginXS}px;
    margin-top: ${token.margin}px;
    padding-top: ${token.paddingSM}px;
    border-top: 1px solid ${token.colorBorderSecondary};
  `,
  attachment: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXS}px;
    width: 240px;
    max-width: 100%;
    padding: ${token.paddingXS}px;
    border: 1px solid ${token.colorBorderSecondary};
    border-radius: ${token.borderRadiusLG}px;
    background: ${token.colorFillQuaternary};
  `,
  attachmentIcon: css`
    flex: none;
    font-size: 24px;
  `,
  attachmentName: css`
    padding: 0;
    border: none;
    background: none;
    color: ${token.colorText};
    font: inherit;
    text-align: start;
    cursor: pointer;
    display: block;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    &:hover {
      color: ${token.colorPrimary};
    }
    &:disabled {
      cursor: default;
      color: ${token.colorText};
    }
  `,
  small: css`
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
  `,
  replies: css`
    display: flex;
    flex-wrap: wrap;
    gap: ${token.marginXS}px;
    margin-top: ${token.margin}px;
  `,
  replyForm: css`
    margin-top: ${token.margin}px;
    border: 1px solid ${token.colorBorder};
    border-radius: ${token.borderRadiusLG}px;
    box-shadow: ${token.boxShadowTertiary};
    overflow: hidden;
  `,
  older: css`
    display: flex;
    align-items: center;
    justify-content: center;
    margin: ${token.marginXS}px 0;
  `,
  notes: css`
    margin: 0 0 ${token.margin}px;
    padding: ${token.paddingSM}px;
    border-radius: ${token.borderRadiusLG}px;
    background: ${token.colorWarningBg};
  `,
  note: css`
    display: flex;
    gap: ${token.marginXS}px;
    align-items: flex-start;
    padding: ${token.paddingXXS}px 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  `,
}));
