import type { IssueList } from '../../core/checking/errors.js'
import { numberCode, refuse } from '../../core/checking/checks.js'
import { TWO_CONSTANT_NAMES } from './intermittentNames.js'

/** Adds every problem of the smoothing constants of a method for intermittent demand to the list. */
export function checkIntermittentModel(
  model: Readonly<Record<string, unknown>>,
  path: string,
  issues: IssueList,
): void {
  const two = TWO_CONSTANT_NAMES.includes(model['name'] as string)
  const fields = two ? ['name', 'alpha', 'beta'] : ['name', 'alpha']
  for (const [key, value] of Object.entries(model)) {
    if (!fields.includes(key)) refuse(issues, 'UNKNOWN_FIELD', `${path}.${key}`, value, `one of ${fields.join(', ')}`)
    else if (key !== 'name' && !(typeof value === 'number' && value >= 0 && value <= 1)) {
      refuse(issues, numberCode(value), `${path}.${key}`, value, 'a share from 0 to 1, or left out')
    }
  }
  if (two && model['alpha'] === undefined && model['beta'] !== undefined) {
    refuse(issues, 'MISSING_VALUE', `${path}.alpha`, undefined, 'given where beta is')
  }
}
