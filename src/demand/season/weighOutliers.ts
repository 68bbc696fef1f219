/**
 * Bisquare weights of values by what is left of them: none from six times the median of its size on.
 *
 * Source: Cleveland, Cleveland, McRae and Terpenning (1990), section 2.4. The ends are cut by a thousandth, as in R's
 * `stl`. That one may take another value than the median where the number of values is even, since it asks its partial
 * sort for the two middle places in falling order; the results differ there.
 */
export function weighOutliers(remainder: Float64Array): Float64Array {
  const count = remainder.length
  const sizes = remainder.map(Math.abs)
  const sorted = sizes.slice().sort()
  const limit = 3 * (sorted[count >> 1] + sorted[(count - 1) >> 1])
  return sizes.map((size) => {
    const share = limit > 0 ? size / limit : size > 0 ? 1 : 0
    const rest = share <= 0.001 ? 1 : share > 0.999 ? 0 : 1 - share * share
    return rest * rest
  })
}
