import type * as z from 'zod'
import { tableOf } from './tables.js'
import type { TableName } from './table.js'

/** Whether a field of a table's rows can have a value, by its shape alone. */
export function accepts(table: string, field: string, value: unknown): boolean {
  const { shape } = tableOf(table as TableName).row as unknown as {
    readonly shape: Readonly<Record<string, z.ZodType>>
  }
  return shape[field]?.safeParse(value).success === true
}
