// Price list of the Gmail API for projects made after 2026-05-01. Data only.
// https://developers.google.com/workspace/gmail/api/reference/quota

/** Quota units per call. The price of a get does not depend on its format. */
export const UNITS = {
  getProfile: 1,
  labelsList: 1,
  historyList: 2,
  messagesList: 5,
  messagesGet: 20,
  threadsGet: 40,
  attachmentsGet: 20,
  messagesModify: 5,
  messagesBatchModify: 50,
  messagesSend: 100,
  draftsList: 5,
  draftsCreate: 10,
  draftsUpdate: 15,
  draftsDelete: 10,
  sendAsList: 1,
  watch: 100,
  stop: 50,
} as const;

/**
 * How much of a minute's units is kept free: twenty clicks at once of 6,000. More come free every second, because the gate
 * spreads an import over the minute. With twice as much, batches of 200 units would leave another 200 unused.
 */
export const RESERVED_SHARE = 1 / 60;
/** Google's own number is not published; about 10 parallel calls per user work, and other apps count too. */
export const CONCURRENCY = 8;

/** `messages.batchModify` takes this many ids. */
export const MAX_MODIFY_IDS = 1_000;
/** From here one batchModify is cheaper than single calls. */
export const BATCH_MODIFY_FROM = Math.floor(UNITS.messagesBatchModify / UNITS.messagesModify) + 1;
/** Upload limit of send and drafts: 35 MiB (discovery document, `mediaUpload.maxSize`). */
export const MAX_MESSAGE_BYTES = 36_700_160;
/** From so many wanted messages of one thread `threads.get` is cheaper than a `messages.get` for each. */
export const THREAD_FROM = Math.floor(UNITS.threadsGet / UNITS.messagesGet) + 1;
/** Batches of 50 trip the concurrency limit in practice, 10 to 25 are safe. Small ones leave fewer units of a minute unused. */
export const MAX_BATCH_PARTS = 10;
export const MIN_BATCH_PARTS = 5;
/** A batch of whole threads costs no more at a time than one of messages, and no more memory than it has to: a thread may hold a hundred. */
export const MAX_BATCH_UNITS = MAX_BATCH_PARTS * UNITS.messagesGet;
