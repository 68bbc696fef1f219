/**
 * Share by which the correlations of many variables are to be shrunk towards zero, 0 to 1.
 *
 * lambda = sum of Var(r_ij) / sum of r_ij^2 over all pairs of different variables, each variance estimated from the
 * products of the standardized values. The values are not centered: they are errors, whose mean is taken to be zero.
 * Both sums come from the products between observations, so that no matrix of the size of the variables is needed.
 *
 * Source: J. Schaefer and K. Strimmer, "A shrinkage approach to large-scale covariance matrix estimation", Statistical
 * Applications in Genetics and Molecular Biology 4 (2005), section 2.4, target D; without centering as in
 * S. L. Wickramasuriya, G. Athanasopoulos and R. J. Hyndman, JASA 114 (2019), section 2.4.
 *
 * @param values - the observations of the first variable, then of the second, ...
 * @param count - number of observations
 * @returns 1 where nothing can be said of the correlations
 */
export function shrinkageIntensity(values: Float64Array, variables: number, count: number): number {
  if (count < 2 || variables < 2) return 1
  const standard = new Float64Array(values.length)
  let varying = 0
  let fourth = 0
  for (let i = 0; i < variables; i += 1) {
    let square = 0
    for (let t = 0; t < count; t += 1) square += values[i * count + t] * values[i * count + t]
    if (!(square > 0)) continue
    varying += 1
    const size = Math.sqrt(square / count)
    for (let t = 0; t < count; t += 1) {
      const value = values[i * count + t] / size
      standard[i * count + t] = value
      fourth += value * value * value * value
    }
  }
  if (varying < 2) return 1
  const gram = new Float64Array(count * count)
  const squares = new Float64Array(count)
  for (let i = 0; i < variables; i += 1) {
    const from = i * count
    for (let t = 0; t < count; t += 1) {
      const value = standard[from + t]
      squares[t] = squares[t] + value * value
      for (let u = 0; u <= t; u += 1) {
        gram[t * count + u] = gram[t * count + u] + value * standard[from + u]
      }
    }
  }
  let products = 0
  let squareSum = 0
  for (let t = 0; t < count; t += 1) {
    squareSum += squares[t] * squares[t]
    for (let u = 0; u <= t; u += 1) {
      const value = gram[t * count + u]
      products += (u < t ? 2 : 1) * value * value
    }
  }
  // Without the pairs of a variable with itself, whose standardized squares sum to count.
  const pairProducts = products - varying * count * count
  const correlations = pairProducts / (count * count)
  if (!(correlations > 1e-12 * varying)) return 1
  const variances = (squareSum - fourth - pairProducts / count) / (count * (count - 1))
  return Math.min(1, Math.max(0, variances / correlations))
}
