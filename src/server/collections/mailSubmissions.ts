// The outbox (RFC 8621 §7): a row exists before the provider is called.
import { defineCollection } from '@nocobase/database';
import { SUBMISSION_STATUSES } from '../../common/constants';
import { hidden, id, json, key, line, longText, moment, select } from '../schema/fields';

export default defineCollection({
  name: 'mailSubmissions',
  filterTargetKey: 'id',
  autoGenId: false,
  createdBy: true,
  dumpRules: { group: 'log' },
  indexes: [{ fields: ['userId', 'idempotencyKey'], unique: true }, { fields: ['status', 'sendAt'] }],
  fields: [
    id,
    key('accountId'),
    key('userId'),
    hidden({ name: 'idempotencyKey', type: 'string' }),
    // ComposeInput as it was accepted.
    hidden(json('input', 'Input')),
    longText('subject', 'Subject'),
    json('to', 'To'),
    // Message-ID and date are fixed once, so that every try sends the same message.
    hidden({ name: 'messageId', type: 'string' }),
    select('status', 'Status', SUBMISSION_STATUSES),
    line('errorCode', 'Reason'),
    moment('sendAt', 'Send at'),
    // When the provider was first asked: a later try looks for the message before it sends again.
    hidden({ name: 'firstTriedAt', type: 'date' }),
    { name: 'attempts', type: 'integer', defaultValue: 0 },
    moment('sentAt', 'Sent'),
    line('remoteId', 'Provider message ID', { length: 512 }),
    // The draft that goes when this is sent, as `input` names it; followed when saving gives it another id.
    hidden(key('draftId')),
    // Last: the host drops indexes over fields that are defined after the last field with an index of its own.
    key('massMessageId'),
  ],
});
