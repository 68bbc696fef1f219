/** A field of the input that was renamed. */
interface Renamed {
  /** Where the rows with the field stand. */
  readonly rows: string
  readonly now: string
  readonly before: string
  /** What the old name held, where that is another value. */
  readonly toBefore?: (value: string) => string
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

const RENAMED: readonly Renamed[] = [
  { rows: 'billOfMaterials', now: 'firstDate', before: 'validFrom' },
  { rows: 'billOfMaterials', now: 'lastDate', before: 'validTo', toBefore: dayAfter },
  { rows: 'openOrders', now: 'dueDate', before: 'due' },
  { rows: 'events', now: 'firstDate', before: 'firstDay' },
  { rows: 'events', now: 'lastDate', before: 'lastDay' },
  { rows: 'stockOuts', now: 'firstDate', before: 'firstDay' },
  { rows: 'stockOuts', now: 'lastDate', before: 'lastDay' },
  { rows: 'overrides', now: 'periodIds', before: 'periods' },
  { rows: 'finance.assets', now: 'acquiredDate', before: 'acquired' },
  { rows: 'finance.assets', now: 'disposedDate', before: 'disposed' },
]

/**
 * An input of today in the words of an earlier build: a renamed field takes its old name where the JSON Schema of that
 * build knows the old one and not the new one.
 *
 * @param input the input of today, plain data
 * @param schema text of the JSON Schema of the input, as that build has it
 */
export function inWordsOf(input: object, schema: string): object {
  const copy = structuredClone(input)
  for (const { rows, now, before, toBefore } of RENAMED) {
    if (schema.includes(`"${now}"`) || !schema.includes(`"${before}"`)) continue
    for (const row of rowsAt(copy, rows)) {
      if (!(now in row)) continue
      row[before] = toBefore === undefined ? row[now] : toBefore(String(row[now]))
      delete row[now]
    }
  }
  return copy
}

function rowsAt(input: object, path: string): Record<string, unknown>[] {
  let at: unknown = input
  for (const name of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[name]
  return (at ?? []) as Record<string, unknown>[]
}
