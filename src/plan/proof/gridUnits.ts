import type { NormalItem } from '../../schema/normalForm/normalInput.js'
import { type Fraction, fraction, round, times } from './fraction.js'

/**
 * The grid of an item as the proof counts on it: whole numbers of its smallest unit, of which sums are exact. Kept apart from
 * the planner's on purpose.
 */
export interface GridUnits {
  /** Units of the grid in one stock unit. */
  readonly power: number
  /** The whole number next to a quantity. */
  whole(quantity: number | undefined): number
}

/** The grid of an item; pieces for an item that the input does not know. */
export function gridOf(item: Pick<NormalItem, 'quantityDecimals'> | undefined): GridUnits {
  const power = 10 ** (item?.quantityDecimals ?? 0)
  return { power, whole: (quantity) => Math.round((quantity ?? 0) * power) }
}

/** Stock units in one of a unit of an item; 1 where it names none that it has. */
export const stockUnitsOf = (item: Pick<NormalItem, 'units'> | undefined, unit: string | undefined): number =>
  item?.units?.find((one) => one.unit === unit)?.stockUnits ?? 1

/** Grid units of a quantity in a unit of the item, from the exact product of their digits. */
export function unitsOf(
  item: Pick<NormalItem, 'units' | 'quantityDecimals'> | undefined,
  { quantity, unit }: { readonly quantity: number; readonly unit?: string | undefined },
): number {
  const inStockUnits = times(fraction(quantity), fraction(stockUnitsOf(item, unit)))
  return Number(round(times(inStockUnits, fraction(gridOf(item).power)), 'halfEven'))
}

/** Grid units of a component that so many of an item take, as their bill says: a unit that is taken in part is taken. */
export function unitsTaken(
  { n, d }: Fraction,
  units: number,
  grids: { readonly item: GridUnits; readonly component: GridUnits },
): bigint {
  const [need, unit] = [n * BigInt(grids.component.power) * BigInt(units), d * BigInt(grids.item.power)]
  return (need + unit - 1n) / unit
}

/** The largest quantity of the grid within a limit, by the digits of the limit; a limit that is a sum may miss one by its last. */
export function within(limit: number, power: number): number {
  if (!(limit < Number.MAX_VALUE)) return limit
  const near = Math.round(limit * power) / power
  if (Math.abs(near - limit) <= 1e-15 * Math.abs(limit)) return near
  const { n, d } = times(fraction(limit), fraction(power))
  return Number(n / d) / power
}

/** The smallest quantity of the grid that reaches a limit. */
export function reaching(limit: number, power: number): number {
  const below = within(limit, power)
  return below >= limit || Math.abs(below - limit) <= 1e-15 * Math.abs(limit)
    ? below
    : (Math.round(below * power) + 1) / power
}
