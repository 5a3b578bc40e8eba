// "to me, Anna" with a popover that names everybody in full.
import { CaretDownOutlined } from '@ant-design/icons';
import { Popover, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EmailAddress, MessageView } from '../../common/api';
import { useT } from '../api';
import { fullDate } from './dates';
import { shortNameOf } from './people';
import { useMessageStyles } from './styles';

const MAX_NAMES = 4;

export function RecipientLine({ message, own }: { message: MessageView; own: ReadonlySet<string> }) {
  const t = useT();
  const { styles } = useMessageStyles();
  const people = [...message.to, ...message.cc, ...message.bcc];
  const names = people.slice(0, MAX_NAMES).map((person) => (own.has(person.email.toLowerCase()) ? t('me', { context: 'receiver' }) : shortNameOf(person)));
  const text = people.length > MAX_NAMES ? t('to {{names}} and {{count}} more', { names: names.join(', '), count: people.length - MAX_NAMES }) : t('to {{names}}', { names: names.join(', ') });
  return (
    <div className={styles.second} onClick={(event) => event.stopPropagation()}>
      <Popover trigger="click" placement="bottomLeft" content={<Details message={message} />}>
        <button type="button" className={styles.recipients} aria-label={t('Details of sender and recipients')}>
          {people.length > 0 ? text : t('(no recipients)')} <CaretDownOutlined style={{ fontSize: 10 }} />
        </button>
      </Popover>
    </div>
  );
}

function Details({ message }: { message: MessageView }) {
  const t = useT();
  const { i18n } = useTranslation();
  const lines: Array<[string, EmailAddress[]]> = [
    [t('From (sender)'), message.from],
    [t('Reply to'), differs(message.replyTo, message.from) ? message.replyTo : []],
    [t('To'), message.to],
    [t('Cc'), message.cc],
    [t('Bcc'), message.bcc],
  ];
  return (
    <table style={{ maxWidth: 'min(480px, 86vw)', maxHeight: 320, overflow: 'auto', display: 'block' }}>
      <tbody>
        {lines
          .filter(([, people]) => people.length > 0)
          .map(([label, people]) => (
            <tr key={label} style={{ verticalAlign: 'top' }}>
              <th scope="row" style={{ paddingInlineEnd: 12, textAlign: 'end', fontWeight: 400, opacity: 0.65, whiteSpace: 'nowrap' }}>
                {label}
              </th>
              <td>
                {people.map((person, index) => (
                  <div key={index} style={{ overflowWrap: 'anywhere' }}>
                    {person.name && <strong>{person.name} </strong>}
                    <Typography.Text copyable={{ tooltips: [t('Copy'), t('Copied')] }}>{person.email}</Typography.Text>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        <tr>
          <th scope="row" style={{ paddingInlineEnd: 12, textAlign: 'end', fontWeight: 400, opacity: 0.65 }}>
            {t('Date')}
          </th>
          <td>{fullDate(message.date, i18n.language)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function differs(a: readonly EmailAddress[], b: readonly EmailAddress[]): boolean {
  const emails = (list: readonly EmailAddress[]) => list.map(({ email }) => email.toLowerCase()).sort().join();
  return emails(a) !== emails(b);
}
