// Asks before a link is followed that shows one site and leads to another.
import { Modal } from 'antd';
import type { MessageView } from '../../common/api';
import { useT } from '../api';
import { domainOf, misleadingLink } from './trust';

/** `check` answers whether the link is held back; `holder` has to be in the page. */
export function useLinkCheck({ from, senderCheck }: Pick<MessageView, 'from' | 'senderCheck'>) {
  const t = useT();
  const [modal, holder] = Modal.useModal();
  const sender = senderCheck?.verdict === 'confirmed' && from[0] ? domainOf(from[0].email) : undefined;
  const check = (text: string, href: string): boolean => {
    const link = misleadingLink(text, href, sender);
    if (!link) return false;
    modal.confirm({
      title: t('This link leads to {{host}}', { host: link.actual }),
      content: t('Its text says {{shown}}. Go on only if you trust the sender.', { shown: link.shown }),
      okText: t('Open {{host}}', { host: link.actual }),
      okButtonProps: { danger: true },
      cancelText: t('Cancel'),
      autoFocusButton: 'cancel',
      onOk: () => void window.open(href, '_blank', 'noopener,noreferrer'),
    });
    return true;
  };
  return { check, holder };
}
