import type { DemandRecord, WaterfallStep } from '../../demand/types.js'
import type { Facts } from '../facts/facts.js'

/** Less than this share of an amount is arithmetic. */
export const NOISE = 1e-9

/** Rows of a table of the input. */
export type Rows<Table extends 'events' | 'opportunities' | 'views' | 'overrides'> = Facts['plan']['input'][Table]

/** How far a number may be from what it must be. */
export const near = (expected: number): number => NOISE * Math.max(1, Math.abs(expected))

/** Demand before a step, period by period: the sum of all steps above it. */
export function before(record: DemandRecord, place: number, t: number): number {
  let sum = 0
  for (let k = 0; k < place; k++) sum += record.waterfall[k]?.quantities[t] ?? 0
  return sum
}

/** Place of the first step of a kind, or of one id, in a waterfall; -1 where there is none. */
export const placeOf = (record: DemandRecord | undefined, step: WaterfallStep['step'], id?: string): number =>
  record?.waterfall.findIndex((one) => one.step === step && (id === undefined || one.id === id)) ?? -1
