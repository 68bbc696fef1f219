/** Floats of a sum or product lie within this many of their last digits of the exact value. */
const LAST_DIGITS = 4 * Number.EPSILON

/**
 * True where a quantity is a whole number of the smallest unit of its item, `scale` of which make one stock unit.
 *
 * The one definition for the input's checks and the optimizer: up to a millionth of the smallest unit, and what floats of
 * that size cannot tell apart.
 */
export function isOnGrid(quantity: number, scale: number): boolean {
  const units = quantity * scale
  return Math.abs(units - Math.round(units)) <= 1e-6 + LAST_DIGITS * Math.abs(units)
}
