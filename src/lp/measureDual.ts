import type { LpViolationKind, Note, PrimalMeasure } from './measurePrimal.js'
import { larger } from './measurePrimal.js'
import type { LinearModel } from './linearModel.js'
import { createSum } from './modelMath.js'
import type { LpSolution } from './solver.js'

/** How well the multipliers of a solution keep their signs, and what they prove. */
export interface DualMeasure {
  readonly infeasibility: number
  readonly complementarity: number
  readonly objective: number
}

/** The rows or the columns of a model: their duals or reduced costs, the sizes that these are measured by, values and limits. */
interface DualSide {
  readonly kinds: { readonly sign: LpViolationKind; readonly complementarity: LpViolationKind }
  readonly duals: ArrayLike<number>
  readonly sizes: Float64Array
  readonly values: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Reduced costs that the solution states. */
  readonly stated?: Float64Array
}

/** Measures signs, complementary slackness and the dual objective of an LP's multipliers. */
export function measureDual(
  model: LinearModel,
  solution: Pick<LpSolution, 'primal' | 'rowDual'> & Partial<LpSolution>,
  primal: PrimalMeasure,
  tolerances: { readonly dualTolerance: number; readonly gapTolerance: number },
  note: Note,
): DualMeasure {
  const sign = model.sense === 'minimize' ? 1 : -1
  const objective = createSum()
  objective.add(model.objectiveConstant)
  const scale = Math.max(1, Math.abs(primal.objective))
  let infeasibility = 0
  let complementarity = 0

  const measure = ({ kinds, duals, sizes, values, lower, upper, stated }: DualSide): void => {
    for (let at = 0; at < sizes.length; at += 1) {
      const dual = duals[at]
      const said = stated?.[at]
      if (said !== undefined) {
        const amount = Math.abs(said - dual) / sizes[at]
        infeasibility = larger(infeasibility, amount)
        // Written so that an amount that is not a number is noted.
        if (!(amount <= tolerances.dualTolerance)) note(kinds.sign, at, amount, tolerances.dualTolerance)
      }
      if (dual === 0) continue
      // In a minimization a positive dual belongs to the lower limit, a negative one to the upper limit.
      const limit = sign * dual > 0 ? lower[at] : upper[at]
      if (Number.isFinite(limit)) {
        objective.add(dual * limit)
        const product = Math.abs(dual * (values[at] - limit)) / scale
        complementarity = larger(complementarity, product)
        if (!(product <= tolerances.gapTolerance)) note(kinds.complementarity, at, product, tolerances.gapTolerance)
        continue
      }
      const amount = Math.abs(dual) / sizes[at]
      infeasibility = larger(infeasibility, amount)
      if (!(amount <= tolerances.dualTolerance)) note(kinds.sign, at, amount, tolerances.dualTolerance)
    }
  }

  const { rowSizes, columnDuals, columnSizes } = reducedCosts(model, solution.rowDual)
  measure({
    kinds: { sign: 'rowDual', complementarity: 'rowComplementarity' },
    duals: solution.rowDual,
    sizes: rowSizes,
    values: primal.activity,
    lower: model.rowLower,
    upper: model.rowUpper,
  })
  measure({
    kinds: { sign: 'reducedCost', complementarity: 'columnComplementarity' },
    duals: columnDuals,
    sizes: columnSizes,
    values: solution.primal,
    lower: model.columnLower,
    upper: model.columnUpper,
    ...(solution.reducedCost !== undefined && { stated: solution.reducedCost }),
  })
  return { infeasibility, complementarity, objective: objective.total() }
}

/** Reduced costs by compensated sums (Neumaier 1974), in arrays because a model has a hundred thousand columns, and sizes. */
function reducedCosts(
  model: LinearModel,
  rowDual: ArrayLike<number>,
): { readonly rowSizes: Float64Array; readonly columnDuals: Float64Array; readonly columnSizes: Float64Array } {
  const { rowCount, columnCount, objective, rowStart, columnIndex, coefficient } = model
  const sums = objective.slice()
  const lost = new Float64Array(columnCount)
  const columnSizes = new Float64Array(columnCount)
  const rowSizes = new Float64Array(rowCount)
  let largestCost = 1
  for (let j = 0; j < columnCount; j += 1) {
    const cost = Math.abs(objective[j])
    largestCost = Math.max(largestCost, cost)
    columnSizes[j] = Math.max(1, cost)
  }
  for (let i = 0; i < rowCount; i += 1) {
    const dual = rowDual[i]
    let largestTerm = 0
    const to = rowStart[i + 1]
    for (let k = rowStart[i]; k < to; k += 1) {
      const j = columnIndex[k]
      const term = coefficient[k] * dual
      largestTerm = Math.max(largestTerm, Math.abs(coefficient[k]))
      const next = sums[j] - term
      lost[j] += Math.abs(sums[j]) >= Math.abs(term) ? sums[j] - next - term : sums[j] - (next + term)
      sums[j] = next
      columnSizes[j] = larger(columnSizes[j], Math.abs(term))
    }
    rowSizes[i] = largestTerm > 0 ? Math.max(1, largestCost / largestTerm) : 1
  }
  for (let j = 0; j < columnCount; j += 1) sums[j] += lost[j]
  return { rowSizes, columnDuals: sums, columnSizes }
}
