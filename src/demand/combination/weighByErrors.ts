import type { FittedModel, ModelPart } from '../fittedModel.js'

/** Errors of the parts of a combination. */
export interface PartErrors {
  /** Mean absolute error by part, in any unit that they share. */
  readonly errors: readonly number[]
  /** Independent looks at the error that this is worth. */
  readonly looks: number
}

/**
 * Moves the weights of models half of the way to where the errors that they would have made inside the history point.
 *
 * There a weight is multiplied by the likelihood of these errors: with mean error e over n independent looks it falls as
 * e^-n, of which the square root is taken, as of the likelihoods in the pool. Half of the way, because estimated weights
 * rarely beat equal ones by as much as they promise (Smith and Wallis, "A simple explanation of the forecast combination
 * puzzle", Oxford Bulletin of Economics and Statistics 71, 2009).
 *
 * @param parts - models with the weights that they have before any error is seen
 */
export function weighByErrors(parts: readonly ModelPart[], seen: PartErrors | undefined): readonly ModelPart[] {
  if (seen === undefined) return parts
  const least = Math.min(...seen.errors)
  if (!(least > 0)) return parts
  const likelihoods = parts.map(
    ({ weight }, k) => weight * Math.exp((seen.looks / 2) * Math.log(least / seen.errors[k])),
  )
  const total = likelihoods.reduce((sum, one) => sum + one, 0)
  return parts.map(({ model, weight }, k) => ({ model, weight: (weight + likelihoods[k] / total) / 2 }))
}

/**
 * The errors of the forecasts inside the history over the first steps ahead. Those of overlapping spans are not
 * independent: the number of looks is that of the origins by that of the steps.
 *
 * @param mostSteps - steps that are looked at, so that the weights do not follow a longer horizon
 */
export function rollingErrors(
  models: readonly Pick<FittedModel, 'rolling'>[],
  values: Float64Array,
  count: number,
  mostSteps: number,
): PartErrors | undefined {
  const rolling = models[0]?.rolling
  if (rolling === undefined) return undefined
  const errors = models.map((model) => rollingError(model, values, count, mostSteps))
  return { errors, looks: rolling.origins / Math.min(rolling.steps, mostSteps) }
}

/** Mean over the steps ahead of the mean absolute error of the forecasts inside the history; NaN where there are none. */
export function rollingError(
  { rolling }: Pick<FittedModel, 'rolling'>,
  values: Float64Array,
  count: number,
  mostSteps: number = Number.POSITIVE_INFINITY,
): number {
  if (rolling === undefined) return Number.NaN
  const { first, origins, point } = rolling
  const steps = Math.min(rolling.steps, mostSteps)
  const sums = new Float64Array(steps)
  for (let k = 0; k < origins; k += 1) {
    const from = k * rolling.steps
    const known = first + k
    const seen = Math.min(steps, count - known)
    for (let step = 0; step < seen; step += 1) {
      const error = values[known + step] - point[from + step]
      sums[step] = sums[step] + Math.abs(error)
    }
  }
  let total = 0
  for (let step = 0; step < steps; step += 1) total += sums[step] / Math.min(origins, count - first - step)
  return total / steps
}
