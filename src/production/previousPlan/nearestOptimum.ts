import { measureSolution } from '../../lp/checkSolution.js'
import { createModelBuilder, type LinearModel } from '../../lp/model.js'
import { objectiveValue } from '../../lp/modelMath.js'
import { solveModel, type SolveModelOptions } from '../../lp/solveModel.js'
import type { LpSolution } from '../../lp/solver.js'
import { type SubModel, splitSound } from '../../lp/splitModel.js'
import { withoutProgress } from '../customersFirst/solveParts.js'
import type { SolvedProgram } from '../customersFirst/solveInOrder.js'
import { hasRisingPrices } from '../risingPrices/openQueues.js'

/** Worth less than this share of all that a column earns and takes is nothing: what is left of sums of floats. */
const NOISE = 1e-9

/** How much more than the solver's own answer an answer may leave unproven, relative to the objective. */
const GAP = 1e-9

/** Units that a solver leaves. */
const NO_UNITS = 1e-7

/** What is wanted of the columns of a program: a value, and what a unit beside it weighs. */
interface Wish {
  readonly value: number
  readonly weight: number
}

/**
 * Of all optima of a program the one whose supply is nearest to that of a plan made before: the sum of the differences, each unit
 * at its variable cost, is least.
 *
 * By complementary slackness the optima are the plans that keep at their limits what the multipliers of one of them price (Dantzig 1963;
 * Chvatal, Linear Programming, 1983, ch. 5); over these a second program is solved, whose objective is the distance (lexicographic goal
 * programming). So the multipliers prove the answer as they did the first, and it is taken only where they do.
 *
 * @param supply - what the plan made before supplies, in grid units; NaN where it says nothing
 * @param isOpen - 1 for items that may move
 */
export async function nearestOptimum(
  program: SolvedProgram,
  {
    supply,
    isOpen,
    run,
  }: { readonly supply: Float64Array; readonly isOpen: Uint8Array; readonly run: SolveModelOptions },
): Promise<LpSolution> {
  const { solution, production } = program
  const { model } = production
  if (solution.status !== 'optimal') return solution
  const wishes = wishesOf(program, supply, isOpen)
  if (wishes.size === 0) return solution
  const isHeld = heldColumns(program)
  const primal = solution.primal.slice()
  for (const part of splitSound(model).parts) {
    if (!isWished(part, { wishes, isHeld, primal })) continue
    const { model: near, read } = distanceModel(part, { solution, wishes, isHeld })
    const found = await solveModel(near, withoutProgress(run))
    if (found.status === 'optimal') read(found.primal, primal)
  }
  // Another optimum that is as far away is no reason to move.
  if (!(distance(primal, wishes) < (1 - NOISE) * distance(solution.primal, wishes))) return solution
  const { rowDual, reducedCost } = solution
  const objective = objectiveValue(model, primal)
  const gap = Math.abs(objective - solution.bound) / Math.max(1, Math.abs(objective))
  const moved = { ...solution, primal, rowDual, reducedCost, objective, gap }
  return gap <= solution.gap + GAP && measureSolution(model, { solution: moved }).ok ? moved : solution
}

/** How far an answer is from what is wished for, in money. */
function distance(primal: Float64Array, wishes: ReadonlyMap<number, Wish>): number {
  let sum = 0
  for (const [column, { value, weight }] of wishes) sum += weight * Math.abs(primal[column] - value)
  return sum
}

/** The supply that is wished for, by column. */
function wishesOf(
  { problem, production: { map } }: SolvedProgram,
  supply: Float64Array,
  isOpen: Uint8Array,
): ReadonlyMap<number, Wish> {
  const { items, costs, periodCount } = problem
  const wishes = new Map<number, Wish>()
  items.forEach(({ scale }, i) => {
    for (let t = 0; t < periodCount; t += 1) {
      const at = i * periodCount + t
      const column = map.supply[at]
      if (isOpen[i] === 0 || column < 0 || Number.isNaN(supply[at])) continue
      // What costs nothing weighs as what costs one.
      wishes.set(column, { value: supply[at] / scale, weight: costs[t][i] > 0 ? costs[t][i] : 1 })
    }
  })
  return wishes
}

