/** Owns the one naming rule between tables and code: columns are snake_case, fields camelCase. */

/** `dueAt` → `due_at` */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Select list that gives rows their field names: `due_at AS dueAt, …` */
export function selectList(fields: readonly string[], table?: string): string {
  const prefix = table ? `${table}.` : ''
  return fields.map((field) => `${prefix}${columnOf(field)} AS ${field}`).join(', ')
}

/** `INSERT INTO t (a, b) VALUES (@a, @b)` with named parameters. */
export function insertInto(table: string, fields: readonly string[]): string {
  const values = fields.map((field) => `@${field}`)
  return `INSERT INTO ${table} (${fields.map(columnOf).join(', ')}) VALUES (${values.join(', ')})`
}

/** `a = @a, b = @b` with named parameters. */
export function setList(fields: readonly string[]): string {
  return fields.map((field) => `${columnOf(field)} = @${field}`).join(', ')
}
