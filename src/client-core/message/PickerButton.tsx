// A button that opens something to choose from; the field to find it by typing has the focus at once.
import { Button, Popover, type InputRef } from 'antd';
import { useRef, useState, type ReactNode, type Ref } from 'react';

interface PickerButtonProps {
  icon: ReactNode;
  label: string;
  disabled?: boolean;
  /** @param inputRef of the field @param close when something was chosen, or nothing is to be */
  children: (inputRef: Ref<InputRef>, close: () => void) => ReactNode;
}

export function PickerButton({ icon, label, disabled, children }: PickerButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const input = useRef<InputRef>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen}
      onOpenChange={setOpen}
      // While it opens it is hidden, and what is hidden takes no focus.
      afterOpenChange={(opened) => opened && input.current?.focus()}
      destroyTooltipOnHide
      content={children(input, close)}
    >
      <Button ref={button} type="text" size="small" icon={icon} title={label} aria-label={label} disabled={disabled} />
    </Popover>
  );
}
