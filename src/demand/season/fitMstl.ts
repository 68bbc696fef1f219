import { carryCorrelation, type FittedModel } from '../fittedModel.js'
import type { RollingForecasts, RollingRequest } from '../rollForecasts.js'
import { createEtsStarts, type EtsFit, fitEts } from '../smoothing/fitEts.js'
import { fitEtsPool } from '../smoothing/fitEtsPool.js'
import { forecastEts } from '../smoothing/forecastEts.js'
import { type SeasonSplit, splitSeasons } from './splitSeasons.js'

/** Decompositions made anew inside the history, at most. */
const MOST_SPLITS = 5

/** Relative variance up to which a multiplicative error is allowed: three deviations must not reach below zero. */
const MOST_NOISE = 1 / 9

/**
 * Seasons by MSTL, exponential smoothing without a season on the values freed of them, and the last cycle of each
 * season again for the periods ahead.
 *
 * Seasons multiply where all values are above zero and the remainder in logarithms is the likelier one (Box and Cox
 * 1964); they are shrunk by what noise alone would have put into them (see `splitSeasons`). The errors are those of the
 * smoothing model, wider by the degrees of freedom that the seasons take up (the final prediction error of Akaike 1969).
 * Forecasts inside the history are made with seasons found in the values before them, so that they do not flatter.
 *
 * @param seasonLengths - the shortest first, each with at least two full cycles in the history; may be empty
 */
export function fitMstl(
  values: Float64Array,
  count: number,
  seasonLengths: readonly number[],
  horizon: number,
  request?: RollingRequest,
): FittedModel {
  const split = likelierSplit(values, count, seasonLengths)
  const { adjusted, multiplicative, kept, noise } = split
  const relative = multiplicative && noise < MOST_NOISE && adjusted.every((value) => value > 0)
  const chosen = fitEtsPool(adjusted, count, 1, { positive: relative, seasonal: false })
  const starts = chosen?.starts ?? createEtsStarts(adjusted, count, 1)
  const fit = chosen?.best ?? fitEts({ error: 0, trend: 0, season: 0 }, starts)
  const smoothing = forecastEts(fit, starts, horizon)

  const wider = widening(split.freedom, count)
  const effects = seasonsAhead(split, count, count, horizon)
  const stdDev = smoothing.stdDev.map((value, h) => wider * value * (multiplicative ? effects[h] : 1))
  const cycles: Record<string, number[]> = {}
  seasonLengths.forEach((m, place) => {
    cycles[`season${m}`] = Array.from(split.seasonals[place].subarray(count - m))
  })
  const kind = multiplicative ? 'M' : 'A'
  return {
    name: `STL(${seasonLengths.map((m) => `${kind}${m}`).join(',')}) + ${smoothing.name}`,
    point: smoothing.point.map((value, h) => withSeason(value, effects[h], multiplicative)),
    stdDev,
    cumulativeStdDev: carryCorrelation(smoothing, stdDev, 0),
    fitted: smoothing.fitted.map((value, t) => withSeason(value, seasonAt(split, t), multiplicative)),
    // the forecasts inside the history find parameters and seasons for themselves
    estimated: 0,
    ...(request === undefined ? {} : { rolling: rollMstl(values, count, split, fit, request) }),
    ratios: { ...smoothing.ratios, seasonsKept: [...kept], ...(multiplicative ? cycles : {}) },
    levels: { ...smoothing.levels, ...(multiplicative ? {} : cycles) },
    criteria: {},
  }
}

/** Added seasons, or factors where all values are above zero and the likelihood is greater. */
function likelierSplit(values: Float64Array, count: number, seasonLengths: readonly number[]): SeasonSplit {
  const added = splitSeasons(values, count, seasonLengths, false)
  if (seasonLengths.length === 0) return added
  for (let t = 0; t < count; t += 1) if (!(values[t] > 0)) return added
  const factors = splitSeasons(values, count, seasonLengths, true)
  return factors.misfit < added.misfit ? factors : added
}

/** What the standard deviation of errors ahead is to that of errors inside, for k degrees of freedom of n values. */
function widening(freedom: number, count: number): number {
  const share = Math.min(0.5, freedom / count)
  return Math.sqrt((1 + share) / (1 - share))
}

