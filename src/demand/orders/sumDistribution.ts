import { normalQuantile } from '../../math/normal.js'

/** A quantity that comes whole or not at all. */
export interface Chance {
  /** Units, above zero. */
  readonly quantity: number
  /** Probability, above 0 and below 1. */
  readonly probability: number
}

/** Distribution of a sum of independent chances: its possible values, ascending, and the probability of each. */
export interface SumDistribution {
  readonly values: readonly number[]
  readonly probabilities: readonly number[]
}

/** Beyond so many different sums the normal distribution takes over. */
const MOST_VALUES = 4096
/** Sums closer than this, by the largest, differ by rounding only. */
const SAME = 1e-12

/** The exact distribution of the sum, built up chance by chance; null where it has too many different values. */
export function exactSum(chances: readonly Chance[]): SumDistribution | null {
  const sorted = [...chances].sort((a, b) => a.quantity - b.quantity || a.probability - b.probability)
  let values = [0]
  let probabilities = [1]
  for (const { quantity, probability } of sorted) {
    const nextValues: number[] = []
    const nextProbabilities: number[] = []
    const put = (value: number, weight: number): void => {
      const last = nextValues.length - 1
      if (last >= 0 && value - nextValues[last] <= SAME * value) {
        nextProbabilities[last] = nextProbabilities[last] + weight
      } else {
        nextValues.push(value)
        nextProbabilities.push(weight)
      }
    }
    let i = 0
    let j = 0
    while (j < values.length) {
      const lost = i < values.length ? values[i] : Number.POSITIVE_INFINITY
      const won = values[j] + quantity
      if (lost <= won) {
        put(lost, probabilities[i] * (1 - probability))
        i += 1
      } else {
        put(won, probabilities[j] * probability)
        j += 1
      }
    }
    if (nextValues.length > MOST_VALUES) return null
    values = nextValues
    probabilities = nextProbabilities
  }
  return { values, probabilities }
}

/** The smallest value that the sum stays at or below with at least the given probability. */
export function exactQuantile({ values, probabilities }: SumDistribution, probability: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) {
    sum += probabilities[i]
    if (sum >= probability - SAME) return values[i]
  }
  return values[values.length - 1]
}

/** Quantile of the normal distribution with the mean and standard deviation of the sum, inside what is possible. */
export function normalSumQuantile(mean: number, stdDev: number, most: number, probability: number): number {
  return Math.min(Math.max(mean + stdDev * normalQuantile(probability), 0), most)
}
