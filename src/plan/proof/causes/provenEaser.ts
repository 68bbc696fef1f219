import type { LinearModel } from '../../../lp/model.js'
import {
  type EasedGain,
  type EasedLimit,
  easeLimits,
  limitOfRow,
  type LimitEaser,
  type MovedBounds,
  type Optimum,
} from '../../../lp/search/easeLimits.js'

/** A multiplier within this of 0, by the size of what it is made of, is 0; so is the way of an answer beyond a bound. */
const NOISE = 1e-6

/** What a solver leaves of a price that is none, as a share of what it is the difference of. */
const PRICE_NOISE = 1e-7
/** And as a share of the largest number of all of them. */
const MODEL_NOISE = 1e-8
/** A bound is reached within this share of it. */
const BOUND_NOISE = 1e-7

/**
 * Raises limits of an optimum as the planner does (`easeLimits`), and believes no gain that it cannot prove from both sides: the
 * changed answer keeps every limit and earns it, and the changed multipliers leave room for no more (weak duality). What is
 * not proven is worth infinitely much, so that nothing that was told is equal to it.
 */
export function provenEaser(model: LinearModel, optimum: Optimum): LimitEaser {
  const easer = easeLimits(model, optimum)
  const prove = (eased: readonly EasedLimit[], moved: readonly MovedBounds[]): EasedGain => {
    const found = easer.gainOf(eased, moved)
    return isProven(model, optimum, eased, found, moved) ? found : { ...found, gain: Infinity, isExact: false }
  }
  /** One row asks for what another has asked for, and each program of an order for what the one that tells has said. */
  const proven = new Map<string, EasedGain>()
  return {
    mostRisen: (gain, isAsked) => easer.mostRisen(gain, isAsked),
    gainOf(eased, moved = []) {
      const raised = eased.map(({ limit, by, cost = 0 }) => [limit, by, cost])
      const key = JSON.stringify([raised, moved.map(({ column, lower, upper }) => [column, lower, upper])])
      const found = proven.get(key) ?? prove(eased, moved)
      proven.set(key, found)
      return found
    },
  }
}

function withBounds(model: LinearModel, moved: readonly MovedBounds[]): LinearModel {
  const [columnLower, columnUpper] = [model.columnLower.slice(), model.columnUpper.slice()]
  for (const { column, lower, upper } of moved) {
    columnLower[column] = (columnLower[column] ?? 0) + lower
    columnUpper[column] = (columnUpper[column] ?? 0) + upper
  }
  return { ...model, columnLower, columnUpper }
}

function isProven(
  model: LinearModel,
  optimum: Optimum,
  eased: readonly EasedLimit[],
  found: EasedGain,
  moved: readonly MovedBounds[],
): boolean {
  const { gain, isExact } = found
  const most = mostGained(model, optimum, { eased, moved }, found)
  const near = NOISE * Math.max(1, Math.abs(gain), most.size)
  // A gain of nothing has nothing to prove from below, and no answer to prove it by, where no bound has moved.
  const isNothing = moved.length === 0 && gain <= near
  // A moved bound is a bound of another model.
  const own = moved.length === 0 ? model : withBounds(model, moved)
  const isEarned = !isExact || isNothing || Math.abs(earned(own, optimum, eased, found) - gain) <= near
  return isEarned && most.gain <= gain + near && (!isExact || comesAlong(own, optimum, found, moved))
}

/** Whether columns whose bounds have moved are within them. */
function comesAlong(
  model: LinearModel,
  { primal }: Optimum,
  { primal: changes }: EasedGain,
  moved: readonly MovedBounds[],
): boolean {
  const change = new Map(changes)
  return moved.every(({ column }) => {
    const value = (primal[column] ?? Number.NaN) + (change.get(column) ?? 0)
    const near = NOISE * Math.max(1, Math.abs(value))
    const { [column]: lower = Number.NaN } = model.columnLower
    const { [column]: upper = Number.NaN } = model.columnUpper
    return value >= lower - near && value <= upper + near
  })
}

