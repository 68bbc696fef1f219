import { gather } from '../../math/gather.js'
import type { LinearModel } from '../model.js'
import { createTermWriter } from './termWriter.js'
import type { PrimalDual, Transform } from './transform.js'
import { transpose } from './transpose.js'

/** A pivot smaller than this share of its row's largest coefficient would lose accuracy. */
const WEAK_PIVOT = 1e-3
/** More terms than this multiple of the model's own are not worth the fewer columns. */
const MOST_FILL = 12

/**
 * Solves each hinted equation for its column and puts the result in place of that column everywhere else; the bounds
 * of the column become the limits of the row.
 *
 * It is a change of basis (Dantzig 1963, ch. 8), so optimum and duals stay the same. A simplex method that starts from
 * the rows' slacks then starts, in the terms of the first model, from the plan that the hints describe.
 *
 * @param model - a model whose `pivotColumn` gives the hints
 * @returns undefined where no hint can be used, or where the substitution would make the model too dense
 */
export function pivotModel(model: LinearModel): Transform | undefined {
  const { columnCount, rowCount } = model
  const pivots = usablePivots(model)
  if (pivots === undefined) return undefined
  const { columnOfRow, pivotOfRow, rowOfColumn, order } = pivots

  const newIndex = new Int32Array(columnCount).fill(-1)
  const kept: number[] = []
  for (let j = 0; j < columnCount; j += 1) {
    if (rowOfColumn[j] >= 0) continue
    newIndex[j] = kept.length
    kept.push(j)
  }

  // The rows are written in the order of substitution; `place` says where each one stands.
  const writer = createTermWriter(kept.length, MOST_FILL * model.columnIndex.length + 1000)
  const place = new Int32Array(rowCount)
  const constant = new Float64Array(rowCount)
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at]
    const own = columnOfRow[row]
    const scale = own >= 0 ? -1 / pivotOfRow[row] : 1
    let fixed = own >= 0 ? model.rowLower[row] / pivotOfRow[row] : 0
    const to = model.rowStart[row + 1]
    for (let k = model.rowStart[row]; k < to; k += 1) {
      const column = model.columnIndex[k]
      if (column === own) continue
      const weight = scale * model.coefficient[k]
      const source = rowOfColumn[column]
      if (source < 0) writer.add(newIndex[column], weight)
      else {
        writer.addLine(place[source], weight)
        fixed += weight * constant[source]
      }
    }
    place[row] = writer.closeLine()
    constant[row] = fixed
    if (writer.isFull()) return undefined
  }

  const objective = gather(model.objective, kept)
  let objectiveConstant = model.objectiveConstant
  for (const row of order) {
    const own = columnOfRow[row]
    if (own < 0) continue
    const cost = model.objective[own]
    if (cost === 0) continue
    objectiveConstant += cost * constant[row]
    writer.addLineTo(objective, place[row], cost)
  }

  const rowLower = new Float64Array(rowCount)
  const rowUpper = new Float64Array(rowCount)
  for (let i = 0; i < rowCount; i += 1) {
    const own = columnOfRow[i]
    const shift = constant[i]
    rowLower[i] = (own >= 0 ? model.columnLower[own] : model.rowLower[i]) - shift
    rowUpper[i] = (own >= 0 ? model.columnUpper[own] : model.rowUpper[i]) - shift
  }
  const pivoted: LinearModel = {
    sense: model.sense,
    columnCount: kept.length,
    rowCount,
    objective,
    objectiveConstant,
    columnLower: gather(model.columnLower, kept),
    columnUpper: gather(model.columnUpper, kept),
    columnKind: Uint8Array.from(gather(model.columnKind, kept)),
    ...writer.rows(place),
    rowLower,
    rowUpper,
  }
  return { model: pivoted, restore: (optimum) => restore(model, pivots, kept, optimum) }
}

interface Pivots {
  /** Column that each row is solved for, or -1. */
  readonly columnOfRow: Int32Array
  readonly pivotOfRow: Float64Array
  /** Row that each column is solved from, or -1. */
  readonly rowOfColumn: Int32Array
  /** All rows, each one after those it takes a substitute from. */
  readonly order: Int32Array
}

