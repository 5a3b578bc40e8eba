// Every request the lab has seen, batch parts included, newest last.

const KEEP = 20_000;

export function createRequestLog() {
  let entries = [];
  return {
    add(entry) {
      entries.push({ at: Date.now(), ...entry });
      if (entries.length > KEEP) entries = entries.slice(-KEEP / 2);
    },
    clear: () => void (entries = []),
    /** @param {{provider?: string, method?: string, path?: string | RegExp, mailbox?: string, status?: number}} [filter] */
    list(filter = {}) {
      return entries.filter((entry) =>
        (!filter.provider || entry.provider === filter.provider) &&
        (!filter.method || entry.method === filter.method) &&
        (!filter.mailbox || entry.mailbox === filter.mailbox) &&
        (!filter.status || entry.status === filter.status) &&
        (!filter.path || new RegExp(filter.path).test(entry.url)));
    },
  };
}
