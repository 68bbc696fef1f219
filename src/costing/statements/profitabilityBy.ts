import {
  type Check,
  list,
  number,
  optional,
  record,
  recordOf,
  refuse,
  text,
  throwIfUnreadable,
} from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { compareText } from '../../core/keys/keys.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'

/** What was sold in a period, and what it cost; one row for each sale, or for any sum of them. Major units of money. */
export interface ProfitabilityRow {
  readonly periodId: string
  readonly itemId: string
  readonly marketId?: string
  readonly customerId?: string
  /** Family, region, salesman and whatever else is asked for. */
  readonly attributes?: Readonly<Record<string, string | number>>
  /** Default 0. */
  readonly units?: number
  readonly revenue: number
  /** Variable manufacturing cost of what was sold. */
  readonly variableCost: number
  /** Variable selling cost; default 0. */
  readonly sellingCost?: number
  /** Fixed overhead that the sold units had absorbed; default 0. */
  readonly fixedCost?: number
}

/** What the rows of one group come to. Major units of money. */
export interface ProfitabilityLine {
  /** What the rows have in common, in the order asked for; null where they have no such id or attribute. */
  readonly keys: Readonly<Record<string, string | number | null>>
  readonly units: number
  readonly revenue: number
  readonly variableCost: number
  readonly sellingCost: number
  /** Revenue less variable manufacturing and selling cost: profit of variable costing before fixed cost. */
  readonly contributionMargin: number
  /** Contribution over revenue; null without revenue. */
  readonly contributionShare: number | null
  readonly fixedCost: number
  /** Revenue less variable and fixed manufacturing cost: gross profit of absorption costing. */
  readonly grossProfit: number
  readonly grossProfitShare: number | null
  /** Contribution less absorbed fixed cost. */
  readonly profit: number
}

/** Lines by group, and all rows together. */
export interface Profitability {
  readonly lines: readonly ProfitabilityLine[]
  readonly total: ProfitabilityLine
}

const IDS = ['periodId', 'itemId', 'marketId', 'customerId'] as const
const isId = (name: string): name is (typeof IDS)[number] => (IDS as readonly string[]).includes(name)

/** A text or a number. */
const attribute: Check = (value, path, issues) =>
  typeof value === 'number' && Number.isFinite(value)
    ? true
    : typeof value === 'string' || refuse(issues, 'WRONG_TYPE', path, value, 'a text or a finite number')

/** Checks of a row. */
export const profitabilityRow: Check = record<ProfitabilityRow>({
  periodId: text,
  itemId: text,
  marketId: optional(text),
  customerId: optional(text),
  attributes: optional(recordOf(attribute)),
  units: optional(number()),
  revenue: number(),
  variableCost: number(),
  sellingCost: optional(number()),
  fixedCost: optional(number()),
})

/** An id or attribute of a row; null where it has none. */
export function keyOfRow(row: ProfitabilityRow, name: string): string | number | null {
  return (isId(name) ? row[name] : row.attributes?.[name]) ?? null
}

/** Order of two values: what is not there first, numbers by size, texts by UTF-16 code units. */
export function compareKeys(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b))
}

/**
 * Contribution and gross profit of what was sold, by period, product, market, customer or any attribute, or several of
 * them at once.
 *
 * contribution = revenue - variable manufacturing - variable selling cost; gross profit = revenue - variable - absorbed
 * fixed manufacturing cost; both statements from the same rows. The lines add to the total. Source: Horngren, Cost
 * Accounting, ch. 9 and 14; CIMA Official Terminology, "contribution". Not rounded.
 *
 * @param rows - sales with their cost, major units
 * @param options - ids (`periodId`, `itemId`, `marketId`, `customerId`) or names of attributes
 * @returns one line for each group, in the order of their keys, and the total
 * @throws SopError `UNKNOWN_ID` for an attribute that no row has, `DUPLICATE_ID` for one asked for twice, `NOT_FINITE`,
 * `WRONG_TYPE`
 * @example
 * ```ts
 * import { profitabilityBy } from 'sop-engine/costing'
 * const rows = [
 *   { periodId: '2027-01', itemId: 'a', attributes: { family: 'x' }, revenue: 100, variableCost: 60 },
 *   { periodId: '2027-01', itemId: 'b', attributes: { family: 'x' }, revenue: 50, variableCost: 20 },
 *   { periodId: '2027-02', itemId: 'c', attributes: { family: 'y' }, revenue: 70, variableCost: 80 },
 * ]
 * const { lines, total } = profitabilityBy(rows, { by: ['family'] })
 * lines.map(({ keys, contributionMargin }) => [keys['family'], contributionMargin]) // => [['x', 70], ['y', -10]]
 * total.contributionMargin // => 60
 * ```
 */
export function profitabilityBy(
  rows: readonly ProfitabilityRow[],
  options: { readonly by: readonly string[] },
): Profitability {
  const issues = createIssueList()
  list(profitabilityRow)(rows, 'rows', issues)
  record<{ by: readonly string[] }>({ by: list(text) })(options, 'options', issues)
  throwIfUnreadable(issues)
  const { by } = options
  by.forEach((name, n) => {
    if (by.indexOf(name) !== n) {
      issues.add('DUPLICATE_ID', `options.by[${n}]`, name, 'It is asked for twice.', 'Name it once.')
    } else if (!isId(name) && rows.length > 0 && rows.every((row) => row.attributes?.[name] === undefined)) {
      const message = `No row has an attribute '${name}'.`
      issues.add('UNKNOWN_ID', `options.by[${n}]`, name, message, `Use ${IDS.join(', ')} or an attribute of the rows.`)
    }
  })
  issues.throwIfAny()
  const groups = new Map<string, { readonly keys: (string | number | null)[]; readonly rows: ProfitabilityRow[] }>()
  for (const row of rows) {
    const keys = by.map((name) => keyOfRow(row, name))
    const id = JSON.stringify(keys)
    const group = groups.get(id) ?? { keys, rows: [] }
    group.rows.push(row)
    groups.set(id, group)
  }
  const sorted = [...groups.values()].sort((a, b) => {
    for (const [n, key] of a.keys.entries()) {
      const order = compareKeys(key, b.keys[n] ?? null)
      if (order !== 0) return order
    }
    return 0
  })
  return {
    lines: sorted.map(({ keys, rows: own }) =>
      lineOf(Object.fromEntries(by.map((name, n) => [name, keys[n] ?? null])), own),
    ),
    total: lineOf({}, rows),
  }
}

function lineOf(keys: ProfitabilityLine['keys'], rows: readonly ProfitabilityRow[]): ProfitabilityLine {
  const sum = (value: (row: ProfitabilityRow) => number): number => sumDecimals(rows.map(value))
  const revenue = sum((row) => row.revenue)
  const variableCost = sum((row) => row.variableCost)
  const sellingCost = sum((row) => row.sellingCost ?? 0)
  const fixedCost = sum((row) => row.fixedCost ?? 0)
  const contributionMargin = sumDecimals([revenue, -variableCost, -sellingCost])
  const grossProfit = sumDecimals([revenue, -variableCost, -fixedCost])
  const shareOf = (amount: number): number | null => (revenue === 0 ? null : amount / revenue)
  return {
    keys,
    units: sum((row) => row.units ?? 0),
    revenue,
    variableCost,
    sellingCost,
    contributionMargin,
    contributionShare: shareOf(contributionMargin),
    fixedCost,
    grossProfit,
    grossProfitShare: shareOf(grossProfit),
    profit: sumDecimals([contributionMargin, -fixedCost]),
  }
}
