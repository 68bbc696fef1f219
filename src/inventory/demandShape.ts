import { gammaLoss, gammaLossInverse, gammaQuantile, gammaShares } from '../math/gamma.js'
import { normalCdf, normalLoss, normalLossInverse, normalQuantile } from '../math/normal.js'

/**
 * The distribution that the demand of a protection interval is taken to follow: `normal`, or `gamma`, which has no demand
 * below zero and leans to the right, the more so the larger its deviation is beside its mean.
 */
export type DemandShape = 'normal' | 'gamma'

/** Demand of a protection interval with the distribution that it is taken to follow; units. */
export interface ShapedDemand {
  readonly mean: number
  /** Above zero. */
  readonly stdDev: number
  readonly shape: DemandShape
}

/**
 * Deviation beside the mean from which on a gamma distribution leans no more: its skewness is twice that ratio, and with next to
 * no demand and a large deviation nothing but its far tail would be left.
 */
const MOST_VARIATION = 3

interface Gamma {
  readonly a: number
  readonly scale: number
  /** Its mean: that of the demand, unless that is too small beside the deviation. */
  readonly middle: number
}

/** A gamma distribution needs a demand; its shape parameter is the squared ratio of mean and deviation. */
function gammaOf({ mean, stdDev, shape }: ShapedDemand): Gamma | undefined {
  if (shape !== 'gamma' || !(mean > 0)) return undefined
  const middle = Math.max(mean, stdDev / MOST_VARIATION)
  return { a: (middle / stdDev) ** 2, scale: (stdDev * stdDev) / middle, middle }
}

/** Standard deviations above the mean that demand stays under with the given probability. */
export function factorOfService(demand: ShapedDemand, probability: number): number {
  const gamma = gammaOf(demand)
  if (gamma === undefined) return normalQuantile(probability)
  return (gammaQuantile(gamma.a, probability) * gamma.scale - gamma.middle) / demand.stdDev
}

/** Standard deviations above the mean at which the expected shortage is as large as given; units. */
export function factorOfShortage(demand: ShapedDemand, short: number): number {
  const gamma = gammaOf(demand)
  if (gamma === undefined) return normalLossInverse(short / demand.stdDev)
  return (gammaLossInverse(gamma.a, short / gamma.scale) * gamma.scale - gamma.middle) / demand.stdDev
}

/** Expected units short with so many standard deviations above the mean. */
export function shortageAt(demand: ShapedDemand, z: number): number {
  const gamma = gammaOf(demand)
  if (gamma === undefined) return demand.stdDev * normalLoss(z)
  return gammaLoss(gamma.a, (gamma.middle + z * demand.stdDev) / gamma.scale) * gamma.scale
}

/** Probability that demand stays at or under so many standard deviations above its mean. */
export function serviceAt(demand: ShapedDemand, z: number): number {
  const gamma = gammaOf(demand)
  if (gamma === undefined) return normalCdf(z)
  return gammaShares(gamma.a, (gamma.middle + z * demand.stdDev) / gamma.scale).below
}
