import type { Plan, Statement } from 'sop-engine'
import { thousands } from './formatNumbers.js'
import { printHeading, printTable, printTitle } from './printTable.js'
import { ofYear, periodTitles, type PlanYear, yearsOf } from './years.js'

/** One statement over some periods; flows get a total of each fiscal year, balances the opening. */
function printStatement(plan: Plan, statement: Statement, years: readonly PlanYear[]): void {
  const titles = periodTitles(plan)
  const isBalance = statement.statement === 'balanceSheet'
  const places = years.flatMap((year) => year.places)
  const starts = places[0] === 0
  // Cash at the start and the end of a period are no flows: a year takes the first and the last of its periods.
  const ofTheYear = (id: string, amounts: readonly number[], year: PlanYear): number => {
    if (id === 'openingCash') return amounts[year.places[0] ?? 0] ?? 0
    if (id === 'closingCash') return amounts[year.places.at(-1) ?? 0] ?? 0
    return ofYear(amounts, year)
  }
  const columns = [
    { title: '' },
    ...(isBalance && starts ? [{ title: 'open' }] : []),
    ...places.map((t) => ({ title: titles[t] ?? '' })),
    ...(isBalance ? [] : years.map(({ title }) => ({ title }))),
  ]
  printTable(
    columns,
    statement.lines.map(({ id, label, kind, amounts, opening }) => [
      kind === 'total' ? label.toUpperCase() : label,
      ...(isBalance && starts ? [thousands(opening ?? 0)] : []),
      ...places.map((t) => thousands(amounts[t] ?? 0)),
      ...(isBalance ? [] : years.map((year) => thousands(ofTheYear(id, amounts, year)))),
    ]),
  )
}

/** Income statement, balance sheet and cash flow: months of the first year, then quarters. */
export function printStatements(plan: Plan): void {
  const [first, ...later] = yearsOf(plan)
  const { incomeStatement, balanceSheet, cashFlow } = plan.statements
  for (const [title, statement] of [
    ['Income statement', incomeStatement],
    ['Balance sheet', balanceSheet],
    ['Cash flow, direct', cashFlow],
  ] as const) {
    printTitle(title, `thousands of ${statement.currency}`)
    printStatement(plan, statement, first === undefined ? [] : [first])
    printHeading('Quarters')
    printStatement(plan, statement, later)
  }
}
