import { createIssueList } from '../core/checking/errors.js'
import type { IssueList, SopIssue } from '../core/checking/errors.js'
import type { LinearModel } from './linearModel.js'

/**
 * Throws one SopError that lists everything a solver could not take: values that are not finite, crossed bounds,
 * terms outside the model, duplicate terms, arrays of the wrong length.
 */
export function validateModel(
  model: LinearModel,
  found: { readonly strayTerms?: readonly number[]; readonly before?: readonly SopIssue[] } = {},
): void {
  const issues = createIssueList()
  issues.issues.push(...(found.before ?? []))
  for (const k of found.strayTerms ?? []) {
    issues.add(
      'UNKNOWN_ID',
      `terms[${k}]`,
      undefined,
      'The term names a row or a column that was not added.',
      'Pass the numbers that addRow and addColumn returned.',
    )
  }
  checkLengths(model, issues)
  issues.throwIfAny()
  if (isSound(model)) return
  if (!Number.isFinite(model.objectiveConstant)) {
    issues.add(
      'NOT_FINITE',
      'objectiveConstant',
      model.objectiveConstant,
      'The constant of the objective must be finite.',
      'Pass a finite number, or leave it at 0.',
    )
  }
  for (let j = 0; j < model.columnCount; j += 1) {
    const cost = model.objective[j]
    if (!Number.isFinite(cost)) {
      issues.add(
        'NOT_FINITE',
        `columns[${j}].objective`,
        cost,
        `The objective coefficient${named(model.columnKeys, j)} must be finite.`,
        'Pass a finite number; to forbid a column give it an upper bound of 0 instead of an infinite cost.',
      )
    }
    const kind = model.columnKind[j]
    if (kind > 1) {
      issues.add(
        'OUT_OF_RANGE',
        `columns[${j}].kind`,
        kind,
        `The kind of a column${named(model.columnKeys, j)} is 0 or 1.`,
        'Pass 0 for a continuous column and 1 for an integer one.',
      )
    }
    const [lower, upper] = [model.columnLower[j], model.columnUpper[j]]
    if (!isRange(lower, upper)) refuseBounds(issues, `columns[${j}]`, named(model.columnKeys, j), [lower, upper])
  }
  for (let i = 0; i < model.rowCount; i += 1) {
    const pivot = model.pivotColumn?.[i] ?? -1
    if (pivot < -1 || pivot >= model.columnCount) {
      issues.add(
        'UNKNOWN_ID',
        `rows[${i}].pivotColumn`,
        pivot,
        `The hint of the row${named(model.rowKeys, i)} names a column that the model does not have.`,
        'Pass a column number, or -1 for no hint.',
      )
    }
    const [lower, upper] = [model.rowLower[i], model.rowUpper[i]]
    if (!isRange(lower, upper)) refuseBounds(issues, `rows[${i}]`, named(model.rowKeys, i), [lower, upper])
  }
  checkTerms(model, issues)
  issues.throwIfAny()
}

/**
 * Whether there is nothing to tell: the same conditions without their words. A plan checks models of a hundred thousand rows several
 * times, and an engine takes longer to make the words fast than to run these loops.
 */
function isSound(model: LinearModel): boolean {
  const { columnCount, rowCount, objective, columnKind, columnLower, columnUpper, rowLower, rowUpper } = model
  if (!Number.isFinite(model.objectiveConstant)) return false
  for (let j = 0; j < columnCount; j += 1) {
    if (!Number.isFinite(objective[j]) || columnKind[j] > 1 || !isRange(columnLower[j], columnUpper[j])) return false
  }
  for (let i = 0; i < rowCount; i += 1) if (!isRange(rowLower[i], rowUpper[i])) return false
  return arePivotsSound(model) && areTermsSound(model)
}

function arePivotsSound({ columnCount, rowCount, pivotColumn }: LinearModel): boolean {
  if (pivotColumn === undefined) return true
  for (let i = 0; i < rowCount; i += 1) if (pivotColumn[i] < -1 || pivotColumn[i] >= columnCount) return false
  return true
}

function areTermsSound({ columnCount, rowCount, rowStart, columnIndex, coefficient }: LinearModel): boolean {
  const lastRow = new Int32Array(columnCount).fill(-1)
  for (let i = 0; i < rowCount; i += 1) {
    const to = rowStart[i + 1]
    for (let k = rowStart[i]; k < to; k += 1) {
      const column = columnIndex[k]
      if (!Number.isFinite(coefficient[k]) || column < 0 || column >= columnCount || lastRow[column] === i) return false
      lastRow[column] = i
    }
  }
  return true
}

