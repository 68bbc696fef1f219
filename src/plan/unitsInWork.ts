import { decimalSum } from '../core/money/money.js'
import type { ProductionRecord } from '../production/types.js'

/** What of a record's work is not complete; quantities in stock units by period. */
export interface UnitsInWork {
  /** Units begun and not complete at the close, whole ones of the item's grid: their components are taken. */
  readonly begun: readonly number[]
  /** Work done on them, in units. */
  readonly done: readonly number[]
  /** Units that are begun in the period. */
  readonly startedUnits: readonly number[]
  /** Work that is done in the period, in units (equivalent units of process costing). */
  readonly equivalentUnits: readonly number[]
}

/** A share of a grid unit that is only the last digits of a decimal. */
const NOISE = 1e-6

/** The units in work of a record; undefined where it never has any, so that all it begins is complete in the same period. */
export function unitsInWork(
  { produced, workInProgress: done }: Pick<ProductionRecord, 'produced' | 'workInProgress'>,
  quantityDecimals: number,
): UnitsInWork | undefined {
  if (done === undefined || done.every((work) => work === 0)) return undefined
  const scale = Number(`1e${quantityDecimals}`)
  const begun = done.map((work) => Math.ceil(work * scale - NOISE) / scale + 0)
  const movement = (levels: readonly number[]): number[] =>
    produced.map((units, t) => decimalSum([units, levels[t] as number, t === 0 ? 0 : -(levels[t - 1] as number)]))
  return { begun, done, startedUnits: movement(begun), equivalentUnits: movement(done) }
}
