import type { Outlook } from './applyEffects.js'

/**
 * The weighted mean of forecasts: of points, of quantiles at each probability, and of deviations, to which the variance
 * between the points is added.
 *
 * The mean of quantiles keeps the shape that the forecasts share, where the mixture of their distributions would be wider than
 * each: Lichtendahl, Grushka-Cockayne and Winkler, "Is it better to average probabilities or quantiles?", Management Science 59
 * (2013).
 */
export function mixOutlooks(outlooks: readonly Outlook[], weights: readonly number[]): Outlook {
  const mean = (of: (outlook: Outlook) => number): number =>
    outlooks.reduce((sum, outlook, k) => sum + (weights[k] === 0 ? 0 : weights[k] * of(outlook)), 0)
  const [first] = outlooks
  const average = (read: (outlook: Outlook) => Float64Array): Float64Array =>
    read(first).map((_, place) => mean((outlook) => read(outlook)[place]))
  const point = average((outlook) => outlook.point)
  const between = (of: (outlook: Outlook) => number, middle: number): number =>
    mean((outlook) => (of(outlook) - middle) * (of(outlook) - middle))
  const sums = outlooks.map(({ point: own }) => runningSums(own))
  const sumOf = runningSums(point)
  const anySum = outlooks.some(({ cumulativeQuantile }) => cumulativeQuantile !== undefined)
  const isWhole = outlooks.every(({ cumulativeQuantile }) => cumulativeQuantile !== undefined)
  return {
    name: first.name,
    point,
    base: average((outlook) => outlook.base),
    stdDev: point.map((middle, h) => {
      const own = mean((outlook) => outlook.stdDev[h])
      return Math.sqrt(own * own + between((outlook) => outlook.point[h], middle))
    }),
    cumulativeStdDev: sumOf.map((middle, h) => {
      const own = mean((outlook) => outlook.cumulativeStdDev[h])
      return Math.sqrt(own * own + outlooks.reduce((sum, _, k) => sum + weights[k] * (sums[k][h] - middle) ** 2, 0))
    }),
    quantile: (probability, h) => mean((outlook) => outlook.quantile(probability, h)),
    ...(anySum && isWhole
      ? {
          cumulativeQuantile: (probability: number, h: number) =>
            mean(({ cumulativeQuantile }) => cumulativeQuantile?.(probability, h) ?? 0),
        }
      : {}),
    fitted: average((outlook) => outlook.fitted),
  }
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0
  return values.map((value) => (sum += value))
}
