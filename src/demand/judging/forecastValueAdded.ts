import { checkObject } from '../checkPlannerInput.js'
import { createIssueList } from '../../core/checking/errors.js'

/** One step of the forecasting process, in the order in which the forecast passes through them. */
export interface ForecastStep {
  /** Name of the step, as `naive`, `statistical`, `consensus`. */
  readonly id: string
  /** Error of the forecast after this step, by any measure in which less is better; the same for all steps. */
  readonly error: number
}

/** What one step did to the error, in the unit of the errors. */
export interface ForecastStepValue extends ForecastStep {
  /** Error of the step before less that of this one: above zero means that the step helped. `null` for the first. */
  readonly valueAddedVsPrevious: number | null
  /** Error of the first step (usually the naive forecast) less that of this one; 0 for the first. */
  readonly valueAddedVsFirst: number
}

/**
 * Shows which steps of a forecasting process took error out and which put it in.
 *
 * Source: Gilliland, The Business Forecasting Deal (2010), chapter 4, the stairstep report.
 *
 * @param steps - errors by step in the order of the process, the naive forecast first
 * @throws SopError where there is no step, an id is missing or repeated, or an error is not a number from 0
 * @example
 * ```ts
 * import { forecastValueAdded } from 'sop-engine'
 * const steps = forecastValueAdded([{ id: 'naive', error: 0.25 }, { id: 'statistical', error: 0.125 }])
 * steps[1]?.valueAddedVsFirst // => 0.125
 * ```
 */
export function forecastValueAdded(steps: readonly ForecastStep[]): ForecastStepValue[] {
  const issues = createIssueList()
  const list: readonly unknown[] = Array.isArray(steps) ? steps : []
  if (list.length === 0) issues.add('EMPTY', 'steps', steps, 'There is no step.', 'Pass at least one step.')
  const seen = new Set<string>()
  list.forEach((step, place) => {
    if (!checkObject<ForecastStep>(step, `steps[${place}]`, issues, { id: true, error: true })) return
    const { id, error } = step as { id?: unknown; error?: unknown }
    if (typeof id !== 'string' || id === '') {
      issues.add('MISSING_VALUE', `steps[${place}].id`, id, 'A step has no name.', 'Pass a name.')
    } else if (seen.has(id)) {
      issues.add('DUPLICATE_ID', `steps[${place}].id`, id, 'Two steps have one name.', 'Give each step its own name.')
    } else seen.add(id)
    if (typeof error !== 'number' || !Number.isFinite(error) || error < 0) {
      const remedy = 'Pass a finite number from 0, as a WAPE.'
      issues.add('OUT_OF_RANGE', `steps[${place}].error`, error, 'The error of a step is not known.', remedy)
    }
  })
  issues.throwIfAny()
  const first = steps[0].error
  return steps.map(({ id, error }, place) => {
    const previous = steps[place - 1]
    return {
      id,
      error,
      valueAddedVsPrevious: previous === undefined ? null : previous.error - error,
      valueAddedVsFirst: first - error,
    }
  })
}
