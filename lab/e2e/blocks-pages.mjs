// Pages, collections and blocks for the block tests, made by the host's own API.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export const uid = () => randomBytes(6).toString('hex').slice(0, 11);

/**
 * Calls until SQLite lets it through: the host answers 500 with SQLITE_BUSY when two saves meet.
 * @param {import('../host/api.mjs').ApiResult | any} call
 */
async function retried(call) {
  for (let attempt = 0; ; attempt += 1) {
    const result = await call();
    if (result.ok) return result.body.data;
    if (attempt === 5 || !/SQLITE_BUSY|database is locked/.test(JSON.stringify(result.body))) {
      throw new Error(`${result.status} ${JSON.stringify(result.body).slice(0, 600)}`);
    }
    await sleep(200);
  }
}

/**
 * @param {{ api: ReturnType<import('../host/api.mjs').createApi>['api'] }} host
 * @param {string} token
 */
export function pagesOf(host, token) {
  const post = (/** @type {string} */ path, /** @type {unknown} */ body = {}) => retried(() => host.api('POST', path, { token, body }));
  const get = (/** @type {string} */ path) => retried(() => host.api('GET', path, { token }));

  /** @param {string} title */
  async function createPage(title) {
    const made = await post('flowSurfaces:createPage', { title, tabTitle: title, icon: 'MailOutlined' });
    return { pageUid: made.pageSchemaUid, gridUid: made.gridUid, raw: made };
  }

  /** Saves one model below another, as exports do: every level on its own. */
  async function saveModel(/** @type {Record<string, any>} */ model) {
    const { subModels, ...own } = model;
    const saved = { uid: uid(), flowRegistry: {}, ...own };
    await post('flowModels:save?return=uid', saved);
    for (const [subKey, value] of Object.entries(subModels ?? {})) {
      const list = Array.isArray(value) ? value : [value];
      for (const [index, child] of list.entries()) {
        await saveModel({ sortIndex: index, ...child, parentId: saved.uid, subKey, subType: Array.isArray(value) ? 'array' : 'object' });
      }
    }
    return saved.uid;
  }

  /** A block in the grid of a page. */
  const addBlock = (/** @type {string} */ gridUid, /** @type {Record<string, any>} */ block) =>
    saveModel({ sortIndex: 0, ...block, parentId: gridUid, subKey: 'items', subType: 'array' });

  /** Contacts with an address, a JSON list of domains, and the company they work for. */
  async function createContacts() {
    const input = (/** @type {string} */ name, /** @type {string} */ title, kind = 'input') => ({
      name,
      type: 'string',
      interface: kind,
      uiSchema: { type: 'string', title, 'x-component': 'Input' },
    });
    await post('collections:create', {
      name: 'companies',
      title: 'Companies',
      template: 'general',
      autoGenId: true,
      fields: [input('name', 'Name'), { name: 'domains', type: 'json', interface: 'json', uiSchema: { type: 'object', title: 'Domains', 'x-component': 'Input.JSON' } }],
    });
    await post('collections:create', {
      name: 'contacts',
      title: 'Contacts',
      template: 'general',
      titleField: 'name',
      autoGenId: true,
      fields: [
        input('name', 'Name'),
        input('email', 'Email', 'email'),
        {
          name: 'company',
          type: 'belongsTo',
          interface: 'm2o',
          target: 'companies',
          foreignKey: 'companyId',
          uiSchema: { type: 'object', title: 'Company', 'x-component': 'AssociationField', 'x-component-props': { fieldNames: { value: 'id', label: 'name' } } },
        },
      ],
    });
    await post('collections/companies/fields:create', {
      name: 'contacts',
      type: 'hasMany',
      interface: 'o2m',
      target: 'contacts',
      foreignKey: 'companyId',
      sourceKey: 'id',
      uiSchema: { type: 'array', title: 'Contacts', 'x-component': 'AssociationField', 'x-component-props': { fieldNames: { value: 'id', label: 'name' } } },
    });
  }

  return { post, get, createPage, saveModel, addBlock, createContacts };
}

