import { logGamma } from './logGamma.js'

/** Dispersion up to which counts are taken for Poisson: a variance this close to the mean is the mean. */
const LEAST_DISPERSION = 1 + 1e-6
const GRID = 48
const REFINEMENTS = 24
const SECTION = 0.6180339887498949

/** Counts with mean `rate` and variance `dispersion * rate`: Poisson at a dispersion of one, else negative binomial. */
export interface CountDistribution {
  /** Mean count, 0 to about 500. */
  readonly rate: number
  /** Variance by mean, from 1. */
  readonly dispersion: number
}

/**
 * Smallest count that is not exceeded with the given probability.
 *
 * Summed from the probability of zero upward: P(k) = P(k - 1) rate / k for Poisson; for the negative binomial with
 * r = rate / (dispersion - 1), P(k) = P(k - 1) (r + k - 1) / k * (1 - 1 / dispersion).
 */
export function countQuantile({ rate, dispersion }: CountDistribution, probability: number): number {
  if (!(rate > 0)) return 0
  const poisson = !(dispersion > LEAST_DISPERSION)
  const successes = poisson ? 0 : rate / (dispersion - 1)
  let mass = Math.exp(poisson ? -rate : -successes * Math.log(dispersion))
  let sum = mass
  let count = 0
  // beyond the mean, a mass too small to move the sum ends the search
  while (sum < probability && !(count > rate && mass < 1e-17)) {
    count += 1
    mass *= poisson ? rate / count : ((successes + count - 1) / count) * (1 - 1 / dispersion)
    sum += mass
  }
  return count
}

/**
 * Dispersion of counts about the rates that were forecast for them, by maximum likelihood; one for Poisson.
 *
 * With the dispersion constant, a rate that moves changes how often events come, not how large they are: the sizes of a
 * compound Poisson process. Periods without a rate are left out. The grid reaches well past the moment estimate.
 * Source: Snyder, Ord and Beaumont, "Forecasting the intermittent demand for slow-moving inventories", International
 * Journal of Forecasting 28 (2012), for the likelihood of one-step forecasts.
 *
 * @param counts - whole numbers, as many as `rates`
 */
export function estimateDispersion(counts: Float64Array, rates: Float64Array): number {
  let squares = 0
  let total = 0
  counts.forEach((count, t) => {
    const rate = rates[t]
    if (!(rate > 0)) return
    squares += (count - rate) * (count - rate)
    total += rate
  })
  if (!(squares > 0)) return 1
  const middle = Math.max(squares / total, 1)
  const least = logLikelihood(counts, rates, 1)
  const at = (step: number): number => 1 + middle * Math.exp((step - GRID / 2) / 4)
  let best = -1
  let most = least
  for (let step = 0; step <= GRID; step += 1) {
    const value = logLikelihood(counts, rates, at(step))
    if (value > most) {
      best = step
      most = value
    }
  }
  if (best < 0) return 1
  let low = best - 1
  let high = best + 1
  for (let k = 0; k < REFINEMENTS; k += 1) {
    const left = high - SECTION * (high - low)
    const right = low + SECTION * (high - low)
    if (logLikelihood(counts, rates, at(left)) >= logLikelihood(counts, rates, at(right))) high = right
    else low = left
  }
  return at((low + high) / 2)
}

/** Log-likelihood of counts with these rates, factorials included, over the periods that have a rate. */
export function countLogLikelihood(counts: Float64Array, rates: Float64Array, dispersion: number): number {
  let factorials = 0
  for (let t = 0; t < counts.length; t += 1) if (rates[t] > 0) factorials += logGamma(counts[t] + 1)
  return logLikelihood(counts, rates, dispersion) - factorials
}

/** Log-likelihood but for the factorials of the counts, which do not depend on the dispersion. */
function logLikelihood(counts: Float64Array, rates: Float64Array, dispersion: number): number {
  const poisson = !(dispersion > LEAST_DISPERSION)
  const logDispersion = Math.log(dispersion)
  const logShare = poisson ? 0 : Math.log(1 - 1 / dispersion)
  let sum = 0
  for (let t = 0; t < counts.length; t += 1) {
    const rate = rates[t]
    if (!(rate > 0)) continue
    const count = counts[t]
    if (poisson) {
      sum += count * Math.log(rate) - rate
      continue
    }
    const successes = rate / (dispersion - 1)
    sum -= successes * logDispersion
    if (count > 0) sum += logGamma(count + successes) - logGamma(successes) + count * logShare
  }
  return sum
}
