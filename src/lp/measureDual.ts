import type { Note, PrimalMeasure } from './measurePrimal.js'
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

/** A row or a column with its dual value or reduced cost, the size that this is measured by, its value and limits. */
interface DualPlace {
  readonly on: 'row' | 'column'
  readonly index: number
  readonly dual: number
  readonly size: number
  readonly value: number
  readonly lower: number
  readonly upper: number
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

  const measure = ({ on, index, dual, size, value, lower, upper }: DualPlace): void => {
    // In a minimization a positive dual belongs to the lower limit, a negative one to the upper limit.
    const limit = sign * dual > 0 ? lower : upper
    if (dual === 0) return
    if (Number.isFinite(limit)) {
      objective.add(dual * limit)
      const product = Math.abs(dual * (value - limit)) / scale
      complementarity = larger(complementarity, product)
      note(on === 'row' ? 'rowComplementarity' : 'columnComplementarity', index, product, tolerances.gapTolerance)
      return
    }
    const amount = Math.abs(dual) / size
    infeasibility = larger(infeasibility, amount)
    note(on === 'row' ? 'rowDual' : 'reducedCost', index, amount, tolerances.dualTolerance)
  }

  let largestCost = 1
  // Reduced costs by compensated sums (Neumaier 1974), in arrays because a model has a hundred thousand columns.
  const sums = Float64Array.from(model.objective)
  const lost = new Float64Array(model.columnCount)
  for (const cost of model.objective) largestCost = Math.max(largestCost, Math.abs(cost))
  const sizes = Float64Array.from(model.objective, (cost) => Math.max(1, Math.abs(cost)))
  for (let i = 0; i < model.rowCount; i += 1) {
    const dual = solution.rowDual[i]
    let largestTerm = 0
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      const j = model.columnIndex[k]
      const coefficient = model.coefficient[k]
      const term = coefficient * dual
      largestTerm = Math.max(largestTerm, Math.abs(coefficient))
      const next = sums[j] - term
      lost[j] += Math.abs(sums[j]) >= Math.abs(term) ? sums[j] - next - term : sums[j] - (next + term)
      sums[j] = next
      sizes[j] = larger(sizes[j], Math.abs(term))
    }
    const size = largestTerm > 0 ? Math.max(1, largestCost / largestTerm) : 1
    const [value, lower, upper] = [primal.activity[i], model.rowLower[i], model.rowUpper[i]]
    measure({ on: 'row', index: i, dual, size, value, lower, upper })
  }
  for (let j = 0; j < model.columnCount; j += 1) {
    const dual = sums[j] + lost[j]
    const stated = solution.reducedCost?.[j]
    if (stated !== undefined) {
      const amount = Math.abs(stated - dual) / sizes[j]
      infeasibility = larger(infeasibility, amount)
      note('reducedCost', j, amount, tolerances.dualTolerance)
    }
    const [value, lower, upper] = [solution.primal[j], model.columnLower[j], model.columnUpper[j]]
    measure({ on: 'column', index: j, dual, size: sizes[j], value, lower, upper })
  }
  return { infeasibility, complementarity, objective: objective.total() }
}
