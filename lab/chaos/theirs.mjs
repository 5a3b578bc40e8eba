// What is at a provider at the end, read without the product. Gmail by its lists alone: one call per message would take the
// stand-in minutes at this size.
import { client, signIn } from '../providers/sign-in.mjs';

/** @returns {Promise<import('../threats/audit.mjs').Theirs[]>} */
export async function readTheirs(lab, provider, address) {
  return provider === 'google' ? readGmail(lab, address) : lab.control.messages(address);
}

const tokens = new Map();

async function api(lab, address) {
  if (!tokens.has(address)) tokens.set(address, (await signIn({ env: lab.env, provider: 'google', account: address })).access_token);
  const call = client(`${lab.env.MAIL_GOOGLE_API_URL}/gmail/v1/users/me`, tokens.get(address));
  return async (path) => {
    const { status, body } = await call('GET', path);
    if (status === 401) {
      tokens.delete(address);
      return (await api(lab, address))(path);
    }
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    return body;
  };
}

async function list(get, labelId) {
  const found = [];
  for (let pageToken; ; ) {
    const query = new URLSearchParams({ maxResults: '500', includeSpamTrash: 'true', ...(labelId ? { labelIds: labelId } : {}), ...(pageToken ? { pageToken } : {}) });
    const page = await get(`/messages?${query}`);
    found.push(...(page.messages ?? []));
    pageToken = page.nextPageToken;
    if (!pageToken) return found;
  }
}

export async function listGmailIds(lab, address) {
  return (await list(await api(lab, address))).map(({ id }) => id);
}

async function readGmail(lab, address) {
  const get = await api(lab, address);
  const messages = new Map((await list(get)).map(({ id, threadId }) => [id, { id, threadId, places: [], isRead: true, isStarred: false }]));
  const { labels } = await get('/labels');
  for (const { id: labelId, name } of labels) {
    for (const { id } of await list(get, labelId)) {
      const message = messages.get(id);
      if (labelId === 'UNREAD') message.isRead = false;
      else if (labelId === 'STARRED') message.isStarred = true;
      message.places.push(name);
    }
  }
  return [...messages.values()];
}
