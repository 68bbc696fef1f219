/** Limits and tolerances of the quasi-Newton search. */
export interface BfgsOptions {
  /** Step of the differences that stand for the gradient. */
  readonly gradientStep: number
  /** `central` differences are exact to the square of the step, for twice the evaluations. */
  readonly differences: 'forward' | 'central'
  /** The search ends when one iteration gains less than this. */
  readonly tolerance: number
  /** Whether it then tries once more along the bare gradient, which may see a descent that the update hides. */
  readonly confirm: boolean
  readonly maxIterations: number
}

/** What the quasi-Newton search found. */
export interface BfgsMinimum {
  readonly point: Float64Array
  readonly value: number
}

/** Decrease that a step must bring, as a share of what the slope promises (Armijo). */
const ENOUGH = 1e-4
const SHORTEN = 0.3
/** Longest first step: the first direction is the bare gradient, whose length means nothing. */
const FIRST_STEP = 0.5

/**
 * Smallest value of a smooth function without bounds, near a start, by the BFGS update of the inverse Hessian with a
 * gradient from differences and a backtracking line search.
 *
 * Deterministic. A value that is not a number counts as infinite and is stepped back from; where the start itself has no
 * finite value, it is returned as it is.
 * Source: J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed. (2006), algorithms 3.1 and 6.1.
 */
export function minimizeBfgs(
  evaluate: (point: Float64Array) => number,
  start: ArrayLike<number>,
  options: BfgsOptions,
): BfgsMinimum {
  const { gradientStep, differences, tolerance, confirm, maxIterations } = options
  const size = start.length
  let point = Float64Array.from(start)
  let value = finite(evaluate(point))
  if (size === 0 || value === Number.POSITIVE_INFINITY) return { point, value }

  const gradientAt = (at: Float64Array, here: number): Float64Array => {
    const gradient = new Float64Array(size)
    for (let i = 0; i < size; i += 1) {
      const x = at[i]
      at[i] = x + gradientStep
      const above = finite(evaluate(at))
      at[i] = x - gradientStep
      const isOneSided = differences === 'forward' && above < Number.POSITIVE_INFINITY
      const below = isOneSided ? Number.POSITIVE_INFINITY : finite(evaluate(at))
      at[i] = x
      if (above < Number.POSITIVE_INFINITY && below < Number.POSITIVE_INFINITY) {
        gradient[i] = (above - below) / (2 * gradientStep)
      } else if (above < Number.POSITIVE_INFINITY) gradient[i] = (above - here) / gradientStep
      else if (below < Number.POSITIVE_INFINITY) gradient[i] = (here - below) / gradientStep
    }
    return gradient
  }

  const inverse = new Float64Array(size * size)
  const resetInverse = (): void => {
    inverse.fill(0)
    for (let i = 0; i < size; i += 1) inverse[i * size + i] = 1
  }
  resetInverse()
  const product = new Float64Array(size)
  let gradient = gradientAt(point, value)
  let fresh = true
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    const direction = new Float64Array(size)
    let slope = 0
    let longest = 0
    for (let i = 0; i < size; i += 1) {
      let sum = 0
      for (let j = 0; j < size; j += 1) sum -= inverse[i * size + j] * gradient[j]
      direction[i] = sum
      slope += sum * gradient[i]
      longest = Math.max(longest, Math.abs(sum))
    }
    if (!(slope < 0)) {
      if (fresh) break
      resetInverse()
      fresh = true
      continue
    }
    let step = fresh && longest > FIRST_STEP ? FIRST_STEP / longest : 1
    const next = new Float64Array(size)
    let reached = Number.POSITIVE_INFINITY
    while (true) {
      for (let i = 0; i < size; i += 1) next[i] = point[i] + step * direction[i]
      reached = finite(evaluate(next))
      if (reached <= value + ENOUGH * step * slope || step * longest < 1e-10) break
      step *= SHORTEN
    }
    const gain = value - reached
    if (!(gain > 0)) {
      if (fresh) break
      resetInverse()
      fresh = true
      continue
    }
    const nextGradient = gradientAt(next, reached)
    updateInverse({ inverse, product }, { point, gradient }, { point: next, gradient: nextGradient })
    point = next
    value = reached
    gradient = nextGradient
    if (gain < tolerance) {
      if (fresh || !confirm) break
      resetInverse()
      fresh = true
    } else fresh = false
  }
  return { point, value }
}

/** A point of the search with its gradient. */
interface SearchPoint {
  readonly point: Float64Array
  readonly gradient: Float64Array
}

/** Updates the inverse of the Hessian by what one step has shown; `product` is room to work in. */
function updateInverse(
  { inverse, product }: { readonly inverse: Float64Array; readonly product: Float64Array },
  { point, gradient }: SearchPoint,
  { point: next, gradient: nextGradient }: SearchPoint,
): void {
  const size = point.length
  let curvature = 0
  for (let i = 0; i < size; i += 1) {
    curvature += (next[i] - point[i]) * (nextGradient[i] - gradient[i])
  }
  // without positive curvature the update would lose its positive definiteness
  if (!(curvature > 1e-18)) return
  let quadratic = 0
  for (let i = 0; i < size; i += 1) {
    let sum = 0
    for (let j = 0; j < size; j += 1) {
      sum += inverse[i * size + j] * (nextGradient[j] - gradient[j])
    }
    product[i] = sum
    quadratic += sum * (nextGradient[i] - gradient[i])
  }
  const weight = (1 + quadratic / curvature) / curvature
  for (let i = 0; i < size; i += 1) {
    const si = next[i] - point[i]
    for (let j = 0; j < size; j += 1) {
      const sj = next[j] - point[j]
      inverse[i * size + j] = inverse[i * size + j] + weight * si * sj - (si * product[j] + product[i] * sj) / curvature
    }
  }
}

function finite(value: number): number {
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
}
