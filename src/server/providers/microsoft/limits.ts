// Limits of Graph mail. Data only.
// https://learn.microsoft.com/en-us/graph/throttling-limits#outlook-service-limits

/** Per app and mailbox. */
export const REQUESTS_PER_WINDOW = 10_000;
export const WINDOW_MS = 10 * 60_000;
export const CONCURRENCY = 4;
/**
 * Kept for what a person waits for: changing two hundred messages at once, one request each, and some clicks. More come free every
 * second, because the gate spreads an import over the window, and people take them first.
 */
export const RESERVED_REQUESTS = 300;

/** https://learn.microsoft.com/en-us/graph/json-batching */
export const MAX_BATCH_PARTS = 20;

/** A request body may have 4 MB; base64 makes 3 MB of MIME that long. */
export const MAX_INLINE_BYTES = 3_000_000;
/** Ranges of an upload session have to be under 4 MB; a multiple of 320 KiB suits every store behind it. */
export const UPLOAD_RANGE_BYTES = 12 * 320 * 1024;
/** Exchange Online's default for a message that is sent. */
export const MAX_MESSAGE_BYTES = 36_700_160;

/** A delta query with $filter ends at this many messages without a word (message: delta, "Optional query parameters"). */
export const MAX_FILTERED_DELTA = 5_000;
/** Pages with bodies. Where Graph finds them too heavy (504), smaller ones follow, and the cursor remembers it. */
export const DELTA_PAGE = 100;
export const MIN_DELTA_PAGE = 6;

/** Subscriptions to messages last at most 10,080 minutes. */
export const SUBSCRIPTION_MS = 10_000 * 60_000;
