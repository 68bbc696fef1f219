import type { LinearModel } from '../model.js'
import { createSum } from '../modelMath.js'
import type { PrimalDual, Transform } from './transform.js'
import { transpose } from './transpose.js'

/** Most that what is left is enlarged by. */
const MOST = 2 ** 36
/** Most that a cost then is. */
const DEAR = 1000
/** What it is enlarged by where nothing is left that can be measured. */
const SOME = 2 ** 12

/**
 * Writes what an answer leaves undone as an LP of its own, enlarged so that a solver's tolerance is small beside it
 * (iterative refinement, Gleixner, Steffy & Wolter 2016, "Iterative refinement for linear programming"). Its answer,
 * made small again and added, is more exact than any that the solver can give at once.
 *
 * Each row becomes an equation with a column of its own for what the row amounts to, because that column, too, has a
 * reduced cost that is nearly right: the multiplier of the row.
 *
 * @param model - the LP
 * @param answer - values and multipliers that are nearly right
 * @returns the LP of what is left; `restore` adds its answer to the one given
 */
export function residualModel(model: LinearModel, answer: PrimalDual): Transform {
  const { columnCount, rowCount } = model
  const { primal, rowDual } = answer
  let missed = 0
  const miss = (value: number, lower: number, upper: number): void => {
    missed = Math.max(missed, lower - value, value - upper)
  }
  const activity = new Float64Array(rowCount)
  for (let i = 0; i < rowCount; i += 1) {
    const sum = createSum()
    for (let k = model.rowStart[i]; k < model.rowStart[i + 1]; k += 1) {
      sum.add(model.coefficient[k] * primal[model.columnIndex[k]])
    }
    activity[i] = sum.total()
    miss(activity[i], model.rowLower[i], model.rowUpper[i])
  }
  const sign = model.sense === 'minimize' ? 1 : -1
  const { columnStart, rowIndex, coefficient } = transpose(model)
  let wrong = 0
  /** A reduced cost that would move a value away from where it stands. */
  const misprice = (value: number, [lower, upper]: readonly [number, number], cost: number): void => {
    if (sign * cost > 0 ? value > lower : value < upper) wrong = Math.max(wrong, Math.abs(cost))
  }
  const costs = new Float64Array(columnCount + rowCount)
  for (let j = 0; j < columnCount; j += 1) {
    const sum = createSum()
    sum.add(model.objective[j])
    for (let k = columnStart[j]; k < columnStart[j + 1]; k += 1) sum.add(-coefficient[k] * rowDual[rowIndex[k]])
    costs[j] = sum.total()
    const { columnLower, columnUpper } = model
    miss(primal[j], columnLower[j], columnUpper[j])
    misprice(primal[j], [columnLower[j], columnUpper[j]], costs[j])
  }
  for (let i = 0; i < rowCount; i += 1) {
    costs[columnCount + i] = rowDual[i]
    misprice(activity[i], [model.rowLower[i], model.rowUpper[i]], rowDual[i])
  }
  const enlarge = enlargement(missed)
  const dearer = enlargement(wrong)
  const left = (columns: Float64Array, rows: Float64Array): Float64Array => {
    const limits = new Float64Array(columnCount + rowCount)
    columns.forEach((bound, j) => (limits[j] = (bound - primal[j]) * enlarge))
    rows.forEach((limit, i) => (limits[columnCount + i] = (limit - activity[i]) * enlarge))
    return limits
  }
  const terms = model.columnIndex.length
  const columnIndex = new Int32Array(terms + rowCount)
  const own = new Float64Array(terms + rowCount)
  const rowStart = Int32Array.from(model.rowStart, (start, i) => start + i)
  for (let i = 0; i < rowCount; i += 1) {
    const [from, to] = [model.rowStart[i], model.rowStart[i + 1]]
    columnIndex.set(model.columnIndex.subarray(from, to), from + i)
    own.set(model.coefficient.subarray(from, to), from + i)
    columnIndex[to + i] = columnCount + i
    own[to + i] = -1
  }
  return {
    model: {
      sense: model.sense,
      columnCount: columnCount + rowCount,
      rowCount,
      // A column that is far too dear to move need not be dearer than this, which an engine would measure the small ones by.
      objective: costs.map((cost) => Math.max(-DEAR, Math.min(DEAR, cost * dearer))),
      objectiveConstant: 0,
      columnLower: left(model.columnLower, model.rowLower),
      columnUpper: left(model.columnUpper, model.rowUpper),
      columnKind: new Uint8Array(columnCount + rowCount),
      rowStart,
      columnIndex,
      coefficient: own,
      rowLower: new Float64Array(rowCount),
      rowUpper: new Float64Array(rowCount),
    },
    restore: (rest) => ({
      primal: primal.map((value, j) => {
        const sum = value + rest.primal[j] / enlarge
        return Math.min(model.columnUpper[j], Math.max(model.columnLower[j], sum))
      }),
      rowDual: rowDual.map((value, i) => value + rest.rowDual[i] / dearer),
    }),
  }
}

/** The power of two that makes an amount about one. */
function enlargement(amount: number): number {
  return amount === 0 ? SOME : Math.max(1, Math.min(MOST, 2 ** Math.floor(-Math.log2(amount))))
}
