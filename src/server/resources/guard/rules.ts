// What the host's standard actions may do with each collection of this plugin. What is not listed is refused.
import type { Id } from '../../../common/api';

/** Who asks, and what that entitles to. */
export interface Access {
  userId: Id;
  ownAccountIds: Id[];
  /** Accounts whose mail may be read. */
  visibleAccountIds: Id[];
  seesAll: boolean;
  /** The host's ACL has limited mailMessages to the role's own permission. */
  hasPermission: boolean;
  isRoot: boolean;
}

export type Filter = Record<string, unknown>;

export interface Rule {
  /** Rows that may be read; {} is all. */
  read?: (access: Access) => Filter;
  /** Rows on which relations hang that have routes of their own; absent: `read`. */
  hold?: (access: Access) => Filter;
  /** Rows that may be changed and destroyed. */
  change?: (access: Access) => Filter;
  /** Fields that create and update take; others are dropped. */
  writable?: readonly string[];
  /** Fields that only create takes. */
  fixed?: readonly string[];
  /** Rows can be made. The values that are set whatever the client says. */
  create?: (access: Access) => Record<string, unknown>;
  /** Relations of a row that have routes of their own, and what can be done there. */
  relations?: Record<string, readonly string[]>;
  /** Columns that no answer, export or chart holds. */
  secret?: readonly string[];
}

const READ = ['list', 'get'] as const;
const own = ({ userId }: Access): Filter => ({ userId });
const owned = ({ userId }: Access) => ({ userId });

/** Notes are seen by everybody who sees the message. */
const onVisibleMessages = ({ visibleAccountIds, seesAll }: Access): Filter =>
  seesAll ? {} : { 'message.accountId': { $in: visibleAccountIds } };

const SECRET_OF_MESSAGES = ['raw', 'remoteKey', 'pendingChange', 'missingSince', 'submissionId', 'keywords', 'inReplyTo', 'references'] as const;

export const RULES: Readonly<Record<string, Rule>> = {
  mailMessages: {
    read: ({ hasPermission, visibleAccountIds }) => (hasPermission ? {} : { accountId: { $in: visibleAccountIds } }),
    change: ({ seesAll, visibleAccountIds }) => (seesAll ? {} : { accountId: { $in: visibleAccountIds } }),
    hold: ({ seesAll, visibleAccountIds }) => (seesAll ? {} : { accountId: { $in: visibleAccountIds } }),
    // What is only known here. Read, starred and moved are verbs of their own, because the provider has to be told.
    writable: ['isTodo', 'labels'],
    relations: {
      labels: [...READ, 'add', 'set', 'remove', 'toggle'],
      note: [...READ, 'create', 'update', 'destroy'],
      children: READ,
      user: READ,
      createdBy: READ,
      updatedBy: READ,
    },
    secret: SECRET_OF_MESSAGES,
  },
  mailMessageLabels: {
    read: () => ({}),
    change: ({ isRoot, seesAll, userId }) => (isRoot || seesAll ? {} : { createdById: userId }),
    create: () => ({}),
    writable: ['label', 'color', 'description'],
    relations: { createdBy: READ, updatedBy: READ },
  },
  mailMessageNotes: {
    read: onVisibleMessages,
    change: (access) => ({ $and: [onVisibleMessages(access), { createdById: access.userId }] }),
    create: () => ({}),
    writable: ['content'],
    fixed: ['mailMessageId'],
    relations: { message: READ, createdBy: READ, updatedBy: READ },
  },
  mailSignatures: { read: own, change: own, create: owned, writable: ['title', 'content', 'isDefault', 'accountId'] },
  mailTemplates: {
    read: ({ userId }) => ({ $or: [{ userId }, { isShared: true }] }),
    change: own,
    create: owned,
    writable: ['title', 'subject', 'content', 'isShared'],
    relations: { createdBy: READ, updatedBy: READ, user: READ },
  },
  mailMassMessages: { read: own, relations: { createdBy: READ, updatedBy: READ, user: READ } },
  // The engine's own tables: nobody reads or writes them through standard actions.
  mailAccounts: {},
  mailAccountUsers: {},
  mailGeneralSettings: {},
  mailIdentities: {},
  mailJobs: {},
  mailMailboxes: {},
  mailMessageAddresses: {},
  mailMessageMailboxes: {},
  mailOauthStates: {},
  mailPendingMessages: {},
  mailSettings: {},
  mailSubmissions: {},
  mailSyncLogs: {},
  mailThreadMailboxes: {},
  mailUploads: {},
  mailmessagelabelsMailmessagesRel: {},
};

/** Collections that another protected one leads to without a limit being lost: relations that stay within a message. */
export function isInner(from: string, to: string): boolean {
  return from === 'mailMessages' && ['mailMessages', 'mailMessageLabels', 'mailMessageNotes'].includes(to);
}
