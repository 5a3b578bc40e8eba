// NocoBase below a path of its own (APP_PUBLIC_PATH): settings, linking and reading go through it, in both shells.
import { describe, expect, it } from 'vitest';
import { clickMailIcon, linkMailbox, openConversation, openProviderTab, rowOf, startSync } from './actions.mjs';
import { SLOW, useWorld } from './suite.mjs';
import { prefixOf, SHELLS } from './world.mjs';

const world = useWorld({ env: { APP_PUBLIC_PATH: '/crm/' } });

const OWNER = { v1: 'ada@gmail.lab.test', v2: 'ben@gmail.lab.test' };

describe.each(SHELLS)('below /crm/ in %s', (shell) => {
  it('names a redirect address below it', SLOW, async () => {
    const page = await world.open(world.admin, { shell, path: '/admin/settings/mail' });
    await openProviderTab(page, 'Gmail');
    await page.getByText(`${world.url}/admin/settings/mail/oauth2`).first().waitFor();
    await world.close(page);
  });

  it('links a mailbox and shows its mail', SLOW, async () => {
    expect(world.url).toMatch(/\/crm$/);
    const member = await world.addMember(`below-${shell}`);
    const page = await world.open(member, { shell, path: '/admin' });
    await clickMailIcon(page);
    await linkMailbox(page, 'Gmail', OWNER[shell]);
    await startSync(page, { since: 'All mail' });
    await page.waitForURL(new RegExp(`/crm${prefixOf(shell)}/admin/mail`));
    await rowOf(page, /./).first().waitFor();
    const [row] = (await member.api.read('mailMessages:conversations', { role: 'inbox', limit: 1 })).rows;
    await openConversation(page, row.subject);
    await world.close(page);
  });
});
