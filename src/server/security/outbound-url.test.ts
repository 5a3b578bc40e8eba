import { describe, expect, it } from 'vitest';
import { assertPublicUrl, isPublicAddress, type Lookup } from './outbound-url';

const to = (...addresses: string[]): Lookup => async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('server-side request forgery', () => {
  it.each([
    'http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.1/', 'http://0/', 'http://10.1.2.3/', 'http://172.31.0.1/',
    'http://192.168.0.1/', 'http://169.254.169.254/latest/meta-data/', 'http://100.100.100.200/', 'http://168.63.129.16/', 'http://224.0.0.1/', 'http://255.255.255.255/',
    'http://[::1]/', 'http://[::]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[::127.0.0.1]/', 'http://[fe80::1]/', 'http://[fc00::1]/',
    'http://[fd00:ec2::254]/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://[2001:0:7f00:1::]/', 'http://１２７.0.0.1/', 'http://127。0。0。1/',
  ])('%s is forbidden', async (url) => {
    await expect(assertPublicUrl(url)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['ftp://example.org/', 'file:///etc/passwd', 'gopher://x/', 'http://example.org:8080/', 'http://user:pw@example.org/', '//example.org', '/x', '', 'http://', 'javascript:alert(1)', 'data:,x'])(
    '%j is no address of a remote image',
    async (url) => {
      await expect(assertPublicUrl(url, to('93.184.216.34'))).rejects.toMatchObject({ code: 'invalid-input' });
    },
  );

  it('a name with one private address among public ones is forbidden', async () => {
    await expect(assertPublicUrl('https://rebind.example/', to('93.184.216.34', '127.0.0.1'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(assertPublicUrl('https://v6.example/', to('::ffff:10.0.0.1'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('a public name is pinned to the checked address', async () => {
    const target = await assertPublicUrl('https://images.example:443/a.png?x=1', to('93.184.216.34', '2606:2800:220:1::1'));
    expect(target).toMatchObject({ address: '93.184.216.34', family: 4 });
    expect(target.url.href).toBe('https://images.example/a.png?x=1');
  });

  it.each([
    ['no address', to()],
    ['a failing look-up', (async () => Promise.reject(new Error('ENOTFOUND'))) as Lookup],
  ])('%s is unavailable', async (_name, lookup) => {
    await expect(assertPublicUrl('https://nowhere.example/', lookup)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('only what is an address is public', () => {
    expect(['8.8.8.8', '2606:4700::1', 'localhost', '', '8.8.8.8.8'].map(isPublicAddress)).toEqual([true, true, false, false, false]);
  });
});
