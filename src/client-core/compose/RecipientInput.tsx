// To, Cc and Bcc: tags with suggestions; pasted lists become tags, what is no address turns red and stays.
import { Select, Tag, type RefSelectProps } from 'antd';
import { forwardRef, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { EmailAddress } from '../../common/api';
import { useT } from '../api';
import { addAddresses, formatAddress, isValidEmail, parseAddressList } from './addresses';
import { isComposing } from './is-composing';
import { endsWithSeparator, meaningOf } from './recipient-keys';
import { useRecipientSuggestions } from './use-recipient-suggestions';

interface RecipientInputProps {
  label: string;
  value: EmailAddress[];
  onChange: (value: EmailAddress[]) => void;
  disabled?: boolean;
  isWrong?: boolean;
  autoFocus?: boolean;
  /** Ctrl+Enter, after what is typed was taken in. */
  onSend?: () => void;
}

export const RecipientInput = forwardRef<RefSelectProps, RecipientInputProps>(function RecipientInput({ label, value, onChange, disabled, isWrong, autoFocus, onSend }, ref) {
  const t = useT();
  const [text, setText] = useState('');
  const isInComposition = useRef(false);
  const { people, isAnswered } = useRecipientSuggestions(text);
  const suggestions = people.filter((person) => !value.some(({ email }) => email.toLowerCase() === person.email.toLowerCase()));
  const add = (added: string) => {
    setText('');
    onChange(addAddresses(value, parseAddressList(added)));
  };
  // Not within a composition: its text is still to become another one.
  const type = (next: string) => (!isInComposition.current && endsWithSeparator(next) ? add(next) : setText(next));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isComposing(event)) return;
    const shown = suggestions.length > 0 ? 'shown' : 'none';
    const meaning = meaningOf({ key: event.key, isCommand: event.ctrlKey || event.metaKey, text, suggestions: isAnswered ? shown : 'asked' });
    if (meaning === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (meaning !== 'wait') add(text);
    if (meaning === 'end-and-send') onSend?.();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (!/[,;，；、\n@]/.test(pasted)) return;
    event.preventDefault();
    add(text + pasted);
  };
  return (
    <div
      style={{ flex: 1, minWidth: 0 }}
      onPaste={onPaste}
      onCompositionStart={() => (isInComposition.current = true)}
      onCompositionEnd={(event) => {
        isInComposition.current = false;
        type((event.target as HTMLInputElement).value);
      }}
    >
      <Select
        ref={ref}
        mode="multiple"
        variant="borderless"
        style={{ width: '100%' }}
        value={value.map(formatAddress)}
        // Keeps what is typed while no suggestion is open.
        autoClearSearchValue={false}
        searchValue={text}
        onSearch={type}
        onSelect={add}
        onDeselect={(gone: string) => onChange(value.filter((address) => formatAddress(address) !== gone))}
        // At once: the next click may be on Send. Choosing a suggestion leaves the focus here.
        onBlur={() => text.trim() && add(text)}
        onInputKeyDown={onKeyDown}
        filterOption={false}
        options={suggestions.map((person) => ({ value: formatAddress(person), label: person.name ? `${person.name} <${person.email}>` : person.email }))}
        open={text.trim() !== '' && suggestions.length > 0}
        suffixIcon={null}
        notFoundContent={null}
        tagRender={({ value: key, onClose }) => <AddressTag text={String(key)} onClose={onClose} />}
        aria-label={label}
        aria-invalid={isWrong}
        status={isWrong ? 'error' : undefined}
        disabled={disabled}
        autoFocus={autoFocus}
        placeholder={value.length === 0 && autoFocus ? t('Names or addresses') : undefined}
      />
    </div>
  );
});

function AddressTag({ text, onClose }: { text: string; onClose: () => void }) {
  const t = useT();
  const [address] = parseAddressList(text);
  const isValid = address !== undefined && isValidEmail(address.email);
  return (
    <Tag
      closable
      onClose={onClose}
      color={isValid ? undefined : 'error'}
      title={isValid ? text : t('“{{email}}” is not an email address', { email: address?.email ?? text })}
      // A click on a tag must not open the suggestions.
      onMouseDown={(event) => (event.preventDefault(), event.stopPropagation())}
      style={{ marginInlineEnd: 4, maxWidth: 280, overflow: 'hidden', textOverflow: 'ellipsis' }}
    >
      {address?.name || address?.email || text}
    </Tag>
  );
}
