// The people who own lab mailboxes. Ids are fixed: a real account keeps its id over restarts, and so must these.

export const CONSUMER_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';
export const WORK_TENANT = '7f3c1d52-64f0-4b0e-9a51-2d8e5a9c4f10';

export const GOOGLE_ACCOUNTS = [
  { address: 'ada@gmail.lab.test', name: 'Ada Nilsson', given: 'Ada', family: 'Nilsson', sub: '108204268033311374519', share: 1,
    aliases: [{ sendAsEmail: 'sales@northwind.lab.test', displayName: 'Northwind Sales', replyToAddress: 'sales@northwind.lab.test', signature: '<div>Northwind Studio<br>Sales</div>', verificationStatus: 'accepted' }, { sendAsEmail: 'old@northwind.lab.test', displayName: 'Ada (old)', signature: '', verificationStatus: 'pending' }],
    signature: '<div><b>Ada Nilsson</b><br>Account Manager, Northwind Studio</div>' },
  { address: 'ben@gmail.lab.test', name: 'Ben Ackermann', given: 'Ben', family: 'Ackermann', sub: '113774580049183620021', share: 0.03, aliases: [], signature: '' },
];

export const MICROSOFT_ACCOUNTS = [
  { address: 'grace@outlook.lab.test', name: 'Grace Holloway', given: 'Grace', family: 'Holloway', oid: '5b1f6a7e-1c52-4c0a-9b43-0d7d1f2e8a11', tid: WORK_TENANT, mail: 'grace@outlook.lab.test', share: 1 },
  // Personal accounts have no `mail`: who keys on it finds null.
  { address: 'lin@outlook.lab.test', name: 'Lin Chen', given: 'Lin', family: 'Chen', oid: '00000000-0000-0000-5c1e-7a8f4d2b9c63', tid: CONSUMER_TENANT, mail: null, share: 0.03 },
  { address: 'noor@outlook.lab.test', name: 'Noor Haddad', given: 'Noor', family: 'Haddad', oid: 'c2a9e0f4-8a35-4de1-8f0e-61d5c7b3a902', tid: WORK_TENANT, mail: 'noor@outlook.lab.test', share: 0, noMailbox: true },
];

/** Mails for an account when the big ones have `size`: the small ones have about 60. */
export const sizeFor = (account, size) => (account.share === 1 ? size : account.share === 0 ? 0 : Math.min(size, 60));
