import type { Driver } from './types.js'

/** A driver, or its logarithm, over history and horizon. */
export interface ReadDriver {
  /** NaN where it is not known. */
  readonly values: Float64Array
  /** Mean, least and largest value where demand was observed; the mean of all where it never was. */
  readonly center: number
  readonly low: number
  readonly high: number
  /** Least and largest value of all, those ahead included. */
  readonly least: number
  readonly most: number
  readonly isConstant: boolean
  /** Periods of the history in which it is not known. */
  readonly unknown: number
}

/** Share of its size under which a driver does not vary but by rounding. */
const LEAST_CHANGE = 1e-12

/** Reads what a driver did where demand was observed. */
export function readDriver(driver: Driver, isLog: boolean, seen: readonly boolean[], start = 0): ReadDriver {
  const count = seen.length
  const given = start === 0 ? driver.values : driver.values.slice(start)
  const values = Float64Array.from(given, (value) => (value === null ? Number.NaN : isLog ? Math.log(value) : value))
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [least, most] = [low, high]
  let [center, known, unknown] = [0, 0, 0]
  values.forEach((value, t) => {
    if (Number.isNaN(value)) {
      if (t < count) unknown += 1
      return
    }
    least = Math.min(least, value)
    most = Math.max(most, value)
    if (t >= count || seen[t] !== true) return
    low = Math.min(low, value)
    high = Math.max(high, value)
    known += 1
    center += (value - center) / known
  })
  if (known === 0) {
    // nothing was observed: the driver stands against all that it does
    values.forEach((value) => {
      if (Number.isNaN(value)) return
      known += 1
      center += (value - center) / known
    })
    low = center
    high = center
  }
  const size = high - low
  const isConstant = !(size > LEAST_CHANGE * Math.max(Math.abs(low), Math.abs(high)))
  return { values, center, low, high, least, most, isConstant, unknown }
}

/** Elasticity of demand that is thought likely before any was seen: those of prices are mostly between -1 and -4. */
const LIKELY_ELASTICITY = 2
/** Change of the logarithm of demand that is thought likely for a flag, or for all that another driver does. */
const LIKELY_CHANGE = 1

/** What a driver means, apart from how much it happened to move. */
export interface DriverMeaning {
  /** How much of the driver, or its logarithm, counts as one: a flag, all that it does. */
  readonly unit: number
  /** Change of the logarithm of demand for one unit of the driver, or its logarithm, that is thought likely. */
  readonly deviation: number
  /** Whether it acts against zero, as a flag does, and not against its mean. */
  readonly isFromZero: boolean
}

/**
 * What effect of a driver is likely, from what it means: a driver above zero by its elasticity, a driver from zero by the
 * largest value that it takes in history and horizon, another by all that it does there. How much it varied in the history
 * has no say, so that a price that has hardly moved is not thought to do as much as one that has.
 *
 * The elasticities of prices: Bijmolt, van Heerde and Pieters, "New empirical generalizations on the determinants of price
 * elasticity", Journal of Marketing Research 42 (2005), mean -2.62 over 1,851 estimates.
 */
export function driverMeaning({ center, least, most }: ReadDriver, isLog: boolean): DriverMeaning {
  if (isLog) return { unit: 1, deviation: LIKELY_ELASTICITY, isFromZero: false }
  if (least > 0) return { unit: center, deviation: LIKELY_ELASTICITY / center, isFromZero: false }
  const isFromZero = least === 0
  const unit = isFromZero ? most : most - least
  return unit > 0
    ? { unit, deviation: LIKELY_CHANGE / unit, isFromZero }
    : { unit: 1, deviation: LIKELY_CHANGE, isFromZero }
}

/**
 * A value that goes on ever more slowly beyond the range that was seen, and never further than by that range once more: of
 * what lies outside, nothing was learned.
 */
export function saturate(value: number, low: number, high: number): number {
  const width = high - low
  const beyond = value > high ? value - high : value < low ? low - value : 0
  if (beyond === 0) return value
  const added = width > 0 ? (beyond * width) / (beyond + width) : 0
  return value > high ? high + added : low - added
}
