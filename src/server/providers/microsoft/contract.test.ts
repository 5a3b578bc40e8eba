import { testProvider } from '../testing/contract';
import { startBench } from '../testing/lab';
import { createMicrosoftType } from './type';

const error = (code: string) => ({ error: { code, message: 'x', innerError: { date: '2026-11-24T12:00:00', 'request-id': 'r', 'client-request-id': 'r' } } });

testProvider({
  name: 'Outlook',
  start: () => startBench({ address: 'grace@outlook.lab.test', clientId: 'lab-microsoft-client', clientSecret: 'lab-microsoft-secret', api: 'graph' }, createMicrosoftType),
  unknownId: 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0AnobodysId',
  messagePath: '/me/messages/[^/?]+\\?',
  mailboxesPath: '/me/mailFolders\\?',
  sendPath: '/me/messages/[^/]+/send$',
  errors: [
    { name: 'too many calls', status: 429, headers: { 'retry-after': '7' }, body: error('ApplicationThrottled'), code: 'rate-limited', retryAfterMs: 7_000 },
    { name: 'a busy service that says how long', status: 503, headers: { 'retry-after': '3' }, body: error('ServiceUnavailable'), code: 'unavailable', retryAfterMs: 3_000 },
    { name: 'a denied access', status: 403, body: error('ErrorAccessDenied'), code: 'forbidden' },
    { name: 'a full mailbox', status: 403, body: error('ErrorQuotaExceeded'), code: 'mailbox-full' },
    { name: 'an account without mailbox', status: 404, body: error('MailboxNotEnabledForRESTAPI'), code: 'oauth-no-mailbox' },
    { name: 'a bad argument', status: 400, body: error('ErrorInvalidRequest'), code: 'invalid-input' },
    { name: 'a gateway page', status: 502, body: '<html>Bad gateway</html>', code: 'unavailable' },
    { name: 'a timeout at the gateway', status: 504, body: error('UnknownError'), code: 'unavailable' },
    { name: 'a broken connection', cut: 'before', code: 'unavailable' },
  ],
});
