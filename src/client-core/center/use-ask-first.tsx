// Asks before many conversations at once go where people do not look for them.
import { Modal } from 'antd';
import { useT } from '../api';
import { BATCH_SIZE } from './batches';
import { isDestructive, type Verb } from './verbs';

/** `ask` resolves to true when it may be done; `holder` has to be in the page. */
export function useAskFirst() {
  const t = useT();
  const [modal, holder] = Modal.useModal();
  const ask = async (verb: Verb, count: number): Promise<boolean> => {
    if (count <= BATCH_SIZE || !isDestructive(verb)) return true;
    const question = {
      trash: t('Move {{count}} conversations to trash?', { count }),
      junk: t('Move {{count}} conversations to junk?', { count }),
      delete: t('Delete {{count}} conversations forever?', { count }),
    }[verb];
    return modal.confirm({ title: question, content: verb === 'delete' ? t('This cannot be undone.') : undefined, okText: t('Continue'), okButtonProps: { danger: true }, cancelText: t('Cancel') });
  };
  return { ask, holder };
}
