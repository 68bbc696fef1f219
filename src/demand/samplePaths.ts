import { createIssueList } from '../core/checking/errors.js'
import type { Notice } from '../core/notices/notices.js'
import { createRandom } from '../math/createRandom.js'
import { normalCdf, normalQuantile } from '../math/normal.js'
import { studentQuantile } from '../math/student.js'
import { checkForecastOptions, checkMethod, checkSeries, isWhole, seriesInput } from './checkForecastInput.js'
import { fitSeries } from './fitSeries.js'
import type { SeriesFit } from './seriesFit.js'
import { bounded } from './forecastSeries.js'
import { isPlain, numberCode, refuse } from '../core/checking/checks.js'
import type { ForecastOptions, TimeSeries } from './types.js'

/** How many paths to draw, of which forecast. */
export interface SamplePathsOptions extends Omit<ForecastOptions, 'levels' | 'quantiles' | 'fitted'> {
  /** Paths to draw: a whole number from 1 to 100,000. Default 1000. */
  readonly paths?: number
  /** Whole number, 0 to 2^32 - 1, that settles all draws: the same seed gives the same paths. Default 1. */
  readonly seed?: number
}

/** Possible futures of one series. */
export interface SamplePaths {
  /** Id of the series, where it had one. */
  readonly id?: string
  /** The model used, as in `Forecast`. */
  readonly model: string
  /** Demand by path, then by period ahead, in the unit of the history; each path as likely as any other. */
  readonly paths: number[][]
  readonly warnings: Notice[]
}

const MOST_PATHS = 100_000
const LARGEST_SEED = 4_294_967_295
/** A share that rounding alone may take below zero. */
const ROUNDING = 1e-9
/** The largest share below 1, whose quantile is finite. */
const MOST_PROBABLE = 1 - Number.EPSILON / 2

/**
 * Draws possible futures of a series, for questions that no single period answers: how likely it is that stock lasts, or
 * what a bad half-year looks like.
 *
 * The demand of each period has the distribution of `forecast` with the same options: calibrated deviations, the wider
 * tails of Student's distribution, whole pieces for intermittent demand, nothing below zero where the history has nothing
 * there (such draws become zero). Periods hang together by a Gaussian copula: errors move a level, as in exponential
 * smoothing, by as much as it must for their sums to spread as `cumulativeStdDev` says; where no level does so, each
 * follows the sum of those before it. Paths drawn first do not depend on how many are drawn.
 * Sources: R. B. Nelsen, An Introduction to Copulas, 2nd ed. (2006); Snyder, Koehler, Hyndman and Ord, "Exponential
 * smoothing models: means and variances for lead-time demand", European Journal of Operational Research 158 (2004).
 *
 * @param series - history in the unit of the item, oldest first, evenly spaced; `null` where not observed
 * @param options - those of `forecast` that settle the model, number of paths and seed
 * @throws SopError that lists every mistake in the series and the options
 * @example
 * ```ts
 * import { samplePaths } from 'sop-engine/demand'
 * const history = [52, 61, 48, 55, 67, 49, 58, 53, 62, 57, 50, 59]
 * const { paths } = samplePaths(history, { horizon: 3, paths: 2000, seed: 7 })
 * const stock = 190
 * const short = paths.filter((path) => path.reduce((sum, demand) => sum + demand, 0) > stock)
 * short.length / paths.length < 0.2 // => true
 * ```
 */
export function samplePaths(series: TimeSeries | readonly (number | null)[], options: SamplePathsOptions): SamplePaths {
  const issues = createIssueList()
  checkSeries(series, 'series', issues)
  const { paths: count = 1000, seed = 1, ...others } = options ?? {}
  checkForecastOptions(isPlain(options) ? others : options, issues)
  if (!isWhole(count) || count > MOST_PATHS) {
    refuse(issues, numberCode(count), 'options.paths', count, `a whole number from 1 to ${MOST_PATHS}`)
  }
  if (!Number.isSafeInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
    refuse(issues, numberCode(seed), 'options.seed', seed, `a whole number from 0 to ${LARGEST_SEED}`)
  }
  issues.throwIfAny()
  checkMethod(others, series, 'series', issues)
  issues.throwIfAny()
  const id = Array.isArray(series) ? undefined : (series as TimeSeries).id
  const warnings: Notice[] = []
  const fit = fitSeries(seriesInput(series), others, id ?? 'series', warnings)
  return { ...(id === undefined ? {} : { id }), model: fit.model.name, paths: drawPaths(fit, count, seed), warnings }
}

