import { createIssueList, type IssueList } from '../core/checking/errors.js'
import { number, oneOf } from '../core/checking/checks.js'
import type { LinearModel, ModelSense } from './linearModel.js'
import { createOptionsReader } from './optionsReader.js'
import { validateModel } from './validateModel.js'

export type { LinearModel, ModelSense } from './linearModel.js'

/** What describes a column (variable). */
export interface ColumnOptions {
  /** Objective coefficient. Default 0. */
  readonly objective?: number
  /** Lower bound; -Infinity for none. Default 0. */
  readonly lower?: number
  /** Upper bound; Infinity for none. Default Infinity. */
  readonly upper?: number
  /** Whole numbers only. Default false. */
  readonly integer?: boolean
  /** Name for messages. Default empty. */
  readonly key?: string
}

/** What describes a row (constraint). */
export interface RowOptions {
  /** Lower limit; -Infinity for none. Default -Infinity. */
  readonly lower?: number
  /** Upper limit; Infinity for none. Default Infinity. */
  readonly upper?: number
  /** Name for messages. Default empty. */
  readonly key?: string
}

/** Collects the parts of a model in any order. */
export interface ModelBuilder {
  /** Adds a column and returns its index, counted from 0. */
  addColumn(options?: ColumnOptions): number
  /** Adds a row and returns its index, counted from 0. */
  addRow(options?: RowOptions): number
  /** Adds `coefficient` times the column to the row; several terms of the same pair are summed. */
  addTerm(row: number, column: number, coefficient: number): void
  /**
   * Hints which column an equation usually determines, as the balance of an item in a period determines what is
   * made of it. Good pivots form the plan that one would write down without looking at capacity (make what is needed
   * when it is needed). Hints of rows that are not equations, and hints that form a circle, are passed over.
   */
  setPivot(row: number, column: number): void
  /** Adds to the constant of the objective. */
  addConstant(amount: number): void
  /** Makes the model; throws one SopError that lists everything wrong with it. */
  build(): LinearModel
}

/** A list of numbers that grows by doubling, so that large models do not pay for boxed arrays. */
interface Growable<T extends Float64Array | Int32Array> {
  values: T
  length: number
}

function push<T extends Float64Array | Int32Array>(list: Growable<T>, value: number): void {
  if (list.length === list.values.length) {
    const grown = (
      list.values instanceof Float64Array ? new Float64Array(list.length * 2) : new Int32Array(list.length * 2)
    ) as T
    grown.set(list.values)
    list.values = grown
  }
  list.values[list.length] = value
  list.length += 1
}

function floats(): Growable<Float64Array> {
  return { values: new Float64Array(256), length: 0 }
}

function integers(): Growable<Int32Array> {
  return { values: new Int32Array(256), length: 0 }
}

/** A row or column number that an Int32Array would distort is kept as -1, which the check then refuses. */
function asIndex(value: number): number {
  return Number.isInteger(value) && value >= 0 && value <= 0x7fffffff ? value : -1
}

/** Not a number, unless it is one: in an array of numbers null would be a zero. */
function asNumber(value: number): number {
  return typeof value === 'number' ? value : Number.NaN
}

/**
 * Starts an empty linear model, to be filled with columns, rows and terms.
 *
 * @param sense - whether the objective is to be minimized or maximized
 * @returns the builder; its `build()` throws a SopError that lists every option that there is not, every
 * coefficient that is not finite, every pair of crossed bounds and every term that names a row or column that was not added
 * @example
 * ```ts
 * import { createModelBuilder } from 'sop-engine'
 * const builder = createModelBuilder('maximize')
 * const lamps = builder.addColumn({ objective: 49, upper: 100 })
 * const hours = builder.addRow({ upper: 320 })
 * builder.addTerm(hours, lamps, 0.25)
 * builder.build().columnCount // => 1
 * ```
 */
