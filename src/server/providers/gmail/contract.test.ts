import { testProvider } from '../testing/contract';
import { startBench } from '../testing/lab';
import { createGoogleType } from './type';

const reason = (code: number, value: string) => ({ error: { code, message: 'x', errors: [{ message: 'x', domain: 'global', reason: value }], status: 'X' } });

testProvider({
  name: 'Gmail',
  start: () => startBench({ address: 'ada@gmail.lab.test', clientId: 'lab-google-client', clientSecret: 'lab-google-secret', api: 'gmail' }, createGoogleType),
  unknownId: '19ffffffffffffff',
  messagePath: '/messages/[^/?]+\\?format=full',
  mailboxesPath: '/users/me/labels$',
  sendPath: '/messages/send',
  errors: [
    { name: 'too many calls', status: 429, headers: { 'retry-after': '7' }, body: reason(429, 'rateLimitExceeded'), code: 'rate-limited', retryAfterMs: 7_000 },
    { name: 'quota as 403', status: 403, body: reason(403, 'userRateLimitExceeded'), code: 'rate-limited' },
    { name: 'a missing scope', status: 403, body: reason(403, 'insufficientPermissions'), code: 'oauth-scope-missing' },
    { name: 'an API that is switched off', status: 403, body: reason(403, 'accessNotConfigured'), code: 'provider-api-disabled' },
    { name: 'a domain policy', status: 403, body: reason(403, 'domainPolicy'), code: 'forbidden' },
    { name: 'a bad argument', status: 400, body: reason(400, 'invalidArgument'), code: 'invalid-input' },
    { name: 'a broken backend', status: 500, body: reason(500, 'backendError'), code: 'unavailable' },
    { name: 'a gateway page', status: 502, body: '<html>Bad gateway</html>', code: 'unavailable' },
    { name: 'a broken connection', cut: 'before', code: 'unavailable' },
  ],
});
