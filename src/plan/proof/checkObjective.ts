import type { ProductionObjective } from '../../production/types.js'
import { type Check, startCheck } from './checks.js'
import { type Facts, itemKey } from './facts.js'
import { gridOf } from './gridUnits.js'
import { type Asked, askedOfItems, serve } from './servedDemand.js'

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
  for (const { row: record } of facts.rows.records.values()) {
    const item = facts.items.get(record.itemId)
    if (item === undefined) continue
    const unitCost = facts.rows.costs.get(itemKey(item.id))?.row.unitCost ?? Number.NaN
    const { asked } = askedOfItems(facts).get(item.id) ?? { asked: [] }
    const isLost = facts.policies.get(item.id)?.unmetDemand === 'lost'
    const waits = !isLost && facts.policies.get(item.id)?.unmetDemand !== 'forbidden'
    // A price over the markets, weighted by their demand; what is late before the plan has its own where it waits.
    const meanOf = (isMine: (part: Asked) => boolean): number => {
      const parts = asked.filter(isMine)
      const units = parts.reduce((sum, part) => sum + part.units, 0)
      return units > 0
        ? parts.reduce((sum, part) => sum + part.units * Number(part.price), 0) / units
        : parts.reduce((sum, part) => sum + Number(part.price), 0) / Math.max(1, parts.length)
    }
    const late = asked.reduce((sum, part) => sum + (part.t < 0 ? part.units : 0), 0)
    const lateFirst = meanOf(({ t }) => t < 0)
    const mean = days.map((_, t) => meanOf((part) => part.t === t || (t === 0 && part.t < 0 && late > 0 && !waits)))
    const isFree = mean.every((price) => price === 0) && lateFirst === 0
    const { power, whole } = gridOf(item)
    const sold = record.shipped.map(whole)
    const queue = days.map((_, t) => ({ series: 0, t, units: whole(record.demand[t]), price: t }))
    const open = [{ series: 0, t: -1, units: late, price: -1 }, ...queue]
    const source = facts.sources.get(item.id)
    const stockPolicy = facts.policies.get(item.id)
    // What a supplier is paid for a unit: bought, or worked on outside.
    const cost = levels(source?.purchaseCost ?? (source?.kind === 'buy' ? assumed.get(item.id) : 0))
    const lostCost = levels(stockPolicy?.lostSaleCostPerUnit)
    const free = unitCost > 0 ? 2 * unitCost : 1
    serve(open, sold, isLost, (part, _, units) => {
      const price = isFree ? free : part.t < 0 ? (waits ? lateFirst : (mean[0] as number)) : (mean[part.t] as number)
      parts.revenue += (price * units) / power
      if (!isFree) parts.sellingCost -= (price * sellingRate * units) / power
    })
    for (let t = 0; t < count; t++) {
      const year = (days[t] as number) / 365
      const value = isFree ? free : (mean[t] as number)
      const of = (row: readonly number[]): number => row[t] as number
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
