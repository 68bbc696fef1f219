import type { IssueList } from '../../core/errors.js'
import { TWO_CONSTANT_NAMES } from './intermittentNames.js'

/** Adds every problem of the smoothing constants of a method for intermittent demand to the list. */
export function checkIntermittentModel(model: Readonly<Record<string, unknown>>, path: string, issues: IssueList): void {
  const two = TWO_CONSTANT_NAMES.includes(model['name'] as string)
  const fields = two ? ['name', 'alpha', 'beta'] : ['name', 'alpha']
  for (const [key, value] of Object.entries(model)) {
    if (!fields.includes(key)) {
      issues.add('UNKNOWN_FIELD', `${path}.${key}`, value, 'The model has no such part.', `Use ${fields.join(', ')}.`)
    } else if (key !== 'name' && !(typeof value === 'number' && value >= 0 && value <= 1)) {
      const code = typeof value !== 'number' ? 'WRONG_TYPE' : Number.isNaN(value) ? 'NOT_FINITE' : 'OUT_OF_RANGE'
      const remedy = 'Pass a number from 0 to 1, or leave it out to have it chosen.'
      issues.add(code, `${path}.${key}`, value, 'A smoothing constant is a share.', remedy)
    }
  }
  if (two && model['alpha'] === undefined && model['beta'] !== undefined) {
    const remedy = 'Pass alpha as well, or leave both out to have them chosen.'
    issues.add('MISSING_VALUE', `${path}.alpha`, model['alpha'], 'One of two smoothing constants is missing.', remedy)
  }
}
