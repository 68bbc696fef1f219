import { countQuantile } from '../../math/countDistribution.js'
import { sumQuantile } from '../../math/sumQuantile.js'
import { carryCorrelation, type FittedModel } from '../fittedModel.js'
import type { MethodHistory } from '../forecastMethod.js'
import { demandUnit } from './demandUnit.js'

/** Mean in units up to which demand is counted unit by unit. */
const LARGEST_COUNTED = 500

/**
 * The forecast of a model with the distribution of demand that comes by single orders about it, where the months without
 * any are its season: a normal distribution would be as wide in them as in the others, and reach below zero in all.
 *
 * The variance of a period is in proportion to its mean, as that of counts with one dispersion is, and grows ahead as the
 * model's own does. Counts of a unit (`demandUnit`) that are dispersed more than Poisson are negative binomial; other
 * demand, and what is steadier than Poisson, has the distribution that `sumQuantile` takes for sums of sizes.
 *
 * @param history - none below zero
 */
export function countsAround(model: FittedModel, { actual, count, scale }: MethodHistory): FittedModel {
  const sizes: number[] = []
  let [squares, total, seen] = [0, 0, 0]
  for (let t = 0; t < count; t += 1) {
    const value = actual[t]
    const expected = model.fitted[t]
    if (value === null) continue
    if (value > 0) sizes.push(value / scale)
    if (Number.isNaN(expected)) continue
    const error = value / scale - expected
    squares += error * error
    total += Math.max(0, expected)
    seen += 1
  }
  const unit = demandUnit(sizes)
  const { point, stdDev: own } = model
  if (!(total > 0 && own[0] > 0)) return model
  // errors inside the history flatter a model by 2 k / n of their variance (Akaike 1969)
  const flattery = 1 + (2 * Math.min(model.estimated, seen / 2)) / seen
  const byMean = (squares / total) * flattery
  const growthAt = (h: number): number => Math.max(1, (own[h] / own[0]) * (own[h] / own[0]))
  const means = point.map((value) => Math.max(0, value))
  const stdDev = means.map((mean, h) => Math.sqrt(byMean * mean * growthAt(h)))
  const cumulativeStdDev = carryCorrelation(model, stdDev, 0)
  const sums = means.slice()
  for (let h = 1; h < sums.length; h += 1) sums[h] = sums[h] + sums[h - 1]
  const quantileOf = (mean: number, deviation: number, probability: number): number => {
    if (!(mean > 0)) return 0
    const dispersion = unit === undefined ? 0 : (deviation * deviation) / mean / unit
    return unit === undefined || dispersion < 1 || mean > LARGEST_COUNTED * unit
      ? sumQuantile(mean, deviation * deviation, false, probability)
      : unit * countQuantile({ rate: mean / unit, dispersion }, probability)
  }
  return {
    ...model,
    point: means,
    stdDev,
    cumulativeStdDev,
    quantile: (probability, h) => quantileOf(means[h], stdDev[h], probability),
    cumulativeQuantile: (probability, h) => quantileOf(sums[h], cumulativeStdDev[h], probability),
  }
}
