// users.watch: a Pub/Sub push of {emailAddress, historyId} to an address a test names, at most one a second per mailbox,
// the rest dropped, as Google does. Pull subscribers read the same notices from `pending`.

export function createDoorbell(g) {
  const last = new Map();
  const state = { endpoint: undefined, minIntervalMs: 1000, muted: false };
  let pending = [];
  let number = 0;

  // The history id is a JSON number, digits written out: a double could not hold it.
  async function notify(mailbox) {
    const data = Buffer.from(`{"emailAddress":"${mailbox}","historyId":${await g.store.currentHistoryId(mailbox)}}`).toString('base64');
    const message = { data, messageId: String(++number), message_id: String(number), publishTime: new Date().toISOString() };
    pending.push({ ackId: `ack-${number}`, message });
    if (!state.endpoint) return;
    await fetch(state.endpoint, { method: 'POST', headers: { 'content-type': 'application/json', ...state.headers }, body: JSON.stringify({ message, subscription: 'projects/lab/subscriptions/mail' }) }).catch(() => {});
  }

  return {
    /** @param {{endpoint?: string, headers?: Record<string, string>, minIntervalMs?: number, muted?: boolean}} change */
    set: (change) => void Object.assign(state, change),
    ring(mailbox) {
      const watch = g.watches.get(mailbox);
      if (!watch || Number(watch.expiration) < Date.now() || state.muted) return;
      if (Date.now() - (last.get(mailbox) ?? 0) < state.minIntervalMs) return;
      last.set(mailbox, Date.now());
      // After the answer to the change itself.
      setTimeout(() => notify(mailbox).catch(() => {}), 20).unref();
    },
    /** POST …/subscriptions/{name}:pull */
    pull: (max = 100) => pending.slice(0, max),
    acknowledge: (ids) => void (pending = pending.filter(({ ackId }) => !ids.includes(ackId))),
    reset() {
      pending = [];
      last.clear();
      Object.assign(state, { endpoint: undefined, headers: undefined, minIntervalMs: 1000, muted: false });
    },
  };
}
