import { createModelBuilder } from '../../src/lp/index.js'
import type { ColumnOptions, LinearModel, ModelSense, RowOptions } from '../../src/lp/index.js'

/** A model from its columns and its rows, whose terms stand in the order of the columns. */
export function modelOf(
  sense: ModelSense,
  columns: readonly ColumnOptions[],
  rows: readonly (RowOptions & { readonly terms: readonly number[] })[],
): LinearModel {
  const builder = createModelBuilder(sense)
  for (const column of columns) builder.addColumn(column)
  for (const { terms, ...limits } of rows) {
    const row = builder.addRow(limits)
    terms.forEach((value, j) => builder.addTerm(row, j, value))
  }
  return builder.build()
}