/** A column of the email table as exports store it: the field's path, its model, a width. */
export const exportedColumn = (/** @type {string} */ fieldPath, /** @type {string} */ use, /** @type {number} */ width = 0) => ({
  use: 'CustomMailMessagesColumnModel',
  stepParams: {
    fieldSettings: { init: { fieldPath } },
    mailMessagesColumnSettings: { model: { use }, ...(width ? { width: { width } } : {}) },
  },
});

export const EXPORTED_COLUMNS = [
  exportedColumn('from', 'CustomMailFromFieldModel'),
  exportedColumn('subject', 'CustomMailSubjectFieldModel', 300),
  exportedColumn('to', 'CustomMailToFieldModel'),
  exportedColumn('date', 'DisplayDateTimeFieldModel'),
  exportedColumn('labels', 'CustomMailLabelsFieldModel'),
];

/** The scope that NocoBase's CRM template stores: `from contains X or to contains X`. */
export const exportedScope = (/** @type {string} */ variable) => ({
  filter: { logic: '$or', items: ['from', 'to'].map((path) => ({ path, operator: 'contains', value: `{{ ctx.popup.record.${variable} }}` })) },
});

/**
 * The email table as the template stores it.
 * @param {{ scope?: object, columns?: object[], actions?: object[] }} [options]
 */
export const exportedMailTable = ({ scope, columns, actions } = {}) => ({
  use: 'MailMessagesBlockModel',
  stepParams: { resourceSettings: { init: { dataSourceKey: 'main', collectionName: 'mailMessages' } }, ...(scope ? { tableSettings: { dataScope: scope } } : {}) },
  subModels: { ...(columns ? { columns } : {}), ...(actions ? { actions } : {}) },
});

/** What a pop-up shows: a tab of each name, which holds one block or several. @param {Record<string, object | object[]>} tabs */
export const popupPage = (tabs) => ({
  use: 'ChildPageModel',
  stepParams: { pageSettings: { general: { displayTitle: false, enableTabs: true } } },
  subModels: {
    tabs: Object.entries(tabs).map(([title, block]) => ({
      use: 'ChildPageTabModel',
      stepParams: { pageTabSettings: { tab: { title } } },
      subModels: { grid: { use: 'BlockGridModel', subModels: { items: [block].flat() } } },
    })),
  },
});

/**
 * A table of any collection whose first column opens a pop-up with a tab of each name, which holds one block or several.
 * @param {{ collectionName: string, fields: string[], popup?: Record<string, object | object[]>, actions?: object[], rowActions?: object[] }} options
 */
export function tableWithPopup({ collectionName, fields, popup, actions = [], rowActions = [] }) {
  const init = { dataSourceKey: 'main', collectionName };
  const openView = { mode: 'drawer', size: 'large', pageModelClass: 'ChildPageModel', dataSourceKey: 'main', collectionName, filterByTk: '{{ ctx.record.id }}' };
  const page = popup && popupPage(popup);
  const column = (/** @type {string} */ fieldPath, /** @type {number} */ index) => ({
    use: 'TableColumnModel',
    stepParams: { fieldSettings: { init: { ...init, fieldPath } } },
    subModels: {
      field: {
        use: 'DisplayTextFieldModel',
        ...(page && index === 0 ? { stepParams: { displayFieldSettings: { clickToOpen: { clickToOpen: true } }, popupSettings: { openView } }, subModels: { page } } : {}),
      },
    },
  });
  return {
    use: 'TableBlockModel',
    stepParams: { resourceSettings: { init } },
    subModels: {
      columns: [...fields.map(column), ...(rowActions.length ? [{ use: 'TableActionsColumnModel', subModels: { actions: rowActions } }] : [])],
      actions,
    },
  };
}

/** "Compose email" as the host's own API stores it. */
export const exportedCompose = (/** @type {string[]} */ emailFieldNames, /** @type {string} */ selectAll = 'false') => ({
  use: 'MailSendActionModel',
  stepParams: {
    buttonSettings: { general: { title: 'Compose email', icon: 'MailOutlined' } },
    popupSettings: { openView: { mode: 'drawer', size: 'medium', pageModelClass: 'ChildPageModel' } },
    sendEmailSettings: { emailFieldNames: { value: emailFieldNames }, defaultSelectAllRecords: { value: selectAll } },
  },
});
