import type { Plan, Statement } from '../../src/index.js'

/** Amounts of one line by period; a line that is not there fails the test that asks for it. */
export function amounts(plan: Plan, statement: keyof Plan['statements'], lineId: string): readonly number[] {
  const { lines }: Statement = plan.statements[statement]
  const line = lines.find(({ id }) => id === lineId)
  if (line === undefined) throw new Error(`There is no line '${lineId}' in ${statement}.`)
  return line.amounts
}

/** The balance of a line before the first period. */
export function openingOf(plan: Plan, lineId: string): number | undefined {
  return plan.statements.balanceSheet.lines.find(({ id }) => id === lineId)?.opening
}
