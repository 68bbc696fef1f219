import type { Calendar } from '../../core/time/calendar.js'
import type { IssueList } from '../../core/checking/errors.js'
import { gridScale, isOnGrid, MOST_GRID_UNITS, tooFine } from '../../core/numbers/quantityGrid.js'
import { checkTerms, type PaymentTerms } from '../../core/time/terms.js'
import { decimalsOfUnit, findStockUnits } from '../../core/structure/units.js'
import type { PlanItem } from '../rows/supplyTypes.js'
import type { PlanInput } from '../types.js'

export const DATE_REMEDY = "Write it as 'YYYY-MM-DD', as '2027-01-31'."

const numbered = new WeakMap<object, readonly (readonly [number, object])[]>()

/** The records of a table that are records, each with its place: what is none was reported with the shape. */
export function rows<T extends object>(table: readonly T[] | undefined): readonly (readonly [number, T])[] {
  if (!Array.isArray(table)) return []
  const known = numbered.get(table)
  if (known !== undefined) return known as readonly (readonly [number, T])[]
  const own: (readonly [number, T])[] = []
  for (const [i, row] of (table as readonly T[]).entries())
    if (row !== null && typeof row === 'object') own.push([i, row])
  numbered.set(table, own)
  return own
}

/** Everything that the checks of one input look things up in. */
export interface Context {
  readonly input: PlanInput
  readonly issues: IssueList
  readonly calendar: Calendar | undefined
  readonly items: ReadonlyMap<string, PlanItem>
  /** Paths of the values whose shape was refused: they are missing in the input. */
  readonly refused: ReadonlySet<string>
}

/**
 * An array by period has a value for each.
 *
 * @param takesNumber - whether the field can also be one number, which then holds for all periods
 */
export function checkLength(value: unknown, path: string, { calendar, issues }: Context, takesNumber: boolean): void {
  if (!Array.isArray(value) || calendar === undefined || value.length === calendar.periods.length) return
  issues.add(
    'MISALIGNED',
    path,
    `${value.length} values`,
    `The calendar has ${calendar.periods.length} periods.`,
    `Give one value for every period${takesNumber ? ', or a single number for all' : ''}.`,
  )
}

/** A currency that is named is that of the plan. */
export function checkCurrency(currency: string | undefined, path: string, { input, issues }: Context): void {
  const own = input.currency ?? 'USD'
  if (currency === undefined || currency === own) return
  issues.add(
    'CURRENCY_MISMATCH',
    path,
    currency,
    `The plan is in ${own}.`,
    `Convert the amounts to ${own} first (convertMoney).`,
  )
}

/** The shares of a profile add to one, and days are whole. */
export function checkTermsShares(terms: PaymentTerms | undefined, path: string, issues: IssueList): void {
  if (terms === undefined || terms === null || typeof terms !== 'object') return
  if ('profile' in terms ? Array.isArray(terms.profile) : 'netDays' in terms) checkTerms(terms, path, issues)
}

/** Grid units in one stock unit of an item; undefined where its decimals are none. */
export function scaleOf(item: PlanItem | undefined): number | undefined {
  return gridScale(item?.quantityDecimals ?? decimalsOfUnit(item?.unit)) as number | undefined
}

/** A quantity in stock units is a whole number of the smallest unit of its item. */
export function checkGrid(quantity: number, itemId: string, path: string, { items, issues }: Context): void {
  const item = items.get(itemId)
  const scale = scaleOf(item)
  if (typeof quantity !== 'number' || scale === undefined) return
  if (quantity * scale > MOST_GRID_UNITS) {
    const { message, remedy } = tooFine(itemId, scale)
    issues.add('OUT_OF_RANGE', path, quantity, message, remedy)
    return
  }
  if (isOnGrid(quantity, scale)) return
  issues.add(
    'OUT_OF_RANGE',
    path,
    quantity,
    `Item '${itemId}' is counted with ${item?.quantityDecimals ?? decimalsOfUnit(item?.unit)} decimals.`,
    `Round the quantity, or set quantityDecimals of the item.`,
  )
}

/** A quantity is counted in a unit that its item has. Gives the stock units in one of it. */
export function checkUnit(
  { itemId, unit }: { readonly itemId: string; readonly unit?: string },
  at: string,
  { items, issues }: Context,
): number | undefined {
  const item = items.get(itemId)
  if (item === undefined || unit === undefined) return 1
  const stockUnits = findStockUnits(item, unit)
  if (stockUnits === undefined) {
    issues.add(
      'MISSING_CONVERSION',
      `${at}.unit`,
      unit,
      `Item '${itemId}' has no unit '${unit}'.`,
      `Add { unit: '${unit}', stockUnits: ... } to its units.`,
    )
  }
  return stockUnits
}