const withSeason = (value: number, effect: number, multiplicative: boolean): number =>
  multiplicative ? value * effect : value + effect

/** The joint effect of all seasons in a period of the history. */
function seasonAt({ seasonals, multiplicative }: SeasonSplit, t: number): number {
  let effect = multiplicative ? 1 : 0
  for (const seasonal of seasonals) effect = withSeason(effect, seasonal[t], multiplicative)
  return effect
}

/** The same from an origin on, when the seasons of the first `known` periods are known. */
function seasonsAhead(split: SeasonSplit, known: number, origin: number, steps: number): Float64Array {
  const { multiplicative } = split
  const effects = new Float64Array(steps).fill(multiplicative ? 1 : 0)
  split.seasonals.forEach((seasonal, place) => {
    const m = split.seasonLengths[place]
    for (let s = 0; s < steps; s += 1) {
      const target = origin + s
      const latest = target < known ? target : known - m + ((target - known) % m)
      effects[s] = withSeason(effects[s], seasonal[latest], multiplicative)
    }
  })
  return effects
}

/**
 * What the model would have forecast inside the history: its parameters are those of the first half, its seasons are found
 * anew at a few origins from the values before. Where those are not yet two cycles of the longest season, the seasons of
 * its first two cycles stand, and its errors are held against the smaller deviation that foreseeing leaves.
 */
function rollMstl(
  values: Float64Array,
  count: number,
  whole: SeasonSplit,
  fit: EtsFit,
  request: RollingRequest,
): RollingForecasts {
  const { first, origins, steps } = request
  const point = new Float64Array(origins * steps)
  const stdDev = new Float64Array(origins * steps)
  const wider = widening(whole.freedom, count)
  const last = first + origins
  const early = fitFirstHalf(values, count, whole, fit)
  const stride = Math.ceil(origins / MOST_SPLITS)
  for (let from = first; from < last; from += stride) {
    const to = Math.min(last, from + stride)
    const known = Math.max(from, 2 * (whole.seasonLengths[whole.seasonLengths.length - 1] ?? 0))
    const split = splitSeasons(values, known, whole.seasonLengths, whole.multiplicative)
    const { multiplicative } = split
    const adjusted = values.slice(0, to)
    adjusted.set(split.adjusted.subarray(0, Math.min(known, to)))
    const later = seasonsAhead(split, known, known, Math.max(0, to - known))
    for (let t = known; t < to; t += 1) {
      const effect = later[t - known]
      adjusted[t] = multiplicative ? values[t] / effect : values[t] - effect
    }
    const part = { first: from, origins: to - from, steps }
    const { rolling } = forecastEts(
      { ...early, squares: (fit.squares / count) * to },
      createEtsStarts(adjusted, to, 1),
      steps,
      part,
    )
    const { point: points, stdDev: deviations } = rolling as RollingForecasts
    const foreseeing = Math.sqrt(1 - Math.min(0.5, split.freedom / known))
    for (let origin = from; origin < to; origin += 1) {
      const effects = seasonsAhead(split, known, origin, steps)
      const width = origin < known ? foreseeing : wider
      for (let s = 0; s < steps; s += 1) {
        const effect = effects[s]
        const source = (origin - from) * steps + s
        const target = (origin - first) * steps + s
        point[target] = withSeason(points[source], effect, multiplicative)
        stdDev[target] = width * deviations[source] * (multiplicative ? effect : 1)
      }
    }
  }
  return { ...request, point, stdDev }
}

/** The model with the parameters that the first half of the history asks for, or the least of it that shows all seasons. */
function fitFirstHalf(values: Float64Array, count: number, whole: SeasonSplit, fit: EtsFit): EtsFit {
  const { seasonLengths, multiplicative } = whole
  const least = 2 * (seasonLengths[seasonLengths.length - 1] ?? 0)
  const half = Math.min(count, Math.max(10, least, count >> 1))
  const { adjusted } = splitSeasons(values, half, seasonLengths, multiplicative)
  const early = fitEts(fit.form, createEtsStarts(adjusted, half, 1), { warm: [fit.parameters] })
  return Number.isFinite(early.logLikelihood) ? { ...early, end: fit.end } : fit
}
