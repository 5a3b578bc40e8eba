// Looks of the compose form.
import { createStyles } from 'antd-style';

export const useComposeStyles = createStyles(({ token, css }) => ({
  form: css`
    display: flex;
    flex-direction: column;
    min-height: 0;
    height: 100%;
    background: ${token.colorBgContainer};
    color: ${token.colorText};
    position: relative;
  `,
  inline: css`
    height: auto;
    .mail-editor .tiptap {
      min-height: 140px;
    }
  `,
  content: css`
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    display: flex;
    flex-direction: column;
  `,
  line: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXXS}px;
    min-height: 38px;
    padding: 2px ${token.paddingSM}px;
    border-bottom: 1px solid ${token.colorBorderSecondary};
    &:focus-within {
      border-bottom-color: ${token.colorPrimary};
    }
  `,
  lineWrong: css`
    border-bottom-color: ${token.colorError} !important;
  `,
  label: css`
    flex: none;
    min-width: 48px;
    color: ${token.colorTextSecondary};
  `,
  choice: css`
    padding: ${token.paddingXXS}px ${token.paddingSM}px;
    border-bottom: ${token.lineWidth}px solid ${token.colorBorderSecondary};
  `,
  field: css`
    flex: 1;
    min-width: 0;
  `,
  error: css`
    padding: 2px ${token.paddingSM}px;
    color: ${token.colorError};
    font-size: ${token.fontSizeSM}px;
  `,
  editor: css`
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 120px;
    cursor: text;
    .tiptap {
      flex: 1;
      min-height: 120px;
      padding: ${token.paddingSM}px;
      outline: none;
      line-height: 1.55;
      overflow-wrap: break-word;
    }
    .tiptap p {
      margin: 0;
    }
    .tiptap h1,
    .tiptap h2,
    .tiptap h3 {
      margin: 0.4em 0 0.2em;
      line-height: 1.3;
    }
    .tiptap h1 {
      font-size: 1.6em;
    }
    .tiptap h2 {
      font-size: 1.35em;
    }
    .tiptap h3 {
      font-size: 1.15em;
    }
    .tiptap ul,
    .tiptap ol {
      margin: 0.3em 0;
      padding-inline-start: 1.6em;
    }
    .tiptap blockquote {
      margin: 0.4em 0;
      padding-inline-start: ${token.paddingSM}px;
      border-inline-start: 3px solid ${token.colorBorder};
      color: ${token.colorTextSecondary};
    }
    .tiptap code {
      padding: 1px 4px;
      border-radius: ${token.borderRadiusSM}px;
      background: ${token.colorFillTertiary};
      font-family: ${token.fontFamilyCode};
    }
    .tiptap pre {
      margin: 0.4em 0;
      padding: ${token.paddingXS}px;
      border-radius: ${token.borderRadius}px;
      background: ${token.colorFillTertiary};
      overflow-x: auto;
    }
    .tiptap pre code {
      padding: 0;
      background: none;
    }
    .tiptap img {
      max-width: 100%;
      vertical-align: bottom;
    }
    .tiptap .gmail_signature {
      margin-top: ${token.marginXS}px;
      color: ${token.colorTextSecondary};
    }
    [data-resize-container] {
      display: inline-block;
      max-width: 100%;
    }
    [data-resize-wrapper] {
      position: relative;
      display: inline-block;
      max-width: 100%;
    }
    [data-resize-handle] {
      position: absolute;
      width: 10px;
      height: 10px;
      border: 2px solid ${token.colorBgContainer};
      border-radius: 50%;
      background: ${token.colorPrimary};
      opacity: 0;
    }
    .ProseMirror-selectednode [data-resize-handle],
    [data-resize-container]:hover [data-resize-handle] {
      opacity: 1;
    }
    [data-resize-handle='top-left'],
    [data-resize-handle='bottom-right'] {
      cursor: nwse-resize;
    }
    [data-resize-handle='top-right'],
    [data-resize-handle='bottom-left'] {
      cursor: nesw-resize;
    }
  `,
  toolbar: css`
    display: flex;
    flex-wrap: wrap;
    gap: 1px;
    padding: 2px ${token.paddingXS}px;
    border-top: 1px solid ${token.colorBorderSecondary};
    background: ${token.colorFillQuaternary};
  `,
  tool: css`
    &[aria-pressed='true'] {
      background: ${token.controlItemBgActive};
      color: ${token.colorPrimary};
    }
  `,
  quote: css`
    padding: 0 ${token.paddingSM}px ${token.paddingXS}px;
  `,
  fold: css`
    height: 18px;
    line-height: 14px;
    padding: 0 10px;
    background: ${token.colorFillSecondary};
  `,
  quoteBody: css`
    max-height: 320px;
    overflow: auto;
    margin-top: ${token.marginXS}px;
    padding-inline-start: ${token.paddingXS}px;
    border-inline-start: 2px solid ${token.colorBorder};
  `,
  files: css`
    display: flex;
    flex-wrap: wrap;
    gap: ${token.marginXXS}px;
    padding: ${token.paddingXS}px ${token.paddingSM}px;
  `,
  file: css`
    display: flex;
    align-items: center;
    gap: ${token.marginXXS}px;
    max-width: 260px;
    padding: 2px ${token.paddingXXS}px 2px ${token.paddingXS}px;
    border: 1px solid ${token.colorBorderSecondary};
    border-radius: ${token.borderRadius}px;
    background: ${token.colorFillQuaternary};
    position: relative;
    overflow: hidden;
  `,
  fileWrong: css`
    border-color: ${token.colorErrorBorder};
    background: ${token.colorErrorBg};
  `,
  fileName: css`
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  `,
  fileSize: css`
    flex: none;
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
  `,
  fileProgress: css`
    position: absolute;
    inset-inline-start: 0;
    bottom: 0;
    height: 2px;
    background: ${token.colorPrimary};
    transition: width 0.2s;
  `,
  footer: css`
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: ${token.marginXXS}px;
    padding: ${token.paddingXS}px ${token.paddingSM}px;
    border-top: 1px solid ${token.colorBorderSecondary};
  `,
  status: css`
    flex: 1;
    min-width: 60px;
    padding-inline: ${token.paddingXS}px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: ${token.colorTextSecondary};
    font-size: ${token.fontSizeSM}px;
  `,
  dropZone: css`
    position: absolute;
    inset: ${token.marginXS}px;
    z-index: 2;
    display: flex;
    align-items: center;
    justify-content: center;
    border: 2px dashed ${token.colorPrimary};
    border-radius: ${token.borderRadiusLG}px;
    background: ${token.colorPrimaryBg};
    color: ${token.colorPrimary};
    font-size: ${token.fontSizeLG}px;
    pointer-events: none;
  `,
}));
