import { studentQuantile } from '../math/student.js'
import { carryCorrelation, type FittedModel } from './fittedModel.js'
import { spreadByPlace } from './season/spreadByPlace.js'

/** Spread of a forecast by period ahead, in the scale of the values. */
export interface Spread {
  readonly stdDev: Float64Array
  readonly cumulativeStdDev: Float64Array
  /** Degrees of freedom of Student's distribution; infinity stands for the normal one. */
  readonly degrees: Float64Array
}

/**
 * What the model's own variance is worth, in looks at an error. With no look of the series' own, the variance of
 * Student's distribution with as many degrees, n / (n - 2), is twice that of its scale; with fewer it would soon have
 * none. See docs/decisions/intervals.md.
 */
const PRIOR_LOOKS = 4

/** The spread that the model itself states, with normal errors. */
export function modelSpread({ stdDev, cumulativeStdDev }: FittedModel): Spread {
  return { stdDev, cumulativeStdDev, degrees: new Float64Array(stdDev.length).fill(Number.POSITIVE_INFINITY) }
}

/**
 * Scales the model's spread, period ahead by period ahead, by the errors that it would have made inside the history.
 *
 * The model gives the shape. At each step the mean square of the standardized errors over the origins estimates how
 * much the variance must be stretched; it is weighed against a prior (scaled inverse chi-square, `PRIOR_LOOKS`), so the
 * forecast error follows Student's distribution (Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.2), and the
 * standard deviation given is that of this distribution. Three things are added or taken off:
 *
 * - errors inside the history flatter a model with k parameters by 2 k / n of the one-step variance (Akaike, "Fitting
 *   autoregressive models for prediction", 1969), and the model's own variance leaves k / n of it out;
 * - the prior's growing part is stretched by 1 + h / (n - 1), as that of a random walk whose drift is estimated
 *   (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.5);
 * - errors of overlapping spans are not independent: the number of looks is divided by 1 + 2 (sum of the squared
 *   autocorrelations), which for the accumulating share w of the variance is 1 + w^2 (h - 1)(2 h - 1) / (3 h)
 *   (Bartlett 1946).
 *
 * Beyond the steps looked at, the last stretch holds. The sum over periods keeps the model's correlation between one
 * period's error and the sum before it.
 */
export function calibrateSpread(model: FittedModel, values: Float64Array, count: number, seasonLength = 1): Spread {
  const horizon = model.stdDev.length
  const stdDev = new Float64Array(horizon)
  const degrees = new Float64Array(horizon)
  const { rolling } = model
  const first = model.stdDev[0]
  const factor = rolling === undefined ? undefined : spreadByPlace(rolling, values, count, seasonLength)
  const factorAt = (t: number): number => factor?.[t % seasonLength] ?? 1
  const estimated = model.estimated + (factor === undefined ? 0 : 1)
  const parameters = Math.min(estimated, count / 2) / Math.max(1, count)
  let stretch = 1
  let looks = 0
  for (let h = 0; h < horizon; h += 1) {
    const own = model.stdDev[h]
    const still = own > first ? (first / own) * (first / own) : 1
    const growing = ((h + 1) / Math.max(1, count - 1)) * (1 - still)
    const prior = 1 + parameters * still + growing
    if (rolling !== undefined && h < rolling.steps) {
      const { mean, errors } = meanSquare(rolling, { values, count, factorAt }, h)
      if (errors > 0) {
        const steps = h + 1
        const moving = 1 - still
        looks = errors / (1 + (moving * moving * (steps - 1) * (2 * steps - 1)) / (3 * steps))
        const seen = mean * (1 + growing) + 2 * parameters * still
        stretch = (PRIOR_LOOKS + (looks * seen) / prior) / (PRIOR_LOOKS + looks)
      }
    }
    const freedom = PRIOR_LOOKS + looks
    degrees[h] = freedom
    stdDev[h] = own * factorAt(count + h) * Math.sqrt((prior * stretch * freedom) / (freedom - 2))
  }
  return { stdDev, cumulativeStdDev: carryCorrelation(model, stdDev, 0), degrees }
}

/** Mean square of the standardized errors at one step over the origins whose target lies inside the history. */
function meanSquare(
  rolling: NonNullable<FittedModel['rolling']>,
  history: {
    readonly values: Float64Array
    readonly count: number
    readonly factorAt: (t: number) => number
  },
  step: number,
): { mean: number; errors: number } {
  const { values, count, factorAt } = history
  let total = 0
  let errors = 0
  for (let k = 0; rolling.first + k + step < count && k < rolling.origins; k += 1) {
    const place = k * rolling.steps + step
    const t = rolling.first + k + step
    const error = values[t] - rolling.point[place]
    const standardized = error / (rolling.stdDev[place] * factorAt(t))
    const square = standardized * standardized
    // a model without spread has nothing to standardize by
    if (!Number.isFinite(square)) continue
    total += square
    errors += 1
  }
  return { mean: errors > 0 ? total / errors : 0, errors }
}

/** How far the quantile lies from the middle, by period ahead; below zero for a probability under one half. */
export function deviationsAt(spread: Spread, probability: number): Float64Array {
  const { stdDev, degrees } = spread
  const result = new Float64Array(stdDev.length)
  let known = Number.NaN
  let factor = 0
  for (let h = 0; h < stdDev.length; h += 1) {
    const freedom = degrees[h]
    if (freedom !== known) {
      known = freedom
      const unit = freedom === Number.POSITIVE_INFINITY ? 1 : Math.sqrt((freedom - 2) / freedom)
      factor = unit * studentQuantile(probability, freedom)
    }
    result[h] = factor * stdDev[h]
  }
  return result
}
