import type { Plan } from 'sop-engine'
import { PRODUCT_GROUPS } from '../assumptions.js'
import { groupOf } from '../structure.js'
import { percent, sum, thousands, whole } from './formatNumbers.js'
import { type PeriodRow, printPeriods } from './printPeriods.js'
import { print, printHeading, printTable, printTitle } from './printTable.js'
import { periodTitles } from './years.js'

const WORTH_FROM = 0.005

/** What is made, how the work centers are loaded, and what one more hour of them is worth. */
export function printProduction(plan: Plan): void {
  const { supply: production } = plan
  const titles = periodTitles(plan)
  printTitle('Production and bottlenecks', 'months, then quarters of the fiscal year')
  const made = new Set(production.sources.filter(({ kind }) => kind === 'make').map(({ itemId }) => itemId))
  const bikes = PRODUCT_GROUPS.map(({ name }) => ({
    name,
    made: titles.map((_, t) =>
      sum(
        production.records
          .filter(({ itemId }) => made.has(itemId) && groupOf(itemId) === name)
          .map(({ produced }) => produced[t] ?? 0),
      ),
    ),
  })).filter(({ made }) => sum(made) > 0)
  printPeriods(plan, 'Bicycles made, units', [
    ...bikes.map(({ name, made }) => ({ name, cells: made.map(whole) })),
    { name: 'Total', cells: titles.map((_, t) => whole(sum(bikes.map(({ made }) => made[t] ?? 0)))) },
  ])
  const byResource = (cells: (record: Plan['supply']['resources'][number]) => string[]): PeriodRow[] =>
    production.resources.map((record) => ({ name: record.resourceId, cells: cells(record) }))
  printPeriods(
    plan,
    'Load: hours worked, overtime included, over regular hours',
    byResource(({ capacityHours, regularHours, overtimeHours }) =>
      capacityHours.map((hours, t) =>
        percent(hours > 0 ? ((regularHours[t] ?? 0) + (overtimeHours[t] ?? 0)) / hours : null),
      ),
    ),
  )
  printPeriods(
    plan,
    'Overtime, hours',
    byResource(({ overtimeHours }) => overtimeHours.map(whole)),
  )
  printPeriods(
    plan,
    'Worth of one more regular hour, USD',
    byResource(({ worthOfOneHour }) =>
      worthOfOneHour.map((worth) => (worth < WORTH_FROM ? '-' : worth >= 100 ? whole(worth) : worth.toFixed(1))),
    ),
  )
  const binding = production.resources.filter(({ worthOfOneHour }) =>
    worthOfOneHour.some((worth) => worth >= WORTH_FROM),
  )
  print()
  print(
    `Bottlenecks (one more hour is worth money in some period): ${binding.map(({ resourceId }) => resourceId).join(', ') || 'none'}.`,
  )

  printHeading('What the plan earns, as the optimizer sees it, thousands of USD over the whole horizon')
  const { objective } = production
  printTable(
    [{ title: 'part' }, { title: 'kUSD' }],
    [
      ['Revenue', thousands(objective.revenue)],
      ['Costs that follow revenue', thousands(objective.sellingCost)],
      ['Purchases', thousands(objective.purchases)],
      ['Wages, regular hours', thousands(objective.regularLabor)],
      ['Wages, overtime', thousands(objective.overtime)],
      ['Variable overhead', thousands(objective.variableOverhead)],
      ['Holding stock (decides, is not posted)', thousands(objective.holding)],
      ['Late delivery (decides, is not posted)', thousands(objective.backlog)],
      ['Stock under its safety stock (decides, is not posted)', thousands(objective.safetyStockShortfall)],
      ['Total', thousands(objective.total)],
    ],
  )
}
