import { isRecord, refuse } from '../core/checking/checks.js'
import { createIssueList, type IssueList } from '../core/checking/errors.js'

const SECTIONS = ['calendar', 'kpis', 'statements', 'supply', 'contribution', 'exceptions', 'costs', 'input'] as const

const MADE_PLAN = 'Pass what plan returned.'

/** Whether a value has the sections of a plan; a problem where it has not. */
export function isPlan(value: unknown, path: string, issues: IssueList): boolean {
  if (!isRecord(value, path, createIssueList())) {
    return refuse(issues, value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE', path, value, 'a plan', MADE_PLAN)
  }
  return SECTIONS.every((section) => {
    const part = value[section]
    const isThere = part !== null && typeof part === 'object'
    return (
      isThere ||
      refuse(
        issues,
        part === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE',
        `${path}.${section}`,
        part,
        'a section of a plan',
        MADE_PLAN,
      )
    )
  })
}
