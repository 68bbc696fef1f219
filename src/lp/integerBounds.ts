import { createIssueList } from '../core/checking/errors.js'
import type { LinearModel } from './model.js'

/** Bounds for a mixed-integer solve. */
export interface IntegerBounds {
  readonly columnLower: Float64Array
  readonly columnUpper: Float64Array
  /** False where the bounds of an integer column hold no whole number. */
  readonly feasible: boolean
}

const PASSES = 10
/** Whole numbers are taken as such to within this distance. */
const WHOLE = 1e-9
/** Beyond this a bound derived from a row is of no use to a branch-and-bound search. */
const USELESS = 1e15

/**
 * Gives every integer column finite whole bounds: a missing one is derived from the rows (activity bounds, Savelsbergh
 * 1994), because an integer without a bound can keep a branch-and-bound search from ever ending.
 *
 * @throws SopError listing every integer column for which no finite bound follows from the rows
 */
export function integerBounds(model: LinearModel): IntegerBounds {
  const bounds = wholeBounds(model)
  const issues = createIssueList()
  for (const j of bounds.open) {
    const key = model.columnKeys?.[j]
    const isBelow = !Number.isFinite(bounds.columnLower[j])
    issues.add(
      'OUT_OF_RANGE',
      `columns[${j}].${isBelow ? 'lower' : 'upper'}`,
      isBelow ? bounds.columnLower[j] : bounds.columnUpper[j],
      `The integer column${key === undefined || key === '' ? '' : ` ${key}`} has no finite bound, and none follows from the rows.`,
      'Give it the largest value that can make sense, as the total demand for a lot size.',
    )
  }
  issues.throwIfAny()
  return bounds
}

/** Whole bounds of the integer columns, as far as there are any; `open` are the columns without. */
export function wholeBounds(model: LinearModel): IntegerBounds & { readonly open: readonly number[] } {
  const columnLower = Float64Array.from(model.columnLower)
  const columnUpper = Float64Array.from(model.columnUpper)
  if (someOpen(model, columnLower, columnUpper)) deriveBounds(model, columnLower, columnUpper)
  const open: number[] = []
  let feasible = true
  for (let j = 0; j < model.columnCount; j += 1) {
    if (model.columnKind[j] !== 1) {
      // A derived bound of a continuous column served the derivation only.
      columnLower[j] = model.columnLower[j]
      columnUpper[j] = model.columnUpper[j]
      continue
    }
    const lower = Math.ceil(columnLower[j] - WHOLE)
    const upper = Math.floor(columnUpper[j] + WHOLE)
    if (!Number.isFinite(lower) || !Number.isFinite(upper)) open.push(j)
    if (lower > upper) feasible = false
    columnLower[j] = lower + 0
    columnUpper[j] = upper + 0
  }
  return { columnLower, columnUpper, feasible, open }
}

function someOpen(model: LinearModel, lower: Float64Array, upper: Float64Array): boolean {
  for (let j = 0; j < model.columnCount; j += 1) {
    if (model.columnKind[j] === 1 && (lower[j] === -Infinity || upper[j] === Infinity)) return true
  }
  return false
}

/** Fills infinite bounds from the rows; finite ones are left as they are. */
function deriveBounds(model: LinearModel, lower: Float64Array, upper: Float64Array): void {
  const bounds = { lower, upper }
  for (let pass = 0; pass < PASSES; pass += 1) {
    let changed = false
    for (let i = 0; i < model.rowCount; i += 1) {
      const rowUpper = model.rowUpper[i]
      const rowLower = model.rowLower[i]
      if (rowUpper < Infinity && tightenRow(model, { row: i, sign: 1, limit: rowUpper }, bounds)) changed = true
      if (rowLower > -Infinity && tightenRow(model, { row: i, sign: -1, limit: -rowLower }, bounds)) changed = true
    }
    if (!changed) return
  }
}

/** From sum(sign a_j x_j) <= limit: what is left for one column when all others take their least. */
function tightenRow(
  model: LinearModel,
  { row, sign, limit }: { readonly row: number; readonly sign: number; readonly limit: number },
  { lower, upper }: { readonly lower: Float64Array; readonly upper: Float64Array },
): boolean {
  const from = model.rowStart[row]
  const to = model.rowStart[row + 1]
  let least = 0
  let openCount = 0
  let open = -1
  for (let k = from; k < to; k += 1) {
    const j = model.columnIndex[k]
    const a = sign * model.coefficient[k]
    const value = a > 0 ? lower[j] : upper[j]
    if (Number.isFinite(value)) least += a * value
    else {
      openCount += 1
      open = k
    }
  }
  if (openCount > 1) return false
  let changed = false
  for (let k = openCount === 1 ? open : from; k < (openCount === 1 ? open + 1 : to); k += 1) {
    const j = model.columnIndex[k]
    const a = sign * model.coefficient[k]
    const own = openCount === 1 ? 0 : a * (a > 0 ? lower[j] : upper[j])
    const bound = (limit - (least - own)) / a
    // The margin keeps a solution that touches the row from being cut off by rounding.
    const margin = WHOLE * Math.max(1, Math.abs(bound))
    if (Math.abs(bound) > USELESS) continue
    if (a > 0 && upper[j] === Infinity) {
      upper[j] = bound + margin
      changed = true
    } else if (a < 0 && lower[j] === -Infinity) {
      lower[j] = bound - margin
      changed = true
    }
  }
  return changed
}
