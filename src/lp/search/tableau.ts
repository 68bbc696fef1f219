import type { LinearModel } from '../linearModel.js'

/**
 * A dense simplex tableau: every basic variable as a sum of those that are not in the basis. Variables are the columns of
 * the model, then its rows (the activity of a row is a variable with the limits of the row as its bounds), so nothing is
 * constant, and a basis is an exchange of the two.
 */
export interface Tableau {
  readonly rowCount: number
  readonly columnCount: number
  /** Bounds and values of all variables. */
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly x: Float64Array
  /** Variable of each row and of each column of the tableau. */
  readonly basic: Int32Array
  readonly nonbasic: Int32Array
  /** Row by row. */
  readonly entries: Float64Array
  /** Reduced costs of a minimization. */
  readonly cost: Float64Array
  /** Room for one number a column. */
  readonly ratios: Float64Array
  /** Place of a variable among those that are not in the basis; -1 for a basic one. */
  placeOf(variable: number): number
  /** Moves a variable that is not in the basis, and the basic ones with it. */
  move(place: number, to: number): void
  /** Exchanges the basic variable of a row, which goes to the bound that it has passed, for the one at a place. */
  exchange(row: number, place: number): void
  /** Works values of basic variables out from the others. */
  sumBasics(): void
  /** Works the tableau of the same basis out anew from the model. */
  refactor(): void
  /** How far the rows of the model are from what the tableau says of them. */
  residual(): number
}

/** Smaller numbers that a step leaves are rounding errors of it. */
const NOTHING = 1e-12

/** Starts with the rows as the basis. */
export function createTableau(model: LinearModel): Tableau {
  const { rowCount, columnCount } = model
  const count = rowCount + columnCount
  const entries = new Float64Array(rowCount * columnCount)
  const cost = new Float64Array(columnCount)
  const own = new Float64Array(columnCount)
  const basic = new Int32Array(rowCount)
  const nonbasic = new Int32Array(columnCount)
  /** Row of a basic variable, or -1 - place of another. */
  const where = new Int32Array(count)
  const lower = new Float64Array(count)
  const upper = new Float64Array(count)
  const x = new Float64Array(count)
  lower.set(model.columnLower)
  upper.set(model.columnUpper)
  lower.set(model.rowLower, columnCount)
  upper.set(model.rowUpper, columnCount)
  const sign = model.sense === 'minimize' ? 1 : -1
  let largest = 0
  for (let j = 0; j < columnCount; j += 1) largest = Math.max(largest, Math.abs(model.objective[j]))
  for (let j = 0; j < columnCount; j += 1) {
    const given = sign * model.objective[j]
    // A shift that differs from column to column, by a multiplicative hash of its number (Knuth, vol. 3, 6.4).
    const share = ((j + 1) * 0.6180339887498949) % 1
    own[j] = given + (given < 0 ? -1 : 1) * 1e-9 * (1e-3 * largest + Math.abs(given)) * (0.5 + share)
  }

  const reset = (): void => {
    entries.fill(0)
    for (let i = 0; i < rowCount; i += 1) {
      for (let k = model.rowStart[i]; k < model.rowStart[i + 1]; k += 1) {
        entries[i * columnCount + model.columnIndex[k]] = model.coefficient[k]
      }
      basic[i] = columnCount + i
      where[columnCount + i] = i
    }
    cost.set(own)
    for (let j = 0; j < columnCount; j += 1) {
      nonbasic[j] = j
      where[j] = -1 - j
    }
  }
  reset()

  const places = new Int32Array(columnCount)
  /** One exchange in the tableau, values aside. */
  const pivot = (row: number, place: number): void => {
    const from = row * columnCount
    const scale = 1 / entries[from + place]
    let filled = 0
    for (let k = 0; k < columnCount; k += 1) {
      const value = entries[from + k]
      if (k === place || value === 0) continue
      entries[from + k] = -value * scale
      places[filled] = k
      filled += 1
    }
    entries[from + place] = scale
    for (let i = 0; i < rowCount; i += 1) {
      if (i === row) continue
      const at = i * columnCount
      const factor = entries[at + place]
      if (factor === 0) continue
      for (let n = 0; n < filled; n += 1) {
        const k = places[n]
        const value = entries[at + k] + factor * entries[from + k]
        entries[at + k] = value < NOTHING && value > -NOTHING ? 0 : value
      }
      entries[at + place] = factor * scale
    }
    const factor = cost[place]
    if (factor !== 0) {
      for (let n = 0; n < filled; n += 1) {
        const k = places[n]
        const value = cost[k] + factor * entries[from + k]
        cost[k] = value < NOTHING && value > -NOTHING ? 0 : value
      }
      cost[place] = factor * scale
    }
    const [out, into] = [basic[row], nonbasic[place]]
    basic[row] = into
    nonbasic[place] = out
    where[into] = row
    where[out] = -1 - place
  }

  const sumBasics = (): void => {
    for (let i = 0; i < rowCount; i += 1) {
      let sum = 0
      const at = i * columnCount
      for (let k = 0; k < columnCount; k += 1) if (entries[at + k] !== 0) sum += entries[at + k] * x[nonbasic[k]]
      x[basic[i]] = sum
    }
  }

  return {
    rowCount,
    columnCount,
    lower,
    upper,
    x,
    basic,
    nonbasic,
    entries,
    cost,
    ratios: new Float64Array(columnCount),
    placeOf: (variable) => (where[variable] < 0 ? -1 - where[variable] : -1),
    move(place, to) {
      const v = nonbasic[place]
      const by = to - x[v]
      if (by === 0) return
      x[v] = to
      for (let i = 0; i < rowCount; i += 1) {
        const entry = entries[i * columnCount + place]
        if (entry !== 0) x[basic[i]] += entry * by
      }
    },
    exchange(row, place) {
      const leaving = basic[row]
      const entering = nonbasic[place]
      const to = x[leaving] < lower[leaving] ? lower[leaving] : upper[leaving]
      const by = (to - x[leaving]) / entries[row * columnCount + place]
      for (let i = 0; i < rowCount; i += 1) {
        const entry = entries[i * columnCount + place]
        if (entry !== 0) x[basic[i]] += entry * by
      }
      x[entering] += by
      x[leaving] = to
      pivot(row, place)
    },
    sumBasics,
    refactor() {
      const isIn = new Uint8Array(count)
      for (const v of basic) isIn[v] = 1
      reset()
      for (let j = 0; j < columnCount; j += 1) {
        if (isIn[j] === 0) continue
        let best = -1
        let most = 1e-9
        for (let i = 0; i < rowCount; i += 1) {
          if (isIn[basic[i]] === 1) continue
          const size = Math.abs(entries[i * columnCount - 1 - where[j]])
          if (size > most) {
            most = size
            best = i
          }
        }
        if (best >= 0) pivot(best, -1 - where[j])
      }
    },
    residual() {
      let worst = 0
      for (let i = 0; i < rowCount; i += 1) {
        let sum = 0
        for (let k = model.rowStart[i]; k < model.rowStart[i + 1]; k += 1) {
          sum += model.coefficient[k] * x[model.columnIndex[k]]
        }
        const stated = x[columnCount + i]
        worst = Math.max(worst, Math.abs(sum - stated) / (1 + Math.abs(stated)))
      }
      return worst
    },
  }
}
