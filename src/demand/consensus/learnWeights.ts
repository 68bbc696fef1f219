/** Past forecasts of the contributors against one list of actuals. */
export interface PastErrors {
  /** Number of periods in which the actual and every contributor's forecast are known. */
  readonly periods: number
  /** Mean of forecast - actual by contributor; null where there is no such period. */
  readonly bias: readonly (number | null)[]
  /** Mean squared error by contributor, about the bias where that is corrected; null where there is no such period. */
  readonly meanSquaredError: readonly (number | null)[]
}

/** Errors over the periods that all contributors have in common, so that nobody is judged on easier ones. */
export function pastErrors(
  actual: readonly (number | null)[],
  forecasts: readonly (readonly (number | null)[])[],
  isBiasCorrected: boolean,
): PastErrors {
  const common = actual.flatMap((value, t) =>
    value !== null && forecasts.every((forecast) => forecast[t] !== null) ? [t] : [],
  )
  if (common.length === 0) {
    const none = forecasts.map(() => null)
    return { periods: 0, bias: none, meanSquaredError: none }
  }
  const errors = forecasts.map((forecast) => common.map((t) => (forecast[t] as number) - (actual[t] as number)))
  const bias = errors.map((list) => list.reduce((a, b) => a + b, 0) / list.length)
  const meanSquaredError = errors.map((list, i) => {
    const center = isBiasCorrected ? bias[i] : 0
    return list.reduce((sum, error) => sum + (error - center) * (error - center), 0) / list.length
  })
  return { periods: common.length, bias, meanSquaredError }
}

/**
 * Weights in inverse proportion to the mean squared errors, drawn toward equal ones while there is little experience:
 * w = (periods * learned + prior * equal) / (periods + prior). Who never erred shares all learned weight.
 */
export function learnWeights(meanSquaredErrors: readonly number[], periods: number, priorPeriods: number): number[] {
  const count = meanSquaredErrors.length
  const least = Math.min(...meanSquaredErrors)
  // By the least error: its own weight is 1, and small errors do not overflow.
  const raw = meanSquaredErrors.map((error) => (error === least ? 1 : least / error))
  const sum = raw.reduce((a, b) => a + b, 0)
  const trust = periods / (periods + priorPeriods)
  return raw.map((weight) => trust * (weight / sum) + (1 - trust) / count)
}
