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

/** Measures rows, bounds and whole numbers of a solution. */
export function measurePrimal(model: LinearModel, x: Float64Array, tolerance: number, note: Note): PrimalMeasure {
  let infeasibility = 0
  const activity = new Float64Array(model.rowCount)
  for (let i = 0; i < model.rowCount; i += 1) {
    const sum = createSum()
    let size = 1
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      const term = model.coefficient[k] * x[model.columnIndex[k]]
      sum.add(term)
      size = larger(size, Math.abs(term))
    }
    const value = sum.total()
    activity[i] = value
    const amount = outside(value, model.rowLower[i], model.rowUpper[i], size)
    infeasibility = larger(infeasibility, amount)
    note('row', i, amount, tolerance)
  }
  const objective = createSum()
  objective.add(model.objectiveConstant)
  for (let j = 0; j < model.columnCount; j += 1) {
    const value = x[j]
    objective.add(model.objective[j] * value)
    const amount = outside(value, model.columnLower[j], model.columnUpper[j], 1)
    infeasibility = larger(infeasibility, amount)
    note('column', j, amount, tolerance)
    if (model.columnKind[j] !== 1) continue
    const fraction = Math.abs(value - Math.round(value))
    infeasibility = larger(infeasibility, fraction)
    note('integrality', j, fraction, tolerance)
  }
  return { infeasibility, objective: objective.total(), activity }
}

/** How far a value lies outside its limits, relative to the larger of `size` and the limit that is violated. */
function outside(value: number, lower: number, upper: number, size: number): number {
  if (value >= lower && value <= upper) return 0
  const limit = value < lower ? lower : upper
  return Math.abs(value - limit) / larger(size, Math.abs(limit))
}
