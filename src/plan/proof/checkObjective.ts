import type { ProductionObjective } from '../../production/types.js'
import { type Check, startCheck } from './checks.js'
import { type Facts, itemKey, seriesKey } from './facts.js'

const PARTS = [
  'revenue',
  'sellingCost',
  'purchases',
  'regularLabor',
  'overtime',
  'variableOverhead',
  'holding',
  'backlog',
  'lostSales',
  'safetyStockShortfall',
] as const

/** The objective of the whole quantities, worked out from the records and the input's prices and rates. */
export function checkObjective(facts: Facts): Check {
  const check = startCheck(
    'objective-adds-up',
    'The objective is the sum of its parts, and each part follows from the quantities planned.',
  )
  const { plan, count, days } = facts
  const { input, supply: production } = plan
  const { policy } = input
  const assumed = new Map(input.assumedUnitCosts.map((cost) => [cost.itemId, cost.unitCost]))
  const levels = (value: unknown): readonly number[] =>
    Array.isArray(value) ? value.map(Number) : days.map(() => Number(value ?? 0))
  const sellingRate = input.overheads.reduce((sum, { rateOfRevenue }) => sum + (rateOfRevenue ?? 0), 0)
  const parts: Record<(typeof PARTS)[number], number> = {
    revenue: 0,
    sellingCost: 0,
    purchases: 0,
    regularLabor: 0,
    overtime: 0,
    variableOverhead: 0,
    holding: 0,
    backlog: 0,
    lostSales: 0,
    safetyStockShortfall: 0,
  }
  // Prices of customers are kept, and not planned with.
  const ofMarkets = input.prices.filter(({ customerId }) => customerId === undefined)
  const special = new Map(ofMarkets.map((row) => [seriesKey(row), row.price]))
  for (const { row: record } of facts.rows.records.values()) {
    const item = facts.items.get(record.itemId)
    if (item === undefined) continue
    const unitCost = facts.rows.costs.get(itemKey(item.id))?.row.unitCost ?? Number.NaN
    const series = (facts.series.get(item.id) ?? []).map(({ row }) => row)
    const prices = series.map((row) => levels(special.get(seriesKey(row)) ?? item.price))
    // A price over the markets, weighted by their demand.
    const mean = days.map((_, t) => {
      const units = series.reduce((sum, { consensus }) => sum + (consensus[t] as number), 0)
      const weighted = series.reduce(
        (sum, { consensus }, n) => sum + (consensus[t] as number) * (prices[n]?.[t] ?? 0),
        0,
      )
      return units > 0
        ? weighted / units
        : prices.reduce((sum, own) => sum + (own[t] as number), 0) / Math.max(1, prices.length)
    })
    const isFree = mean.every((price) => price === 0)
    const source = facts.sources.get(item.id)
    const stockPolicy = facts.policies.get(item.id)
    // What a supplier is paid for a unit: bought, or worked on outside.
    const cost = levels(source?.purchaseCost ?? (source?.kind === 'buy' ? assumed.get(item.id) : 0))
    const lostCost = levels(stockPolicy?.lostSaleCostPerUnit)
    for (let t = 0; t < count; t++) {
      const year = (days[t] as number) / 365
      const value = isFree ? (unitCost > 0 ? 2 * unitCost : 1) : (mean[t] as number)
      const of = (row: readonly number[]): number => row[t] as number
      parts.revenue += value * of(record.shipped)
      if (!isFree) parts.sellingCost -= value * sellingRate * of(record.shipped)
      parts.purchases -= of(cost) * (of(record.purchased) + of(record.produced))
      parts.backlog -= value * policy.backlogCostRatePerYear * year * of(record.backlog)
      parts.lostSales -= of(lostCost) * of(record.lost)
      if (item.kind === 'service') continue
      const last = t === count - 1 ? 1 : 0
      const held = of(record.closing) + (record.workInProgress?.[t] ?? 0)
      parts.holding -= unitCost * (stockPolicy?.holdingCostRatePerYear ?? Number.NaN) * year * held
      parts.safetyStockShortfall -=
        unitCost * (policy.safetyStockPenaltyRatePerYear * year + last) * of(record.safetyStockShortfall)
    }
  }
  for (const { row: record } of facts.rows.resources.values()) {
    const resource = facts.resources.get(record.resourceId)
    if (resource === undefined) continue
    const [wage, premium, variable] = [
      resource.costPerHour,
      resource.overtimeCostPerHour,
      resource.variableOverheadPerHour,
    ].map(levels)
    for (let t = 0; t < count; t++) {
      const [regular, overtime] = [record.regularHours[t] as number, record.overtimeHours[t] as number]
      parts.regularLabor -= (wage?.[t] ?? 0) * regular
      parts.overtime -= (premium?.[t] ?? 0) * overtime
      parts.variableOverhead -= (variable?.[t] ?? 0) * (regular + overtime)
    }
  }
  const own: ProductionObjective = production.objective
  let total = 0
  for (const part of PARTS) {
    check.number(`supply.objective.${part}`, own[part], parts[part], 1e-6 + 1e-10 * Math.abs(parts[part]))
    total += own[part]
  }
  check.number('supply.objective.total', own.total, total, 1e-6 + 1e-12 * Math.abs(total))
  return check.result()
}
