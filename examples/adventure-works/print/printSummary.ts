import type { Plan } from 'sop-engine'
import { change, percent, sum, thousands, whole } from './formatNumbers.js'
import { printTitle, printWrapped } from './printTable.js'
import { ofYear, periodTitles, yearsOf } from './years.js'

/** The plan in a few sentences, every figure out of the result. */
export function printSummary(plan: Plan, lastYearRevenue: number): void {
  const { kpis, supply: production, exceptions } = plan
  const titles = periodTitles(plan)
  const years = yearsOf(plan)
  const [first] = years
  if (first === undefined) return
  const flow = (values: readonly (number | null)[], year = first): number =>
    ofYear(
      values.map((value) => value ?? 0),
      year,
    )
  const end = first.places.at(-1) ?? 0
  const revenue = flow(kpis.revenue.values)
  const stock = plan.statements.balanceSheet.lines.filter(
    ({ id, kind }) => kind === 'amount' && id.startsWith('inventory'),
  )
  const openingStock = sum(stock.map(({ opening }) => opening ?? 0))

  printTitle('The plan in short')
  printWrapped(
    '- ',
    `${first.title}: revenue ${thousands(revenue)} kUSD (${change(lastYearRevenue, revenue)} on the last twelve months), gross margin ${percent(flow(kpis.grossMargin.values) / revenue)}, operating income ${thousands(flow(kpis.operatingIncome.values))} kUSD (${percent(flow(kpis.operatingIncome.values) / revenue)}).`,
  )
  printWrapped(
    '- ',
    `Cash at the end of ${first.title}: ${thousands(kpis.closingCash.values[end] ?? 0)} kUSD. Stock goes from ${thousands(openingStock)} to ${thousands(kpis.inventoryValue.values[end] ?? 0)} kUSD. The work centers use ${percent(sum(production.resources.map(({ regularHours }) => ofYear(regularHours, first))) / sum(production.resources.map(({ capacityHours }) => ofYear(capacityHours, first))))} of their regular hours in ${first.title}.`,
  )
  const binding = production.resources
    .map(({ resourceId, worthOfOneHour }) => {
      const from = worthOfOneHour.findIndex((worth) => worth > 0)
      const most = Math.max(...worthOfOneHour)
      return { resourceId, from, most, when: worthOfOneHour.indexOf(most) }
    })
    .filter(({ from }) => from >= 0)
    .sort((a, b) => b.most - a.most)
  for (const { resourceId, from, most, when } of binding.slice(0, 2)) {
    printWrapped(
      '- ',
      `${resourceId} binds from ${titles[from] ?? ''} on; one more hour is worth up to ${most.toFixed(2)} USD (${titles[when] ?? ''}).`,
    )
  }
  for (const code of new Set(exceptions.map((exception) => exception.code))) {
    const found = exceptions.filter((exception) => exception.code === code)
    printWrapped(
      '- ',
      `${code}: ${whole(found.length)} exceptions, ${thousands(sum(found.map(({ moneyAtStake = 0 }) => moneyAtStake)))} kUSD at stake.`,
    )
  }
}
