import { choleskyFactor, choleskySolve } from '../../math/choleskyFactor.js'
import { type ArimaData, type ArimaFit, createObjective } from './fitArima.js'

/** Step of the second differences, in coefficients. */
const STEP = 1e-3

/**
 * Standard errors of the coefficients of the polynomials, from the curvature of the exact likelihood: the root of the
 * diagonal of the inverse of its negative Hessian (Box, Jenkins and Reinsel, section 7.2). Left out where the likelihood
 * is not curved, as on the edge of what is stationary.
 */
export function arimaStandardErrors(data: ArimaData, fit: ArimaFit): Record<string, number[]> {
  const parts = Object.entries(fit.polynomials.parts)
  const center = Float64Array.from(parts.flatMap(([, part]) => Array.from(part)))
  const size = center.length
  if (size === 0) return {}
  const objective = createObjective({ ...data, columns: fit.columns }, fit.orders)
  const valueAt = (i: number, stepI: number, j: number, stepJ: number): number => {
    const point = center.slice()
    point[i] = point[i] + stepI
    point[j] = point[j] + stepJ
    return objective(point)
  }
  const middle = objective(center)
  const hessian = new Float64Array(size * size)
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const second =
        i === j
          ? valueAt(i, STEP, j, 0) - 2 * middle + valueAt(i, -STEP, j, 0)
          : (valueAt(i, STEP, j, STEP) -
              valueAt(i, STEP, j, -STEP) -
              valueAt(i, -STEP, j, STEP) +
              valueAt(i, -STEP, j, -STEP)) /
            4
      hessian[i * size + j] = (data.count * second) / (STEP * STEP)
    }
  }
  if (!hessian.every((value) => Number.isFinite(value)) || !choleskyFactor(hessian, size)) return {}
  const deviations: number[] = []
  for (let i = 0; i < size; i += 1) {
    const unit = new Float64Array(size)
    unit[i] = 1
    choleskySolve(hessian, size, unit)
    deviations.push(Math.sqrt(unit[i]))
  }
  const result: Record<string, number[]> = {}
  let from = 0
  for (const [name, part] of parts) {
    if (part.length > 0) result[`${name}.standardError`] = deviations.slice(from, from + part.length)
    from += part.length
  }
  return result
}
