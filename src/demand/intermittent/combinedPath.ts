import { aggregatedPath } from './aggregatedPath.js'
import { crostonPath } from './crostonPath.js'
import { levelPath } from './levelPath.js'
import { describeDemands, type RatePath } from './ratePath.js'
import { tsbPath } from './tsbPath.js'

/** Names of the four parts, in their order. */
export const COMBINED_NAME = 'SES + SBA + TSB + IMAPA'

/**
 * Mean of four views of intermittent demand, weighted by the inverse of the squared error of their cumulative forecasts.
 *
 * The four are one for each idea: a level over all periods (SES), sizes and intervals (SBA), sizes and probability (TSB)
 * and several widths of bucket (IMAPA). Their error is that of demand summed over a mean interval between demands (at most
 * a quarter of the history), from every period of the latter half of it: such a window holds about one demand, so that a
 * forecast of zero has no advantage, as it has period by period. Where two parts or more make no error at all they share
 * the weight.
 *
 * Sources: error over the periods that a decision covers, Syntetos and Boylan, "On the stock control performance of
 * intermittent demand estimators", International Journal of Production Economics 103 (2006); weights, Bates and Granger,
 * Operational Research Quarterly 20 (1969), without the correlations; gain by combining, Petropoulos and Kourentzes,
 * Journal of the Operational Research Society 66 (2015).
 */
export function combinedPath(values: Float64Array, count: number): RatePath {
  const parts = [
    levelPath(values, count),
    crostonPath(values, count, 'sba'),
    tsbPath(values, count),
    aggregatedPath(values, count, 'imapa'),
  ]
  const interval = Math.round(describeDemands(values, count).meanInterval)
  const window = Math.max(1, Math.min(interval, count >> 2))
  const weights = inverseWeights(parts.map(({ fitted }) => cumulativeError(values, count, fitted, window)))
  const fitted = new Float64Array(count)
  let rate = 0
  parts.forEach((part, place) => {
    const weight = weights[place]
    rate += weight * part.rate
    for (let t = 0; t < count; t += 1) fitted[t] = fitted[t] + weight * part.fitted[t]
  })
  const [level, , tsb] = parts as [RatePath, RatePath, RatePath, RatePath]
  return {
    rate,
    fitted,
    ratios: {
      weights,
      windowPeriods: window,
      sesAlpha: level.ratios['alpha'] as number,
      sbaAlpha: parts[1]?.ratios['alpha'] as number,
      tsbAlpha: tsb.ratios['alpha'] as number,
      tsbBeta: tsb.ratios['beta'] as number,
      imapaAlpha: parts[3]?.ratios['alpha'] as number[],
    },
    levels: { rates: parts.map((part) => part.rate) },
  }
}

/** Mean squared error of the demand of `window` periods, from every origin in the latter half of the history. */
function cumulativeError(values: Float64Array, count: number, fitted: Float64Array, window: number): number {
  let squares = 0
  let origins = 0
  for (let t = count >> 1; t + window <= count; t += 1) {
    let error = -window * fitted[t]
    for (let k = t; k < t + window; k += 1) error += values[k]
    squares += error * error
    origins += 1
  }
  return squares / Math.max(1, origins)
}

function inverseWeights(errors: readonly number[]): number[] {
  const exact = errors.filter((error) => !(error > 0)).length
  if (exact > 0) return errors.map((error) => (error > 0 ? 0 : 1 / exact))
  // by the least of them, so that no inverse leaves the range of numbers
  const least = Math.min(...errors)
  const inverses = errors.map((error) => least / error)
  const sum = inverses.reduce((total, inverse) => total + inverse, 0)
  return inverses.map((inverse) => inverse / sum)
}
