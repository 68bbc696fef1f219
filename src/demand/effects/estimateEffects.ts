import { leastSquaresQr } from '../../math/leastSquaresQr.js'
import { filterColumn, type SmoothingFilter } from '../drivers/filterColumn.js'
import { shiftOf, withoutShift, withShift } from '../drivers/shiftedLog.js'
import { LONG_SEASON } from '../prepareSeries.js'
import type { EffectColumn } from './effectColumns.js'

/** Effects of drivers on one series. */
export interface EffectEstimate {
  /** Whether effects are ratios: changes of the logarithm of demand; else shares of its mean size. */
  readonly isRatio: boolean
  /** Mean size of demand, which additive effects are shares of. */
  readonly size: number
  /** By column. */
  readonly coefficients: Float64Array
  /** By rows and columns. */
  readonly covariance: Float64Array
  /** Squared one-step errors that are left, large ones cut, in the unit that effects are fitted in. */
  readonly errors: number
}

/** Shares of the error that the level learns, among which the history decides. */
const PACES = [0.05, 0.1, 0.2, 0.4]
/** How fast the season learns. */
const SEASON_PACE = 0.02
const TURNS = 4
/** Deviations beyond which an error counts less (Huber, "Robust estimation of a location parameter", 1964). */
const USUAL_ERRORS = 1.5
/** Errors beyond which the choice of the pace no longer looks at how far. */
const LARGEST_ERRORS = 3
/** Median absolute deviation of a normal distribution by its standard deviation. */
const MEDIAN_TO_DEVIATION = 1.4826
/**
 * Estimates effects of drivers from the history of a series: ratios where no demand is below zero.
 *
 * The logarithm of demand is a level that moves, with a season, and effects. For a given pace of the level, the one-step
 * errors of demand are linear in those of the columns (see `filterColumn`), so the effects follow from a regression of errors
 * on errors, with a normal prior for each and less weight for large errors (iterated). The pace is the one that leaves the
 * least errors. Demand that is not known moves nothing.
 *
 * With zeros, demand is y + c in the logarithm, with half of the mean as c, and the effect found is turned back to the ratio
 * of y that it stands for at the mean, so that one zero does not change what an effect means. Sources: Hyndman, Koehler, Ord
 * and Snyder, Forecasting with Exponential Smoothing (2008), chapter 9; Gelman et al., Bayesian Data Analysis, 3rd ed.,
 * section 14.8, for priors as observations.
 *
 * @param demand - `null` where not observed
 */
export function estimateEffects(
  demand: readonly (number | null)[],
  columns: readonly EffectColumn[],
  seasonLength: number,
): EffectEstimate {
  const count = demand.length
  const known = demand.filter((value) => value !== null)
  const isRatio = known.every((value) => value >= 0)
  const size = known.reduce((sum, value) => sum + Math.abs(value), 0) / known.length
  // by its size, so that another unit changes nothing
  const shift = isRatio ? shiftOf(known) / size : 0
  const logs = demand.map((value) =>
    value === null ? Number.NaN : isRatio ? Math.log(value / size + shift) : value / size,
  )
  const isSeasonal = seasonLength > 1 && seasonLength < LONG_SEASON && count >= 2 * seasonLength
  // what others know is of y, and what is fitted here of y + c
  const fitted = columns.map((column) => ({
    ...column,
    prior: { ...column.prior, mean: shift > 0 ? withShift(column.prior.mean, column.reach) : column.prior.mean },
  }))
  let best: PacedFit | undefined
  for (const alpha of PACES) {
    const filter: SmoothingFilter = {
      form: { error: 0, trend: 0, season: isSeasonal ? 1 : 0 },
      parameters: { alpha, beta: 0, gamma: SEASON_PACE, phi: 1 },
      seasonLength: isSeasonal ? seasonLength : 1,
    }
    const fit = fitAtPace(Float64Array.from(logs), fitted, filter)
    if (best === undefined || fit.errors < best.errors) best = fit
  }
  const { coefficients, covariance, errors } = best as PacedFit
  const turned = shift > 0 ? coefficients.map((effect, j) => withoutShift(effect, columns[j].reach)) : coefficients
  return { isRatio, size, coefficients: turned, covariance, errors }
}

interface PacedFit {
  readonly coefficients: Float64Array
  readonly covariance: Float64Array
  /** What the choice among paces looks at. */
  readonly errors: number
}

