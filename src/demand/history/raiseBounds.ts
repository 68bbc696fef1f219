import type { SteadyScale } from './steadyScale.js'
import type { Replacement } from './types.js'

/** Values of which some are lower bounds, and what was expected. */
export interface BoundedHistory {
  readonly source: readonly (number | null)[]
  readonly censored: readonly boolean[]
  readonly availableShare: readonly number[] | undefined
  /** The scale of deviation and expectation. */
  readonly scale: SteadyScale
  /** Whether all values are whole numbers. */
  readonly isCount: boolean
  readonly deviation: number
  readonly expectedAt: (period: number) => number
}

/**
 * Demand behind a stock-out: its mean given that it was at least what was sold, or what was sold and the expected demand
 * of the share of the period without stock.
 */
export function raiseBounds(history: BoundedHistory): Replacement[] {
  const { source, censored, availableShare, scale, isCount, deviation, expectedAt } = history
  const result: Replacement[] = []
  source.forEach((value, period) => {
    if (value === null) return
    const share = availableShare?.[period] ?? 1
    const mean = expectedAt(period)
    if (share < 1) {
      const replacement = value + (1 - share) * Math.max(0, scale.mean(mean, deviation))
      const reason = `The item could be had in ${Math.round(share * 100)} % of the period; the rest was added as expected.`
      result.push({ period, replacement, reason })
    } else if (censored[period] === true) {
      const demand = scale.meanAbove(mean, deviation, lowerBound(value, isCount && scale.name !== 'logarithm'))
      const reason = 'The item ran out; this is the mean of the demand that was at least what was sold.'
      result.push({ period, replacement: Math.max(value, demand), reason })
    }
  })
  return result
}

/** Where a continuous variable stands for whole pieces, as many as were sold begin half a piece below. */
export function lowerBound(value: number, isCount: boolean): number {
  return isCount && value >= 0 ? Math.max(0, value - 0.5) : value
}