function usablePivots(model: LinearModel): Pivots | undefined {
  const hints = model.pivotColumn
  if (hints === undefined) return undefined
  const { columnCount, rowCount } = model
  const columnOfRow = new Int32Array(rowCount).fill(-1)
  const pivotOfRow = new Float64Array(rowCount)
  const rowOfColumn = new Int32Array(columnCount).fill(-1)
  let count = 0
  for (let i = 0; i < rowCount; i += 1) {
    const column = hints[i] ?? -1
    if (column < 0 || column >= columnCount || model.rowLower[i] !== model.rowUpper[i]) continue
    if (rowOfColumn[column] >= 0) continue
    let pivot = 0
    let largest = 0
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      const coefficient = model.coefficient[k]
      if (model.columnIndex[k] === column) pivot = coefficient
      largest = Math.max(largest, Math.abs(coefficient))
    }
    if (pivot === 0 || Math.abs(pivot) < WEAK_PIVOT * largest) continue
    columnOfRow[i] = column
    pivotOfRow[i] = pivot
    rowOfColumn[column] = i
    count += 1
  }
  if (count === 0) return undefined
  const order = substitutionOrder(model, columnOfRow, rowOfColumn)
  return { columnOfRow, pivotOfRow, rowOfColumn, order }
}

/** Depth first; a hint that closes a circle is taken back, and its row stays an ordinary equation. */
function substitutionOrder(model: LinearModel, columnOfRow: Int32Array, rowOfColumn: Int32Array): Int32Array {
  const { rowCount } = model
  const order = new Int32Array(rowCount)
  const state = new Uint8Array(rowCount)
  const next = model.rowStart.slice()
  const stack: number[] = []
  let written = 0
  for (let start = 0; start < rowCount; start += 1) {
    if (state[start] !== 0) continue
    stack.push(start)
    state[start] = 1
    while (stack.length > 0) {
      const row = stack[stack.length - 1]
      const k = next[row]
      if (k === model.rowStart[row + 1]) {
        state[row] = 2
        order[written] = row
        written += 1
        stack.pop()
        continue
      }
      next[row] = k + 1
      const column = model.columnIndex[k]
      const source = rowOfColumn[column]
      if (source < 0 || column === columnOfRow[row] || state[source] === 2) continue
      if (state[source] === 1) {
        columnOfRow[source] = -1
        rowOfColumn[column] = -1
        continue
      }
      state[source] = 1
      stack.push(source)
    }
  }
  return order
}

function restore(model: LinearModel, pivots: Pivots, kept: readonly number[], optimum: PrimalDual): PrimalDual {
  const { columnOfRow, pivotOfRow, order } = pivots
  const primal = new Float64Array(model.columnCount)
  kept.forEach((j, at) => {
    primal[j] = optimum.primal[at]
  })
  for (const row of order) {
    const own = columnOfRow[row]
    if (own < 0) continue
    let rest = model.rowLower[row]
    const to = model.rowStart[row + 1]
    for (let k = model.rowStart[row]; k < to; k += 1) {
      const column = model.columnIndex[k]
      if (column !== own) rest -= model.coefficient[k] * primal[column]
    }
    primal[own] = rest / pivotOfRow[row] + 0
  }
  // The dual of a substituted row is the reduced cost of its column; the row's own dual follows from d = c - A'y.
  const rowDual = Float64Array.from(optimum.rowDual)
  const { columnStart, rowIndex, coefficient } = transpose(model)
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const row = order[at]
    const own = columnOfRow[row]
    if (own < 0) continue
    let rest = model.objective[own] - optimum.rowDual[row]
    const to = columnStart[own + 1]
    for (let k = columnStart[own]; k < to; k += 1) {
      const other = rowIndex[k]
      if (other !== row) rest -= coefficient[k] * rowDual[other]
    }
    rowDual[row] = rest / pivotOfRow[row] + 0
  }
  return { primal, rowDual }
}
