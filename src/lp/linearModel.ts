/** Whether the objective is to be made small or large. */
export type ModelSense = 'minimize' | 'maximize'

/**
 * A linear or mixed-integer model: optimize c'x + constant, subject to row limits on Ax and bounds on x.
 *
 * Sparse by rows (CSR): the terms of row i stand at `rowStart[i]` up to, not including, `rowStart[i + 1]`.
 * The model knows nothing of the business; keys are opaque and serve messages only.
 */
export interface LinearModel {
  readonly sense: ModelSense
  /** Number of columns (variables). */
  readonly columnCount: number
  /** Number of rows (constraints). */
  readonly rowCount: number
  /** Objective coefficient of each column, finite. */
  readonly objective: Float64Array
  /** Added to c'x; finite. */
  readonly objectiveConstant: number
  /** Lower bound of each column; -Infinity where there is none. */
  readonly columnLower: Float64Array
  /** Upper bound of each column; Infinity where there is none. */
  readonly columnUpper: Float64Array
  /** 0 for a continuous column, 1 for an integer one. */
  readonly columnKind: Uint8Array
  /** Position of the first term of each row; `rowCount + 1` entries, the last one is the number of terms. */
  readonly rowStart: Int32Array
  /** Column of each term; within a row rising and without duplicates. */
  readonly columnIndex: Int32Array
  /** Coefficient of each term, finite. */
  readonly coefficient: Float64Array
  /** Lower limit of each row; -Infinity where there is none. */
  readonly rowLower: Float64Array
  /** Upper limit of each row; Infinity where there is none. Equal to the lower limit for an equation. */
  readonly rowUpper: Float64Array
  /**
   * A hint for each row: the column that this equation usually determines, or -1 (see `ModelBuilder.setPivot`).
   * It can make a large model many times faster to solve; it never changes the optimum.
   */
  readonly pivotColumn?: Int32Array
  /** Name of each column, for messages. */
  readonly columnKeys?: readonly string[]
  /** Name of each row, for messages. */
  readonly rowKeys?: readonly string[]
}
