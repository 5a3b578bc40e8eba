// Seeded messages that nobody has touched yet, answered without asking emulate: it walks the whole mailbox for each
// message (8 ms at 20,000), which would make a first sync measure emulate instead of the plugin. Any change of a message
// makes emulate its only source. A test compares both answers.

/** @param {{id: string, thread_id: string, user_email: string, raw: string, snippet: string, label_ids: string[], internal_date: string}[]} seeded */
export function createSeedCache(seeded) {
  /** @type {Map<string, Map<string, object>>} mailbox, id */
  const mailboxes = new Map();
  const newest = new Map();
  for (const message of seeded) (mailboxes.get(message.user_email) ?? mailboxes.set(message.user_email, new Map()).get(message.user_email)).set(message.id, message);

  const drop = (mailbox, test) => {
    const messages = mailboxes.get(mailbox);
    for (const [id, message] of messages ?? []) if (test(message)) messages.delete(id);
  };

  return {
    /** Untouched messages count as changed at the moment of seeding. */
    newest: (mailbox, historyId) => void newest.set(mailbox, String(historyId)),
    get(mailbox, id) {
      const message = newest.has(mailbox) && mailboxes.get(mailbox)?.get(id);
      if (!message) return undefined;
      const stored = { id, threadId: message.thread_id, labelIds: [...message.label_ids], snippet: message.snippet, historyId: newest.get(mailbox), internalDate: message.internal_date };
      return { stored, bytes: Buffer.from(message.raw, 'base64url') };
    },
    /** Called before each request to emulate that may change something. */
    forget(mailbox, path, body) {
      const messages = mailboxes.get(mailbox);
      const [kind, id] = path.split('/');
      if (kind === 'messages' && /^batch/.test(id)) body?.ids?.forEach((one) => messages?.delete(one));
      else if (kind === 'messages') messages?.delete(decodeURIComponent(id ?? ''));
      else if (kind === 'threads') drop(mailbox, (message) => message.thread_id === decodeURIComponent(id));
      else if (kind === 'drafts') drop(mailbox, (message) => message.label_ids.includes('DRAFT'));
      else if (kind === 'labels' && id) drop(mailbox, (message) => message.label_ids.includes(decodeURIComponent(id)));
    },
  };
}
