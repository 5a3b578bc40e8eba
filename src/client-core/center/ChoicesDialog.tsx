// What the keys for labels and for moving ask about: the same choices as the toolbars have, for whatever the keys act on.
import { Modal, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import type { LabelView, MailboxView } from '../../common/api';
import { useT } from '../api';
import { LabelChoices } from '../message/LabelChoices';
import { withLabel } from '../message/ticks';
import { FolderChoices } from './FolderChoices';
import type { Taggable } from './use-tagging';

export interface Question {
  kind: 'labels' | 'folder';
  rows: readonly Taggable[];
  onMove: (toMailbox: MailboxView) => void;
}

interface ChoicesDialogProps {
  question: Question;
  mailboxes: readonly MailboxView[];
  onLabel: (rows: readonly Taggable[], label: LabelView, isOn: boolean) => void;
  onClose: () => void;
}

export function ChoicesDialog({ question: { kind, rows, onMove }, mailboxes, onLabel, onClose }: ChoicesDialogProps) {
  const t = useT();
  const input = useRef<InputRef>(null);
  const [isOpen, setOpen] = useState(true);
  const [tagged, setTagged] = useState(rows);
  const close = () => setOpen(false);
  const toggle = (label: LabelView, isOn: boolean) => {
    onLabel(tagged, label, isOn);
    setTagged(tagged.map((row) => ({ ...row, labels: withLabel(row.labels, label, isOn) })));
  };
  const title = kind === 'labels' ? t('Labels of {{count}} conversations', { count: rows.length }) : t('Move {{count}} conversations', { count: rows.length });
  return (
    // The row or the conversation has the focus again before the dialog goes from the page.
    <Modal open={isOpen} width={320} footer={null} title={title} onCancel={close} afterClose={onClose} afterOpenChange={(opened) => opened && input.current?.focus()}>
      {kind === 'labels' ? (
        <LabelChoices sets={tagged.map(({ labels }) => labels)} onToggle={toggle} onClose={close} inputRef={input} />
      ) : (
        <FolderChoices accountId={rows[0]?.accountId ?? ''} mailboxes={mailboxes} onMove={onMove} onClose={close} inputRef={input} />
      )}
    </Modal>
  );
}
