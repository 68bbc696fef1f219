import type { Calendar } from '../core/time/calendar.js'
import type { Key } from '../core/keys/keys.js'
import { readPlanInput } from '../schema/checkPlanInput.js'
import type { NormalInput } from '../schema/normalForm/normalInput.js'
import { normalizeInput } from '../schema/normalForm/normalizeInput.js'
import { type AnyRow, findTable, rowKeyOf, type SpelledOut, spellOut } from '../schema/normalForm/spellOut.js'
import { customersMarket } from '../schema/reading/customersMarket.js'
import { INPUT_FIELDS } from '../schema/tables/planInputSchema.js'
import type { PlanInput } from '../schema/types.js'

/** An input without mistakes, opened for changes. */
export interface OpenInput {
  readonly given: PlanInput
  readonly calendar: Calendar
  /** What is given, as rows. */
  readonly tables: SpelledOut
  /** The same with every default filled in. */
  readonly normal: NormalInput
  /** Rows of a table with every default filled in, by their key. */
  normalRows(table: string): ReadonlyMap<Key, AnyRow>
  /** The key of a row as the normal form has it, where a market is left to its customer. */
  normalKey(table: string, row: AnyRow): Key
  /** The key under which a row is given that the normal form has under another. */
  givenKey(table: string, key: Key): Key
}

/** Reads an input as `plan` does; throws what `plan` would. */
export function openInput(input: PlanInput): OpenInput {
  const { input: given, calendar } = readPlanInput(input)
  const tables = spellOut(given)
  const normal = normalizeInput(given, calendar, [], [])
  const known = new Map<string, ReadonlyMap<Key, AnyRow>>()
  const aliases = new Map<string, ReadonlyMap<Key, Key>>()
  const withMarket = customersMarket(given)
  const rowsOf = (table: string): readonly AnyRow[] => {
    if (table === 'input')
      return [Object.fromEntries(INPUT_FIELDS.map((field) => [field, normal[field as keyof typeof normal]]))]
    const value = normal[table as keyof typeof normal] as unknown
    return Array.isArray(value) ? (value as readonly AnyRow[]) : [value as AnyRow]
  }
  const once = <T>(cache: Map<string, T>, table: string, make: () => T): T => {
    const found = cache.get(table) ?? make()
    cache.set(table, found)
    return found
  }
  return {
    given,
    calendar,
    tables,
    normal,
    normalRows: (table) => once(known, table, () => new Map(rowsOf(table).map((row) => [rowKeyOf(table, row), row]))),
    normalKey: (table, row) => rowKeyOf(table, namesCustomers(table) ? withMarket(row) : row),
    givenKey: (table, key) =>
      once(aliases, table, () => givenKeys(table, tables.get(table) ?? [], withMarket)).get(key) ?? key,
  }
}

/** Whether rows of a table name a customer in their key, whose market they can leave out. */
function namesCustomers(table: string): boolean {
  const keyFields = findTable(table)?.key ?? []
  return keyFields.includes('marketId') && keyFields.includes('customerId')
}

/** Keys under which rows are given, by those of the normal form. */
function givenKeys(table: string, rows: readonly AnyRow[], withMarket: (row: AnyRow) => AnyRow): ReadonlyMap<Key, Key> {
  if (!namesCustomers(table)) return new Map()
  return new Map(rows.map((row) => [rowKeyOf(table, withMarket(row)), rowKeyOf(table, row)]))
}
