import { createModelBuilder } from '../model.js'
import type { LinearModel } from '../model.js'
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
  const flip = new Int8Array(columnCount)
  const shift = new Float64Array(columnCount)
  const dual = createModelBuilder('maximize')
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
    const row = dual.addRow(flip[j] === 0 ? {} : { lower: free ? cost : -Infinity, upper: cost * flip[j] })
    const width = upper - lower
    if (flip[j] !== 0 && width < Infinity) dual.addTerm(row, dual.addColumn({ objective: -width }), -1)
  }
  dual.addConstant(constant)

  const lowerDual = new Int32Array(rowCount).fill(-1)
  const upperDual = new Int32Array(rowCount).fill(-1)
  for (let i = 0; i < rowCount; i += 1) {
    let moved = 0
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      moved += model.coefficient[k] * shift[model.columnIndex[k]]
    }
    const lower = model.rowLower[i] - moved
    const upper = model.rowUpper[i] - moved
    if (model.rowLower[i] === model.rowUpper[i]) {
      lowerDual[i] = dual.addColumn({ objective: lower, lower: -Infinity })
      continue
    }
    if (lower > -Infinity) lowerDual[i] = dual.addColumn({ objective: lower })
    if (upper < Infinity) upperDual[i] = dual.addColumn({ objective: -upper })
  }
  const { columnStart, rowIndex, coefficient } = transpose(model)
  for (let j = 0; j < columnCount; j += 1) {
    if (flip[j] === 0) continue
    const to = columnStart[j + 1]
    for (let k = columnStart[j]; k < to; k += 1) {
      const i = rowIndex[k]
      const value = coefficient[k] * flip[j]
      if (lowerDual[i] >= 0) dual.addTerm(j, lowerDual[i], value)
      if (upperDual[i] >= 0) dual.addTerm(j, upperDual[i], -value)
    }
  }

  return {
    model: dual.build(),
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
