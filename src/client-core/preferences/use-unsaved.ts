// Asks before a form that was changed goes away.
import { App } from 'antd';
import { useState } from 'react';
import { useT } from '../api';

export interface Unsaved {
  isDirty: boolean;
  setDirty(isDirty: boolean): void;
  /** Runs `go`, after a question when something would be lost. */
  leave(go: () => void): void;
}

export function useUnsaved(): Unsaved {
  const t = useT();
  const { modal } = App.useApp();
  const [isDirty, setDirty] = useState(false);
  return {
    isDirty,
    setDirty,
    leave(go) {
      if (!isDirty) return go();
      return void modal.confirm({
        title: t('Leave without saving?'),
        content: t('What you have written is lost.'),
        okText: t('Leave'),
        cancelText: t('Stay'),
        okButtonProps: { danger: true },
        onOk: () => (setDirty(false), go()),
      });
    },
  };
}