/** The regression for one pace of the level; `values` are NaN where not observed, and filled here. */
function fitAtPace(values: Float64Array, columns: readonly EffectColumn[], filter: SmoothingFilter): PacedFit {
  const count = values.length
  const width = columns.length
  const rows: number[] = []
  let mean = 0
  values.forEach((value, t) => {
    if (Number.isNaN(value)) return
    rows.push(t)
    mean += (value - mean) / rows.length
  })
  if (rows.length < count) values.forEach((value, t) => (values[t] = Number.isNaN(value) ? mean : value))
  const innovationsOf = (series: Float64Array): Float64Array => filterColumn(filter, series, count, 1).innovations
  const own = columns.map((column) => innovationsOf(column.values.subarray(0, count)))
  const weights = new Float64Array(rows.length).fill(1)
  const errors = new Float64Array(rows.length)
  const coefficients = new Float64Array(width)
  let covariance = new Float64Array(width * width)
  let variance = 0
  for (let turn = 0; turn < TURNS; turn += 1) {
    const innovations = innovationsOf(values)
    // what the priors expect is taken off first, so that they draw to zero
    const target = Float64Array.from(rows, (t) =>
      columns.reduce((left, { prior }, j) => left - prior.mean * own[j][t], innovations[t]),
    )
    if (turn === 0) variance = target.reduce((sum, error) => sum + error * error, 0) / rows.length
    const pull = Math.sqrt(variance)
    const tall = columns.map(({ prior }, j) =>
      Float64Array.from({ length: rows.length + width }, (_, i) =>
        i < rows.length ? own[j][rows[i]] * weights[i] : i === rows.length + j ? pull / prior.stdDev : 0,
      ),
    )
    const right = Float64Array.from({ length: rows.length + width }, (_, i) =>
      i < rows.length ? target[i] * weights[i] : 0,
    )
    const fit = leastSquaresQr(tall, right)
    columns.forEach(({ prior }, j) => (coefficients[j] = prior.mean + fit.coefficients[j]))
    rows.forEach((t, i) => {
      errors[i] = columns.reduce((left, _, j) => left - fit.coefficients[j] * own[j][t], target[i])
    })
    const usual = USUAL_ERRORS * MEDIAN_TO_DEVIATION * medianOf(errors.map(Math.abs))
    let [squares, looks] = [0, 0]
    errors.forEach((error, i) => {
      const weight = usual > 0 && Math.abs(error) > usual ? usual / Math.abs(error) : 1
      weights[i] = Math.sqrt(weight)
      squares += weight * error * error
      looks += weight
    })
    variance = squares / Math.max(1, looks - Math.min(width, looks / 2))
    covariance = fit.inverse.map((value) => value * variance)
    if (rows.length < count) {
      const rest = values.map((value, t) =>
        columns.reduce((left, column, j) => left - coefficients[j] * column.values[t], value),
      )
      const surprises = innovationsOf(rest)
      let next = 0
      for (let t = 0; t < count; t += 1) {
        if (rows[next] === t) next += 1
        else values[t] = values[t] - surprises[t]
      }
    }
  }
  const most = LARGEST_ERRORS * LARGEST_ERRORS * variance
  return {
    coefficients,
    covariance,
    errors: errors.reduce((sum, error) => sum + Math.min(error * error, most), 0),
  }
}

function medianOf(values: Float64Array): number {
  const sorted = values.sort()
  return sorted[sorted.length >> 1]
}

/**
 * Effects as far as the series itself shows that there are any: each is weighed by the probability that it is not zero.
 *
 * The odds of an effect against none are those before, times the ratio of prior to posterior density at zero (Dickey, "The
 * weighted likelihood ratio ...", Annals of Mathematical Statistics 42, 1971). An effect that other series know is there.
 */
export function believedEffects(estimate: EffectEstimate, columns: readonly EffectColumn[]): EffectEstimate {
  const width = columns.length
  const shares = columns.map(({ prior }, j) => {
    const variance = estimate.covariance[j * width + j]
    if (prior.isPooled || !(variance > 0)) return 1
    const effect = estimate.coefficients[j]
    const exponent = Math.min(MOST_EXPONENT, (effect * effect) / (2 * variance))
    const odds = ((ODDS_BEFORE * Math.sqrt(variance)) / prior.stdDev) * Math.exp(exponent)
    return odds / (1 + odds)
  })
  const { coefficients, covariance } = estimate
  return {
    ...estimate,
    coefficients: coefficients.map((effect, j) => shares[j] * effect),
    covariance: covariance.map((value, place) => {
      const [i, j] = [Math.floor(place / width), place % width]
      const [effect, share] = [coefficients[i], shares[i]]
      return i === j ? share * (value + (1 - share) * effect * effect) : shares[i] * shares[j] * value
    }),
  }
}

/** Whoever names a driver mostly knows that it does something. */
const ODDS_BEFORE = 3
const MOST_EXPONENT = 50
