// Labels as mailboxes.
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js';
import type { RemoteMailbox } from '../../domain/message';
import type { CallOptions } from '../provider';
import type { GmailClient } from './client';
import { ALL_MAIL, SYSTEM_MAILBOXES } from './labels';
import { throwNoMailbox } from './no-mailbox';
import { UNITS } from './quota';

type Label = gmail_v1.Schema$Label;

/**
 * Without counts: they are in labels.get alone, one call per label, and would make nine tenths of what a quiet poll costs.
 * @throws MailError `oauth-no-mailbox` when the account's Gmail has been switched off
 */
export async function listMailboxes(client: GmailClient, options?: CallOptions): Promise<RemoteMailbox[]> {
  const list = await client
    .call(UNITS.labelsList, (api, request) => api.users.labels.list({ userId: 'me' }, request), options)
    .catch(throwNoMailbox);
  const known = new Set(SYSTEM_MAILBOXES.map((mailbox) => mailbox.id));
  return toMailboxes((list.labels ?? []).filter((label) => label.id && (label.type === 'user' || known.has(label.id))));
}

const UNCOUNTED = { total: null, unread: null };

export function toMailboxes(labels: Label[]): RemoteMailbox[] {
  const ids = new Set(labels.map((label) => label.id));
  const system = SYSTEM_MAILBOXES.filter(({ id }) => id === ALL_MAIL || ids.has(id)).map((mailbox): RemoteMailbox => ({ ...mailbox, ...UNCOUNTED, parentId: null }));
  const users = labels.filter((label) => label.type === 'user');
  const idByName = new Map(users.map((label) => [label.name ?? '', label.id ?? '']));
  return [...system, ...users.map((label) => toUserMailbox(label, idByName))];
}

/** Gmail nests by "/" in the name, and only where the parent label exists. */
function toUserMailbox(label: Label, idByName: Map<string, string>): RemoteMailbox {
  const full = label.name ?? '';
  let parent: string | null = null;
  for (let slash = full.lastIndexOf('/'); slash > 0; slash = full.lastIndexOf('/', slash - 1)) {
    if (idByName.has(full.slice(0, slash))) {
      parent = full.slice(0, slash);
      break;
    }
  }
  return {
    id: label.id ?? '',
    name: parent === null ? full : full.slice(parent.length + 1),
    role: null,
    parentId: parent === null ? null : (idByName.get(parent) ?? null),
    ...UNCOUNTED,
  };
}
