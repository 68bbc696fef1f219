import { leastSquaresQr } from '../../math/leastSquaresQr.js'

/**
 * Adds columns one by one, each time the one that lowers AICc most, until none does; returns their places in order.
 *
 * Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 7.5, forward selection.
 *
 * @param base - columns that are always there
 */
export function selectColumns(
  base: readonly Float64Array[],
  columns: readonly Float64Array[],
  values: Float64Array,
): number[] {
  const chosen: number[] = []
  let best = informationCriterion(leastSquaresQr(base, values), values.length)
  for (;;) {
    let next = -1
    for (let j = 0; j < columns.length; j += 1) {
      if (chosen.includes(j)) continue
      const tried = [...base, ...[...chosen, j].map((place) => columns[place])]
      const fit = leastSquaresQr(tried, values)
      if (fit.rank < tried.length) continue
      const criterion = informationCriterion(fit, values.length)
      if (criterion >= best) continue
      best = criterion
      next = j
    }
    if (next < 0) return chosen.sort((a, b) => a - b)
    chosen.push(next)
  }
}

/** AICc of a regression with normal errors: n ln(S / n) + 2 k n / (n - k - 1), with the variance among the k. */
export function informationCriterion(fit: { readonly squares: number; readonly rank: number }, count: number): number {
  const k = fit.rank + 1
  if (count - k - 1 <= 0) return Number.POSITIVE_INFINITY
  return count * Math.log(Math.max(fit.squares, 1e-300) / count) + (2 * k * count) / (count - k - 1)
}
