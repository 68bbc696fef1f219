/** Floats of a sum or product lie within this many of their last digits of the exact value. */
const LAST_DIGITS = 4 * Number.EPSILON

/**
 * True where a quantity is a whole number of the smallest unit of its item, `scale` of which make one stock unit.
 *
 * The one definition for the input's checks and the optimizer: up to what floats cannot tell apart (0.1 + 0.2 is on the
 * grid of tenths).
 */
export function isOnGrid(quantity: number, scale: number): boolean {
  const units = quantity * scale
  return Math.abs(units - Math.round(units)) <= 1e-9 + LAST_DIGITS * Math.abs(units)
}
