import type { IssueList } from '../../core/checking/errors.js'
import { isWhole } from '../checkForecastInput.js'
import { numberCode, refuse } from '../../core/checking/checks.js'

/** Adds every problem of a list of season lengths. */
export function checkSeasonLengths(lengths: unknown, path: string, issues: IssueList): void {
  if (!Array.isArray(lengths)) {
    refuse(issues, 'WRONG_TYPE', path, lengths, 'an array of season lengths in periods, as [24, 168]')
    return
  }
  if (lengths.length === 0) refuse(issues, 'EMPTY', path, lengths, 'at least one season length')
  for (let place = 0; place < lengths.length; place += 1) {
    const length: unknown = lengths[place]
    if (!isWhole(length) || length < 2) {
      const what = 'a whole number of periods from 2, as 12 for months in a year'
      refuse(issues, numberCode(length), `${path}[${place}]`, length, what)
    } else if (lengths.indexOf(length) < place) {
      issues.add('CONFLICT', `${path}[${place}]`, length, 'This season length is there twice.', 'Give each one once.')
    }
  }
}
