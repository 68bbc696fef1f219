/**
 * Place of a row in PlanInput, the row named by its key, as `openOrders['o1']` or `history['lamp', marketId 'north']`.
 *
 * @param table - name of the table
 * @param key - fields of its key in their order; those that the row does not have are left out
 */
export function rowPath(table: string, key: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(key).flatMap(([field, value], n) =>
    value === undefined ? [] : [n === 0 ? `'${value}'` : `${field} '${value}'`],
  )
  return `${table}[${parts.join(', ')}]`
}
