import { createNotice, type Notice } from '../../core/notices/notices.js'
import { boundAhead, saturate } from '../drivers/boundAhead.js'
import { actsByLogarithm, driverMeaning, readDriver } from '../drivers/driverMeaning.js'
import { constantDriver, driverFilled } from '../drivers/notices.js'
import type { EffectPriors, UnsureDriver } from './types.js'

/** A driver over history and horizon, in units of its meaning: 0 where it is at its reference. */
export interface EffectColumn {
  readonly id: string
  readonly values: Float64Array
  readonly isLog: boolean
  /** The driver, or its logarithm, for one unit of the column. */
  readonly unit: number
  /** The driver at 0. */
  readonly reference: number
  /** What its effect, as change of the logarithm of demand for one unit of the column, is thought likely to be. */
  readonly prior: { readonly mean: number; readonly stdDev: number; readonly isPooled: boolean }
  /** The largest size of the column where demand was observed. */
  readonly reach: number
  /** The least and the largest driver, or its logarithm, less its reference, where demand was observed. */
  readonly low: number
  readonly high: number
  /** Standard deviation of the values, by period; left out where all are known. */
  readonly deviations?: Float64Array
}

/**
 * Reads drivers as columns. One that is above zero in all of the history acts by its logarithm, unless it says otherwise, against
 * its mean: a price. One with zeros acts by itself, against zero: a flag, days of promotion, spending. One with values below zero
 * acts against its mean: degrees.
 *
 * Beyond the values that were seen, by this series or by others, a column goes on ever more slowly (`saturate`), and what it is to
 * be ahead has no say in what is learned of the history. One that did not vary is left out with a warning, unless other series know its effect.
 */
export function effectColumns(
  drivers: readonly UnsureDriver[],
  seen: readonly boolean[],
  { path, priors }: { readonly path: string; readonly priors?: EffectPriors | undefined },
  warnings: Notice[],
): EffectColumn[] {
  const count = seen.length
  const columns: EffectColumn[] = []
  for (const driver of drivers) {
    const { id } = driver
    const isLog = actsByLogarithm(driver, count)
    const read = readDriver(driver, isLog, seen)
    const pooled = priors?.get(id)
    const place = { path: `${path}: ${id}`, value: { driverId: id } }
    const { unknown, isConstant, low, high } = read
    if (isConstant && pooled === undefined) {
      warnings.push(createNotice(constantDriver, place))
      continue
    }
    if (unknown > 0) {
      warnings.push(createNotice(driverFilled, { ...place, value: { driverId: id, unknown, of: count } }))
    }
    const { unit, deviation, isFromZero } = driverMeaning(read, isLog)
    const reference = isFromZero ? 0 : read.center
    const [from, to] =
      pooled === undefined
        ? [low - reference, high - reference]
        : [Math.min(pooled.low, low - reference), Math.max(pooled.high, high - reference)]
    let reach = 0
    const departs = read.values.map((value) =>
      Number.isNaN(value) ? (isFromZero ? read.center : 0) : value - reference,
    )
    seen.forEach((isSeen, t) => {
      if (isSeen && !Number.isNaN(read.values[t])) reach = Math.max(reach, Math.abs(departs[t]))
    })
    const inUnits = (value: number): number => (isLog ? Math.exp(value + reference) : value + reference)
    const range = { driverId: id, path, low: from, high: to, inUnits }
    departs.set(boundAhead(departs.subarray(count), driver.values.slice(count), saturate, range, warnings), count)
    const values = departs.map((value) => value / unit)
    const prior =
      pooled === undefined
        ? { mean: 0, stdDev: deviation * unit, isPooled: false }
        : { mean: pooled.mean * unit, stdDev: pooled.stdDev * unit, isPooled: true }
    columns.push({
      id,
      values,
      isLog,
      unit,
      reference: isLog ? Math.exp(reference) : reference,
      prior,
      reach: reach / unit,
      low: low - reference,
      high: high - reference,
      ...(driver.deviations === undefined
        ? {}
        : { deviations: Float64Array.from(driver.deviations, (one) => one / unit) }),
    })
  }
  return columns
}
