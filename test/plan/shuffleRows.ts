/** Lists in order: steps and periods, which follow each other, and what stands inside of one row of a table. */
const IN_ORDER: ReadonlySet<string> = new Set([
  'waterfall',
  'periods',
  'changes',
  'models',
  'intervals',
  'likeItems',
  'units',
  // a dictionary, whose places are meant; and whom a notice names first
  'refs',
])

/** A copy in which the rows of every list stand in another order; `pick` draws a number from 0 to the one given. */
export function shuffleRows<T>(value: T, pick: (most: number) => number): T {
  const walk = (part: unknown, name: string): unknown => {
    if (Array.isArray(part)) {
      const rows = part.map((row: unknown) => walk(row, ''))
      const isList = rows.every((row) => row !== null && typeof row === 'object' && !Array.isArray(row))
      if (!isList || IN_ORDER.has(name)) return rows
      for (let n = rows.length - 1; n > 0; n--) {
        const other = pick(n)
        ;[rows[n], rows[other]] = [rows[other], rows[n]]
      }
      return rows
    }
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([field, own]) => [field, walk(own, field)]))
  }
  return walk(value, '') as T
}
