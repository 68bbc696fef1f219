import { calibrateSpread, deviationsAt, modelSpread } from '../calibrateSpread.js'
import { carryCorrelation, type FittedModel } from '../fittedModel.js'

/** Exponents beyond this size are held there: the figures say no more than that. */
const LARGEST_EXPONENT = 300
/** Square of the deviation beyond which the mean is held: a factor of three, since so wide a spread only says that little is known. */
const LARGEST_SQUARE = 4

/**
 * A model of logarithms read as one of the values.
 *
 * With m and s the mean and deviation of the logarithm, the mean is exp(m) (1 + s^2 / 2), to second order, the form with
 * bias adjustment of Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.6; the deviation is
 * exp(m) s sqrt(1 + s^2 / 2) to the same order. Both stay sensible where s is large and the exact ones of the log-normal
 * distribution do not. Quantiles are those of the logarithm, exactly, with its calibrated spread where one was asked for.
 *
 * @param values - logarithms of the history
 * @param shift - what was added to the history before
 */
export function exponentialModel(model: FittedModel, values: Float64Array, count: number, shift = 0): FittedModel {
  const spread = model.rolling === undefined ? modelSpread(model) : calibrateSpread(model, values, count)
  const raise = (value: number): number => Math.exp(Math.min(LARGEST_EXPONENT, Math.max(-LARGEST_EXPONENT, value)))
  const square = (h: number): number => Math.min(LARGEST_SQUARE, spread.stdDev[h] * spread.stdDev[h])
  // where something was added there may be nothing, and never less
  const floor = (value: number): number => (shift > 0 ? Math.max(0, value) : value)
  const stdDev = model.point.map((value, h) => raise(value) * Math.sqrt(square(h) * (1 + square(h) / 2)))
  const { rolling: _, ...others } = model
  let known = Number.NaN
  let deviations: Float64Array = stdDev
  const firstSquare = model.stdDev[0] * model.stdDev[0]
  return {
    ...others,
    point: model.point.map((value, h) => floor(raise(value) * (1 + square(h) / 2) - shift)),
    stdDev,
    cumulativeStdDev: carryCorrelation(spread, stdDev),
    fitted: model.fitted.map((value) => floor(raise(value) * (1 + Math.min(LARGEST_SQUARE, firstSquare) / 2) - shift)),
    quantile: (probability, h) => {
      if (probability !== known) {
        deviations = deviationsAt(spread, probability)
        known = probability
      }
      return floor(raise(model.point[h] + deviations[h]) - shift)
    },
  }
}
