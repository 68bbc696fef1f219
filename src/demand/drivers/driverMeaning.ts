import { strayPlaces } from './strayPlaces.js'
import type { Driver } from './types.js'

/** A driver, or its logarithm, over history and horizon. */
export interface ReadDriver {
  /** NaN where it is not known. */
  readonly values: Float64Array
  /** Mean, least and largest value where demand was observed; the mean of all but slips where it never was. */
  readonly center: number
  readonly low: number
  readonly high: number
  /** Whether it acts against zero, its least value, as a flag does, if not by its logarithm. */
  readonly isFromZero: boolean
  readonly isConstant: boolean
  /** Periods of the history in which it is not known. */
  readonly unknown: number
}

/** Share of its size under which a driver does not vary but by rounding. */
const LEAST_CHANGE = 1e-12

/**
 * Whether `auto` takes a driver by its logarithm: where it says so, else where it is above zero in all of the history. What it is to
 * be ahead has no say, so that a slip there does not change what was learned.
 */
export function actsByLogarithm({ log, values }: Driver, count: number): boolean {
  return log ?? values.every((value, t) => t >= count || value === null || value > 0)
}

/** Reads what a driver did where demand was observed; a value ahead that has no logarithm is below all others. */
export function readDriver(driver: Driver, isLog: boolean, seen: readonly boolean[], start = 0): ReadDriver {
  const count = seen.length
  const given = start === 0 ? driver.values : driver.values.slice(start)
  const values = Float64Array.from(given, (value) =>
    value === null ? Number.NaN : isLog ? Math.log(Math.max(0, value)) : value,
  )
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [center, known, unknown] = [0, 0, 0]
  let isFromZero = false
  values.forEach((value, t) => {
    if (Number.isNaN(value)) {
      if (t < count) unknown += 1
      return
    }
    if (t >= count || seen[t] !== true) return
    low = Math.min(low, value)
    high = Math.max(high, value)
    known += 1
    center += (value - center) / known
  })
  if (known === 0) {
    // nothing was observed: the driver stands against the mean of all that it does, as those of its group do, slips left out
    const strays = strayPlaces(given)
    const all = values.filter((value, t) => Number.isFinite(value) && !strays.includes(t))
    center = all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length)
    isFromZero = all.length > 0 && Math.min(...all) === 0
    low = center
    high = center
  } else isFromZero = low === 0
  const size = high - low
  const isConstant = !(size > LEAST_CHANGE * Math.max(Math.abs(low), Math.abs(high)))
  return { values, center, low, high, isFromZero, isConstant, unknown }
}

/** Elasticity of demand that is thought likely before any was seen: those of prices are mostly between -1 and -4. */
const LIKELY_ELASTICITY = 2
/** Change of the logarithm of demand that is thought likely for a flag, or for all that another driver did. */
const LIKELY_CHANGE = 1

/** What a driver means, apart from how much it happened to move. */
export interface DriverMeaning {
  /** How much of the driver, or its logarithm, counts as one: a flag, all that it did. */
  readonly unit: number
  /** Change of the logarithm of demand for one unit of the driver, or its logarithm, that is thought likely. */
  readonly deviation: number
  /** Whether it acts against zero, as a flag does, and not against its mean. */
  readonly isFromZero: boolean
}

/**
 * What effect of a driver is likely, from what it means: a driver above zero by its elasticity, a driver from zero by the
 * largest value that it took, another by all that it did. How much a price varied has no say, so that one that has hardly moved
 * is not thought to do as much as one that has; and what a driver is to be ahead has none.
 *
 * The elasticities of prices: Bijmolt, van Heerde and Pieters, "New empirical generalizations on the determinants of price
 * elasticity", Journal of Marketing Research 42 (2005), mean -2.62 over 1,851 estimates.
 */
export function driverMeaning({ center, low, high, isFromZero }: ReadDriver, isLog: boolean): DriverMeaning {
  if (isLog) return { unit: 1, deviation: LIKELY_ELASTICITY, isFromZero: false }
  if (low > 0 && !isFromZero) return { unit: center, deviation: LIKELY_ELASTICITY / center, isFromZero: false }
  const unit = high - low
  return unit > 0
    ? { unit, deviation: LIKELY_CHANGE / unit, isFromZero }
    : { unit: 1, deviation: LIKELY_CHANGE, isFromZero }
}
