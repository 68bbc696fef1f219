/** What the simplex search found. */
export interface SimplexMinimum {
  /** The best point; a buffer that the search owns, overwritten by the next search with the same workspace. */
  readonly point: Float64Array
  readonly value: number
  readonly evaluations: number
}

/** Buffers of the simplex search, made once and used for many searches of up to `size` dimensions. */
export interface SimplexWorkspace {
  readonly size: number
  readonly corners: readonly Float64Array[]
  readonly values: Float64Array
  readonly center: Float64Array
  readonly trial: Float64Array
  readonly second: Float64Array
}

/** Limits and tolerances of the simplex search. */
export interface SimplexOptions {
  /** Lower bound by dimension. */
  readonly lower: ArrayLike<number>
  /** Upper bound by dimension. */
  readonly upper: ArrayLike<number>
  /** Length of the first step by dimension; turned around where it would leave the bounds. */
  readonly step: ArrayLike<number>
  /** A search ends when the values of all corners lie within this distance of the best. */
  readonly tolerance: number
  /** Evaluations of one search, without its restarts. */
  readonly maxEvaluations: number
  /** How often the search begins again at the best point, while that gains more than `restartGain`. */
  readonly maxRestarts: number
  readonly restartGain: number
}

export function createSimplexWorkspace(size: number): SimplexWorkspace {
  return {
    size,
    corners: Array.from({ length: size + 1 }, () => new Float64Array(size)),
    values: new Float64Array(size + 1),
    center: new Float64Array(size),
    trial: new Float64Array(size),
    second: new Float64Array(size),
  }
}

/**
 * Smallest value of a function inside a box, by the Nelder-Mead simplex search; trial points are moved onto the box.
 *
 * A simplex may shrink, or fall flat onto the edge of the box, before it arrives; a fresh one at the best point goes on.
 * Deterministic: no random start, ties go to the earlier corner. A value that is not a number counts as infinite.
 * Source: J. A. Nelder and R. Mead, "A simplex method for function minimization", The Computer Journal 7 (1965).
 *
 * @param dimensions - how many entries of `start` are searched, at most `workspace.size`
 */
export function minimizeSimplex(
  evaluate: (point: Float64Array) => number,
  start: ArrayLike<number>,
  dimensions: number,
  options: SimplexOptions,
  workspace: SimplexWorkspace,
): SimplexMinimum {
  let found = searchOnce(evaluate, start, dimensions, options, workspace)
  for (let restart = 0; restart < options.maxRestarts; restart += 1) {
    const before = found
    const again = searchOnce(evaluate, before.point.slice(), dimensions, options, workspace)
    found = { ...again, evaluations: before.evaluations + again.evaluations }
    if (!(before.value - again.value > options.restartGain)) break
  }
  return found
}

function searchOnce(
  evaluate: (point: Float64Array) => number,
  start: ArrayLike<number>,
  dimensions: number,
  options: SimplexOptions,
  workspace: SimplexWorkspace,
): SimplexMinimum {
  const { lower, upper, step, tolerance, maxEvaluations } = options
  const { values, center, trial, second } = workspace
  const corners = workspace.corners.slice(0, dimensions + 1)
  let evaluations = 0

  const valueAt = (point: Float64Array): number => {
    evaluations += 1
    const value = evaluate(point)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }
  /** target = center + factor * (worst - center), moved onto the box. */
  const place = (target: Float64Array, worst: Float64Array, factor: number): void => {
    for (let d = 0; d < dimensions; d += 1) {
      const middle = center[d]
      const x = middle + factor * (worst[d] - middle)
      target[d] = Math.min(Math.max(x, lower[d]), upper[d])
    }
  }

  for (let c = 0; c <= dimensions; c += 1) {
    const corner = corners[c]
    for (let d = 0; d < dimensions; d += 1) {
      const low = lower[d]
      const high = upper[d]
      const x = Math.min(Math.max(start[d], low), high)
      const size = step[d]
      const inside = x + size <= high && x + size >= low
      corner[d] = d !== c - 1 ? x : inside ? x + size : Math.min(Math.max(x - size, low), high)
    }
    values[c] = valueAt(corner)
  }

  while (true) {
    let best = 0
    let worst = 0
    for (let c = 1; c <= dimensions; c += 1) {
      if (values[c] < values[best]) best = c
      if (values[c] >= values[worst]) worst = c
    }
    const bestValue = values[best]
    const worstValue = values[worst]
    const done = worstValue - bestValue <= tolerance || worstValue === bestValue
    if (done || evaluations >= maxEvaluations) {
      return { point: corners[best], value: bestValue, evaluations }
    }
    let nextWorst = Number.NEGATIVE_INFINITY
    center.fill(0)
    for (let c = 0; c <= dimensions; c += 1) {
      if (c === worst) continue
      if (values[c] > nextWorst) nextWorst = values[c]
      const corner = corners[c]
      for (let d = 0; d < dimensions; d += 1) center[d] = center[d] + corner[d] / dimensions
    }
    const worstCorner = corners[worst]
    place(trial, worstCorner, -1)
    const reflected = valueAt(trial)
    if (reflected < bestValue) {
      place(second, worstCorner, -2)
      const expanded = valueAt(second)
      worstCorner.set(expanded < reflected ? second : trial)
      values[worst] = Math.min(expanded, reflected)
      continue
    }
    if (reflected < nextWorst) {
      worstCorner.set(trial)
      values[worst] = reflected
      continue
    }
    place(second, worstCorner, reflected < worstValue ? -0.5 : 0.5)
    const contracted = valueAt(second)
    if (contracted < Math.min(reflected, worstValue)) {
      worstCorner.set(second)
      values[worst] = contracted
      continue
    }
    const bestCorner = corners[best]
    for (let c = 0; c <= dimensions; c += 1) {
      if (c === best) continue
      const corner = corners[c]
      for (let d = 0; d < dimensions; d += 1) {
        corner[d] = (corner[d] + bestCorner[d]) / 2
      }
      values[c] = valueAt(corner)
    }
  }
}
