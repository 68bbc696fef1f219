import type { ProductionRecord } from '../../../production/types.js'

type Made = Pick<ProductionRecord, 'produced' | 'workInProgress'>

/** Work is kept to nine decimals of a unit: less than this share of a grid unit is none. */
const NOISE = 1e-6

/** Whether an item ever has units in work. */
export const hasWork = ({ workInProgress }: Made): boolean => workInProgress?.some((work) => work !== 0) ?? false

/** Work done in a period, in units: what became complete, and by how much more stands in work. */
export const workDone = ({ produced, workInProgress }: Made, t: number): number =>
  (produced[t] ?? 0) + (workInProgress?.[t] ?? 0) - (t === 0 ? 0 : (workInProgress?.[t - 1] ?? 0))

/** Units that are begun and not complete at the close: whole units of the grid. */
export const unitsBegun = ({ workInProgress }: Made, t: number, power: number): number =>
  t < 0 ? 0 : Math.ceil((workInProgress?.[t] ?? 0) * power - NOISE) / power
