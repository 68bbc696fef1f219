import {
  callable,
  type Check,
  flag,
  list,
  number,
  numberCode,
  oneOf,
  optional,
  QUANTITY,
  record,
  refuse,
  text,
} from '../core/checking/checks.js'
import type { IssueList } from '../core/checking/errors.js'
import type { LinearModel } from './linearModel.js'
import type { LpCapabilities, LpSolver, LpTolerances } from './solver.js'

/** A typed array of one kind, by its own name: another window has a constructor of its own. */
function arrayOf(kind: 'Float64Array' | 'Int32Array' | 'Uint8Array'): Check {
  return (value, path, issues) => {
    if (Object.prototype.toString.call(value) === `[object ${kind}]`) return true
    return refuse(issues, value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE', path, value, `a ${kind}`)
  }
}

/** Numbers that the model does not put into a typed array itself: an array, or any typed array. */
export const anyNumbers: Check = (value, path, issues) => {
  const isTyped = ArrayBuffer.isView(value) && 'length' in value && !/Big/.test(Object.prototype.toString.call(value))
  return isTyped || list(number())(value, path, issues)
}

/** A linear model: all its parts, of their kind and as long as it says; what the numbers say is for validateModel. */
export function checkModel(model: LinearModel, path: string, issues: IssueList): void {
  const [floats, integers] = [arrayOf('Float64Array'), arrayOf('Int32Array')]
  const shape = record<LinearModel>({
    sense: oneOf('minimize', 'maximize'),
    columnCount: number({ min: 0, whole: true }),
    rowCount: number({ min: 0, whole: true }),
    objective: floats,
    objectiveConstant: number(),
    columnLower: floats,
    columnUpper: floats,
    columnKind: arrayOf('Uint8Array'),
    rowStart: integers,
    columnIndex: integers,
    coefficient: floats,
    rowLower: floats,
    rowUpper: floats,
    pivotColumn: optional(integers),
    // A long list of names is not looked through: they serve messages only.
    columnKeys: optional(names),
    rowKeys: optional(names),
  })
  if (!shape(model, path, issues)) issues.throwIfAny()
  const { columnCount, rowCount, rowStart } = model
  const lengths = {
    objective: columnCount,
    columnLower: columnCount,
    columnUpper: columnCount,
    columnKind: columnCount,
    rowLower: rowCount,
    rowUpper: rowCount,
    rowStart: rowCount + 1,
    columnIndex: rowStart[rowCount] ?? 0,
    coefficient: rowStart[rowCount] ?? 0,
  } as const
  const mayBeMissing = { pivotColumn: rowCount, columnKeys: columnCount, rowKeys: rowCount } as const
  for (const [field, length] of Object.entries({ ...lengths, ...mayBeMissing })) {
    const values = model[field as keyof typeof lengths | keyof typeof mayBeMissing]
    if (values === undefined || values.length === length) continue
    const at = path === '' ? field : `${path}.${field}`
    refuse(issues, 'MISALIGNED', at, values.length, `${length} long`, 'Build the model with createModelBuilder.')
  }
  issues.throwIfAny()
}

const names: Check = (value, path, issues) =>
  Array.isArray(value) || refuse(issues, 'WRONG_TYPE', path, value, 'an array of names')

const distance = number(QUANTITY)
const tolerances = record<LpTolerances>({ primal: distance, dual: distance, integrality: distance, gap: distance })

const MADE_SOLVER =
  "Pass one that is made, as createHighsSolver() of 'sop-engine/lp/highs'; the default needs none to be passed."

/** Anything that can solve. */
export const lpSolver: Check = (value, path, issues) => {
  if (value === null || typeof value !== 'object' || value instanceof Promise) {
    const code = value === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    return refuse(issues, code, path, value, 'a solver', MADE_SOLVER)
  }
  const { name, capabilities, solve } = value as LpSolver
  if (!callable(solve, `${path}.solve`, issues)) return false
  const can = record<LpCapabilities>({
    integer: flag,
    duals: flag,
    timeLimit: flag,
    nodeLimit: optional(flag),
    relativeGap: optional(flag),
    presolve: optional(flag),
    searchBound: optional(flag),
    tolerances: optional(tolerances),
  })
  const isNamed = text(name, `${path}.name`, issues)
  return can(capabilities, `${path}.capabilities`, issues) && isNamed
}

/** A measure of a solution, which may be infinite where there is none. */
export const measure: Check = (value, path, issues) => {
  if (typeof value === 'number' && !Number.isNaN(value)) return true
  return refuse(issues, numberCode(value), path, value, 'a number, infinite where there is none')
}

/** A relative distance that is good enough. */
export const tolerance: Check = (value, path, issues) => {
  const isInfinite = value === Number.POSITIVE_INFINITY
  return value === undefined || isInfinite || number(QUANTITY)(value, path, issues)
}
