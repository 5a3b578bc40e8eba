// Pieces of input that several resources take, as they come in a query (text) or in a JSON body.
import { z } from 'zod';
import { MAILBOX_ROLES } from '../../common/constants';

export const id = z.union([z.number().int().positive().safe(), z.string().regex(/^\d{1,20}$/)]);
export const idInput = z.object({ id });

/** `true` or `'true'`. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')]);
export const role = z.enum(MAILBOX_ROLES);
export const isoTime = z.string().datetime({ offset: true });

export const MAX_IDS = 1000;
export const ids = z.array(id).max(MAX_IDS);
export const threads = z.array(z.object({ accountId: id, threadId: z.string().min(1).max(1024) })).max(MAX_IDS);
