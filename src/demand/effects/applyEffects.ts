import { deviationsAt, type Spread } from '../calibrateSpread.js'
import { carryCorrelation, type FittedModel } from '../fittedModel.js'
import type { SeriesFit } from '../seriesFit.js'
import type { EffectColumn } from './effectColumns.js'
import type { EffectEstimate } from './estimateEffects.js'

/** Columns with the effects that were found for them. */
export interface Effects extends Omit<EffectEstimate, 'errors'> {
  readonly columns: readonly EffectColumn[]
}

/** A forecast in the unit of the history. */
export interface Outlook {
  readonly name: string
  readonly point: Float64Array
  readonly stdDev: Float64Array
  readonly cumulativeStdDev: Float64Array
  readonly quantile: (probability: number, h: number) => number
  /** Where the sum is known better than by its deviation. */
  readonly cumulativeQuantile?: (probability: number, h: number) => number
  /** One-step forecasts inside the history, by period of the caller's history. */
  readonly fitted: Float64Array
  /** The point forecast with all drivers at their references. */
  readonly base: Float64Array
}

/** The largest change of the logarithm of demand that all drivers together are believed to make: a factor of 20. */
const LARGEST_CHANGE = 3

/** Sum of the effects in a period: a change of the logarithm, or units of demand. */
export function effectAt({ columns, coefficients, isRatio, size }: Effects, t: number): number {
  const sum = columns.reduce((total, { values }, j) => total + coefficients[j] * values[t], 0)
  return isRatio ? Math.max(-LARGEST_CHANGE, Math.min(LARGEST_CHANGE, sum)) : sum * size
}

/** A history freed of the effects: what would have been asked for with all drivers at their references. */
export function removeEffects(values: readonly (number | null)[], effects: Effects): (number | null)[] {
  return values.map((value, t) => {
    if (value === null) return null
    const effect = effectAt(effects, t)
    return effects.isRatio ? value * Math.exp(-effect) : value - effect
  })
}

/** A fit as it stands, in the unit of the history. */
export function outlookOf({ history, model, spread, nonNegative }: SeriesFit, count: number): Outlook {
  const { scale } = history
  const inUnits = (values: Float64Array): Float64Array => values.map((value) => value * scale)
  const point = model.point.map((value) => scale * (nonNegative ? Math.max(0, value) : value))
  const own = model.quantile
  const { cumulativeQuantile } = model
  const byDeviation = quantilesBy(model.point, spread, (value) => (nonNegative ? Math.max(0, value) : value))
  const fitted = new Float64Array(count).fill(Number.NaN)
  model.fitted.forEach((value, t) => (fitted[history.start + t] = value * scale))
  return {
    name: model.name,
    point,
    base: point,
    stdDev: inUnits(spread.stdDev),
    cumulativeStdDev: inUnits(spread.cumulativeStdDev),
    quantile: (probability, h) => scale * (own ?? byDeviation)(probability, h),
    ...(cumulativeQuantile === undefined
      ? {}
      : { cumulativeQuantile: (probability: number, h: number) => scale * cumulativeQuantile(probability, h) }),
    fitted,
  }
}

function quantilesBy(
  point: Float64Array,
  spread: Spread,
  floor: (value: number) => number,
): (probability: number, h: number) => number {
  let known = Number.NaN
  let deviations = point
  return (probability, h) => {
    if (probability !== known) {
      deviations = deviationsAt(spread, probability)
      known = probability
    }
    return floor(point[h] + deviations[h])
  }
}

/**
 * The forecast of a history without effects, with those of the drivers ahead put on it, and with what is not known of them in
 * its spread: the deviation of the effect, as far as the driver departs from its reference.
 */
