// `column IN (SELECT …)` with the quoting of whatever database there is.
import type { Database } from '@nocobase/database';
import { Op, type WhereOptions } from 'sequelize';

interface QueryGenerator {
  selectQuery(table: unknown, options: object, model: unknown): string;
}

/** Condition on a column whose values are what `column` of the matching rows of another collection holds. */
export function inRows(db: Database, collection: string, column: string, where: WhereOptions): { [Op.in]: ReturnType<Database['sequelize']['literal']> } {
  const model = db.getModel(collection);
  const generator = (db.sequelize.getQueryInterface() as unknown as { queryGenerator: QueryGenerator }).queryGenerator;
  const field = model.getAttributes()[column]?.field ?? column;
  const mapped = mapFields(model.getAttributes() as Record<string, { field?: string }>, where as Record<string, unknown>);
  const sql = generator.selectQuery(model.getTableName(), { attributes: [field], where: mapped }, model).replace(/;\s*$/, '');
  return { [Op.in]: db.sequelize.literal(`(${sql})`) };
}

/** The query generator takes column names, models attribute names; they differ where the host underscores columns. */
function mapFields(attributes: Record<string, { field?: string }>, where: Record<string, unknown>): WhereOptions {
  return Object.fromEntries(Object.entries(where).map(([name, value]) => [attributes[name]?.field ?? name, value])) as WhereOptions;
}
