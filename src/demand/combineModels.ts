import type { FittedModel } from './fittedModel.js'

/**
 * The mean of two models: points and one-step forecasts are averaged, and so are the standard deviations, which is what
 * the mean's would be if both erred alike, and too wide rather than too narrow where they do not.
 *
 * Source: Bates and Granger, "The combination of forecasts", Operational Research Quarterly 20 (1969).
 */
export function combineModels(first: FittedModel, second: FittedModel): FittedModel {
  const average = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, place) => (value + (b[place] as number)) / 2)
  const prefixed = (values: FittedModel['levels']): Record<string, number | number[]> =>
    Object.fromEntries(
      Object.entries(values).map(([key, value]) => [`theta${key.charAt(0).toUpperCase()}${key.slice(1)}`, value]),
    )
  return {
    name: `${first.name} + ${second.name}`,
    point: average(first.point, second.point),
    stdDev: average(first.stdDev, second.stdDev),
    cumulativeStdDev: average(first.cumulativeStdDev, second.cumulativeStdDev),
    fitted: average(first.fitted, second.fitted),
    ratios: { ...first.ratios, ...prefixed(second.ratios), weights: [0.5, 0.5] },
    levels: { ...first.levels, ...prefixed(second.levels) },
    criteria: first.criteria,
  }
}
