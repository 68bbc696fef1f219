/** Writes sparse lines one after the other; a line may take up earlier ones. */
export interface TermWriter {
  /** Adds to one entry of the line under work. */
  add(column: number, amount: number): void
  /** Adds a multiple of an earlier line to the line under work. */
  addLine(line: number, factor: number): void
  /** Adds a multiple of a line to a dense array. */
  addLineTo(target: Float64Array, line: number, factor: number): void
  /** Ends the line under work and returns its number. */
  closeLine(): number
  /** True once more terms were written than allowed. */
  isFull(): boolean
  /** The lines in the order wanted, as the terms of a model. */
  rows(lineOfRow: Int32Array): { rowStart: Int32Array; columnIndex: Int32Array; coefficient: Float64Array }
}

/** What is left of a sum that should be 0, relative to the largest entry of its line. */
const CANCELLED = 1e-12

/** Starts a writer for lines over `columnCount` columns. */
export function createTermWriter(columnCount: number, mostTerms: number): TermWriter {
  let indices = new Int32Array(1024)
  let values = new Float64Array(1024)
  let length = 0
  const start: number[] = [0]
  const sums = new Float64Array(columnCount)
  const touchedBy = new Int32Array(columnCount).fill(-1)
  let touched: number[] = []

  const add = (column: number, amount: number): void => {
    if (touchedBy[column] === start.length) sums[column] = sums[column] + amount
    else {
      touchedBy[column] = start.length
      touched.push(column)
      sums[column] = amount
    }
  }
  const grow = (size: number): void => {
    if (size <= indices.length) return
    const capacity = Math.max(size, indices.length * 2)
    const moreIndices = new Int32Array(capacity)
    const moreValues = new Float64Array(capacity)
    moreIndices.set(indices)
    moreValues.set(values)
    indices = moreIndices
    values = moreValues
  }

  return {
    add,
    addLine(line, factor) {
      const to = start[line + 1]
      for (let k = start[line]; k < to; k += 1) add(indices[k], factor * values[k])
    },
    addLineTo(target, line, factor) {
      const to = start[line + 1]
      for (let k = start[line]; k < to; k += 1) {
        const column = indices[k]
        target[column] = target[column] + factor * values[k]
      }
    },
    closeLine() {
      let largest = 0
      for (const column of touched) largest = Math.max(largest, Math.abs(sums[column]))
      grow(length + touched.length)
      for (const column of touched) {
        const value = sums[column]
        if (Math.abs(value) <= CANCELLED * largest) continue
        indices[length] = column
        values[length] = value
        length += 1
      }
      touched = []
      start.push(length)
      return start.length - 2
    },
    isFull() {
      return length > mostTerms
    },
    rows(lineOfRow) {
      const rowStart = new Int32Array(lineOfRow.length + 1)
      const columnIndex = new Int32Array(length)
      const coefficient = new Float64Array(length)
      let at = 0
      for (let i = 0; i < lineOfRow.length; i += 1) {
        const line = lineOfRow[i]
        const from = start[line]
        const to = start[line + 1]
        columnIndex.set(indices.subarray(from, to), at)
        coefficient.set(values.subarray(from, to), at)
        at += to - from
        rowStart[i + 1] = at
      }
      return { rowStart, columnIndex, coefficient }
    },
  }
}
