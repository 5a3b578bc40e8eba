// "to me, Anna" with a popover that names everybody in full.
import { CaretDownOutlined } from '@ant-design/icons';
import { Popover, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EmailAddress, MessageView, SenderCheck } from '../../common/api';
import { useT, type Translate } from '../api';
import { fullDate } from './dates';
import { shortNameOf } from './people';
import { useMessageStyles } from './styles';
import { domainOf } from './trust';

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
  const { verdict, signedBy, mailedBy } = message.senderCheck ?? {};
  const facts: Array<[string, string]> = [
    [t('Date'), fullDate(message.date, i18n.language)],
    ...(mailedBy ? [[t('Mailed by'), mailedBy] as [string, string]] : []),
    ...(signedBy ? [[t('Signed by'), signedBy] as [string, string]] : []),
    ...(verdict ? [[t('Sender check'), verdictText(verdict, domainOf(message.from[0]?.email ?? ''), t)] as [string, string]] : []),
  ];
  return (
    <table style={{ maxWidth: 'min(480px, 86vw)', maxHeight: 320, overflow: 'auto', display: 'block' }}>
      <tbody>
        {lines
          .filter(([, people]) => people.length > 0)
          .map(([label, people]) => (
            <tr key={label} style={{ verticalAlign: 'top' }}>
              <Label text={label} />
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
        {facts.map(([label, text]) => (
          <tr key={label} style={{ verticalAlign: 'top' }}>
            <Label text={label} />
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Label({ text }: { text: string }) {
  return (
    <th scope="row" style={{ paddingInlineEnd: 12, textAlign: 'end', fontWeight: 400, opacity: 0.65, whiteSpace: 'nowrap' }}>
      {text}
    </th>
  );
}

function verdictText(verdict: SenderCheck['verdict'], domain: string, t: Translate): string {
  switch (verdict) {
    case 'confirmed':
      return t('Confirmed: {{domain}} stands behind this message.', { domain });
    case 'unconfirmed':
      return t('Not confirmed: it is not known whether {{domain}} stands behind this message.', { domain });
    case 'failed':
      return t('Failed: {{domain}} says that mail like this is not its own.', { domain });
  }
}

function differs(a: readonly EmailAddress[], b: readonly EmailAddress[]): boolean {
  const emails = (list: readonly EmailAddress[]) => list.map(({ email }) => email.toLowerCase()).sort().join();
  return emails(a) !== emails(b);
}
