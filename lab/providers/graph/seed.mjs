// Fills an Outlook mailbox with seeded mail: labels become categories, and folders for what was filed away.
import { randomUUID } from 'node:crypto';

const PLACES = { inbox: 'inbox', sent: 'sentitems', drafts: 'drafts', archive: 'archive', spam: 'junkemail', trash: 'deleteditems' };

export function fill(mailbox, mails) {
  const { folders } = mailbox;
  const projects = folders.add('Projects', folders.wellKnown('inbox'));
  const contracts = folders.add('Contracts', projects.id);
  // A slash in a name is legal and must not be taken for a path.
  const finance = folders.add('Finance / Tax', folders.root.id);
  const filed = { Projects: projects.id, Contracts: contracts.id, Finance: finance.id };
  const names = [...new Set(mails.flatMap((mail) => mail.labels))].sort();
  mailbox.categories = names.map((displayName, index) => ({ id: randomUUID(), displayName, color: `preset${index}` }));
  for (const mail of mails) {
    const { letter, place, unread, starred, labels, category } = mail;
    const folderId = (place === 'archive' && filed[labels[0]]) || folders.wellKnown(PLACES[place]);
    mailbox.add({
      // A copy: drafts are edited in place, and the next reset starts from the same letters.
      letter: { ...letter, files: [...letter.files], headers: [...letter.headers] }, folderId, quiet: true, isRead: !unread, isDraft: place === 'drafts', sentHere: place === 'sent', receivedAt: letter.date,
      categories: labels, flag: { flagStatus: starred ? 'flagged' : 'notFlagged' }, inference: category === 'personal' ? 'focused' : 'other',
    });
  }
}
