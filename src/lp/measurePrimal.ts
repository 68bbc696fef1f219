import type { LinearModel } from './linearModel.js'
import { createSum } from './modelMath.js'

/** Kinds of violations that `checkSolution` finds. */
export type LpViolationKind =
  | 'row'
  | 'column'
  | 'integrality'
  | 'rowDual'
  | 'reducedCost'
  | 'rowComplementarity'
  | 'columnComplementarity'
  | 'objective'
  | 'gap'

/** Takes down one amount by which a solution misses what it should keep, where it exceeds its limit. */
export type Note = (kind: LpViolationKind, index: number, amount: number, limit: number) => void

/** How well a solution keeps rows, bounds and whole numbers, with what was worked out on the way. */
export interface PrimalMeasure {
  readonly infeasibility: number
  readonly objective: number
  readonly activity: Float64Array
}

/** Math.max that lets NaN through, so that it is never mistaken for a small number. */
export function larger(a: number, b: number): number {
  return b <= a ? a : b
}

/**
 * Measures rows, bounds and whole numbers of a solution. Sums are compensated as those of `createSum`, written out: a model has
 * tens of thousands of rows.
 */
export function measurePrimal(model: LinearModel, x: Float64Array, tolerance: number, note: Note): PrimalMeasure {
  const { rowCount, rowStart, rowLower, rowUpper, columnIndex, coefficient } = model
  let infeasibility = 0
  const activity = new Float64Array(rowCount)
  for (let i = 0; i < rowCount; i += 1) {
    let [sum, lost, size] = [0, 0, 1]
    const to = rowStart[i + 1]
    for (let k = rowStart[i]; k < to; k += 1) {
      const term = coefficient[k] * x[columnIndex[k]]
      const next = sum + term
      lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum
      sum = next
      size = larger(size, Math.abs(term))
    }
    const value = sum + lost
    activity[i] = value
    const amount = outside(value, rowLower[i], rowUpper[i], size)
    infeasibility = larger(infeasibility, amount)
    // Written so that an amount that is not a number is noted.
    if (!(amount <= tolerance)) note('row', i, amount, tolerance)
  }
  const objective = createSum()
  objective.add(model.objectiveConstant)
  for (let j = 0; j < model.columnCount; j += 1) {
    const value = x[j]
    objective.add(model.objective[j] * value)
    const amount = outside(value, model.columnLower[j], model.columnUpper[j], 1)
    infeasibility = larger(infeasibility, amount)
    if (!(amount <= tolerance)) note('column', j, amount, tolerance)
    if (model.columnKind[j] !== 1) continue
    const fraction = Math.abs(value - Math.round(value))
    infeasibility = larger(infeasibility, fraction)
    if (!(fraction <= tolerance)) note('integrality', j, fraction, tolerance)
  }
  return { infeasibility, objective: objective.total(), activity }
}

/** How far a value lies outside its limits, relative to the larger of `size` and the limit that is violated. */
function outside(value: number, lower: number, upper: number, size: number): number {
  if (value >= lower && value <= upper) return 0
  const limit = value < lower ? lower : upper
  return Math.abs(value - limit) / larger(size, Math.abs(limit))
}
