import type { Plan } from 'sop-engine'
import { MARKETS, PRODUCT_GROUPS } from '../assumptions.js'
import type { SalesHistory } from '../demandHistory.js'
import type { Extract } from '../readExtract.js'
import { groupOf, itemOf } from '../structure.js'
import { change, sum, thousands, whole } from './formatNumbers.js'
import { type Column, printHeading, printTable, printTitle } from './printTable.js'
import { ofYear, yearsOf } from './years.js'

interface Line {
  readonly name: string
  units: number[]
  money: number[]
}

/** Demand of the coming years against the last twelve months, in units and money. */
export function printDemand(plan: Plan, sales: SalesHistory, extract: Extract): void {
  const years = yearsOf(plan)
  const price = (sku: string): number => itemOf(extract, sku).listPrice
  const columns = (first: string, unit: string): Column[] => [
    { title: first },
    { title: `last year ${unit}` },
    ...years.flatMap(({ title }) => [{ title: `${title} ${unit}` }, { title: 'change' }]),
  ]
  const cells = (values: readonly number[], format: (value: number) => string): string[] => [
    format(values[0] ?? 0),
    ...values.slice(1).flatMap((value, y) => [format(value), change(values[y] ?? 0, value)]),
  ]
  const add = (line: Line, sku: string, values: readonly number[]): void => {
    line.units = values.map((value, y) => value + (line.units[y] ?? 0))
    line.money = values.map((value, y) => value * price(sku) + (line.money[y] ?? 0))
  }
  const total = (lines: readonly Line[]): Line => ({
    name: 'Total',
    units: years
      .map((_, y) => y)
      .concat(years.length)
      .map((y) => sum(lines.map(({ units }) => units[y] ?? 0))),
    money: years
      .map((_, y) => y)
      .concat(years.length)
      .map((y) => sum(lines.map(({ money }) => money[y] ?? 0))),
  })

  const groups = [...PRODUCT_GROUPS.map(({ name }) => name), 'Other'].map((name): Line => ({
    name,
    units: [],
    money: [],
  }))
  const byItem = new Map<string, number[]>()
  for (const { itemId, consensus } of plan.demand) {
    const before = byItem.get(itemId) ?? [sales.lastYearUnits.get(itemId) ?? 0, ...years.map(() => 0)]
    byItem.set(
      itemId,
      before.map((value, y) => (y === 0 ? value : value + ofYear(consensus, years[y - 1] as (typeof years)[number]))),
    )
  }
  for (const [sku, values] of byItem) add(groups.find(({ name }) => name === groupOf(sku)) as Line, sku, values)
  const lines = groups.filter(({ units }) => units.length > 0)

  printTitle('Demand against last year', 'units asked for; money at list price')
  printTable(
    columns('group', 'units'),
    [...lines, total(lines)].map(({ name, units }) => [name, ...cells(units, whole)]),
  )
  printHeading('Money, thousands of USD')
  printTable(
    columns('group', 'kUSD'),
    [...lines, total(lines)].map(({ name, money }) => [name, ...cells(money, thousands)]),
  )

  printHeading('By market, thousands of USD (last year from the extract)')
  const markets = MARKETS.map(({ id, name }): Line => {
    const line: Line = { name, units: [], money: [] }
    for (const { itemId, quantities } of sales.history.filter(({ marketId }) => marketId === id)) {
      const lastYear = sum(quantities.slice(-12).map((value) => value ?? 0))
      const coming = plan.demand.find((record) => record.itemId === itemId && record.marketId === id)?.consensus ?? []
      add(line, itemId, [lastYear, ...years.map((year) => ofYear(coming, year))])
    }
    return line
  })
  printTable(
    columns('market', 'kUSD'),
    [...markets, total(markets)].map(({ name, money }) => [name, ...cells(money, thousands)]),
  )

  printHeading('Largest changes to the next year, thousands of USD')
  const first = years[0]?.title ?? ''
  const movers = [...byItem]
    .map(([sku, [before = 0, next = 0]]) => ({ sku, before, next, money: (next - before) * price(sku) }))
    .sort((a, b) => Math.abs(b.money) - Math.abs(a.money))
    .slice(0, 10)
  printTable(
    [{ title: 'item' }, { title: 'name', align: 'left' }, { title: 'last year' }, { title: first }, { title: 'kUSD' }],
    movers.map(({ sku, before, next, money }) => [
      sku,
      itemOf(extract, sku).name,
      whole(before),
      whole(next),
      thousands(money),
    ]),
  )

  const models = new Map<string, number>()
  for (const { model } of plan.demand) models.set(model, (models.get(model) ?? 0) + 1)
  printHeading(
    `Forecasting methods chosen: ${[...models]
      .sort((a, b) => b[1] - a[1])
      .map(([model, count]) => `${model} ${count}`)
      .join(', ')}`,
  )
}
