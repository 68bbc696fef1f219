import { sortedQuantile } from '../../math/quantile.js'
import { inverseMills, truncatedNormal } from '../../math/truncatedNormal.js'
import type { RobustDecomposition } from './decomposeRobustly.js'

/** A scale on which the spread of a history does not change with its level. */
export interface SteadyScale {
  readonly name: 'plain' | 'root' | 'logarithm'
  readonly from: (value: number) => number
  readonly to: (scaled: number) => number
  /** Mean in the unit of the history of a variable that is normal on the scale. */
  readonly mean: (mean: number, deviation: number) => number
  /** The same given that it is at least a value, which is in the unit of the history. */
  readonly meanAbove: (mean: number, deviation: number, value: number) => number
}

const PLAIN: SteadyScale = {
  name: 'plain',
  from: (value) => value,
  to: (scaled) => scaled,
  mean: (mean) => mean,
  meanAbove: (mean, deviation, value) => truncatedNormal(mean, deviation, value).mean,
}

const LOGARITHM: SteadyScale = {
  name: 'logarithm',
  from: (value) => Math.log(value),
  to: (scaled) => Math.exp(scaled),
  mean: (mean, deviation) => Math.exp(mean + (deviation * deviation) / 2),
  meanAbove: (mean, deviation, value) => {
    const a = (Math.log(value) - mean) / deviation
    if (!(deviation > 0) || a > 1e7) return Math.max(value, Math.exp(mean))
    if (a < -8) return Math.exp(mean + (deviation * deviation) / 2)
    // exp(mean + d^2 / 2) (1 - F(a - d)) / (1 - F(a)), with both tails by their densities
    return value * (inverseMills(a) / inverseMills(a - deviation))
  },
}

/** Counts are moved by 3/8 first: Anscombe, "The transformation of Poisson ... data", Biometrika 35 (1948). */
function rootScale(shift: number): SteadyScale {
  return {
    name: 'root',
    from: (value) => Math.sqrt(value + shift),
    to: (scaled) => Math.max(0, Math.max(0, scaled) * Math.max(0, scaled) - shift),
    mean: (mean, deviation) => Math.max(0, mean * mean + deviation * deviation - shift),
    meanAbove: (mean, deviation, value) => {
      const above = truncatedNormal(mean, deviation, Math.sqrt(value + shift))
      return above.mean * above.mean + above.variance - shift
    },
  }
}

/** The scale to begin with: square roots where no value is below zero, the values themselves elsewhere. */
export function firstScale(values: readonly number[], isCount: boolean): SteadyScale {
  return values.some((value) => value < 0) ? PLAIN : rootScale(isCount ? 0.375 : 0)
}

/** Ratio of the levels below which a spread that follows them cannot be told, and does not matter. */
const LEAST_RATIO = 1.5

/** Median error in logarithms, a factor of two, from which a spread is no longer one about a level. */
const MOST_LOG_ERROR = 0.6931471805599453

/**
 * The scale on which the spread stays the same from the lowest to the highest third of the levels: where it grows as
 * level^b, the power is 1 - b, here taken as 1, 1/2 or 0 (the logarithm).
 *
 * Source: Tukey, Exploratory Data Analysis (1977), chapter 4, spread against level.
 *
 * @param fit - on the scale of square roots
 */
export function chooseScale(
  fit: RobustDecomposition,
  values: Float64Array,
  use: Float64Array,
  roots: SteadyScale,
  allAboveZero: boolean,
): SteadyScale {
  if (roots.name !== 'root') return roots
  const places: number[] = []
  use.forEach((weight, t) => {
    if (weight > 0) places.push(t)
  })
  const levelAt = (t: number): number => fit.expected[t]
  places.sort((a, b) => levelAt(a) - levelAt(b) || a - b)
  const third = Math.floor(places.length / 3)
  if (third < 3) return roots
  const middle = (part: readonly number[], of: (t: number) => number): number =>
    sortedQuantile(
      part.map(of).sort((a, b) => a - b),
      0.5,
    )
  const low = places.slice(0, third)
  const high = places.slice(-third)
  const spread = (t: number): number => Math.abs(values[t] - levelAt(t))
  const levels = roots.to(middle(high, levelAt)) / roots.to(middle(low, levelAt))
  const spreads = middle(high, spread) / middle(low, spread)
  if (!(levels >= LEAST_RATIO) || !(spreads > 0) || !Number.isFinite(levels) || !Number.isFinite(spreads)) return roots
  const growth = 0.5 + Math.log(spreads) / Math.log(levels)
  if (growth < 0.25) return PLAIN
  if (growth <= 0.75 || !allAboveZero) return roots
  const errors = places.map((t) => Math.abs(Math.log(values[t]) - Math.log(levelAt(t)))).sort((a, b) => a - b)
  // the logarithm of a value is twice that of its root
  return 2 * sortedQuantile(errors, 0.5) < MOST_LOG_ERROR ? LOGARITHM : roots
}