export function putEffects(rest: Outlook, effects: Effects, count: number): Outlook {
  const { columns, coefficients, covariance, isRatio, size } = effects
  const width = columns.length
  const horizon = rest.point.length
  const change = Float64Array.from({ length: count + horizon }, (_, t) => effectAt(effects, t))
  const put = (value: number, t: number): number => (isRatio ? value * Math.exp(change[t]) : value + change[t])
  const point = rest.point.map((value, h) => put(value, count + h))
  // units of demand that an error of one in each effect makes
  const moved = columns.map(({ values }) =>
    point.map((value, h) => values[count + h] * (isRatio ? Math.abs(value) : size)),
  )
  const varianceOf = (of: (j: number) => number): number => {
    let sum = 0
    for (let i = 0; i < width; i += 1) {
      for (let j = 0; j < width; j += 1) sum += of(i) * of(j) * covariance[i * width + j]
    }
    return Math.max(0, sum)
  }
  const ratioAt = (h: number): number => (isRatio ? Math.exp(change[count + h]) : 1)
  const own = rest.stdDev.map((value, h) => value * ratioAt(h))
  // and what the values of the drivers may be off
  const unsure = point.map((value, h) =>
    columns.reduce((sum, { deviations }, j) => {
      const off = (deviations?.[count + h] ?? 0) * coefficients[j] * (isRatio ? value : size)
      return sum + off * off
    }, 0),
  )
  const stdDev = own.map((value, h) => Math.sqrt(value * value + varianceOf((j) => moved[j][h]) + unsure[h]))
  const sums = new Float64Array(width)
  let unsureSum = 0
  const cumulativeStdDev = carryCorrelation(rest, own, 0).map((value, h) => {
    moved.forEach((units, j) => (sums[j] = sums[j] + units[h]))
    unsureSum += unsure[h]
    return Math.sqrt(value * value + varianceOf((j) => sums[j]) + unsureSum)
  })
  const stretch = stdDev.map((value, h) => (own[h] > 0 ? value / own[h] : 1))
  const { cumulativeQuantile } = rest
  let [total, restTotal] = [0, 0]
  const totals = point.map((value, h) => {
    total += value
    restTotal += rest.point[h]
    return total - restTotal
  })
  return {
    name: `${rest.name} with drivers`,
    point,
    base: rest.point,
    stdDev,
    cumulativeStdDev,
    quantile: (probability, h) => {
      const gap = rest.quantile(probability, h) - rest.point[h]
      const value = point[h] + gap * ratioAt(h) * stretch[h]
      return isRatio ? Math.max(0, value) : value
    },
    ...(cumulativeQuantile === undefined
      ? {}
      : {
          cumulativeQuantile: (probability: number, h: number) => {
            const middle = cumulativeQuantile(probability, h)
            const restSum = rest.point.subarray(0, h + 1).reduce((sum, value) => sum + value, 0)
            const wider = rest.cumulativeStdDev[h] > 0 ? cumulativeStdDev[h] / rest.cumulativeStdDev[h] : 1
            return Math.max(0, restSum + totals[h] + (middle - restSum) * wider)
          },
        }),
    fitted: rest.fitted.map((value, t) => put(value, t)),
  }
}

/** Fitted model of an outlook, in the scale of a history. */
export function modelOf(outlook: Outlook, scale: number, start: number): FittedModel {
  const scaled = (values: Float64Array): Float64Array => values.map((value) => value / scale)
  const { name, quantile, cumulativeQuantile } = outlook
  return {
    name,
    point: scaled(outlook.point),
    stdDev: scaled(outlook.stdDev),
    cumulativeStdDev: scaled(outlook.cumulativeStdDev),
    fitted: scaled(outlook.fitted.subarray(start)),
    estimated: 0,
    ratios: {},
    levels: {},
    criteria: {},
    quantile: (probability, h) => quantile(probability, h) / scale,
    ...(cumulativeQuantile === undefined
      ? {}
      : { cumulativeQuantile: (probability: number, h: number) => cumulativeQuantile(probability, h) / scale }),
  }
}
