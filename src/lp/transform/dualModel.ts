import type { LinearModel } from '../model.js'
import { validateModel } from '../validateModel.js'
import type { Transform } from './transform.js'
import { transpose } from './transpose.js'

/**
 * Writes the dual of an LP as a model of its own, so that a primal simplex method walks as a dual one would.
 *
 * Columns are first moved to the bound where they cost least (x = shift + flip x'), so a model of costs starts feasible.
 * For minimize c'x, l <= Ax <= u, 0 <= x' <= w the dual is: maximize l'p - u'q - w'r, A'(p - q) - r <= c,
 * with p, q, r >= 0 (Chvatal 1983, ch. 9). Integer marks are not looked at.
 *
 * @param model - the LP
 * @returns the dual; `restore` takes its optimum and gives that of the model
 */
export function dualModel(model: LinearModel): Transform {
  const { columnCount, rowCount } = model
  const sign = model.sense === 'minimize' ? 1 : -1
  const { flip, shift, constant, limits } = moveToCheapestBound(model, sign)
  const columns = dualColumns(model, flip, shift)
  const { objective, lower, lowerDual, upperDual } = columns
  const dual: LinearModel = {
    sense: 'maximize',
    columnCount: objective.length,
    rowCount: columnCount,
    objective,
    objectiveConstant: constant,
    columnLower: lower,
    columnUpper: new Float64Array(objective.length).fill(Infinity),
    columnKind: new Uint8Array(objective.length),
    ...dualTerms(model, flip, columns),
    ...limits,
  }
  // Of sound numbers only a sum can be too large for one, and a refusal should say where.
  if (!(Number.isFinite(constant) && objective.every(Number.isFinite))) validateModel(dual)

  return {
    model: dual,
    restore(optimum) {
      const primal = new Float64Array(columnCount)
      for (let j = 0; j < columnCount; j += 1) {
        primal[j] = shift[j] + flip[j] * optimum.rowDual[j] + 0
      }
      const rowDual = new Float64Array(rowCount)
      for (let i = 0; i < rowCount; i += 1) {
        const p = lowerDual[i] >= 0 ? optimum.primal[lowerDual[i]] : 0
        const q = upperDual[i] >= 0 ? optimum.primal[upperDual[i]] : 0
        rowDual[i] = sign * (p - q) + 0
      }
      return { primal, rowDual }
    },
  }
}

/** Where each column starts, which way it goes from there (0: it is fixed), and the limits of its row in the dual. */
function moveToCheapestBound(
  model: LinearModel,
  sign: number,
): {
  readonly flip: Int8Array
  readonly shift: Float64Array
  readonly constant: number
  readonly limits: Pick<LinearModel, 'rowLower' | 'rowUpper'>
} {
  const { columnCount } = model
  const flip = new Int8Array(columnCount)
  const shift = new Float64Array(columnCount)
  const rowLower = new Float64Array(columnCount).fill(-Infinity)
  const rowUpper = new Float64Array(columnCount).fill(Infinity)
  let constant = sign * model.objectiveConstant
  for (let j = 0; j < columnCount; j += 1) {
    const lower = model.columnLower[j]
    const upper = model.columnUpper[j]
    const cost = sign * model.objective[j]
    const fromAbove = upper < Infinity && (lower === -Infinity || cost < 0)
    const free = lower === -Infinity && upper === Infinity
    flip[j] = lower === upper ? 0 : fromAbove ? -1 : 1
    shift[j] = free ? 0 : fromAbove ? upper : lower
    constant += cost * shift[j]
    if (flip[j] === 0) continue
    if (free) rowLower[j] = cost
    rowUpper[j] = cost * flip[j]
  }
  return { flip, shift, constant, limits: { rowLower, rowUpper } }
}

/** The columns of a dual: those of the widths of columns stand before those of the rows. */
interface DualColumns {
  readonly objective: Float64Array
  readonly lower: Float64Array
  /** Column of the dual for the width of each column, and for the lower and the upper limit of each row; -1 for none. */
  readonly widths: Int32Array
  readonly lowerDual: Int32Array
  readonly upperDual: Int32Array
}

function dualColumns(model: LinearModel, flip: Int8Array, shift: Float64Array): DualColumns {
  const { columnCount, rowCount } = model
  const widths = new Int32Array(columnCount).fill(-1)
  const lowerDual = new Int32Array(rowCount).fill(-1)
  const upperDual = new Int32Array(rowCount).fill(-1)
  const objective = new Float64Array(columnCount + 2 * rowCount)
  const lowerBound = new Float64Array(columnCount + 2 * rowCount)
  let count = 0
  for (let j = 0; j < columnCount; j += 1) {
    const width = model.columnUpper[j] - model.columnLower[j]
    if (flip[j] === 0 || width === Infinity) continue
    widths[j] = count
    objective[count] = -width
    count += 1
  }
  for (let i = 0; i < rowCount; i += 1) {
    let moved = 0
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      moved += model.coefficient[k] * shift[model.columnIndex[k]]
    }
    const lower = model.rowLower[i] - moved
    const upper = model.rowUpper[i] - moved
    const isEquation = model.rowLower[i] === model.rowUpper[i]
    if (isEquation || lower > -Infinity) {
      lowerDual[i] = count
      objective[count] = lower
      if (isEquation) lowerBound[count] = -Infinity
      count += 1
    }
    if (!isEquation && upper < Infinity) {
      upperDual[i] = count
      objective[count] = -upper
      count += 1
    }
  }
  return { objective: objective.slice(0, count), lower: lowerBound.slice(0, count), widths, lowerDual, upperDual }
}

/** The terms of a dual, a row for each column of the model: its width, then the rows in which it stands. */
function dualTerms(
  model: LinearModel,
  flip: Int8Array,
  { widths, lowerDual, upperDual }: DualColumns,
): Pick<LinearModel, 'rowStart' | 'columnIndex' | 'coefficient'> {
  const { columnCount } = model
  const terms = transpose(model)
  const most = columnCount + 2 * terms.rowIndex.length
  const rowStart = new Int32Array(columnCount + 1)
  const columnIndex = new Int32Array(most)
  const coefficient = new Float64Array(most)
  let length = 0
  for (let j = 0; j < columnCount; j += 1) {
    if (widths[j] >= 0) {
      columnIndex[length] = widths[j]
      coefficient[length] = -1
      length += 1
    }
    const to = flip[j] === 0 ? 0 : terms.columnStart[j + 1]
    for (let k = terms.columnStart[j]; k < to; k += 1) {
      const i = terms.rowIndex[k]
      const value = terms.coefficient[k] * flip[j]
      if (value === 0) continue
      if (lowerDual[i] >= 0) {
        columnIndex[length] = lowerDual[i]
        coefficient[length] = value
        length += 1
      }
      if (upperDual[i] >= 0) {
        columnIndex[length] = upperDual[i]
        coefficient[length] = -value
        length += 1
      }
    }
    rowStart[j + 1] = length
  }
  return { rowStart, columnIndex: columnIndex.slice(0, length), coefficient: coefficient.slice(0, length) }
}
