// What both shells get in the same way. The entries add what only their own shell has.
import type { Application } from '@nocobase/client-v2';
import { MAIL_CENTER_PATH, OAUTH_CALLBACK_PATH } from '../common/constants';
import { registerBlocks } from './blocks/register';
import { keepCallbackRequest } from './callback/provider-answer';
import { guarded } from './errors/guarded';
import { page } from './errors/mount';

/** @param app the shell's application; both have the members that are used here */
export function registerMail(app: Pick<Application, 'router' | 'flowEngine' | 'pm'>): void {
  guarded('mail centre', () => {
    app.router.add('admin.mail', { path: MAIL_CENTER_PATH, componentLoader: page(() => import('./center')) });
  });
  guarded('page blocks', () => registerBlocks(app.flowEngine));
  guarded('OAuth callback', () => {
    keepCallbackRequest(window.location);
    // A bare route and not a settings page: members link mailboxes too, and the settings refuse them.
    app.router.add('mailOauthCallback', {
      path: OAUTH_CALLBACK_PATH,
      componentLoader: page(() => import('./callback/CallbackPage')),
    });
  });
}