/**
 * Columns that stay as they are: those whose reduced cost is a price, and who is left of a queue of rising prices, in which plans of
 * the same objective are not worth the same.
 */
function heldColumns({ problem, production, solution }: SolvedProgram): Uint8Array {
  const { model, map } = production
  const size = new Float64Array(model.columnCount)
  for (let i = 0; i < model.rowCount; i += 1) {
    for (let k = model.rowStart[i]; k < model.rowStart[i + 1]; k += 1)
      size[model.columnIndex[k]] += Math.abs(model.coefficient[k] * solution.rowDual[i])
  }
  const isHeld = Uint8Array.from(solution.reducedCost, (cost, j) =>
    Math.abs(cost) > NOISE * (Math.abs(model.objective[j]) + size[j]) ? 1 : 0,
  )
  const { items, periodCount } = problem
  items.forEach((item, i) => {
    if (!hasRisingPrices(item, periodCount)) return
    for (let at = i * periodCount; at < (i + 1) * periodCount; at += 1) {
      for (const column of [map.backlog[at], map.unserved[at]]) if (column >= 0) isHeld[column] = 1
    }
  })
  return isHeld
}

interface Fixed {
  readonly wishes: ReadonlyMap<number, Wish>
  readonly isHeld: Uint8Array
}

/** Whether a part of the model can come nearer to what is wished for. */
function isWished(
  { columns }: SubModel,
  { wishes, isHeld, primal }: Fixed & { readonly primal: Float64Array },
): boolean {
  return columns.some((j) => {
    const wish = wishes.get(j)
    return wish !== undefined && isHeld[j] === 0 && Math.abs(primal[j] - wish.value) > NO_UNITS
  })
}

/** The optima of a part, by how far they are from what is wished for: every wished column in two, up to the wish and beyond it. */
function distanceModel(
  { model, columns, rows }: SubModel,
  { solution, wishes, isHeld }: Fixed & { readonly solution: LpSolution },
): { readonly model: LinearModel; readonly read: (from: Float64Array, to: Float64Array) => void } {
  const builder = createModelBuilder('maximize')
  const largest = model.objective.reduce((most, money) => Math.max(most, Math.abs(money)), 0)
  // Of each column its parts in the new model, and where it begins.
  const pieces = Array.from(columns, (j, at): { readonly from: number; readonly parts: readonly number[] } => {
    if (isHeld[j] === 1) return { from: solution.primal[j], parts: [] }
    const [lower, upper] = [model.columnLower[at], model.columnUpper[at]]
    const wish = wishes.get(j)
    if (wish === undefined) return { from: 0, parts: [builder.addColumn({ lower, upper })] }
    const middle = Math.min(upper, Math.max(lower, wish.value))
    const below = builder.addColumn({ objective: wish.weight, upper: middle - lower })
    const above = builder.addColumn({ objective: -wish.weight, upper: upper - middle })
    return { from: lower, parts: [below, above] }
  })
  for (let i = 0; i < model.rowCount; i += 1) {
    let fixed = 0
    const terms: { readonly column: number; readonly coefficient: number }[] = []
    for (let k = model.rowStart[i]; k < model.rowStart[i + 1]; k += 1) {
      const { from, parts } = pieces[model.columnIndex[k]]
      const coefficient = model.coefficient[k]
      fixed += coefficient * from
      for (const column of parts) terms.push({ column, coefficient })
    }
    if (terms.length === 0) continue
    const dual = solution.rowDual[rows[i]]
    // A row with a price is at its limit in every optimum: the upper one where more would earn more.
    const lower = dual > NOISE * largest ? model.rowUpper[i] : model.rowLower[i]
    const upper = dual < -NOISE * largest ? model.rowLower[i] : model.rowUpper[i]
    const row = builder.addRow({ lower: lower - fixed, upper: upper - fixed })
    for (const { column, coefficient } of terms) builder.addTerm(row, column, coefficient)
  }
  return {
    model: builder.build(),
    read(from, to) {
      columns.forEach((j, at) => {
        const { from: start, parts } = pieces[at]
        if (parts.length > 0) to[j] = parts.reduce((sum, column) => sum + from[column], start)
      })
    },
  }
}
