import { gather } from '../math/gather.js'
import { createIssueList } from '../core/checking/errors.js'
import { checkModel } from './modelChecks.js'
import type { LinearModel } from './model.js'
import { validateModel } from './validateModel.js'

/** One independent part of a model. */
export interface SubModel {
  readonly model: LinearModel
  /** Column of the whole model for each column of the part. */
  readonly columns: Int32Array
  /** Row of the whole model for each row of the part. */
  readonly rows: Int32Array
}

/** A model cut into parts that share nothing. */
export interface ModelParts {
  /** The parts, in order of their first column. */
  readonly parts: readonly SubModel[]
  /** Rows without terms, which no column can change. */
  readonly emptyRows: Int32Array
  /** Columns without terms, which no row limits. */
  readonly looseColumns: Int32Array
}

/**
 * Cuts a model into its connected components: columns that meet in no row are independent, so solving the parts one
 * by one gives exactly the optimum of the whole.
 *
 * @param model - the model
 * @returns the parts in order of their first column; rows and columns keep their order within a part
 * @throws SopError listing everything wrong with the model
 * @example
 * ```ts
 * import { createModelBuilder } from 'sop-engine'
 * import { splitModel } from 'sop-engine/lp'
 * const builder = createModelBuilder('minimize')
 * for (let site = 0; site < 2; site += 1) {
 *   const made = builder.addColumn({ objective: 5 })
 *   builder.addTerm(builder.addRow({ lower: 10 }), made, 1)
 * }
 * splitModel(builder.build()).parts.length // => 2
 * ```
 */
export function splitModel(model: LinearModel): ModelParts {
  checkModel(model, 'model', createIssueList())
  validateModel(model)
  return splitSound(model)
}

/** {@link splitModel} of a model that was checked. */
export function splitSound(model: LinearModel): ModelParts {
  const { columnCount, rowCount } = model
  const parent = joinColumns(model)
  const used = new Uint8Array(columnCount)
  for (const column of model.columnIndex) used[column] = 1

  const partOfRoot = new Int32Array(columnCount).fill(-1)
  const columnsOfPart: number[][] = []
  const looseColumns: number[] = []
  const place = new Int32Array(columnCount)
  for (let j = 0; j < columnCount; j += 1) {
    if (used[j] === 0) {
      looseColumns.push(j)
      continue
    }
    const root = findRoot(parent, j)
    if (partOfRoot[root] < 0) {
      partOfRoot[root] = columnsOfPart.length
      columnsOfPart.push([])
    }
    const columns = columnsOfPart[partOfRoot[root]]
    place[j] = columns.length
    columns.push(j)
  }
  const rowsOfPart: number[][] = columnsOfPart.map(() => [])
  const emptyRows: number[] = []
  for (let i = 0; i < rowCount; i += 1) {
    const first = model.rowStart[i]
    if (first === model.rowStart[i + 1]) emptyRows.push(i)
    else {
      const root = findRoot(parent, model.columnIndex[first])
      rowsOfPart[partOfRoot[root]].push(i)
    }
  }
  const whole = columnsOfPart.length === 1 && looseColumns.length === 0 && emptyRows.length === 0
  const parts = columnsOfPart.map((columns, part) => {
    const rows = rowsOfPart[part]
    return {
      model: whole ? { ...model, objectiveConstant: 0 } : extract(model, columns, rows, place),
      columns: Int32Array.from(columns),
      rows: Int32Array.from(rows),
    }
  })
  return { parts, emptyRows: Int32Array.from(emptyRows), looseColumns: Int32Array.from(looseColumns) }
}

/** Union-find with path halving; the smaller index becomes the root. */
function joinColumns(model: LinearModel): Int32Array {
  const parent = Int32Array.from({ length: model.columnCount }, (_, j) => j)
  for (let i = 0; i < model.rowCount; i += 1) {
    const from = model.rowStart[i]
    const to = model.rowStart[i + 1]
    if (from === to) continue
    let root = findRoot(parent, model.columnIndex[from])
    for (let k = from + 1; k < to; k += 1) {
      const other = findRoot(parent, model.columnIndex[k])
      if (other === root) continue
      parent[Math.max(root, other)] = Math.min(root, other)
      root = Math.min(root, other)
    }
  }
  return parent
}

function findRoot(parent: Int32Array, column: number): number {
  let at = column
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]]
    at = parent[at]
  }
  return at
}

function extract(
  model: LinearModel,
  columns: readonly number[],
  rows: readonly number[],
  place: Int32Array,
): LinearModel {
  let terms = 0
  for (const i of rows) terms += model.rowStart[i + 1] - model.rowStart[i]
  const rowStart = new Int32Array(rows.length + 1)
  const columnIndex = new Int32Array(terms)
  const coefficient = new Float64Array(terms)
  let at = 0
  rows.forEach((i, row) => {
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      columnIndex[at] = place[model.columnIndex[k]]
      coefficient[at] = model.coefficient[k]
      at += 1
    }
    rowStart[row + 1] = at
  })
  const { columnKeys, rowKeys, pivotColumn } = model
  return {
    sense: model.sense,
    columnCount: columns.length,
    rowCount: rows.length,
    objective: gather(model.objective, columns),
    objectiveConstant: 0,
    columnLower: gather(model.columnLower, columns),
    columnUpper: gather(model.columnUpper, columns),
    columnKind: Uint8Array.from(gather(model.columnKind, columns)),
    rowStart,
    columnIndex,
    coefficient,
    rowLower: gather(model.rowLower, rows),
    rowUpper: gather(model.rowUpper, rows),
    ...(pivotColumn === undefined ? {} : { pivotColumn: extractPivots(model, pivotColumn, rows, place) }),
    ...(columnKeys === undefined ? {} : { columnKeys: columns.map((j) => columnKeys[j] ?? '') }),
    ...(rowKeys === undefined ? {} : { rowKeys: rows.map((i) => rowKeys[i] ?? '') }),
  }
}

/** A hint is kept only where the row really holds its column, so it cannot point into another part. */
function extractPivots(
  model: LinearModel,
  pivotColumn: Int32Array,
  rows: readonly number[],
  place: Int32Array,
): Int32Array {
  const pivots = new Int32Array(rows.length).fill(-1)
  rows.forEach((i, row) => {
    const column = pivotColumn[i] ?? -1
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) if (model.columnIndex[k] === column) pivots[row] = place[column]
  })
  return pivots
}
