// Bulk statements over the host's models, without its per-row hooks: ids and timestamps are set here.
import type { Database, Model } from '@nocobase/database';
import { chunksOf } from './columns';
import type { RawRow } from './columns';
import type { ModelStatic, Transaction, WhereOptions } from 'sequelize';

/** MariaDB refuses packets over 16 MiB by default; escaping and UTF-8 can triple the characters. */
const MAX_STATEMENT_CHARS = 4_000_000;
const MAX_STATEMENT_ROWS = 200;

export interface InsertOptions {
  /** Unique columns that tell an existing row. */
  conflict?: string[];
  /** Columns that an existing row takes over; without them it is left as it is. */
  update?: string[];
}

interface BulkInsert {
  bulkInsert(table: unknown, rows: object[], options: object, attributes: object): Promise<unknown>;
}

/** The host fills `id` in hooks of single rows; bulk statements ask the same generator. */
export function createIdSource(db: Database): () => number {
  const field = db.getCollection('mailMessages').getField('id') as unknown as { setId(name: string, instance: unknown): void };
  return () => {
    let id = 0;
    field.setId('id', { get: () => id, set: (_name: string, value: unknown) => (id = Number(value)) });
    return id;
  };
}

export class Table {
  readonly model: ModelStatic<Model>;

  constructor(
    private readonly db: Database,
    name: string,
  ) {
    this.model = db.getModel(name) as unknown as ModelStatic<Model>;
  }

  /** Rows as the driver answers them; read columns through columns.ts. */
  async find(where: object, attributes: string[], transaction?: Transaction, more: object = {}): Promise<RawRow[]> {
    return (await this.model.findAll({ where: where as WhereOptions, attributes, raw: true, transaction, ...more })) as unknown as RawRow[];
  }

  count(where: object, transaction?: Transaction): Promise<number> {
    return this.model.count({ where: where as WhereOptions, transaction });
  }

  /** Number of rows that matched (MySQL: that changed). */
  async update(where: object, values: RawRow, transaction?: Transaction): Promise<number> {
    const [count] = await this.model.update(values, { where: where as WhereOptions, transaction, hooks: false, validate: false });
    return count;
  }

  /**
   * Gives existing rows values of their own in one statement: an upsert that always meets its row. Every row names the
   * same columns; `createdAt` and `updatedAt` only satisfy NOT NULL and are not written.
   */
  async updateEach(rows: Array<RawRow & { id: number }>, transaction: Transaction): Promise<void> {
    if (rows.length === 0) return;
    const never = new Date(0);
    const required = this.model.getAttributes().createdAt ? { createdAt: never, updatedAt: never } : {};
    const update = Object.keys(rows[0]).filter((name) => name !== 'id');
    await this.insert(rows.map((row) => ({ ...required, ...row })), transaction, { conflict: ['id'], update });
  }

  delete(where: object, transaction?: Transaction): Promise<number> {
    return this.model.destroy({ where: where as WhereOptions, transaction, hooks: false });
  }

  /** Writes all rows, in statements that every database takes. Rows must have the same columns. */
  async insert(rows: RawRow[], transaction?: Transaction, options: InsertOptions = {}): Promise<void> {
    for (const part of bySize(rows)) await this.insertStatement(part, transaction, options);
  }

  private async insertStatement(rows: RawRow[], transaction: Transaction | undefined, { conflict, update }: InsertOptions): Promise<void> {
    const attributes = this.model.getAttributes() as unknown as Record<string, { field?: string; type: unknown }>;
    const columnOf = (name: string) => attributes[name]?.field ?? name;
    const byColumn = Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [columnOf(name), attribute]));
    const mapped = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [columnOf(name), value])));
    const onConflict = update?.length
      ? { updateOnDuplicate: update.map(columnOf), upsertKeys: (conflict ?? ['id']).map(columnOf) }
      : { ignoreDuplicates: conflict !== undefined };
    const queries = this.db.sequelize.getQueryInterface() as unknown as BulkInsert;
    await queries.bulkInsert(this.model.getTableName(), mapped, { transaction, ...onConflict }, byColumn);
  }
}

function bySize(rows: RawRow[]): RawRow[][] {
  return chunksOf(rows, MAX_STATEMENT_ROWS).flatMap((chunk) => {
    const parts: RawRow[][] = [];
    let part: RawRow[] = [];
    let chars = 0;
    for (const row of chunk) {
      const size = charsOf(row);
      if (part.length > 0 && chars + size > MAX_STATEMENT_CHARS) {
        parts.push(part);
        part = [];
        chars = 0;
      }
      part.push(row);
      chars += size;
    }
    return part.length > 0 ? [...parts, part] : parts;
  });
}

function charsOf(row: RawRow): number {
  let chars = 0;
  for (const value of Object.values(row)) {
    if (typeof value === 'string') chars += value.length;
    else if (value !== null && typeof value === 'object' && !(value instanceof Date)) chars += JSON.stringify(value).length;
  }
  return chars;
}
