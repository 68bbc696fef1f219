import type { Plan } from 'sop-engine'
import type { SalesHistory } from '../demandHistory.js'
import type { Extract } from '../readExtract.js'
import { groupOf, itemOf } from '../structure.js'
import { percent, sum, thousands, whole } from './formatNumbers.js'
import { printPeriods } from './printPeriods.js'
import { print, printHeading, printTable, printTitle } from './printTable.js'
import { periodTitles } from './years.js'

const CLASSES = ['Bicycles', 'Other goods sold', 'Parts made', 'Parts purchased', 'Ended products'] as const

/** Stock by class, service, and the items that are short or above their need. */
export function printStock(plan: Plan, sales: SalesHistory, extract: Extract): void {
  const titles = periodTitles(plan)
  const selling = new Set(sales.selling)
  const ended = new Set(sales.ended)
  const classOf = (sku: string): (typeof CLASSES)[number] => {
    if (ended.has(sku)) return 'Ended products'
    if (selling.has(sku)) return groupOf(sku).endsWith('bikes') ? 'Bicycles' : 'Other goods sold'
    return itemOf(extract, sku).source === 'make' ? 'Parts made' : 'Parts purchased'
  }
  const costs = new Map(plan.costs.map(({ itemId, unitCost }) => [itemId, unitCost]))
  const value = (name: string, units: (record: Plan['inventory'][number]) => number): number =>
    sum(
      plan.inventory
        .filter(({ itemId }) => classOf(itemId) === name)
        .map((record) => units(record) * (costs.get(record.itemId) ?? 0)),
    )

  printTitle('Stock and service')
  const rows = CLASSES.map((name) => ({
    name,
    values: [
      value(name, ({ opening }) => opening[0] ?? 0),
      ...titles.map((_, t) => value(name, ({ closing }) => closing[t] ?? 0)),
    ],
  }))
  const total = ['open', ...titles].map((_, t) => sum(rows.map(({ values }) => values[t] ?? 0)))
  printPeriods(
    plan,
    'Stock at standard cost, thousands of USD',
    [...rows, { name: 'Total', values: total }].map(({ name, values }) => ({
      name,
      opening: thousands(values[0] ?? 0),
      cells: values.slice(1).map(thousands),
    })),
  )

  const sold = plan.inventory.filter(({ itemId }) => selling.has(itemId))
  printPeriods(plan, 'Service: share of demand shipped in its period, and what is late at the end of it', [
    { name: 'Service level', cells: plan.kpis.serviceLevel.values.map((share) => percent(share)) },
    { name: 'Units late', cells: titles.map((_, t) => whole(sum(sold.map(({ backlog }) => backlog[t] ?? 0)))) },
    {
      name: 'Items under safety stock',
      cells: titles.map((_, t) => whole(sold.filter(({ belowSafetyStock }) => (belowSafetyStock[t] ?? 0) > 0).length)),
    },
  ])

  const fromError = plan.safetyStock.filter(({ basis }) => basis === 'forecastError')
  const target = (records: Plan['safetyStock']): number =>
    sum(records.map(({ itemId, safetyStock: units }) => (units[0] ?? 0) * (costs.get(itemId) ?? 0)))
  const bikes = plan.safetyStock.filter(
    ({ itemId, basis }) => basis === 'given' && selling.has(itemId) && groupOf(itemId).endsWith('bikes'),
  )
  print()
  print(
    `Safety stock: ${fromError.length} items by forecast error (${thousands(target(fromError))} kUSD); bicycles by the ERP's figure (${thousands(target(bikes))} kUSD of the stock above).`,
  )

  printHeading('Items with the most late demand, units by period')
  const late = sold
    .map((record) => ({ record, money: sum(record.shortage) * itemOf(extract, record.itemId).listPrice }))
    .filter(({ money }) => money > 0)
    .sort((a, b) => b.money - a.money)
    .slice(0, 10)
  if (late.length === 0) print('None.')
  else {
    printTable(
      [
        { title: 'item' },
        { title: 'name', align: 'left' },
        { title: 'on hand' },
        { title: 'units late' },
        { title: 'kUSD' },
        { title: 'first', align: 'left' },
        { title: 'last', align: 'left' },
      ],
      late.map(({ record, money }) => {
        const places = record.shortage.flatMap((units, t) => (units > 0 ? [t] : []))
        return [
          record.itemId,
          itemOf(extract, record.itemId).name,
          whole(record.opening[0] ?? 0),
          whole(sum(record.shortage)),
          thousands(money),
          titles[places[0] ?? 0] ?? '',
          titles[places.at(-1) ?? 0] ?? '',
        ]
      }),
    )
  }
}
