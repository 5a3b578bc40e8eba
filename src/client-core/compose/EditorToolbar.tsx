// Formatting. A button shows what holds at the cursor.
import {
  BoldOutlined,
  CodeOutlined,
  FontColorsOutlined,
  ItalicOutlined,
  LinkOutlined,
  MessageOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { useEditorState, type Editor } from '@tiptap/react';
import { Button, ColorPicker, Input, Popover, Select, Space, type InputRef } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useT } from '../api';
import { useComposeStyles } from './styles';

const COLORS = ['#1f1f1f', '#8c8c8c', '#f5222d', '#fa8c16', '#52c41a', '#13c2c2', '#1677ff', '#722ed1', '#eb2f96'];

export function EditorToolbar({ editor, onImages }: { editor: Editor; onImages?: (files: File[]) => void }) {
  const t = useT();
  const { styles } = useComposeStyles();
  const picker = useRef<HTMLInputElement>(null);
  const at = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive('bold'),
      italic: current.isActive('italic'),
      underline: current.isActive('underline'),
      strike: current.isActive('strike'),
      bulletList: current.isActive('bulletList'),
      orderedList: current.isActive('orderedList'),
      blockquote: current.isActive('blockquote'),
      code: current.isActive('codeBlock') || current.isActive('code'),
      link: current.isActive('link'),
      level: [1, 2, 3].find((level) => current.isActive('heading', { level })) ?? 0,
      canUndo: current.can().undo(),
      canRedo: current.can().redo(),
    }),
  });
  const run = () => editor.chain().focus();
  const tool = (icon: ReactNode, label: string, onClick: () => void, isOn?: boolean, disabled?: boolean) => (
    <Button type="text" size="small" className={styles.tool} icon={icon} title={label} aria-label={label} aria-pressed={isOn} disabled={disabled} onMouseDown={(event) => event.preventDefault()} onClick={onClick} />
  );
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('Formatting')}>
      {tool(<UndoOutlined />, t('Undo'), () => run().undo().run(), undefined, !at.canUndo)}
      {tool(<RedoOutlined />, t('Redo'), () => run().redo().run(), undefined, !at.canRedo)}
      <Select
        size="small"
        variant="borderless"
        value={at.level}
        style={{ width: 104 }}
        aria-label={t('Text style')}
        onChange={(level) => (level === 0 ? run().setParagraph().run() : run().setHeading({ level: level as 1 | 2 | 3 }).run())}
        options={[
          { value: 0, label: t('Text') },
          { value: 1, label: t('Heading 1') },
          { value: 2, label: t('Heading 2') },
          { value: 3, label: t('Heading 3') },
        ]}
      />
      {tool(<BoldOutlined />, t('Bold'), () => run().toggleBold().run(), at.bold)}
      {tool(<ItalicOutlined />, t('Italic'), () => run().toggleItalic().run(), at.italic)}
      {tool(<UnderlineOutlined />, t('Underline'), () => run().toggleUnderline().run(), at.underline)}
      {tool(<StrikethroughOutlined />, t('Strikethrough'), () => run().toggleStrike().run(), at.strike)}
      <ColorPicker
        size="small"
        defaultValue={COLORS[0]}
        presets={[{ label: t('Colour'), colors: COLORS }]}
        onChangeComplete={(color) => run().setTextColor(color.toHexString()).run()}
        onClear={() => run().unsetTextColor().run()}
        allowClear
        disabledAlpha
      >
        <Button type="text" size="small" icon={<FontColorsOutlined />} title={t('Text colour')} aria-label={t('Text colour')} />
      </ColorPicker>
      {tool(<UnorderedListOutlined />, t('Bulleted list'), () => run().toggleBulletList().run(), at.bulletList)}
      {tool(<OrderedListOutlined />, t('Numbered list'), () => run().toggleOrderedList().run(), at.orderedList)}
      {tool(<MessageOutlined />, t('Quote'), () => run().toggleBlockquote().run(), at.blockquote)}
      {tool(<CodeOutlined />, t('Code'), () => run().toggleCodeBlock().run(), at.code)}
      <LinkTool editor={editor} isOn={at.link} />
      {onImages && (
        <>
          {tool(<PictureOutlined />, t('Insert image'), () => picker.current?.click())}
          <input
            ref={picker}
            type="file"
            accept="image/*"
            multiple
            hidden
            onChange={(event) => {
              onImages([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      )}
    </div>
  );
}

function LinkTool({ editor, isOn }: { editor: Editor; isOn: boolean }) {
  const t = useT();
  const { styles } = useComposeStyles();
  const [isOpen, setOpen] = useState(false);
  const [href, setHref] = useState('');
  const input = useRef<InputRef>(null);
  const open = (next: boolean) => {
    setOpen(next);
    if (next) setHref(String(editor.getAttributes('link').href ?? ''));
  };
  const apply = () => {
    setOpen(false);
    const address = href.trim();
    const chain = editor.chain().focus().extendMarkRange('link');
    if (!address) return chain.unsetLink().run();
    const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : address.includes('@') ? `mailto:${address}` : `https://${address}`;
    // Without a selection the address itself becomes the text.
    if (editor.state.selection.empty && !isOn) return editor.chain().focus().insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: url } }] }).run();
    return chain.setLink({ href: url }).run();
  };
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={open}
      afterOpenChange={(opened) => opened && input.current?.focus()}
      content={
        <Space.Compact>
          <Input ref={input} size="small" value={href} placeholder="https://" aria-label={t('Address of the link')} onChange={(event) => setHref(event.target.value)} onPressEnter={apply} />
          <Button size="small" type="primary" onClick={apply}>
            {t('Apply')}
          </Button>
        </Space.Compact>
      }
    >
      <Button type="text" size="small" className={styles.tool} icon={<LinkOutlined />} title={t('Link')} aria-label={t('Link')} aria-pressed={isOn} />
    </Popover>
  );
}