/** What the changed answer earns more; NaN where it breaks a limit. */
function earned(
  model: LinearModel,
  { primal }: Optimum,
  eased: readonly EasedLimit[],
  { primal: changes }: EasedGain,
): number {
  const change = new Map(changes)
  const raised = new Map(eased.map(({ limit, by }) => [limit, by]))
  const sign = model.sense === 'maximize' ? 1 : -1
  let money = 0
  for (const [j, by] of change) {
    const value = (primal[j] as number) + by
    const [lower, upper] = [model.columnLower[j] as number, (model.columnUpper[j] as number) + (raised.get(j) ?? 0)]
    const near = NOISE * Math.max(1, Math.abs(value))
    if (!(value >= lower - near && value <= upper + near)) return Number.NaN
    money += sign * (model.objective[j] as number) * by
  }
  for (let row = 0; row < model.rowCount; row++) {
    let [before, moved, size] = [0, 0, 0]
    for (let k = model.rowStart[row] as number; k < (model.rowStart[row + 1] as number); k++) {
      const j = model.columnIndex[k] as number
      const factor = model.coefficient[k] as number
      before += factor * (primal[j] as number)
      moved += factor * (change.get(j) ?? 0)
      size = Math.max(size, Math.abs(factor * (change.get(j) ?? 0)))
    }
    if (size === 0) continue
    const near = NOISE * Math.max(1, size)
    const limit = eased.find((one) => one.limit === limitOfRow(row))
    // The row may be off by as much as it was.
    const low = Math.min(model.rowLower[row] as number, before)
    const high = Math.max(model.rowUpper[row] as number, before) + (limit?.by ?? 0)
    if (!(before + moved >= low - near && before + moved <= high + near)) return Number.NaN
    if (limit?.cost !== undefined) money -= limit.cost * Math.max(0, before + moved - (model.rowUpper[row] as number))
  }
  return money
}

/** What can be gained at most by the changed multipliers, and the size of the numbers that it was worked out from. */
function mostGained(
  model: LinearModel,
  { primal, rowDual }: Optimum,
  { eased, moved: ofBounds }: { readonly eased: readonly EasedLimit[]; readonly moved: readonly MovedBounds[] },
  { rowDual: changes }: EasedGain,
): { readonly gain: number; readonly size: number } {
  const sign = model.sense === 'maximize' ? 1 : -1
  const change = new Map(changes)
  const raised = new Map(eased.map((one) => [one.limit, one]))
  const dualOf = (row: number): number => sign * ((rowDual[row] as number) + (change.get(row) ?? 0))
  let [gain, size] = [0, 0]
  // The objective of any plan, less that of the optimum: every column and row by its price times how far it can be from where it is.
  const far = (
    price: number,
    rest: { readonly at: number; readonly lower: number; readonly upper: number; readonly noise: number },
    by: { readonly lower: number; readonly upper: number } = { lower: 0, upper: 0 },
  ): number => {
    if (Math.abs(price) <= rest.noise) return 0
    const way = price > 0 ? rest.upper - rest.at : rest.at - rest.lower
    // What is at a bound within noise is at it when it moves, too; one that moves past it leaves less than no way.
    const own = Math.abs(way) <= Math.max(NOISE, BOUND_NOISE * Math.abs(rest.at)) ? 0 : way
    return Math.abs(price) * (own + (price > 0 ? by.upper : -by.lower))
  }
  const moved = new Map<number, number>()
  const sizes = new Map<number, number>()
  const columns = new Set<number>([...raised.keys()].filter((limit) => limit >= 0))
  const shifts = new Map(ofBounds.map((one) => [one.column, one]))
  for (const column of shifts.keys()) columns.add(column)
  for (const row of change.keys()) {
    for (let k = model.rowStart[row] as number; k < (model.rowStart[row + 1] as number); k++)
      columns.add(model.columnIndex[k] as number)
  }
  for (let row = 0; row < model.rowCount; row++) {
    const dual = dualOf(row)
    let activity = 0
    for (let k = model.rowStart[row] as number; k < (model.rowStart[row + 1] as number); k++) {
      const j = model.columnIndex[k] as number
      const part = (model.coefficient[k] as number) * dual
      activity += (model.coefficient[k] as number) * (primal[j] as number)
      if (!columns.has(j)) continue
      moved.set(j, (moved.get(j) ?? 0) + part)
      sizes.set(j, Math.max(sizes.get(j) ?? 0, Math.abs(part)))
    }
    const limit = raised.get(limitOfRow(row))
    if (limit !== undefined) gain += Math.max(0, dual - (limit.cost ?? 0)) * limit.by
    if (!change.has(row)) continue
    const [lower, upper] = [model.rowLower[row] as number, model.rowUpper[row] as number]
    if (lower === upper) continue
    const own = Math.max(1, Math.abs(rowDual[row] as number), Math.abs(change.get(row) ?? 0))
    gain += far(dual, { at: activity, lower, upper, noise: PRICE_NOISE * own })
  }
  const ownOf = (j: number): number => Math.max(Math.abs(model.objective[j] as number), sizes.get(j) ?? 0)
  for (const j of columns) size = Math.max(size, ownOf(j))
  for (const j of columns) {
    const price = sign * (model.objective[j] as number) - (moved.get(j) ?? 0)
    const [lower, upper] = [model.columnLower[j] as number, model.columnUpper[j] as number]
    const at = primal[j] as number
    const { lower: less = 0, upper: more = 0 } = shifts.get(j) ?? {}
    const by = { lower: less, upper: more + (raised.get(j)?.by ?? 0) }
    const noise = Math.max(PRICE_NOISE * Math.max(1, ownOf(j)), MODEL_NOISE * size)
    gain += far(price, { at, lower, upper, noise }, by)
  }
  return { gain, size }
}
