// Gmail's own web page, as far as tests use it.

export function createGoogleWeb({ gmail }) {
  const { g } = gmail;
  const call = (...args) => g.store.call(...args);

  async function labelId(mailbox, name) {
    const { body } = await call(mailbox, 'GET', 'labels');
    const found = body.labels.find((label) => label.id === name || label.name.toLowerCase() === name.toLowerCase());
    return found?.id ?? (await call(mailbox, 'POST', 'labels', { name })).body.id;
  }
  const labelIds = (mailbox, names) => Promise.all(names.map((name) => labelId(mailbox, name)));

  async function* ids(mailbox) {
    let pageToken;
    do {
      const { body } = await call(mailbox, 'GET', `messages?${new URLSearchParams({ maxResults: '500', includeSpamTrash: 'true', ...(pageToken && { pageToken }) })}`);
      yield* body.messages;
      pageToken = body.nextPageToken;
    } while (pageToken);
  }

  return {
    async summary(mailbox) {
      const { body } = await call(mailbox, 'GET', 'labels');
      const total = await call(mailbox, 'GET', 'messages?maxResults=1&includeSpamTrash=true');
      return { messages: total.body.resultSizeEstimate, places: Object.fromEntries(body.labels.map(({ name, messagesTotal, messagesUnread }) => [name, { total: messagesTotal, unread: messagesUnread }])) };
    },
    async messages(mailbox, only) {
      const { body } = await call(mailbox, 'GET', 'labels');
      const names = new Map(body.labels.map(({ id, name }) => [id, name]));
      const out = [];
      for await (const { id } of only ? only.map((one) => ({ id: one })) : ids(mailbox)) {
        const { status, body: one } = await call(mailbox, 'GET', `messages/${id}?format=metadata`);
        if (status !== 200) continue;
        const header = (name) => one.payload.headers.find((entry) => entry.name === name)?.value ?? '';
        out.push({ id, threadId: one.threadId, messageId: header('Message-ID'), subject: header('Subject'), places: one.labelIds.map((label) => names.get(label) ?? label), isRead: !one.labelIds.includes('UNREAD'), isStarred: one.labelIds.includes('STARRED') });
      }
      return out;
    },
    raw: async (mailbox, id) => (await g.store.get(mailbox, id))?.bytes.toString('latin1'),
    async deliver(mailbox, bytes, { labels = ['INBOX'], unread = true }) {
      const stored = await g.store.insert(mailbox, bytes, { labelIds: [...(await labelIds(mailbox, labels)), ...(unread ? ['UNREAD'] : [])] });
      g.changed(mailbox);
      return { id: stored.id, threadId: stored.threadId, messageId: (await g.store.letter(mailbox, stored.id)).messageId };
    },
    async change(mailbox, messageIds, { read, star, addLabels = [], removeLabels = [], moveTo, trash, archive, destroy }) {
      const add = [...addLabels, ...(star === true ? ['STARRED'] : []), ...(read === false ? ['UNREAD'] : []), ...(moveTo ? [moveTo] : []), ...(trash === false ? ['INBOX'] : [])];
      const remove = [...removeLabels, ...(star === false ? ['STARRED'] : []), ...(read === true ? ['UNREAD'] : []), ...(archive || moveTo ? ['INBOX'] : [])];
      for (const id of messageIds) {
        if (destroy) await call(mailbox, 'DELETE', `messages/${id}`);
        else if (trash) await call(mailbox, 'POST', `messages/${id}/trash`);
        else await call(mailbox, 'POST', `messages/${id}/modify`, { addLabelIds: await labelIds(mailbox, add), removeLabelIds: await labelIds(mailbox, trash === false ? [...remove, 'TRASH'] : remove.filter((name) => !add.includes(name))) });
      }
      g.changed(mailbox);
    },
    async changeFolders(mailbox, { create, rename, remove }) {
      if (create) await call(mailbox, 'POST', 'labels', { name: create });
      if (rename) await call(mailbox, 'PATCH', `labels/${await labelId(mailbox, rename[0])}`, { name: rename[1] });
      if (remove) await call(mailbox, 'DELETE', `labels/${await labelId(mailbox, remove)}`);
    },
  };
}