/** The key of a row or column in a message, with a space before it. */
function named(keys: readonly string[] | undefined, index: number): string {
  const key = keys?.[index]
  return key === undefined || key === '' ? '' : ` of ${key}`
}

/** Whether two bounds leave room; false of what is not a number. Words are made only of what is wrong: a model has many bounds. */
const isRange = (lower: number, upper: number): boolean => lower <= upper && lower < Infinity && upper > -Infinity

function refuseBounds(issues: IssueList, path: string, name: string, [lower, upper]: readonly [number, number]): void {
  if (Number.isNaN(lower) || lower === Infinity) {
    issues.add(
      'NOT_FINITE',
      `${path}.lower`,
      lower,
      `The lower bound${name} must be a number or -Infinity.`,
      'Pass -Infinity where there is no lower bound.',
    )
  }
  if (Number.isNaN(upper) || upper === -Infinity) {
    issues.add(
      'NOT_FINITE',
      `${path}.upper`,
      upper,
      `The upper bound${name} must be a number or Infinity.`,
      'Pass Infinity where there is no upper bound.',
    )
  }
  if (lower > upper && lower !== Infinity && upper !== -Infinity) {
    issues.add(
      'CONFLICT',
      path,
      [lower, upper],
      `The lower bound${name} lies above the upper bound.`,
      'Exchange the two bounds or correct one of them.',
    )
  }
}

const termPath = (row: number, place: number): string => `rows[${row}].terms[${place}]`

function checkTerms(model: LinearModel, issues: IssueList): void {
  const lastRow = new Int32Array(model.columnCount).fill(-1)
  for (let i = 0; i < model.rowCount; i += 1) {
    const from = model.rowStart[i]
    const to = model.rowStart[i + 1]
    for (let k = from; k < to; k += 1) {
      const column = model.columnIndex[k]
      const coefficient = model.coefficient[k]
      if (!Number.isFinite(coefficient)) {
        issues.add(
          'NOT_FINITE',
          termPath(i, k - from),
          coefficient,
          `A coefficient${named(model.rowKeys, i)} on column ${column}${named(model.columnKeys, column)} must be finite.`,
          'Pass a finite number; leave out a term that does not apply.',
        )
      }
      if (column < 0 || column >= model.columnCount) {
        issues.add(
          'UNKNOWN_ID',
          termPath(i, k - from),
          column,
          'The term names a column that the model does not have.',
          'Pass column numbers from 0 up to columnCount - 1.',
        )
      } else if (lastRow[column] === i) {
        issues.add(
          'DUPLICATE_ID',
          termPath(i, k - from),
          column,
          `The column stands twice in the row${named(model.rowKeys, i)}.`,
          'Sum the coefficients into one term, or build the model with createModelBuilder, which does it.',
        )
      } else {
        lastRow[column] = i
      }
    }
  }
}

function checkLengths(model: LinearModel, issues: IssueList): void {
  const { columnCount, rowCount } = model
  const terms = model.columnIndex.length
  const expected: readonly (readonly [string, number, number])[] = [
    ['objective', model.objective.length, columnCount],
    ['columnLower', model.columnLower.length, columnCount],
    ['columnUpper', model.columnUpper.length, columnCount],
    ['columnKind', model.columnKind.length, columnCount],
    ['rowLower', model.rowLower.length, rowCount],
    ['rowUpper', model.rowUpper.length, rowCount],
    ['rowStart', model.rowStart.length, rowCount + 1],
    ['coefficient', model.coefficient.length, terms],
  ]
  for (const [name, length, wanted] of expected) {
    if (length === wanted) continue
    issues.add(
      'MISALIGNED',
      name,
      length,
      `The array has ${length} entries where the model needs ${wanted}.`,
      'Build the model with createModelBuilder, which keeps the arrays aligned.',
    )
  }
  let rising = model.rowStart[0] === 0 && model.rowStart[rowCount] === terms
  for (let i = 0; i < rowCount && rising; i += 1) {
    rising = model.rowStart[i] <= model.rowStart[i + 1]
  }
  if (!rising && model.rowStart.length === rowCount + 1) {
    issues.add(
      'MISALIGNED',
      'rowStart',
      undefined,
      'The row starts must rise from 0 to the number of terms.',
      'Build the model with createModelBuilder.',
    )
  }
}
