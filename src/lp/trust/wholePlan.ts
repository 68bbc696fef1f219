import type { LinearModel } from '../model.js'
import type { Asker } from './ask.js'
import { firstTolerance, isFeasible, TOLERANCE } from './judge.js'
import { sureLinear } from './sureLinear.js'

/** A whole number that a solver gave as a fraction is at most this far from it. */
const LOOSE = 1e-3

/**
 * The plan with its whole numbers exactly whole. Where that breaks a row, as it can where a solver takes 2.99999 for 3, or
 * where its presolve was not exact, the other columns are solved for anew; in a small model always, because their optimum
 * then has a proof.
 */
export async function wholePlan(
  asker: Asker,
  subject: { readonly model: LinearModel; readonly isWhole: Uint8Array },
  given: Float64Array,
): Promise<Float64Array | undefined> {
  const { model } = subject
  if (given.length !== model.columnCount) return undefined
  const isWhole = (j: number): boolean => subject.isWhole[j] === 1
  if (given.some((value, j) => isWhole(j) && Math.abs(value - Math.round(value)) > LOOSE)) return undefined
  const primal = given.map((value, j) => (isWhole(j) ? Math.round(value) + 0 : value))
  const tolerance = firstTolerance(model)
  const isKept = isFeasible(model, primal, tolerance)
  if (isKept && (tolerance === TOLERANCE || subject.isWhole.every((whole) => whole === 1))) return primal
  const fix = (bounds: Float64Array): Float64Array => bounds.map((bound, j) => (isWhole(j) ? primal[j] : bound))
  // The others may be outside by a rounding, which their new values are not.
  const isOutside = (value: number, j: number): boolean =>
    isWhole(j) && (value < model.columnLower[j] || value > model.columnUpper[j])
  if (primal.some(isOutside)) return isKept ? primal : undefined
  const fixed: LinearModel = {
    ...model,
    columnLower: fix(model.columnLower),
    columnUpper: fix(model.columnUpper),
    columnKind: new Uint8Array(model.columnCount),
  }
  const solution = await sureLinear(asker, fixed)
  if (solution.status === 'optimal' && isFeasible(model, solution.primal)) return solution.primal
  return isKept ? primal : undefined
}
