import type { LinearModel } from '../linearModel.js'
import { transpose } from '../transform/transpose.js'
import { createBoxedSimplex } from './denseSimplex.js'

/** An optimum of a linear model, with its multipliers. */
export interface Optimum {
  readonly primal: ArrayLike<number>
  readonly rowDual: ArrayLike<number>
}

/** A limit of a model: the upper bound of a column by its number, or the limits of a row by -1 less its number. */
export type Limit = number

/** The limit of a row. */
export const limitOfRow = (row: number): Limit => -1 - row

/** A limit that is raised, and by how much; nothing has to come up to what it is raised to. */
export interface EasedLimit {
  readonly limit: Limit
  readonly by: number
  /** What it costs for each that is taken of what a row is raised by. Default 0. */
  readonly cost?: number
}

/** By how much the bounds of a column stand higher than those of the optimum; what lies beyond them has to come along. */
export interface MovedBounds {
  readonly column: number
  readonly lower: number
  readonly upper: number
}

/** What raised limits add to an optimum, with what proves it: changes of its answer and of its multipliers. */
export interface EasedGain {
  /** In the sense of the model, at least 0 where no bound is moved: what is added where `isExact`, else the most that can be. */
  readonly gain: number
  readonly isExact: boolean
  /** Changes of columns, those that are not 0, in their order. */
  readonly primal: readonly (readonly [column: number, by: number])[]
  /** Changes of multipliers of rows, those that are not 0, in their order. */
  readonly rowDual: readonly (readonly [row: number, by: number])[]
}

/** Raises limits of one optimum, one set after another. */
export interface LimitEaser {
  gainOf(eased: readonly EasedLimit[], moved?: readonly MovedBounds[]): EasedGain
  /**
   * The limit, of those that are reached with a gain and asked for, that is worth more by the multipliers of a gain than by those of the optimum,
   * and most of all, columns first; undefined where none is.
   */
  mostRisen(gain: EasedGain, isAsked: (limit: Limit) => boolean): Limit | undefined
}

/** A value this near to a bound, by its size, is at it; a multiplier this small beside the largest is none. */
const NOISE = 1e-7
/** Rows of one program, and entries of its tableaus that are worked on: beyond them what is known so far is a bound. */
const MOST = { rows: 160, work: 12_000_000 }
/** Stands for a bound that there is not. */
const FAR = 1e9

/** A change of a limit's column or row, up or down; of no limit where it is the activity of a row. */
interface Part {
  readonly limit?: Limit
  readonly direction: 1 | -1
}

/** Limits that are raised, each once. */
type Raised = ReadonlyMap<Limit, EasedLimit>

/** The way to a bound; none within the noise of its size. */
const roomTo = (bound: number, way: number): number =>
  Math.abs(bound) === Infinity ? FAR : way <= NOISE * Math.max(1, Math.abs(bound)) ? 0 : way

/**
 * Tells what limits that are raised add to an optimum that is known, however degenerate it is: at a corner that more limits
 * meet in than it takes, the multiplier of each is only one of many, and one limit eased alone may add nothing.
 *
 * The program is that of the changes of the optimum, each column priced by its reduced cost, so that no change is its answer until a
 * bound is raised. It begins with no row at all; the rows that its answer breaks are added, and it is solved again, until
 * none is broken. So it stays as small as what is touched, whatever the size of the model; where it grows too large, what it
 * has found so far is a bound of the gain (the other rows keep their multipliers: Lagrangian relaxation). Source: one-sided shadow prices,
 * Akgul, A note on shadow prices in linear programming, Journal of the Operational Research Society 35 (1984); rows as
 * they are broken, Dantzig, Fulkerson & Johnson (1954).
 */
