import type { Plan } from 'sop-engine'
import { percent, sum, thousands } from './formatNumbers.js'
import { printTable, printTitle } from './printTable.js'
import { ofYear, type PlanYear, yearsOf } from './years.js'

/** Key figures by fiscal year. */
export function printKpis(plan: Plan): void {
  const years = yearsOf(plan)
  const { kpis, calendar, inventory, statements } = plan
  const flow = (values: readonly (number | null)[], year: PlanYear): number =>
    ofYear(
      values.map((value) => value ?? 0),
      year,
    )
  const atEnd = (values: readonly (number | null)[], year: PlanYear): number => values[year.places.at(-1) ?? 0] ?? 0
  const money = (values: readonly (number | null)[]): string[] => years.map((year) => thousands(flow(values, year)))
  const share = (part: readonly (number | null)[], of: readonly (number | null)[]): string[] =>
    years.map((year) => percent(flow(part, year) / flow(of, year), 1))
  const service = (year: PlanYear): number => {
    const late = sum(inventory.map(({ shortage }) => ofYear(shortage, year)))
    return 1 - late / sum(inventory.map(({ demand }) => ofYear(demand, year)))
  }
  const costOfSales = statements.incomeStatement.lines.find(({ id }) => id === 'costOfSales')?.amounts ?? []
  const turns = (year: PlanYear): number => {
    const days = year.places.map((t) => calendar.periods[t]?.days ?? 0)
    const average =
      year.places.reduce((total, t, i) => total + (kpis.inventoryValue.values[t] ?? 0) * (days[i] ?? 0), 0) / sum(days)
    return -ofYear(costOfSales, year) / average
  }
  const use = (hours: (record: Plan['supply']['resources'][number]) => readonly number[], year: PlanYear): number =>
    sum(plan.supply.resources.map((record) => ofYear(hours(record), year)))

  printTitle('Key figures', `thousands of ${plan.input.currency} where nothing else is said`)
  printTable(
    [{ title: 'measure' }, ...years.map(({ title }) => ({ title }))],
    [
      ['Revenue', ...money(kpis.revenue.values)],
      ['Gross margin', ...money(kpis.grossMargin.values)],
      ['  of revenue', ...share(kpis.grossMargin.values, kpis.revenue.values)],
      ['Contribution margin', ...money(kpis.contributionMargin.values)],
      ['  of revenue', ...share(kpis.contributionMargin.values, kpis.revenue.values)],
      ['Operating income', ...money(kpis.operatingIncome.values)],
      ['  of revenue', ...share(kpis.operatingIncome.values, kpis.revenue.values)],
      ['Net income', ...money(kpis.netIncome.values)],
      ['Cash at the end of the year', ...years.map((year) => thousands(atEnd(kpis.closingCash.values, year)))],
      ['Stock at the end of the year', ...years.map((year) => thousands(atEnd(kpis.inventoryValue.values, year)))],
      ['Stock turns', ...years.map((year) => turns(year).toFixed(2))],
      ['Service level (demand shipped in its period)', ...years.map((year) => percent(service(year), 1))],
      [
        'Use of regular hours, all resources',
        ...years.map((year) =>
          percent(use(({ regularHours }) => regularHours, year) / use(({ capacityHours }) => capacityHours, year), 1),
        ),
      ],
    ],
  )
}
