import type { FittedModel } from './fittedModel.js'

/**
 * The mean of two models: points and one-step forecasts are averaged.
 *
 * Its variance has two parts: the square of the mean standard deviation, as if both erred alike, and the variance
 * between the two forecasts, by which each of them doubts the other.
 * Sources: Bates and Granger, "The combination of forecasts", Operational Research Quarterly 20 (1969); Draper,
 * "Assessment and propagation of model uncertainty", Journal of the Royal Statistical Society B 57 (1995).
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
    stdDev: mixedStdDev(first, second),
    cumulativeStdDev: mixedCumulative(first, second),
    fitted: average(first.fitted, second.fitted),
    estimated: (first.estimated + second.estimated) / 2,
    ...(first.rolling === undefined || second.rolling === undefined
      ? {}
      : {
          rolling: {
            ...first.rolling,
            point: average(first.rolling.point, second.rolling.point),
            stdDev: mixedStdDev(first.rolling, second.rolling),
          },
        }),
    ratios: { ...first.ratios, ...prefixed(second.ratios), weights: [0.5, 0.5] },
    levels: { ...first.levels, ...prefixed(second.levels) },
    criteria: first.criteria,
  }
}

function mixedStdDev(
  first: Pick<FittedModel, 'point' | 'stdDev'>,
  second: Pick<FittedModel, 'point' | 'stdDev'>,
): Float64Array {
  return first.stdDev.map((value, h) => {
    const within = (value + (second.stdDev[h] as number)) / 2
    const between = ((first.point[h] as number) - (second.point[h] as number)) / 2
    return Math.sqrt(within * within + between * between)
  })
}

/** The same of the running sum, which never knows more than it did a period earlier. */
function mixedCumulative(first: FittedModel, second: FittedModel): Float64Array {
  let between = 0
  let last = 0
  return first.cumulativeStdDev.map((value, h) => {
    const within = (value + (second.cumulativeStdDev[h] as number)) / 2
    between += ((first.point[h] as number) - (second.point[h] as number)) / 2
    last = Math.max(last, Math.sqrt(within * within + between * between))
    return last
  })
}
