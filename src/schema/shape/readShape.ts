import { createIssueList, type SopIssue } from '../../core/checking/errors.js'
import { remedyOfNotPlanned } from './notPlannedYet.js'
import { plainCopy } from './plainCopy.js'
import { planInputSchema } from '../tables/planInputSchema.js'
import { addShapeIssue, type NotPlanned, type ShapeIssue, valueAt } from './shapeIssues.js'
import { createShapeReader } from './shapeReader.js'
import type { PlanInput } from '../types.js'

/** What was read: the value as plain data, what of it has the right shape, and every mistake of shape. */
export interface ReadShape {
  readonly value: unknown
  /** Parts of the wrong shape are missing. */
  readonly sound: Partial<PlanInput>
  readonly issues: readonly SopIssue[]
}

/** Takes out what has the wrong shape, so that the rest can still be checked for what refers to what. */
function prune(value: unknown, issues: readonly ShapeIssue[]): unknown {
  for (const { code, path } of issues) {
    if (code === 'unrecognized_keys') continue
    const holder = valueAt(value, path.slice(0, -1))
    const field = path.at(-1)
    if (field === undefined || holder === null || typeof holder !== 'object') continue
    if (Array.isArray(holder)) (holder as unknown[])[Number(field)] = undefined
    else Reflect.deleteProperty(holder, field)
  }
  return value
}

/** Whether a value is a plan's result: each of its sections would be a field that there is not. */
const isResult = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && 'kpis' in value && 'supply' in value

/** Reads an input's shape; `value` is a PlanInput where there is no issue. */
export function readShape(input: unknown): ReadShape {
  const issues = createIssueList()
  if (isResult(input)) {
    const message = 'This is what plan() returned, not what it was asked.'
    issues.add('WRONG_TYPE', '', input, message, 'Pass the input that the plan was made from, or `plan.input`.')
    return { value: undefined, sound: {}, issues: issues.issues }
  }
  const value = plainCopy(input)
  const found = planInputSchema.safeParse(value).error?.issues ?? []
  const notPlanned: NotPlanned = new Map()
  const shape = createShapeReader()
  for (const issue of found) addShapeIssue(issue, { input, shape, issues, notPlanned })
  for (const { table, field, at, value: first, count } of notPlanned.values()) {
    issues.add(
      'UNKNOWN_FIELD',
      at,
      first,
      `'${field}' is not planned yet in this version${count > 1 ? `; ${count} rows have it` : ''}.`,
      remedyOfNotPlanned(table, field),
    )
  }
  return { value, sound: prune(value, found) as Partial<PlanInput>, issues: issues.issues }
}
