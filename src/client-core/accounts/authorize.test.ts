import { beforeAll, describe, expect, it, vi } from 'vitest';
import { isOwnPath } from './authorize';

beforeAll(() => void vi.stubGlobal('window', { location: { origin: 'https://nocobase.example' } }));

describe('a path to come back to', () => {
  it.each(['/admin/mail', '/v/admin/mail?box=inbox', '/apps/crm/admin/mail'])('may be %s', (path) => {
    expect(isOwnPath(path)).toBe(true);
  });

  it.each([
    ['another site', 'https://evil.example/admin/mail'],
    ['a site without a scheme', '//evil.example'],
    ['a site written with a backslash', '/\\evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['nothing', ''],
    ['missing', undefined],
  ])('may not be %s', (_, path) => {
    expect(isOwnPath(path)).toBe(false);
  });
});
