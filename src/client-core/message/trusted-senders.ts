// Whose remote images are always shown, kept in this browser.
const KEY = 'mail:trusted-image-senders';
const MAX_SENDERS = 500;

export function isTrustedSender(email: string): boolean {
  return read().includes(email.trim().toLowerCase());
}

export function trustSender(email: string): void {
  const sender = email.trim().toLowerCase();
  const others = read().filter((known) => known !== sender);
  try {
    localStorage.setItem(KEY, JSON.stringify([...others, sender].slice(-MAX_SENDERS)));
  } catch {
    // Without storage the choice holds for this message only.
  }
}

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return [];
  }
}