function drawPaths({ history, model, spread, nonNegative }: SeriesFit, count: number, seed: number): number[][] {
  const { point, quantile } = model
  const { stdDev, cumulativeStdDev, degrees } = spread
  const { scale } = history
  const horizon = point.length
  const link = linkByLevel(stdDev, cumulativeStdDev) ?? linkBySum(stdDev, cumulativeStdDev)
  const random = createRandom(seed)
  const demandAt = (z: number, h: number): number => {
    if (quantile !== undefined) return bounded(quantile(Math.min(normalCdf(z), MOST_PROBABLE), h) * scale)
    const freedom = degrees[h]
    let deviations = z
    if (freedom < Number.POSITIVE_INFINITY) {
      // by the tail at hand, which keeps its digits
      const far = -studentQuantile(normalCdf(-Math.abs(z)), freedom)
      deviations = Math.sqrt((freedom - 2) / freedom) * (z < 0 ? -far : far)
    }
    const value = bounded((point[h] + stdDev[h] * deviations) * scale)
    return nonNegative ? Math.max(0, value) : value
  }
  return Array.from({ length: count }, () => {
    let level = 0
    let sum = 0
    return Array.from({ length: horizon }, (_, h) => {
      const fresh = link.fresh[h] * normalQuantile(random())
      const error = level + link.slope[h] * sum + fresh
      level += link.share[h] * fresh
      sum += error
      const deviation = stdDev[h]
      return demandAt(deviation > 0 ? error / deviation : 0, h)
    })
  })
}

/** How errors follow each other: error = level + slope x sum of those before + fresh; the level learns share x fresh. */
interface ErrorLink {
  readonly slope: Float64Array
  readonly share: Float64Array
  /** Standard deviation of what is new in each period. */
  readonly fresh: Float64Array
}

/**
 * A level that learns a share, not the same in all periods, from what is new: exponential smoothing, whose shares follow
 * from the covariance of each error with the sum before it. Nothing where no such level has these deviations.
 */
function linkByLevel(stdDev: Float64Array, cumulative: Float64Array): ErrorLink | undefined {
  const horizon = stdDev.length
  const share = new Float64Array(horizon)
  const fresh = new Float64Array(horizon)
  let levelVariance = 0
  for (let h = 0; h < horizon; h += 1) {
    const own = stdDev[h] * stdDev[h] - levelVariance
    if (!(own > 0)) return undefined
    fresh[h] = Math.sqrt(own)
    if (h + 1 === horizon) break
    const learned = covarianceWithSum(stdDev, cumulative, h + 1) - covarianceWithSum(stdDev, cumulative, h)
    const part = (learned - levelVariance) / own
    if (!(part > -ROUNDING)) return undefined
    share[h] = Math.max(0, part)
    levelVariance += part * part * own
  }
  return { slope: new Float64Array(horizon), share, fresh }
}

/** Each error follows the sum of those before it, and through it all of them alike. */
function linkBySum(stdDev: Float64Array, cumulative: Float64Array): ErrorLink {
  const horizon = stdDev.length
  const slope = new Float64Array(horizon)
  const fresh = stdDev.slice()
  for (let h = 1; h < horizon; h += 1) {
    const own = stdDev[h]
    const before = cumulative[h - 1]
    if (!(before > 0 && own > 0)) continue
    const correlation = Math.min(1, Math.max(-1, covarianceWithSum(stdDev, cumulative, h) / before / own))
    slope[h] = (correlation * own) / before
    fresh[h] = own * Math.sqrt(1 - correlation * correlation)
  }
  return { slope, share: new Float64Array(horizon), fresh }
}

/** Covariance of the error of period h with the sum of those before it. */
function covarianceWithSum(stdDev: Float64Array, cumulative: Float64Array, h: number): number {
  if (h === 0) return 0
  const [own, before, total] = [stdDev[h], cumulative[h - 1], cumulative[h]]
  return (total * total - before * before - own * own) / 2
}
