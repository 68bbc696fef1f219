import type { FittedModel } from '../fittedModel.js'

/** A model that looked further ahead than was asked for, cut to what was. */
export function untilHorizon(model: FittedModel, horizon: number): FittedModel {
  const { point, stdDev, cumulativeStdDev } = model
  return {
    ...model,
    point: point.slice(0, horizon),
    stdDev: stdDev.slice(0, horizon),
    cumulativeStdDev: cumulativeStdDev.slice(0, horizon),
  }
}
