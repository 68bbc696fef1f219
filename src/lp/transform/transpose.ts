import type { LinearModel } from '../model.js'

/** The terms of a model by column: those of column j stand at `columnStart[j]` up to `columnStart[j + 1]`, rows rising. */
export interface ColumnTerms {
  readonly columnStart: Int32Array
  readonly rowIndex: Int32Array
  readonly coefficient: Float64Array
}

/** Sorts the terms of a model by column, in time linear in the terms. */
export function transpose(model: LinearModel): ColumnTerms {
  const { columnCount, rowCount } = model
  const terms = model.columnIndex.length
  const columnStart = new Int32Array(columnCount + 1)
  for (let k = 0; k < terms; k += 1) {
    const j = model.columnIndex[k] + 1
    columnStart[j] = columnStart[j] + 1
  }
  for (let j = 0; j < columnCount; j += 1) {
    columnStart[j + 1] = columnStart[j + 1] + columnStart[j]
  }
  const next = columnStart.slice()
  const rowIndex = new Int32Array(terms)
  const coefficient = new Float64Array(terms)
  for (let i = 0; i < rowCount; i += 1) {
    const to = model.rowStart[i + 1]
    for (let k = model.rowStart[i]; k < to; k += 1) {
      const j = model.columnIndex[k]
      const at = next[j]
      rowIndex[at] = i
      coefficient[at] = model.coefficient[k]
      next[j] = at + 1
    }
  }
  return { columnStart, rowIndex, coefficient }
}
