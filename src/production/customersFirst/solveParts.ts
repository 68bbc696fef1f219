import type { LinearModel } from '../../lp/model.js'
import { objectiveValue } from '../../lp/modelMath.js'
import type { LpSolution } from '../../lp/solver.js'
import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import { splitSound } from '../../lp/splitModel.js'
import type { ProductionModel } from '../model/buildProductionModel.js'

/** Progress is told of one program, which every company has. What is left of a limit is read anew each time. */
export const withoutProgress = (run: SolveModelOptions): SolveModelOptions => ({ ...run, onProgress: () => undefined })

/** Solves the independent parts of a model anew that some items stand in; the others keep their answer. */
export async function solveParts(
  { model, map }: ProductionModel,
  solution: LpSolution,
  { short, run }: { readonly short: Uint8Array; readonly run: SolveModelOptions },
): Promise<LpSolution | undefined> {
  const wanted = new Set<number>()
  map.balance.forEach((row, at) => {
    if (row >= 0 && short[Math.floor(at / map.periodCount)] === 1) wanted.add(row)
  })
  const primal = solution.primal.slice()
  const rowDual = solution.rowDual.slice()
  const reducedCost = solution.reducedCost.slice()
  let { bound } = solution
  for (const part of splitSound(model).parts) {
    if (!part.rows.some((row) => wanted.has(row))) continue
    const found = await solveModel(part.model, withoutProgress(run))
    if (found.status !== 'optimal') return undefined
    bound += found.bound - partObjective(part.model, part.columns, solution.primal)
    part.columns.forEach((column, n) => {
      primal[column] = found.primal[n]
      reducedCost[column] = found.reducedCost[n]
    })
    part.rows.forEach((row, n) => (rowDual[row] = found.rowDual[n]))
  }
  const objective = objectiveValue(model, primal)
  return { ...solution, primal, rowDual, reducedCost, objective, bound }
}

/** What the columns of a part came to in the answer of the whole. */
function partObjective({ objective }: LinearModel, columns: Int32Array, primal: Float64Array): number {
  return columns.reduce((sum, column, n) => sum + objective[n] * primal[column], 0)
}
