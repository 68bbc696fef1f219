/** An id between single quotes; a quote or a backslash in it has a backslash before it. */
const quote = (id: string): string => `'${id.replace(/['\\]/g, '\\$&')}'`

/**
 * Place of a row in an input, the row named by its key, as `openOrders['o1']` or `history['lamp', marketId 'north']`.
 *
 * For the rooms below the registry of tables; above it `rowPath` knows which fields the key has.
 *
 * @param table - name of the table
 * @param key - fields of its key in their order; those that the row does not have are left out
 */
export function keyPath(table: string, key: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(key).flatMap(([field, value], n) =>
    value === undefined ? [] : [n === 0 ? quote(value) : `${field} ${quote(value)}`],
  )
  return `${table}[${parts.join(', ')}]`
}