export function easeLimits(model: LinearModel, { primal, rowDual }: Optimum): LimitEaser {
  const { rowStart, columnIndex, coefficient } = model
  const { columnStart, rowIndex, coefficient: byColumn } = transpose(model)
  const sign = model.sense === 'maximize' ? 1 : -1
  const own = model.objective
  // Asked for again by every program of changes.
  const reducedCosts = new Float64Array(model.columnCount).fill(NaN)
  const reducedOf = (j: number): number => {
    if (Number.isNaN(reducedCosts[j])) reducedCosts[j] = workOutReduced(j)
    return reducedCosts[j]
  }
  const workOutReduced = (j: number): number => {
    let [reduced, size] = [own[j], Math.abs(own[j])]
    for (let k = columnStart[j]; k < columnStart[j + 1]; k += 1) {
      const part = byColumn[k] * rowDual[rowIndex[k]]
      reduced -= part
      size += Math.abs(part)
    }
    return Math.abs(reduced) <= 1e-9 * Math.max(1, size) ? 0 : sign * reduced
  }
  const upOf = (j: number): number => roomTo(model.columnUpper[j], model.columnUpper[j] - primal[j])
  const downOf = (j: number): number => roomTo(model.columnLower[j], primal[j] - model.columnLower[j])

  const gainOf = (eased: readonly EasedLimit[], moved: readonly MovedBounds[] = []): EasedGain => {
    const raised = new Map(eased.map((one) => [one.limit, one]))
    const bounds = new Map(moved.map((one) => [one.column, one]))
    // Without a moved bound no change at all is an answer, too.
    const isFree = bounds.size === 0
    const rows: number[] = []
    const isIn = new Set<number>()
    let work = 0
    for (;;) {
      const local = localProgram(rows, raised, bounds)
      const simplex = createBoxedSimplex(local.model)
      const isSolved = simplex.solve() === 'optimal'
      work += (1 + simplex.steps()) * rows.length * local.model.columnCount
      const change = new Map<number, number>()
      local.parts.forEach(({ limit, direction }, k) => {
        const by = simplex.value(k) * direction
        if (limit !== undefined && by !== 0) change.set(limit, (change.get(limit) ?? 0) + by)
      })
      const gain = !isSolved ? Infinity : isFree ? Math.max(0, simplex.objective()) : simplex.objective()
      const isNothing = isFree && gain === 0
      const broken = isSolved ? brokenRows(change, isIn) : []
      const duals = rows.map((row, k) => [row, sign * simplex.rowDual(k)] as const).filter(([, by]) => by !== 0)
      const isExact = isSolved && broken.length === 0
      const isTooLarge = rows.length + broken.length > MOST.rows || work > MOST.work || !isSolved
      if (isExact || isNothing || isTooLarge) {
        const least = gain === Infinity ? mostOf(raised) : gain
        return {
          gain: least,
          isExact: isExact || isNothing,
          primal: isExact ? [...change].filter(([j, by]) => j >= 0 && by !== 0).sort(([a], [b]) => a - b) : [],
          rowDual: isSolved ? duals.sort(([a], [b]) => a - b) : [],
        }
      }
      for (const row of broken) isIn.add(row)
      rows.push(...broken)
    }
  }

  /** What one more of a limit adds by the multipliers of the optimum. */
  const pricedAt = (limit: Limit): number => (limit < 0 ? sign * rowDual[limitOfRow(limit)] : reducedOf(limit))
  /** What raised limits add at most, by the same. */
  const mostOf = (raised: Raised): number => {
    let sum = 0
    for (const { limit, by, cost = 0 } of raised.values()) sum += Math.max(0, pricedAt(limit) - cost) * by
    return sum
  }

  /** The program of the changes of all columns of some rows: those of each column up and down from where it is. */
  const localProgram = (
    rows: readonly number[],
    raised: Raised,
    bounds: ReadonlyMap<number, MovedBounds>,
  ): { readonly model: LinearModel; readonly parts: readonly Part[] } => {
    const columns = new Set([...raised.keys()].filter((limit) => limit >= 0))
    for (const column of bounds.keys()) columns.add(column)
    for (const row of rows) for (let k = rowStart[row]; k < rowStart[row + 1]; k += 1) columns.add(columnIndex[k])
    const parts: Part[] = []
    const [lower, upper, price]: [number[], number[], number[]] = [[], [], []]
    const placesOf = new Map<number, number[]>()
    const add = (part: Part, most: number, gain: number, least = 0): number => {
      parts.push(part)
      lower.push(least)
      upper.push(most)
      price.push(gain)
      return parts.length - 1
    }
    for (const column of [...columns].sort((a, b) => a - b)) {
      const reduced = reducedOf(column)
      const { by = 0 } = raised.get(column) ?? {}
      const own = bounds.get(column)
      const [up, down] = [upOf(column) + by + (own?.upper ?? 0), downOf(column) - (own?.lower ?? 0)]
      const places: number[] = []
      // Nothing but what is raised, or moved, gains.
      const isMoved = own !== undefined
      if (up > 0) {
        const gain = by > 0 || isMoved ? reduced : Math.min(0, reduced)
        places.push(add({ limit: column, direction: 1 }, up, gain, Math.max(0, -down)))
      }
      if (down > 0) {
        const gain = isMoved ? -reduced : Math.min(0, -reduced)
        places.push(add({ limit: column, direction: -1 }, down, gain, Math.max(0, -up)))
      }
      placesOf.set(column, places)
    }
    const raisedRows = new Map<number, number>()
    for (const { limit, by, cost = 0 } of raised.values()) {
      if (limit < 0) raisedRows.set(limitOfRow(limit), add({ limit, direction: 1 }, by, pricedAt(limit) - cost))
    }
    const starts = new Int32Array(rows.length + 1)
    const [index, value]: [number[], number[]] = [[], []]
    rows.forEach((row, n) => {
      for (let k = rowStart[row]; k < rowStart[row + 1]; k += 1) {
        for (const place of placesOf.get(columnIndex[k]) ?? []) {
          index.push(place)
          value.push(coefficient[k] * parts[place].direction)
        }
      }
      const raisedBy = raisedRows.get(row)
      if (raisedBy !== undefined) {
        index.push(raisedBy)
        value.push(-1)
      }
      const [less, more] = slackOf(row)
      const dual = sign * rowDual[row]
      if (more > 0) {
        index.push(add({ direction: 1 }, more, Math.min(0, dual)))
        value.push(-1)
      }
      if (less > 0) {
        index.push(add({ direction: -1 }, less, Math.min(0, -dual)))
        value.push(1)
      }
      starts[n + 1] = index.length
    })
    const count = parts.length
    return {
      parts,
      model: {
        sense: 'maximize',
        columnCount: count,
        rowCount: rows.length,
        objective: Float64Array.from(price),
        objectiveConstant: 0,
        columnLower: Float64Array.from(lower),
        columnUpper: Float64Array.from(upper),
        columnKind: new Uint8Array(count),
        rowStart: starts,
        columnIndex: Int32Array.from(index),
        coefficient: Float64Array.from(value),
        rowLower: new Float64Array(rows.length),
        rowUpper: new Float64Array(rows.length),
      },
    }
  }

  /** How far the activity of a row may fall and rise. */
  const slackOf = (row: number): readonly [less: number, more: number] => {
    const found = slacks.get(row) ?? workOutSlack(row)
    slacks.set(row, found)
    return found
  }
  const slacks = new Map<number, readonly [less: number, more: number]>()
  const workOutSlack = (row: number): readonly [less: number, more: number] => {
    const [lower, upper] = [model.rowLower[row], model.rowUpper[row]]
    if (lower === upper) return [0, 0]
    let activity = 0
    for (let k = rowStart[row]; k < rowStart[row + 1]; k += 1) activity += coefficient[k] * primal[columnIndex[k]]
    return [roomTo(lower, activity - lower), roomTo(upper, upper - activity)]
  }

  /** Rows, not in the program yet, that a change breaks, or moves though they have a multiplier; in their order. */
  const brokenRows = (change: ReadonlyMap<number, number>, isIn: ReadonlySet<number>): number[] => {
    const moved = new Map<number, { by: number; size: number }>()
    const move = (row: number, part: number): void => {
      if (isIn.has(row)) return
      const known = moved.get(row)
      if (known === undefined) {
        moved.set(row, { by: part, size: Math.abs(part) })
        return
      }
      known.by += part
      known.size = Math.max(known.size, Math.abs(part))
    }
    for (const [limit, by] of change) {
      if (limit < 0) move(limitOfRow(limit), -by)
      else for (let k = columnStart[limit]; k < columnStart[limit + 1]; k += 1) move(rowIndex[k], byColumn[k] * by)
    }
    return [...moved]
      .filter(([row, { by, size }]) => {
        const least = NOISE * Math.max(1e-3, size)
        if (Math.abs(by) <= least) return false
        if (rowDual[row] !== 0) return true
        const [less, more] = slackOf(row)
        return by > more + least || -by > less + least
      })
      .map(([row]) => row)
      .sort((a, b) => a - b)
  }

  const mostRisen = (
    { primal: moves, rowDual: changes }: EasedGain,
    isAsked: (limit: Limit) => boolean,
  ): Limit | undefined => {
    const moved = new Map(moves)
    const isReached = (j: number): boolean => {
      const bound = model.columnUpper[j]
      return roomTo(bound, bound - primal[j] - (moved.get(j) ?? 0)) === 0
    }
    const [columns, rows] = [new Map<Limit, number>(), new Map<Limit, number>()]
    for (const [row, by] of changes) {
      if (isAsked(limitOfRow(row))) rows.set(limitOfRow(row), sign * by)
      for (let k = rowStart[row]; k < rowStart[row + 1]; k += 1) {
        const j = columnIndex[k]
        if (isAsked(j) && isReached(j)) columns.set(j, (columns.get(j) ?? 0) - sign * coefficient[k] * by)
      }
    }
    let best: { readonly limit: Limit; readonly by: number } | undefined
    for (const risen of [columns, rows]) {
      for (const [limit, by] of [...risen].sort(([a], [b]) => Math.abs(a) - Math.abs(b))) {
        if (by > NOISE && by > (best?.by ?? 0) * (1 + NOISE)) best = { limit, by }
      }
    }
    return best?.limit
  }

  return { gainOf, mostRisen }
}
