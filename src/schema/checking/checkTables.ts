import { parseDay } from '../../core/time/calendar.js'
import { keyOf } from '../../core/keys/keys.js'
import { customersMarket } from '../reading/customersMarket.js'
import {
  checkCurrency,
  checkLength,
  checkTermsShares,
  type Context,
  DATE_REMEDY,
  rows,
} from '../reading/referenceChecks.js'
import { nearId } from '../reading/nearId.js'
import { accepts } from '../tables/accepts.js'
import { TABLE_NAMES, tableOf } from '../tables/tables.js'
import type { Table, TableName } from '../tables/table.js'
import type { PaymentTerms } from '../../core/time/terms.js'

type Row = Readonly<Record<string, unknown>>
type Rows = readonly (readonly [number, Row])[]

/** Ids of the rows of a table. */
type Ids = ReadonlySet<unknown>

/** Adds a problem where an id is none of a table. */
type CheckKnown = (id: string, path: string, table: TableName) => void

/** Adds what the registry finds wrong in one table: keys, references, lengths, days, currency, terms. */
function checkTable(name: TableName, path: string, own: Rows, checkKnown: CheckKnown, context: Context): void {
  const table = tableOf(name)
  checkKeys(table, path, own, context)
  const references = Object.entries(table.references ?? {})
  // A share of 0 is a share, an amount of 0 is an amount: what takes a number takes this one.
  const byPeriod = Object.keys(table.byPeriod ?? {}).map((field) => [field, accepts(name, field, 0)] as const)
  for (const [i, row] of own) {
    for (const [field, target] of references) {
      const id = row[field]
      if (typeof id === 'string') checkKnown(id, `${path}[${i}].${field}`, target as TableName)
    }
    for (const [field, takesNumber] of byPeriod) checkLength(row[field], `${path}[${i}].${field}`, context, takesNumber)
    checkDays(table, row, `${path}[${i}]`, context)
    if (row['currency'] !== undefined) checkCurrency(row['currency'] as string, `${path}[${i}].currency`, context)
    if (row['terms'] !== undefined)
      checkTermsShares(row['terms'] as PaymentTerms, `${path}[${i}].terms`, context.issues)
  }
}

/** No two rows of a table have the same key. */
function checkKeys(table: Table<Record<string, unknown>>, path: string, own: Rows, context: Context): void {
  const { key, noun, addsUp = false } = table
  const { issues, refused } = context
  const [first = '', ...others] = key
  const seen = new Map<string, number>()
  for (const [i, row] of own) {
    // A default id is that of something else, and is looked at with it.
    if (others.length === 0 && row[first] === undefined) continue
    // What was refused is not known, and so not known to be the same.
    if (key.some((field) => refused.has(`${path}[${i}].${field}`))) continue
    const text = keyOf(row, key)
    const before = seen.get(text)
    if (before === undefined) {
      seen.set(text, i)
      continue
    }
    const hasId = key.includes('id') && others.length > 0
    issues.add(
      'DUPLICATE_ID',
      others.length === 0 ? `${path}[${i}].${first}` : `${path}[${i}]`,
      others.length === 0
        ? row[first]
        : Object.fromEntries(key.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]]))),
      `This ${noun} is there twice: ${path}[${before}] has the same ${key.filter((field) => row[field] !== undefined).join(', ')}.`,
      `Keep one of the two${addsUp ? ', or add them up' : ''}${hasId ? ', or give each an id of its own' : ''}.`,
    )
  }
}

/** Days exist, and a range does not end before it begins. */
function checkDays({ days = [] }: Table<Record<string, unknown>>, row: Row, at: string, { issues }: Context): void {
  for (const field of days) {
    const text = row[field]
    if (typeof text !== 'string' || parseDay(text) !== undefined) continue
    issues.add('INVALID_DATE', `${at}.${field}`, text, 'This day does not exist.', DATE_REMEDY)
  }
  const [first, last] = [row['firstDate'], row['lastDate']].map((text) => parseDay(text as string))
  if (first === undefined || last === undefined || last >= first) return
  issues.add(
    'PERIODS_OUT_OF_ORDER',
    `${at}.lastDate`,
    row['lastDate'],
    'It ends before it begins.',
    'Give the last day that belongs to it.',
  )
}

/** Comparisons of ids that an input with many unknown ones is worth. */
const MOST_COMPARED = 100_000

/** Looks ids up in the tables that they refer to. */
function createLookUp(context: Context): CheckKnown {
  const { issues, refused } = context
  const known = new Map<TableName, Ids>()
  // Where a row or its id was refused, an id that is not found may be that one.
  const unread = new Set(
    [...refused].flatMap((path) => /^(?:finance\.)?(\w+)(?:\[\d+\](?:\.(?:id|itemId))?)?$/.exec(path)?.[1] ?? []),
  )
  if (unread.has('items')) unread.add('sources')
  const near = new Map<string, string | undefined>()
  let compared = 0
  const meantBy = (id: string, table: TableName, ids: Ids): string | undefined => {
    const key = keyOf({ id, table }, ['id', 'table'])
    if (!near.has(key)) {
      compared += ids.size
      near.set(key, compared > MOST_COMPARED ? undefined : nearId(id, [...ids].map(String)))
    }
    return near.get(key)
  }
  return (id, path, table) => {
    const ids = known.get(table) ?? idsOf(table, context)
    known.set(table, ids)
    if (ids.has(id) || unread.has(table)) return
    const meant = meantBy(id, table, ids)
    const remedy =
      meant === undefined ? `Add it to ${table}, or correct the id.` : `${meant} Otherwise add it to ${table}.`
    issues.add('UNKNOWN_ID', path, id, `There is no '${id}' in ${table}.`, remedy)
  }
}

/** Adds every mistake that the registry alone can find. */
export function checkTables(context: Context): void {
  const checkKnown = createLookUp(context)
  const withMarket = customersMarket(context.input)
  for (const name of TABLE_NAMES) {
    const own = rows(context.input[name] as readonly Row[] | undefined)
    // Two sales can be one only once the market that one of them leaves out is known.
    const isSales = name === 'transactions'
    checkTable(name, name, isSales ? own.map(([i, row]) => [i, withMarket(row)] as const) : own, checkKnown, context)
  }
  for (const name of ['overheads', 'assets'] as const) {
    checkTable(
      name,
      `finance.${name}`,
      rows(context.input.finance?.[name] as readonly Row[] | undefined),
      checkKnown,
      context,
    )
  }
}

function idsOf(name: TableName, { input }: Context): Ids {
  const own = rows(input[name] as readonly Row[] | undefined)
  if (name !== 'sources') {
    const ids = new Set<unknown>(own.map(([, row]) => row['id']))
    if (name === 'overheads') for (const [, { id }] of rows(input.finance?.overheads)) ids.add(id)
    if (name === 'creditFacilities' && input.finance?.creditLine !== undefined) ids.add('creditLine')
    return ids
  }
  // A source without an id has that of its item, and so has the source of an item that has no row.
  const said = new Set(own.map(([, row]) => row['itemId']))
  const others = rows(input.items).filter(([, { id }]) => !said.has(id))
  return new Set<unknown>([...own.map(([, row]) => row['id'] ?? row['itemId']), ...others.map(([, { id }]) => id)])
}
