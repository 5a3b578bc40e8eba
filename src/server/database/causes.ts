// An error and what it wraps: Sequelize keeps the driver's error as `parent`, others as `cause`.

const MAX_DEPTH = 5;

/** As drivers throw them. */
export interface DatabaseError extends Error {
  /** PostgreSQL: the SQLSTATE; the others: a name. */
  code?: string | number;
  /** MySQL and MariaDB. */
  sqlState?: string;
  parent?: unknown;
}

/** The error first, then what it wraps, to a sane depth. */
export function causesOf(error: unknown): DatabaseError[] {
  const causes: DatabaseError[] = [];
  for (let current = error; current instanceof Error && causes.length < MAX_DEPTH; ) {
    const cause: DatabaseError = current;
    causes.push(cause);
    current = cause.parent ?? cause.cause;
  }
  return causes;
}
