// Outlook's ids. Immutable ones stay; ordinary ones change whenever a message changes its folder. The alphabet makes
// neighbours differ in nothing but letter case, so a store that compares case-insensitively mixes mails up.

const ALPHABET = 'AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz0123456789-_';

export function encodeNumber(number, width) {
  let text = '';
  for (let rest = number; text.length < width; rest = Math.floor(rest / 64)) text = ALPHABET[rest % 64] + text;
  return text;
}

const tail = (text) => Buffer.from(text).toString('base64url').slice(0, 24);

export const immutableId = (mailbox, key) => `AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A${tail(mailbox)}${encodeNumber(key, 8)}AAA=`;
export const ordinaryId = (mailbox, key, folderNumber, generation) => `AAMkAGI2${tail(mailbox)}BGAAAAAA${encodeNumber(folderNumber, 4)}${encodeNumber(key, 8)}${encodeNumber(generation, 3)}AAA=`;
export const folderId = (mailbox, number) => `AAMkAGI2${tail(mailbox)}AuAAAAAAC${encodeNumber(number, 6)}AAA=`;
export const attachmentId = (messageKey, number) => `AAMkAGI2${encodeNumber(messageKey, 8)}AAABEgAQ${encodeNumber(number, 6)}=`;
export const conversationId = (mailbox, number) => `AAQkAGI2${tail(mailbox)}AQ${encodeNumber(number, 8)}AAA=`;

/** RFC of sorts [MS-OXOMSG 2.2.1.3]: 22 bytes for the first mail, five more for each answer. */
export function conversationIndex(number, date, depth) {
  const head = Buffer.alloc(22);
  head[0] = 1;
  head.writeUIntBE(Math.floor(date / 1000), 1, 5);
  head.writeUInt32BE(number, 18);
  return Buffer.concat([head, Buffer.alloc(5 * depth, depth)]).toString('base64');
}
