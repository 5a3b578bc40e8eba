// The keys, as `?` shows them.
import { Modal } from 'antd';
import { useT, type Translate } from '../api';
import { KEYS, type Command } from './shortcuts';
import { useCenterStyles } from './styles';

export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const { styles } = useCenterStyles();
  const groups: Array<[string, Command[]]> = [
    [t('Moving'), ['next', 'previous', 'open', 'back', 'page-down', 'page-up', 'search', 'help']],
    [t('Selecting'), ['select', 'select-all', 'select-none']],
    [t('Acting'), ['archive', 'trash', 'junk', 'star', 'todo', 'mark-read', 'mark-unread', 'label', 'move', 'undo']],
    [t('Writing'), ['compose', 'reply', 'reply-all', 'forward']],
    [t('Going to'), ['go-inbox', 'go-starred', 'go-todo', 'go-sent', 'go-drafts', 'go-all']],
  ];
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('Keyboard shortcuts')} width="min(760px, 96vw)">
      <div style={{ columnWidth: 300, columnGap: 32 }}>
        {groups.map(([title, commands]) => (
          <section key={title} style={{ breakInside: 'avoid', marginBottom: 16 }}>
            <h4 style={{ margin: '0 0 8px' }}>{title}</h4>
            {commands.map((command) => (
              <div key={command} style={{ display: 'flex', gap: 12, padding: '3px 0' }}>
                <span style={{ flex: 1 }}>{commandName(command, t)}</span>
                <span style={{ whiteSpace: 'nowrap' }}>
                  {keysOf(command).map((keys, index) => (
                    <span key={keys.join()}>
                      {index > 0 && ` ${t('or')} `}
                      {keys.map((key) => (
                        <kbd key={key} className={styles.key} style={{ marginInlineStart: 3 }}>
                          {keyName(key, t)}
                        </kbd>
                      ))}
                    </span>
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
      <div style={{ display: 'flex', gap: 12 }}>
        <span style={{ flex: 1 }}>{t('Send the message that is being written')}</span>
        <span>
          <kbd className={styles.key}>Ctrl</kbd> <kbd className={styles.key}>Enter</kbd>
        </span>
      </div>
    </Modal>
  );
}

function keysOf(command: Command): string[][] {
  return KEYS.filter(([, known]) => known === command).map(([keys]) => keys.split(' '));
}

function keyName(key: string, t: Translate): string {
  const space = t('Space bar');
  const names: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', Delete: 'Del', I: '⇧ i', U: '⇧ u', Space: space, 'Shift+Space': `⇧ ${space}` };
  return names[key] ?? key;
}

function commandName(command: Command, t: Translate): string {
  switch (command) {
    case 'next':
      return t('Older conversation');
    case 'previous':
      return t('Newer conversation');
    case 'open':
      return t('Open');
    case 'back':
      return t('Back to the list');
    case 'page-down':
      return t('Read on in the open conversation');
    case 'page-up':
      return t('Read back in the open conversation');
    case 'select':
      return t('Select');
    case 'select-all':
      return t('Select all');
    case 'select-none':
      return t('Select none');
    case 'archive':
      return t('Archive');
    case 'trash':
      return t('Delete');
    case 'junk':
      return t('Report as junk');
    case 'star':
      return t('Star');
    case 'todo':
      return t('To-do');
    case 'mark-read':
      return t('Mark as read');
    case 'mark-unread':
      return t('Mark as unread');
    case 'label':
      return t('Labels');
    case 'move':
      return t('Move to');
    case 'reply':
      return t('Reply');
    case 'reply-all':
      return t('Reply all');
    case 'forward':
      return t('Forward');
    case 'compose':
      return t('New message');
    case 'search':
      return t('Search');
    case 'go-inbox':
      return t('Inbox');
    case 'go-starred':
      return t('Starred');
    case 'go-todo':
      return t('To-do');
    case 'go-drafts':
      return t('Drafts');
    case 'go-sent':
      return t('Sent');
    case 'go-all':
      return t('All mail');
    case 'help':
      return t('Keyboard shortcuts');
    case 'undo':
      return t('Undo the last action');
  }
}
