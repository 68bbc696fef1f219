import type { LinearModel } from './model.js'

/** A sum that keeps the digits a plain loop loses (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren"). */
export interface CompensatedSum {
  add(value: number): void
  total(): number
}

/** Starts a compensated sum at 0. */
export function createSum(): CompensatedSum {
  let sum = 0
  let lost = 0
  return {
    add(value) {
      const next = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
      sum = next
    },
    total() {
      return sum + lost
    },
  }
}

/** c'x + constant, by a compensated sum. */
export function objectiveValue(model: LinearModel, primal: ArrayLike<number>): number {
  const sum = createSum()
  sum.add(model.objectiveConstant)
  for (let j = 0; j < model.columnCount; j += 1) sum.add(model.objective[j] * primal[j])
  return sum.total()
}

/** d = c - A'y. */
export function reducedCosts(model: LinearModel, rowDual: ArrayLike<number>): Float64Array {
  const reduced = Float64Array.from(model.objective)
  for (let i = 0; i < model.rowCount; i += 1) {
    const dual = rowDual[i]
    if (dual === 0) continue
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      const j = model.columnIndex[k]
      reduced[j] = reduced[j] - model.coefficient[k] * dual
    }
  }
  return reduced
}

/** True where at least one column must be a whole number. */
export function hasIntegers(model: LinearModel): boolean {
  return model.columnKind.includes(1)
}
