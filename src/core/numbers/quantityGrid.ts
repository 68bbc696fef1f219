/**
 * The grid of an item: its quantities are whole numbers of its smallest unit, `scale` of which make one stock unit.
 *
 * The one definition for every room. Wherever stock is added up it is added as whole grid units, which doubles hold exactly;
 * a quantity in stock units is read by {@link toGrid} and written by {@link fromGrid}, which gives the double nearest to its
 * decimal digits. So 0.1 + 0.2 is 0.3, and two parts of a plan can be compared without a tolerance.
 */

/** The most decimals of a quantity. */
export const MOST_DECIMALS = 6

/**
 * The most grid units that a quantity, or a total of them, may come to. A double tells any two numbers of 15 decimal digits
 * apart (IEEE 754, binary64); with more, the last unit of a grid would be lost in writing a quantity.
 */
export const MOST_GRID_UNITS = 1e15

/** Floats of a sum or product lie within this many of their last digits of the exact value. */
const LAST_DIGITS = 4 * Number.EPSILON

const SCALES = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] as const

/** Grid units in one stock unit of an item with so many decimals. */
export function gridScale(decimals: number): number {
  return SCALES[decimals] as number
}

/** How far a number of grid units may lie from the exact one that it is written for. */
function lastDigits(units: number): number {
  return Math.min(0.25, LAST_DIGITS * Math.abs(units))
}

/** True where a quantity is on the grid, up to what floats cannot tell apart (0.1 + 0.2 is on the grid of tenths). */
export function isOnGrid(quantity: number, scale: number): boolean {
  const units = quantity * scale
  return Math.abs(units - Math.round(units)) <= 1e-9 + lastDigits(units)
}

/** The whole number of grid units nearest to a quantity. */
export function toGrid(quantity: number, scale: number): number {
  return Math.round(quantity * scale) + 0
}

/** The quantity of so many grid units: the double nearest to its decimal digits. */
export function fromGrid(units: number, scale: number): number {
  return units / scale + 0
}

/** A quantity of the grid freed of float noise. */
export function snapToGrid(quantity: number, scale: number): number {
  return fromGrid(toGrid(quantity, scale), scale)
}

/** The most whole grid units within a limit: of 5.9999 pieces 5. */
export function floorToGrid(quantity: number, scale: number): number {
  const units = quantity * scale
  return Math.floor(units + lastDigits(units)) + 0
}

/** The fewest whole grid units that reach a limit: of 5.0001 pieces 6. */
export function ceilToGrid(quantity: number, scale: number): number {
  const units = quantity * scale
  return Math.ceil(units - lastDigits(units)) + 0
}

/**
 * Whole grid units of quantities by period, so that every running total is the exact one rounded to the nearest, a half
 * upwards: fractions are carried and never add up. What is on the grid stays as it is.
 */
export function carryToGrid(quantities: readonly number[], scale: number): number[] {
  // Whole units and what is beside them are added apart: a large total would swallow the fractions.
  let whole = 0
  let rest = 0
  let before = 0
  return quantities.map((quantity) => {
    const nearest = toGrid(quantity, scale)
    whole += nearest
    if (!isOnGrid(quantity, scale)) rest += quantity * scale - nearest
    // The nudge takes a half that float noise has pushed under it upwards, so that equal totals round alike.
    const now = Math.max(before, whole + Math.floor(rest + 0.5 + 1e-9))
    const units = now - before
    before = now
    return units
  })
}

/**
 * The coarsest grid on which all quantities are, where none is known: grid units in one stock unit. Undefined where they
 * have more decimals than a grid, or where they are together more grid units than a double can add up exactly.
 */
export function findScale(quantities: Iterable<number>): number | undefined {
  let decimals = 0
  let total = 0
  for (const quantity of quantities) {
    while (!isOnGrid(quantity, SCALES[decimals] as number)) if (++decimals > MOST_DECIMALS) return undefined
    total += Math.abs(quantity)
  }
  const scale = gridScale(decimals)
  return total * scale <= MOST_GRID_UNITS ? scale : undefined
}

/** How far a number of grid units is under a target, in stock units; a target may lie between two quantities of the grid. */
export function missingToTarget(target: number, units: number, scale: number): number {
  if (!isOnGrid(target, scale)) return Math.max(0, target - units / scale)
  return Math.max(0, toGrid(target, scale) - units) / scale
}

/** What a message says of more grid units than can be added up exactly. */
export function tooFine(itemId: string, scale: number): { readonly message: string; readonly remedy: string } {
  const decimals = SCALES.findIndex((one) => one === scale)
  return {
    message: `Counted with ${decimals} decimals, no more than ${MOST_GRID_UNITS / scale} units of '${itemId}' can be added up exactly.`,
    remedy: 'Lower quantityDecimals of the item, or count it in a larger unit.',
  }
}

/** Quantities of one item as they are added up. */
export interface QuantityReader {
  /** True where sums are exact; without a grid they are off in the last digits of the floats that are added. */
  readonly isExact: boolean
  read(quantity: number): number
  write(units: number): number
}

/** Reads quantities as whole units of the coarsest grid on which all of them are; as they are where there is none. */
export function readerOf(quantities: Iterable<number>): QuantityReader {
  const scale = findScale(quantities)
  if (scale === undefined) return { isExact: false, read: (quantity) => quantity, write: (units) => units + 0 }
  return { isExact: true, read: (quantity) => toGrid(quantity, scale), write: (units) => fromGrid(units, scale) }
}