export function createModelBuilder(sense: ModelSense): ModelBuilder {
  const issues = createIssueList()
  oneOf('minimize', 'maximize')(sense, 'sense', issues)
  issues.throwIfAny()
  const readColumn = createOptionsReader<ColumnOptions>(
    'columns',
    { objective: 'number', lower: 'number', upper: 'number', integer: 'boolean', key: 'string' },
    issues,
  )
  const readRow = createOptionsReader<RowOptions>('rows', { lower: 'number', upper: 'number', key: 'string' }, issues)
  const objective = floats()
  const columnLower = floats()
  const columnUpper = floats()
  const columnKind = integers()
  const columnKeys: string[] = []
  const rowLower = floats()
  const rowUpper = floats()
  const rowKeys: string[] = []
  const termRow = integers()
  const termColumn = integers()
  const termCoefficient = floats()
  const pivots = new Map<number, number>()
  let objectiveConstant = 0
  let hasColumnKey = false
  let hasRowKey = false

  return {
    addColumn(given = {}) {
      const options = readColumn(given, objective.length)
      push(objective, options.objective ?? 0)
      push(columnLower, options.lower ?? 0)
      push(columnUpper, options.upper ?? Infinity)
      push(columnKind, options.integer === true ? 1 : 0)
      if (options.key !== undefined) hasColumnKey = true
      columnKeys.push(options.key ?? '')
      return objective.length - 1
    },
    addRow(given = {}) {
      const options = readRow(given, rowLower.length)
      push(rowLower, options.lower ?? -Infinity)
      push(rowUpper, options.upper ?? Infinity)
      if (options.key !== undefined) hasRowKey = true
      rowKeys.push(options.key ?? '')
      return rowLower.length - 1
    },
    addTerm(row, column, coefficient) {
      push(termRow, asIndex(row))
      push(termColumn, asIndex(column))
      push(termCoefficient, asNumber(coefficient))
    },
    setPivot(row, column) {
      number({ whole: true })(row, 'setPivot.row', issues)
      number({ whole: true })(column, 'setPivot.column', issues)
      pivots.set(row, column)
    },
    addConstant(amount) {
      objectiveConstant += asNumber(amount)
    },
    build() {
      const columnCount = objective.length
      const rowCount = rowLower.length
      const rows = termRow.values.subarray(0, termRow.length)
      const columns = termColumn.values.subarray(0, termColumn.length)
      const parts = {
        sense,
        columnCount,
        rowCount,
        objective: objective.values.slice(0, columnCount),
        objectiveConstant,
        columnLower: columnLower.values.slice(0, columnCount),
        columnUpper: columnUpper.values.slice(0, columnCount),
        columnKind: Uint8Array.from(columnKind.values.subarray(0, columnCount)),
        rowLower: rowLower.values.slice(0, rowCount),
        rowUpper: rowUpper.values.slice(0, rowCount),
        ...(pivots.size > 0 ? { pivotColumn: pivotArray(pivots, { rowCount, columnCount }, issues) } : {}),
        ...(hasColumnKey ? { columnKeys: columnKeys.slice() } : {}),
        ...(hasRowKey ? { rowKeys: rowKeys.slice() } : {}),
      }
      const strayTerms: number[] = []
      for (let k = 0; k < rows.length; k += 1) {
        const row = rows[k]
        const column = columns[k]
        if (row < 0 || row >= rowCount || column < 0 || column >= columnCount) strayTerms.push(k)
      }
      const model: LinearModel = {
        ...parts,
        ...(strayTerms.length > 0
          ? { rowStart: new Int32Array(rowCount + 1), columnIndex: new Int32Array(0), coefficient: new Float64Array(0) }
          : sortTerms(rows, columns, termCoefficient.values, rowCount, columnCount)),
      }
      validateModel(model, { strayTerms, before: issues.issues })
      return model
    },
  }
}

function pivotArray(
  pivots: ReadonlyMap<number, number>,
  { rowCount, columnCount }: Pick<LinearModel, 'rowCount' | 'columnCount'>,
  issues: IssueList,
): Int32Array {
  const columns = new Int32Array(rowCount).fill(-1)
  for (const [row, column] of pivots) {
    if (row >= 0 && row < rowCount && column >= 0 && column < columnCount) columns[row] = column
    else if (Number.isInteger(row) && Number.isInteger(column)) {
      issues.add(
        'UNKNOWN_ID',
        'setPivot',
        [row, column],
        'The hint names a row or a column that was not added.',
        'Pass the numbers that addRow and addColumn returned.',
      )
    }
  }
  return columns
}

type Terms = Pick<LinearModel, 'rowStart' | 'columnIndex' | 'coefficient'>

/** Two counting sorts (by column, then by row, both stable) and a merge of neighbors: linear in the terms. */
function sortTerms(
  rows: Int32Array,
  columns: Int32Array,
  coefficients: Float64Array,
  rowCount: number,
  columnCount: number,
): Terms {
  const count = rows.length
  const byColumn = countingOrder(columns, columnCount, undefined)
  const order = countingOrder(rows, rowCount, byColumn)
  const rowStart = new Int32Array(rowCount + 1)
  const columnIndex = new Int32Array(count)
  const coefficient = new Float64Array(count)
  let length = 0
  let k = 0
  for (let row = 0; row < rowCount; row += 1) {
    rowStart[row] = length
    while (k < count && rows[order[k]] === row) {
      const column = columns[order[k]]
      let sum = 0
      while (k < count && rows[order[k]] === row && columns[order[k]] === column) {
        sum += coefficients[order[k]]
        k += 1
      }
      if (sum === 0) continue
      columnIndex[length] = column
      coefficient[length] = sum
      length += 1
    }
  }
  rowStart[rowCount] = length
  return {
    rowStart,
    columnIndex: length === count ? columnIndex : columnIndex.slice(0, length),
    coefficient: length === count ? coefficient : coefficient.slice(0, length),
  }
}

function countingOrder(keys: Int32Array, keyCount: number, previous: Int32Array | undefined): Int32Array {
  const start = new Int32Array(keyCount + 1)
  for (let k = 0; k < keys.length; k += 1) {
    const key = keys[k]
    start[key + 1] = start[key + 1] + 1
  }
  for (let key = 0; key < keyCount; key += 1) start[key + 1] = start[key + 1] + start[key]
  const order = new Int32Array(keys.length)
  for (let k = 0; k < keys.length; k += 1) {
    const at = previous === undefined ? k : previous[k]
    const key = keys[at]
    const to = start[key]
    order[to] = at
    start[key] = to + 1
  }
  return order
}
