// What is said above a message whose sender may be somebody else.
import { Alert } from 'antd';
import type { MessageView } from '../../common/api';
import { useT } from '../api';
import { useMessageStyles } from './styles';
import { domainOf, misleadingName } from './trust';

export function SenderWarning({ message: { from: [from], senderCheck } }: { message: MessageView }) {
  const t = useT();
  const { styles } = useMessageStyles();
  if (!from) return null;
  const shown = misleadingName(from, senderCheck);
  return (
    <>
      {senderCheck?.verdict === 'failed' && (
        <Alert
          className={styles.notice}
          type="error"
          showIcon
          message={t('This message may not come from {{address}}.', { address: from.email })}
          description={t('{{domain}} says that mail like this is not its own. Open no links and no files, and send no money or passwords, before you have asked the sender in another way.', { domain: domainOf(from.email) })}
        />
      )}
      {shown && (
        <Alert
          className={styles.notice}
          type="warning"
          showIcon
          message={t('The name shows {{shown}}, but the sender is {{address}}.', { shown, address: from.email })}
          description={t('Whoever wants to deceive writes the address of another into the name.')}
        />
      )}
    </>
  );
}
