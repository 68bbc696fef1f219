import type { Statement } from '../../finance/types.js'

/** Amounts by period of one line of a statement; none where the statement has no such line. */
export function lineAmounts(statement: Statement, id: string): readonly number[] {
  return statement.lines.find((line) => line.id === id)?.amounts ?? []
}

/** The amount of a balance sheet's line before the first period. */
export function lineOpening(statement: Statement, id: string): number {
  return statement.lines.find((line) => line.id === id)?.opening ?? 0
}
