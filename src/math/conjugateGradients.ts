/** A symmetric positive definite system, given by what it does. */
export interface LinearSystem {
  readonly size: number
  /** Fills `result` with A x. */
  multiply(x: Float64Array, result: Float64Array): void
  /** Fills `result` with an approximate solution of A x = r, itself symmetric and positive definite. */
  precondition(r: Float64Array, result: Float64Array): void
}

/**
 * Solves A x = b by preconditioned conjugate gradients, from the x given; returns the error left in the norm of the
 * preconditioner, as a part of that of b.
 *
 * Stops at `tolerance` or after `maxIterations`. Where A is the preconditioned matrix plus k further squares, k + 1
 * steps are enough but for rounding.
 *
 * Source: G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed. (2013), algorithm 11.5.1.
 */
export function conjugateGradients(
  system: LinearSystem,
  b: Float64Array,
  x: Float64Array,
  options: { readonly tolerance: number; readonly maxIterations: number },
): number {
  const { size } = system
  const r = new Float64Array(size)
  const z = new Float64Array(size)
  const product = new Float64Array(size)
  // In units of the largest entry, so that squares neither overflow nor vanish.
  let unit = 0
  for (let i = 0; i < size; i += 1) unit = Math.max(unit, Math.abs(b[i]))
  if (unit === 0) {
    x.fill(0)
    return 0
  }
  for (let i = 0; i < size; i += 1) r[i] = b[i] / unit
  system.precondition(r, z)
  const reference = dot(r, z)
  system.multiply(x, product)
  for (let i = 0; i < size; i += 1) r[i] = (b[i] - product[i]) / unit
  system.precondition(r, z)
  const direction = z.slice()
  let gain = dot(r, z)
  const target = options.tolerance * options.tolerance * reference
  for (let iteration = 0; iteration < options.maxIterations && gain > target; iteration += 1) {
    system.multiply(direction, product)
    const curvature = dot(direction, product)
    if (!(curvature > 0)) break
    const length = gain / curvature
    for (let i = 0; i < size; i += 1) {
      x[i] = x[i] + length * direction[i] * unit
      r[i] = r[i] - length * product[i]
    }
    system.precondition(r, z)
    const next = dot(r, z)
    const ratio = next / gain
    gain = next
    for (let i = 0; i < size; i += 1) direction[i] = z[i] + ratio * direction[i]
  }
  return Math.sqrt(Math.max(0, gain) / reference)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i]
  return sum
}
