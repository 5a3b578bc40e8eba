// Sorting of conversation rows: by the best value among the messages of a conversation that match.
import type { Model, ModelStatic } from 'sequelize';
import { DataTypes } from 'sequelize';

export interface SortKey {
  field: string;
  descending: boolean;
}

const DEFAULT_SORT: readonly SortKey[] = [{ field: 'relatedMessageLatestDate', descending: true }];

/** The request's `sort` (`['-date']`, `'-date,subject'`), as far as it names columns of the messages that can be compared. */
export function readSort(sort: unknown, model: ModelStatic<Model>): SortKey[] {
  const names = (Array.isArray(sort) ? sort : typeof sort === 'string' ? sort.split(',') : []).filter((name): name is string => typeof name === 'string');
  const keys = names
    .map((name) => ({ field: name.replace(/^-/, ''), descending: name.startsWith('-') }))
    .filter(({ field }) => isComparable(model, field));
  return keys.length ? keys : [...DEFAULT_SORT];
}

function isComparable(model: ModelStatic<Model>, field: string): boolean {
  const attribute = Object.hasOwn(model.rawAttributes, field) ? model.rawAttributes[field] : undefined;
  if (!attribute) return false;
  return !(attribute.type instanceof DataTypes.JSON || attribute.type instanceof DataTypes.JSONB || attribute.type instanceof DataTypes.VIRTUAL);
}

/** MAX and MIN do not take booleans on PostgreSQL. */
export function isBoolean(model: ModelStatic<Model>, field: string): boolean {
  return model.rawAttributes[field]?.type instanceof DataTypes.BOOLEAN;
}
