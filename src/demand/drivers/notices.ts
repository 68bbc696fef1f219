import type { NoticeRule, ValueRule } from '../../core/notices/notices.js'
import { roundForText } from '../history/roundForText.js'

export const constantDriver: ValueRule<{ readonly driverId: string }> = {
  code: 'constant-driver',
  message: ({ value }) =>
    `The driver ${value.driverId} is the same in all periods of the history; nothing can be learned of it, and it is left out.`,
}

/** Figures, and the period where it has a name. */
interface Told<Value> {
  readonly value: Value
  readonly periodIds?: readonly [string, string]
}

/** Where a driver is to be outside what was seen of it. */
export type Extrapolation = {
  readonly driverId: string
  /** The period ahead, from 1, in which it makes the largest difference, and in how many it makes one. */
  readonly stepsAhead: number
  readonly periods: number
  /** The value given, and the one that demand is forecast by. */
  readonly given: number
  readonly taken: number
  /** The range that was seen. */
  readonly low: number
  readonly high: number
}

export const driverExtrapolated: NoticeRule<Told<Extrapolation>> = {
  code: 'driver-extrapolated',
  message: ({ value: { driverId, stepsAhead, periods, given, taken, low, high }, periodIds }) => {
    const when = periodIds?.[0] ?? `period ${stepsAhead} ahead`
    const others = periods > 1 ? ` (and is outside in ${periods} periods in all)` : ''
    const seen = `from ${roundForText(low)} to ${roundForText(high)} was seen`
    return `The driver ${driverId} is ${given} in ${when}${others}, and only ${seen}; demand is forecast as if it were ${roundForText(taken)}.`
  },
  remedy: 'Correct the value if it is a slip; how demand answers beyond what was seen is a guess.',
}

/** Values of a driver in the history that are taken for slips. */
export type DoubtedValues = {
  readonly driverId: string
  /** Places in the history, from 0, and the values given there. */
  readonly periodIndexes: readonly number[]
  readonly given: readonly number[]
}

export const driverOutlier: NoticeRule<Told<DoubtedValues>> = {
  code: 'driver-outlier',
  message: ({ value: { driverId, periodIndexes, given }, periodIds }) => {
    const first = periodIds?.[0] ?? `period ${(periodIndexes[0] ?? 0) + 1} of the history`
    const others = given.length > 1 ? ` and alike in ${given.length - 1} more` : ''
    return `The driver ${driverId} is ${given[0]} in ${first}${others}, far from all its other values, and demand there does not show it; it is taken as not known.`
  },
  remedy: 'Correct the value, or give null where it is not known.',
}

export const collinearDriver: ValueRule<{ readonly driverId: string }> = {
  code: 'collinear-driver',
  message: ({ value }) =>
    `The driver ${value.driverId} follows from the drivers, trend or season before it; its own effect cannot be told, and it is left out.`,
}

export const driverFilled: ValueRule<{
  readonly driverId: string
  readonly unknown: number
  readonly of: number
}> = {
  code: 'driver-filled',
  severity: 'info',
  message: ({ value: { driverId, unknown, of } }) =>
    `The driver ${driverId} is not known in ${unknown} of ${of} periods of the history; its mean stands there.`,
}

export const noSeason: NoticeRule = {
  code: 'no-season',
  message: () => 'No season is modeled: no seasonLength says how long it is.',
  remedy: 'Give the seasonLength of the forecast.',
}

export const effectsAdded: NoticeRule = {
  code: 'model-replaced',
  case: 'effects',
  message: () => 'Multiplicative effects were asked for, but the history has values below zero; effects are added.',
}

export const logarithmDropped: NoticeRule = {
  code: 'model-replaced',
  case: 'logarithm',
  message: () => 'Logarithms were asked for, but not every value lies above zero; demand itself is explained.',
}
