import { loessAt, type LoessSettings, smoothLoess } from './smoothLoess.js'

/** Windows and passes of one decomposition. */
export interface StlSettings {
  readonly seasonLength: number
  /** Seasons that a seasonal value is smoothed over, an odd number; infinite for a season that never changes. */
  readonly seasonalWindow: number
  /** Periods that the trend is smoothed over, an odd number. Default: by formula from the two above. */
  readonly trendWindow?: number | undefined
  /** Periods of the low-pass filter, an odd number. Default: the least from the season length on. */
  readonly lowPassWindow?: number | undefined
  /** Weights of the values by what the last pass left of them; makes the decomposition robust, in 15 passes more. */
  readonly reweigh?: ((remainder: Float64Array) => Float64Array) | undefined
}

export interface StlParts {
  readonly trend: Float64Array
  readonly seasonal: Float64Array
}

const nextOdd = (value: number): number => {
  const whole = Math.ceil(value)
  return whole % 2 === 0 ? whole + 1 : whole
}

const spanning = (window: number, degree: 0 | 1): LoessSettings => ({ window, degree, jump: Math.ceil(window / 10) })

/**
 * Decomposes values into trend, season and what remains: `values = trend + seasonal + remainder`.
 *
 * Each pass smooths the detrended values of every season of the year by themselves, takes the low frequencies out of the
 * result, and smooths what is left without it into the trend. Seasons are smoothed by local means, trend and low-pass
 * by local lines, at every tenth of a window, as in R's `stl`.
 * Source: Cleveland, Cleveland, McRae and Terpenning (1990), section 2; the trend window is that of section 3.3.
 */
export function decomposeStl(values: Float64Array, count: number, settings: StlSettings): StlParts {
  const { seasonLength: m, reweigh } = settings
  const periodic = settings.seasonalWindow === Number.POSITIVE_INFINITY
  const seasonalWindow = periodic ? 10 * count + 1 : settings.seasonalWindow
  const trendWindow = settings.trendWindow ?? nextOdd((1.5 * m) / (1 - 1.5 / seasonalWindow))
  const bySeason = spanning(seasonalWindow, 0)
  const byTrend = spanning(trendWindow, 1)
  const byLowPass = spanning(settings.lowPassWindow ?? nextOdd(m), 1)
  const outer = reweigh === undefined ? 0 : 15
  const inner = reweigh === undefined ? 2 : 1

  const trend = new Float64Array(count)
  const seasonal = new Float64Array(count)
  const cycle = new Float64Array(count + 2 * m)
  const low = new Float64Array(count + 2 * m)
  const rest = new Float64Array(count)
  let weights: Float64Array | undefined
  for (let pass = 0; pass <= outer; pass += 1) {
    if (pass > 0) weights = reweigh?.(rest.map((value, t) => value - trend[t]))
    for (let turn = 0; turn < inner; turn += 1) {
      for (let t = 0; t < count; t += 1) rest[t] = values[t] - trend[t]
      smoothSeasons({ values: rest, count, seasonLength: m, weights }, bySeason, cycle)
      movingAverage(cycle, count + 2 * m, m, low)
      movingAverage(low, count + m + 1, m, low)
      movingAverage(low, count + 2, 3, low)
      smoothLoess(low, count, byLowPass, rest)
      for (let t = 0; t < count; t += 1) {
        seasonal[t] = cycle[m + t] - rest[t]
        rest[t] = values[t] - seasonal[t]
      }
      smoothLoess(rest, count, byTrend, trend, weights)
    }
  }
  if (periodic) averageSeasons(seasonal, count, m)
  return { trend, seasonal }
}

/** Values freed of their trend, with their weights where these differ. */
interface SeasonalValues {
  readonly values: Float64Array
  readonly count: number
  readonly seasonLength: number
  readonly weights: Float64Array | undefined
}

/** Smooths the values of each season by themselves, one season farther at both ends. */
function smoothSeasons(
  { values, count, seasonLength: m, weights }: SeasonalValues,
  settings: LoessSettings,
  cycle: Float64Array,
): void {
  const length = Math.ceil(count / m)
  const part = new Float64Array(length)
  const smooth = new Float64Array(length)
  const partWeights = weights === undefined ? undefined : new Float64Array(length)
  for (let season = 0; season < m; season += 1) {
    let size = 0
    for (let t = season; t < count; t += m) {
      part[size] = values[t]
      if (partWeights !== undefined) partWeights[size] = (weights as Float64Array)[t]
      size += 1
    }
    smoothLoess(part, size, settings, smooth, partWeights)
    const before = loessAt(part, size, settings, -1, partWeights)
    const after = loessAt(part, size, settings, size, partWeights)
    cycle[season] = Number.isNaN(before) ? smooth[0] : before
    for (let k = 0; k < size; k += 1) cycle[season + (k + 1) * m] = smooth[k]
    cycle[season + (size + 1) * m] = Number.isNaN(after) ? smooth[size - 1] : after
  }
}

/** Means of every `window` neighbors, one for each place where they begin; may be written over its source. */
function movingAverage(source: Float64Array, count: number, window: number, means: Float64Array): void {
  let sum = 0
  for (let t = 0; t < window; t += 1) sum += source[t]
  for (let t = 0; t + window < count; t += 1) {
    const leaving = source[t]
    means[t] = sum / window
    sum += source[t + window] - leaving
  }
  means[count - window] = sum / window
}

/** Puts the mean of each season in the place of its values. */
function averageSeasons(seasonal: Float64Array, count: number, m: number): void {
  for (let season = 0; season < m; season += 1) {
    let sum = 0
    let size = 0
    for (let t = season; t < count; t += m) {
      sum += seasonal[t]
      size += 1
    }
    for (let t = season; t < count; t += m) seasonal[t] = sum / size
  }
}
