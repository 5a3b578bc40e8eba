// Names to tick, found by typing; what is typed and not there can be made. Keyboard: type, Enter, or Tab to a name and Space.
import { CheckOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { useState, type ReactNode, type Ref } from 'react';
import { useT } from '../api';
import type { Tick } from './ticks';

export interface Choice {
  key: string;
  name: string;
  tick: Tick;
  color?: string;
}

interface ChoicesProps {
  /** Of the whole group. */
  label: string;
  placeholder: string;
  choices: readonly Choice[];
  maxLength: number;
  onToggle: (key: string) => void;
  /** Resolves to false when it could not be made; then what was typed stays. */
  onCreate: (name: string) => Promise<boolean> | boolean;
  onClose: () => void;
  inputRef?: Ref<InputRef>;
  /** Between the names and the button that makes a new one. */
  extra?: ReactNode;
}

export function Choices({ label, placeholder, choices, maxLength, onToggle, onCreate, onClose, inputRef, extra }: ChoicesProps) {
  const t = useT();
  const [text, setText] = useState('');
  const name = text.trim();
  const wanted = name.toLowerCase();
  const found = choices.filter((choice) => choice.name.toLowerCase().includes(wanted));
  const isNew = name !== '' && !choices.some((choice) => choice.name.toLowerCase() === wanted);
  const create = async () => {
    if (await onCreate(name)) setText('');
  };
  return (
    // Escape is for the choices; a drawer around them would close, too.
    <div style={{ minWidth: 232 }} onKeyDown={(event) => event.key === 'Escape' && (event.stopPropagation(), onClose())}>
      <Input
        ref={inputRef}
        size="small"
        value={text}
        maxLength={maxLength}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => (isNew ? void create() : found[0] && onToggle(found[0].key))}
      />
      <div role="group" aria-label={label} style={{ maxHeight: 240, overflow: 'auto', margin: '8px 0' }}>
        {found.map((choice) => (
          <Button key={choice.key} type="text" size="small" block style={{ justifyContent: 'flex-start' }} role="checkbox" aria-checked={choice.tick === 'some' ? 'mixed' : choice.tick === 'all'} onClick={() => onToggle(choice.key)}>
            {choice.color && <span style={{ width: 10, height: 10, borderRadius: 5, background: choice.color, flex: 'none' }} />}
            <span style={{ flex: 1, textAlign: 'start', overflow: 'hidden', textOverflow: 'ellipsis' }}>{choice.name}</span>
            {choice.tick === 'all' && <CheckOutlined />}
            {choice.tick === 'some' && <MinusOutlined />}
          </Button>
        ))}
      </div>
      {isNew && (
        <>
          {extra && <div style={{ marginBottom: 8 }}>{extra}</div>}
          <Button size="small" type="primary" block icon={<PlusOutlined />} onClick={() => void create()}>
            {t('Create “{{name}}”', { name })}
          </Button>
        </>
      )}
    </div>
  );
}
