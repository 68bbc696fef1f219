import type { DemandSizes } from '../../core/numbers/distribution.js'
import { deviationsAt, type Spread } from '../calibrateSpread.js'
import { carryCorrelation, type FittedModel } from '../fittedModel.js'

/** A forecast that may be read from a later period on. */
interface Prospect {
  readonly model: FittedModel
  readonly spread: Spread
}

/** The same forecast without its first periods, which lie in the history. */
export function startLater({ model, spread }: Prospect, periods: number): Prospect {
  if (periods === 0) return { model, spread }
  const { quantile, cumulativeQuantile } = model
  const stdDev = spread.stdDev.slice(periods)
  const own = model.stdDev.slice(periods)
  const horizon = own.length
  const steps = { stdDev: model.stdDev.slice(0, horizon), cumulativeStdDev: model.cumulativeStdDev.slice(0, horizon) }
  return {
    model: {
      ...model,
      point: model.point.slice(periods),
      stdDev: own,
      cumulativeStdDev: carryCorrelation(steps, own),
      ...(quantile === undefined
        ? {}
        : { quantile: (probability: number, h: number) => quantile(probability, h + periods) }),
      ...(cumulativeQuantile === undefined ? {} : { cumulativeQuantile }),
    },
    spread: {
      stdDev,
      cumulativeStdDev: carryCorrelation(steps, stdDev),
      degrees: spread.degrees.slice(periods),
    },
  }
}

/** Sizes beside a forecast that is lower by the chance that there is no more demand: where there is, they are as before. */
const asBefore = ({ sizes, ...rest }: DemandSizes, alive: number): DemandSizes => ({
  ...rest,
  sizes: sizes.map((size) => size / alive),
})

/**
 * The forecast of demand that goes on with a probability only: with all its quantiles, or there is none in any period.
 *
 * @param alive - that probability, 0 to 1
 */
export function doubtReturn({ model, spread }: Prospect, alive: number, nonNegative: boolean): Prospect {
  if (alive === 1) return { model, spread }
  const horizon = model.point.length
  const floor = (value: number): number => (nonNegative ? Math.max(0, value) : value)
  const mean = model.point.map(floor)
  /** Of a probability over both cases, what it is where demand goes on. */
  const among = (probability: number): number => (probability - (1 - alive)) / alive
  const given =
    model.quantile ??
    ((probability: number, h: number): number => floor(mean[h] + deviationsAt(spread, probability)[h]))
  const sums = new Float64Array(horizon)
  mean.forEach((value, h) => (sums[h] = value + (h > 0 ? sums[h - 1] : 0)))
  const sumSpread = { ...spread, stdDev: spread.cumulativeStdDev }
  const givenSum =
    model.cumulativeQuantile ??
    ((probability: number, h: number): number => floor(sums[h] + deviationsAt(sumSpread, probability)[h]))
  const mixed = (own: Float64Array, total: Float64Array): Float64Array =>
    own.map((deviation, h) => Math.sqrt(alive * deviation * deviation + alive * (1 - alive) * total[h] * total[h]))
  const stdDev = mixed(spread.stdDev, mean)
  const cumulativeStdDev = mixed(spread.cumulativeStdDev, sums)
  return {
    model: {
      ...model,
      ...(model.demandSizes !== undefined && { demandSizes: asBefore(model.demandSizes, alive) }),
      point: mean.map((value) => alive * value),
      stdDev,
      cumulativeStdDev,
      quantile: (probability, h) => (among(probability) > 0 ? given(among(probability), h) : 0),
      cumulativeQuantile: (probability, h) => (among(probability) > 0 ? givenSum(among(probability), h) : 0),
    },
    spread: { stdDev, cumulativeStdDev, degrees: new Float64Array(horizon).fill(Number.POSITIVE_INFINITY) },
  }
}
