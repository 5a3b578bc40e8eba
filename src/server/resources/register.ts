// Puts every resource of the plugin into the host: actions, who may call them, and the guard for the standard ones.
import type { HandlerType } from '@nocobase/resourcer';
import type { Application } from '@nocobase/server';
import { SETTINGS_SNIPPET } from '../../common/constants';
import type { AppContext } from '../app-context';
import { escapeArrayOperators } from '../security/array-operators';
import { changeable } from './changeable';
import type { Context, Handler } from './context';
import { accessOf, hasOwnPermission } from './guard/access';
import { chartLimits, exposeVisibleAccounts } from './guard/chart-limits';
import { createGuard } from './guard/guard';
import { chartGuard, guardAiRecords, guardRepositories } from './guard/readers';
import { mailAccounts } from './mail-accounts';
import { mailAccountsAdmin } from './mail-accounts-admin';
import { mailAccountsHealth } from './mail-accounts-health';
import { mailDrafts } from './mail-drafts';
import { mailIdentities } from './mail-identities';
import { mailMailboxes } from './mail-mailboxes';
import { mailSettings } from './mail-settings';
import { mailSubmissions } from './mail-submissions';
import { mailUploads } from './mail-uploads';
import { messageActions } from './message-actions';
import { messageBlobs } from './message-blobs';
import { messageLists } from './message-lists';
import { messageReading } from './message-reading';
import { addressFilterMiddleware, messageTableList } from './message-table';
import { trashSelected } from './message-trash';
import { nameByBody } from './named-by-body';

type Actions = Record<string, Handler>;

/** Collections whose standard actions members use on rows that are theirs; guard/rules.ts says which. */
const MEMBER_RECORDS: Record<string, string[]> = {
  mailMessages: ['list', 'get', 'query', 'update', 'destroy'],
  mailMessageLabels: ['list', 'get', 'create', 'update', 'destroy'],
  mailMessageNotes: ['list', 'get', 'create', 'update', 'destroy'],
  mailSignatures: ['list', 'get', 'create', 'update', 'destroy'],
  mailTemplates: ['list', 'get', 'create', 'update', 'destroy'],
  mailMassMessages: ['list', 'get'],
  'mailMessages.labels': ['list', 'get', 'add', 'set', 'remove', 'toggle'],
  'mailMessages.note': ['list', 'get', 'create', 'update', 'destroy'],
  'mailMessages.children': ['list', 'get'],
};

export function registerResources(host: Application, app: AppContext): void {
  const resources: Record<string, Actions> = {
    mailAccounts: { ...mailAccounts(app), ...mailAccountsHealth(app) },
    mailMailboxes: mailMailboxes(app),
    mailMessages: { ...messageReading(app), ...messageActions(app), ...messageBlobs(app), ...messageLists(app) },
    mailMessageLabels: { changeable: changeable(app, 'mailMessageLabels') },
    mailTemplates: { changeable: changeable(app, 'mailTemplates') },
    mailDrafts: mailDrafts(app),
    mailSubmissions: mailSubmissions(app),
    mailIdentities: mailIdentities(app),
    mailUploads: mailUploads(app),
  };
  const settings = mailSettings(app);
  const admin = mailAccountsAdmin(app);
  const table: Actions = { list: messageTableList(app.db, tableRules(app)) };

  for (const [name, actions] of Object.entries(resources)) {
    const all = { ...(name === 'mailMessages' ? table : {}), ...(name === 'mailAccounts' ? admin : {}), ...actions };
    // Beside its verbs a collection of MEMBER_RECORDS has standard actions; `only` takes them from the others.
    host.resourceManager.define({ name, actions: all, ...(MEMBER_RECORDS[name] ? {} : { only: Object.keys(all) }) });
    allowOnRoute(host, name, Object.keys(actions));
  }
  host.resourceManager.define({ name: 'mailSettings', actions: settings, only: Object.keys(settings) });
  host.acl.registerSnippet({ name: SETTINGS_SNIPPET, actions: ['mailSettings:*', ...Object.keys(admin).map((name) => `mailAccounts:${name}`)] });
  guardRepositories(app.db);
  escapeArrayOperators(app.db);
  const areReadersLimited = guardAiRecords(host, app.db);
  for (const [name, actions] of Object.entries(MEMBER_RECORDS)) allowOnRoute(host, name, actions, areReadersLimited);

  const own: Record<string, Actions> = { ...resources, mailAccounts: { ...resources.mailAccounts, ...admin }, mailSettings: settings };
  const isOwnAction = (resource: string, action: string) => own[resource]?.[action] !== undefined;
  const guard = createGuard({
    db: app.db,
    log: app.log,
    isOwnAction,
    trash: (ctx, access) => trashSelected(app, ctx, access),
  });
  // The host's type for middleware predates the context it passes.
  const use = (run: Handler, options: object) => host.resourceManager.use(run as unknown as HandlerType, options);
  use(nameByBody(isOwnAction), { tag: 'mailNameByBody', before: 'validate-filter-params' });
  use(exposeVisibleAccounts(app.db), { tag: 'mailVisibleAccounts', after: 'setCurrentRole', before: 'acl' });
  use(guard, { tag: 'mailGuard', after: 'acl', before: 'parseVariables' });
  use(addressFilterMiddleware(app.db), { tag: 'mailAddressFilter', after: ['acl', 'parseVariables', 'mailGuard'] });
  use(chartGuard(app.db, app.log), { tag: 'mailChartGuard', after: 'acl' });
  chartLimits(host.acl);
}

/**
 * For everybody who is signed in, on the action's own route, where the guard stands. AI tools ask too, in order to read the
 * collection themselves past every permission: they may when they have the guard's limits and no permission adds its own.
 */
function allowOnRoute(host: Application, resource: string, actions: string[], areReadersLimited = false): void {
  for (const action of actions) {
    host.acl.allow(resource, action, (ctx: Context) => {
      if (!ctx.state.currentUser) return false;
      const isOnRoute = ctx.action?.resourceName === resource && ctx.action.actionName === action;
      return isOnRoute || (areReadersLimited && !hasOwnPermission(ctx, resource));
    });
  }
}

function tableRules(app: AppContext) {
  return {
    visible: async (ctx: Context) => {
      const access = await accessOf(app.db, ctx);
      return access.hasPermission ? undefined : access.visibleAccountIds;
    },
    own: async (ctx: Context) => (await accessOf(app.db, ctx)).ownAccountIds,
  };
}
