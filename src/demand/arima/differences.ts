/** (1 - B)^d (1 - B^m)^D of the first values, shorter by d + D m. */
export function difference(values: Float64Array, count: number, d: number, D: number, m: number): Float64Array {
  let result: Float64Array = values.slice(0, count)
  for (let k = 0; k < D; k += 1) result = lagged(result, m)
  for (let k = 0; k < d; k += 1) result = lagged(result, 1)
  return result
}

function lagged(values: Float64Array, lag: number): Float64Array {
  const result = new Float64Array(Math.max(0, values.length - lag))
  for (let t = 0; t < result.length; t += 1) result[t] = values[t + lag] - values[t]
  return result
}

/** c(1), c(2), ... with (1 - B)^d (1 - B^m)^D = 1 - c(1) B - c(2) B^2 - ... */
export function differenceCoefficients(d: number, D: number, m: number): Float64Array {
  let polynomial = Float64Array.of(1)
  const multiply = (lag: number): void => {
    const next = new Float64Array(polynomial.length + lag)
    for (let j = 0; j < polynomial.length; j += 1) {
      next[j] = next[j] + polynomial[j]
      next[j + lag] = next[j + lag] - polynomial[j]
    }
    polynomial = next
  }
  for (let k = 0; k < d; k += 1) multiply(1)
  for (let k = 0; k < D; k += 1) multiply(m)
  return polynomial.slice(1).map((value) => (value === 0 ? 0 : -value))
}
