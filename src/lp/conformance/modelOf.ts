import type { LinearModel } from '../linearModel.js'
import { createModelBuilder } from '../model.js'
import type { ColumnOptions, RowOptions } from '../model.js'
import type { ModelSense } from '../linearModel.js'

/** A row with its coefficients, one for each column; 0 where there is no term. */
export type RowWithTerms = RowOptions & {
  readonly terms: readonly number[]
  /** Column that the row, an equation, determines. */
  readonly pivot?: number
}

/** A small model, written as in a textbook. */
export function modelOf(
  sense: ModelSense,
  columns: readonly ColumnOptions[],
  rows: readonly RowWithTerms[],
  constant = 0,
): LinearModel {
  const builder = createModelBuilder(sense)
  for (const column of columns) builder.addColumn(column)
  for (const { terms, pivot, ...limits } of rows) {
    const row = builder.addRow(limits)
    terms.forEach((value, j) => {
      if (value !== 0) builder.addTerm(row, j, value)
    })
    if (pivot !== undefined) builder.setPivot(row, pivot)
  }
  builder.addConstant(constant)
  return builder.build()
}
