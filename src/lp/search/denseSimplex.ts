import type { LinearModel } from '../linearModel.js'
import { createTableau, type Tableau } from './tableau.js'

/** What a solve of {@link BoxedSimplex} can end with; `stopped` where the count of steps was not enough. */
export type BoxedStatus = 'optimal' | 'infeasible' | 'stopped'

/** A linear model that is solved again and again under changing bounds of its columns. */
export interface BoxedSimplex {
  /** Sets the bounds of a column; both finite. */
  setBounds(column: number, lower: number, upper: number): void
  solve(): BoxedStatus
  /** Value of a column after a solve. */
  value(column: number): number
  /** Objective of the last solve, in the sense of the model. */
  objective(): number
  /** What the objective of the last solve, in the sense of the model, rises by where the active limit of a row does by one. */
  rowDual(row: number): number
  /** Steps of all solves so far. */
  steps(): number
}

/** A basic value this far beyond a bound, by its size, is beyond it. */
const PRIMAL = 1e-7
/** Smaller entries are no pivots. */
const PIVOT = 1e-9
/** Steps after which the tableau is worked out anew, so that errors do not pile up. */
const STEPS_BETWEEN = 150

/**
 * The bounded dual simplex on a dense tableau, for small models of which every column has finite bounds.
 *
 * With every column boxed any basis is dual feasible once each column that is not in it stands at its better bound, so a
 * changed bound needs no new start: the next solve goes on from the last basis. A long step of the ratio test flips columns
 * from bound to bound on the way. Costs are shifted by a billionth each, so that equal ones do not make it circle. Source:
 * Chvatal, Linear Programming (1983), ch. 8 and 10; Maros, Computational Techniques of the Simplex Method (2003), ch. 10.
 */
export function createBoxedSimplex(model: LinearModel): BoxedSimplex {
  const { columnCount, rowCount } = model
  const tableau = createTableau(model)
  const { lower, upper, x } = tableau
  let total = 0
  let sinceFresh = 0

  /** Puts a variable that is not in the basis to the bound that its reduced cost asks for. */
  const rest = (k: number): void => {
    const v = tableau.nonbasic[k]
    const cost = tableau.cost[k]
    const to = cost > 0 ? lower[v] : cost < 0 ? upper[v] : Math.min(Math.max(x[v], lower[v]), upper[v])
    tableau.move(k, Number.isFinite(to) ? to : Number.isFinite(lower[v]) ? lower[v] : upper[v])
  }

  const refresh = (): void => {
    tableau.refactor()
    sinceFresh = 0
    for (let k = 0; k < columnCount; k += 1) rest(k)
    tableau.sumBasics()
  }

  for (let k = 0; k < columnCount; k += 1) rest(k)
  tableau.sumBasics()

  /** The row that is furthest beyond its bounds; -1 where none is. */
  const worstRow = (): number => {
    let worst = -1
    let most = 0
    for (let i = 0; i < rowCount; i += 1) {
      const v = tableau.basic[i]
      const beyond = x[v] < lower[v] ? lower[v] - x[v] : x[v] - upper[v]
      if (beyond > PRIMAL * (1 + Math.abs(x[v]) * 1e-2) && beyond > most) {
        most = beyond
        worst = i
      }
    }
    return worst
  }

  const solve = (): BoxedStatus => {
    const most = 200 + 12 * (rowCount + columnCount)
    let isFresh = sinceFresh === 0
    for (let step = 0; step < most; step += 1) {
      const row = worstRow()
      if (row < 0) {
        if (isFresh || sinceFresh === 0 || tableau.residual() < 1e-7) return 'optimal'
        refresh()
        isFresh = true
        continue
      }
      const entering = chooseColumn(tableau, row)
      if (entering < 0) {
        if (sinceFresh === 0) return 'infeasible'
        refresh()
        continue
      }
      tableau.exchange(row, entering)
      isFresh = false
      sinceFresh += 1
      total += 1
      if (sinceFresh >= STEPS_BETWEEN + rowCount) refresh()
    }
    return 'stopped'
  }

  return {
    setBounds(column, low, high) {
      if (lower[column] === low && upper[column] === high) return
      lower[column] = low
      upper[column] = high
      const k = tableau.placeOf(column)
      if (k >= 0) rest(k)
    },
    solve,
    value: (column) => x[column],
    objective: () => {
      let sum = model.objectiveConstant
      for (let j = 0; j < columnCount; j += 1) sum += model.objective[j] * x[j]
      return sum
    },
    rowDual: (row) => {
      const k = tableau.placeOf(columnCount + row)
      return k < 0 ? 0 : (model.sense === 'minimize' ? 1 : -1) * tableau.cost[k] + 0
    },
    steps: () => total,
  }
}

/**
 * The column that enters for a row beyond a bound, by the long step of the dual ratio test: columns whose whole range does
 * not mend the row are flipped and passed. Returns -1, with nothing moved, where all ranges together do not mend it, which
 * proves that no plan keeps the row.
 */
function chooseColumn(tableau: Tableau, row: number): number {
  const { lower, upper, x, basic, nonbasic, cost, columnCount, entries } = tableau
  const leaving = basic[row]
  const isLow = x[leaving] < lower[leaving]
  const sign = isLow ? 1 : -1
  let missing = isLow ? lower[leaving] - x[leaving] : x[leaving] - upper[leaving]
  const from = row * columnCount
  const found: number[] = []
  const ratio = tableau.ratios
  for (let k = 0; k < columnCount; k += 1) {
    const alpha = sign * entries[from + k]
    if (alpha < PIVOT && alpha > -PIVOT) continue
    const v = nonbasic[k]
    if (lower[v] === upper[v]) continue
    if (alpha > 0 ? x[v] < upper[v] : x[v] > lower[v]) {
      ratio[k] = Math.abs(cost[k]) / Math.abs(alpha)
      found.push(k)
    }
  }
  found.sort((a, b) => ratio[a] - ratio[b] || a - b)
  const flips: number[] = []
  for (let n = 0; n < found.length; n += 1) {
    const k = found[n]
    const v = nonbasic[k]
    const range = Math.abs(entries[from + k]) * (upper[v] - lower[v])
    if (missing > range) {
      missing -= range
      flips.push(k)
      continue
    }
    // Of those that come to it at the same time, the largest pivot is the most exact.
    let best = k
    for (let m = n + 1; m < found.length && ratio[found[m]] <= ratio[k] + 1e-9; m += 1) {
      if (Math.abs(entries[from + found[m]]) > Math.abs(entries[from + best])) best = found[m]
    }
    flip(tableau, flips)
    return best
  }
  // Within the tolerance of the row it is kept after all, by the last; those before it are passed, or they would stand at the wrong bound.
  const last = missing <= PRIMAL ? flips.pop() : undefined
  if (last === undefined) return -1
  flip(tableau, flips)
  return last
}

/** Moves columns from the bound at which they stand to the other. */
function flip(tableau: Tableau, places: readonly number[]): void {
  const { lower, upper, x, nonbasic } = tableau
  for (const place of places) {
    const v = nonbasic[place]
    tableau.move(place, x[v] === lower[v] ? upper[v] : lower[v])
  }
}
