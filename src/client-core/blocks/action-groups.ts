// The menus of actions of our blocks. The host offers there what it can do to the records of any collection.
import { CollectionActionGroupModel, RecordActionGroupModel } from '@nocobase/client-v2';
import { forMail } from './action-menu';

export class MailTableActionGroupModel extends CollectionActionGroupModel {
  static async defineChildren(ctx: unknown) {
    return forMail(await super.defineChildren(ctx));
  }
}

export class MailRecordActionGroupModel extends RecordActionGroupModel {
  static async defineChildren(ctx: unknown) {
    return forMail(await super.defineChildren(ctx));
  }
}

/** For `customModelClasses` of a block: the host asks for these instead of its own. */
export const MAIL_ACTION_GROUPS = { CollectionActionGroupModel: 'MailTableActionGroupModel', RecordActionGroupModel: 'MailRecordActionGroupModel' };
