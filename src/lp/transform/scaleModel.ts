import type { LinearModel } from '../model.js'
import type { Transform } from './transform.js'

const PASSES = 4

/**
 * Brings the coefficients, the limits and the costs of a model near one, by powers of two, which lose no digit
 * (geometric scaling, Curtis & Reid 1972; Fulkerson & Wolfe 1962). A tolerance then means the same in every row.
 * Integer columns keep their unit.
 *
 * @param model - the model
 * @returns the scaled model; `restore` takes its answer and gives that of the model
 */
export function scaleModel(model: LinearModel): Transform {
  const { columnCount, rowCount, rowStart, columnIndex } = model
  const rowScale = new Float64Array(rowCount).fill(1)
  const columnScale = new Float64Array(columnCount).fill(1)
  for (let pass = 0; pass < PASSES; pass += 1) {
    const least = new Float64Array(columnCount).fill(Infinity)
    const most = new Float64Array(columnCount)
    for (let i = 0; i < rowCount; i += 1) {
      let low = Infinity
      let high = 0
      for (let k = rowStart[i]; k < rowStart[i + 1]; k += 1) {
        const size = Math.abs(model.coefficient[k]) * columnScale[columnIndex[k]]
        if (size === 0) continue
        low = Math.min(low, size)
        high = Math.max(high, size)
      }
      if (high > 0) rowScale[i] = nearestPower(1 / Math.sqrt(low * high))
      for (let k = rowStart[i]; k < rowStart[i + 1]; k += 1) {
        const j = columnIndex[k]
        const size = Math.abs(model.coefficient[k]) * rowScale[i]
        if (size === 0) continue
        least[j] = Math.min(least[j], size)
        most[j] = Math.max(most[j], size)
      }
    }
    for (let j = 0; j < columnCount; j += 1) {
      if (most[j] > 0 && model.columnKind[j] !== 1) columnScale[j] = nearestPower(1 / Math.sqrt(least[j] * most[j]))
    }
  }
  const costScale = 1 / typical(model.objective, (cost, j) => cost * columnScale[j])
  const hasIntegers = model.columnKind.includes(1)
  const limits = [
    typical(model.rowLower, (limit, i) => limit * rowScale[i]),
    typical(model.rowUpper, (limit, i) => limit * rowScale[i]),
    typical(model.columnLower, (bound, j) => bound / columnScale[j]),
    typical(model.columnUpper, (bound, j) => bound / columnScale[j]),
  ].filter((size) => size !== 1)
  // One unit for all columns at once: a model in grams and one in tons are the same.
  const unit = hasIntegers || limits.length === 0 ? 1 : nearestPower(Math.max(...limits))

  const columns = (bound: number, j: number): number => bound / columnScale[j] / unit
  const rows = (limit: number, i: number): number => (limit * rowScale[i]) / unit
  const coefficient = new Float64Array(columnIndex.length)
  for (let i = 0; i < rowCount; i += 1) {
    for (let k = rowStart[i]; k < rowStart[i + 1]; k += 1) {
      coefficient[k] = model.coefficient[k] * rowScale[i] * columnScale[columnIndex[k]]
    }
  }
  return {
    model: {
      ...model,
      objective: model.objective.map((cost, j) => cost * columnScale[j] * costScale),
      objectiveConstant: 0,
      columnLower: model.columnLower.map(columns),
      columnUpper: model.columnUpper.map(columns),
      coefficient,
      rowLower: model.rowLower.map(rows),
      rowUpper: model.rowUpper.map(rows),
    },
    restore({ primal, rowDual }) {
      return {
        primal: primal.map((value, j) => value * columnScale[j] * unit),
        rowDual: rowDual.map((value, i) => (value * rowScale[i]) / costScale),
      }
    },
  }
}

function nearestPower(value: number): number {
  return 2 ** Math.round(Math.log2(value))
}

/** The geometric mean of what is finite and not zero, as a power of two; 1 where there is nothing. */
function typical(values: Float64Array, scaled: (value: number, index: number) => number): number {
  let sum = 0
  let count = 0
  values.forEach((value, at) => {
    const size = Math.abs(scaled(value, at))
    if (size === 0 || size === Infinity) return
    sum += Math.log2(size)
    count += 1
  })
  return count === 0 ? 1 : 2 ** Math.round(sum / count)
}
