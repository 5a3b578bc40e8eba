// Carries mail between the lab's mailboxes and keeps every message ever sent, byte for byte.
import { letterFromMime } from './mime/letter.mjs';

export function createPostOffice() {
  /** @type {Map<string, (bytes: Buffer, letter: object) => unknown>} */
  const mailboxes = new Map();
  let sent = [];
  return {
    /** @param {string} address @param {(bytes: Buffer, letter: object) => unknown} receive */
    register: (address, receive) => void mailboxes.set(address.toLowerCase(), receive),
    serves: (address) => mailboxes.has(address.toLowerCase()),
    sent: () => sent,
    clear: () => void (sent = []),
    /**
     * @param {string} mailbox the sender's
     * @param {Buffer} bytes as handed to the provider, Bcc included
     * @param {{provider: string, id?: string, except?: string}} info
     */
    async send(mailbox, bytes, info) {
      const letter = letterFromMime(bytes);
      const recipients = [...new Set([...letter.to, ...letter.cc, ...letter.bcc].map(({ address }) => address.toLowerCase()))];
      sent.push({ at: Date.now(), mailbox, ...info, messageId: letter.messageId, subject: letter.subject, recipients, raw: bytes.toString('latin1') });
      const visible = withoutBcc(bytes);
      for (const address of recipients) if (address !== info.except) await mailboxes.get(address)?.(visible, letter);
      return recipients;
    },
  };
}

/** Receivers never see Bcc. */
function withoutBcc(bytes) {
  const text = bytes.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/(^|\n)bcc:[^\n]*(\n[ \t][^\n]*)*\n?/gi, '$1').replace(/\r?\n$/, '');
  return Buffer.from(head + text.slice(end), 'latin1');
}
