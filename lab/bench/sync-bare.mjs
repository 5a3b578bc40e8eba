// What the providers' own SDKs read when nobody stores anything: the measure that the sync is held against.
import { createRequire } from 'node:module';
import { signIn } from '../providers/sign-in.mjs';

const require = createRequire(import.meta.url);
/** As many calls at a time as the product allows itself. */
const PARALLEL = 8;

/**
 * Every message of the mailbox in full, as text that has been parsed. Gmail gives the names of attachments with the message;
 * Graph is asked for them, a page at a time, unless `attachments` is false.
 * @returns {Promise<number>} how many
 */
export async function readAll(env, provider, mailbox, { attachments = true } = {}) {
  const { access_token: token } = await signIn({ env, provider, account: mailbox });
  return provider === 'google' ? readGmail(env, token) : readGraph(env, token, attachments);
}

async function readGmail(env, token) {
  const { gmail_v1: gmail } = require('googleapis/build/src/apis/gmail/v1.js');
  const api = new gmail.Gmail({});
  const request = { rootUrl: `${env.MAIL_GOOGLE_API_URL}/`, headers: { Authorization: `Bearer ${token}` }, retry: false, fetchImplementation: fetch };
  let count = 0;
  for (let pageToken; ; ) {
    const { data } = await api.users.messages.list({ userId: 'me', maxResults: 500, includeSpamTrash: true, pageToken }, request);
    const ids = (data.messages ?? []).map(({ id }) => id);
    await Promise.all(Array.from({ length: PARALLEL }, async () => {
      for (let id = ids.pop(); id; id = ids.pop()) {
        await api.users.messages.get({ userId: 'me', id, format: 'full' }, request);
        count += 1;
      }
    }));
    pageToken = data.nextPageToken;
    if (!pageToken) return count;
  }
}

const FIELDS = 'id,conversationId,parentFolderId,subject,body,bodyPreview,from,sender,toRecipients,ccRecipients,bccRecipients,replyTo,receivedDateTime,sentDateTime,internetMessageId,isRead,isDraft,flag,hasAttachments,internetMessageHeaders';

const ATTACHMENT_FIELDS = 'id,name,contentType,size,isInline';
const PAGE = 100;

async function readGraph(env, token, attachments) {
  const { Client } = require('@microsoft/microsoft-graph-client');
  // The SDK's own steps send a token to https hosts of Microsoft only.
  const wire = {
    async execute(context) {
      context.response = await fetch(context.request, { ...context.options, headers: { ...context.options.headers, Authorization: `Bearer ${token}` } });
    },
  };
  const graph = Client.initWithMiddleware({ baseUrl: env.MAIL_GRAPH_URL, defaultVersion: 'v1.0', middleware: wire });
  const get = (path) => graph.api(path).headers({ Prefer: `IdType="ImmutableId", odata.maxpagesize=${PAGE}` }).get();
  const { value: folders } = await get('/me/mailFolders?$top=100');
  let count = 0;
  for (const { id } of folders) {
    for (let path = `/me/mailFolders/${encodeURIComponent(id)}/messages/delta?$select=${FIELDS}`; path; ) {
      const page = await get(path);
      count += page.value.length;
      if (attachments) await listAttachments(get, id, page.value);
      path = page['@odata.nextLink']?.replace(`${env.MAIL_GRAPH_URL}/v1.0`, '');
    }
  }
  return count;
}

/** The same stretch of the folder once more, with attachments expanded: a delta does not promise them. */
async function listAttachments(get, folder, messages) {
  const asked = messages.filter(({ hasAttachments, body }) => hasAttachments || /\bcid:/i.test(body?.content ?? ''));
  if (asked.length === 0) return;
  const times = asked.map(({ receivedDateTime }) => receivedDateTime).sort();
  const filter = encodeURIComponent(`receivedDateTime ge ${times[0]} and receivedDateTime le ${times.at(-1)}`);
  await get(`/me/mailFolders/${encodeURIComponent(folder)}/messages?$filter=${filter}&$orderby=receivedDateTime%20desc&$top=${PAGE}&$select=id&$expand=attachments($select=${ATTACHMENT_FIELDS})`);
}
