import type { ProductionObjective } from '../../../production/types.js'
import { type Check, startCheck } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { serviceWeights } from './serviceWeights.js'
import { moneyOf } from '../customers/queueMoney.js'
import { servedRecord } from '../customers/refusal.js'
import { serveItem } from '../customers/soldUnits.js'
import { at, type UnitMoney, unitMoney } from '../customers/unitMoney.js'
import { wageOfOneHour } from '../facts/wageFacts.js'

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
  const { plan, count } = facts
  const { supply: production } = plan
  const money = unitMoney(facts)
  const weights = serviceWeights(facts)
  const parts = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<(typeof PARTS)[number], number>
  for (const { row: record } of facts.rows.records.values()) {
    const item = facts.items.get(record.itemId)
    if (item === undefined) continue
    const unit = money.get(item.id) as UnitMoney
    const weight = weights.get(item.id)
    const { power } = gridOf(item)
    const own = servedRecord(facts, record)
    const isLost = facts.policies.get(item.id)?.unmetDemand === 'lost'
    const open = new Map([...(unit.refusal?.lifts ?? [])].map(([part]) => [part, part.units]))
    serveItem(facts, record, (part, _, units) => {
      if (open.has(part)) open.set(part, (open.get(part) ?? 0) - units)
      const { price, selling } = moneyOf(unit, part)
      parts.revenue += (price * units) / power
      parts.sellingCost -= (selling * units) / power
    })
    // Promises below cost that are not kept within the plan.
    for (const [part, units] of open)
      parts[isLost ? 'lostSales' : 'backlog'] -= ((unit.refusal?.lifts.get(part) ?? 0) * units) / power
    for (let t = 0; t < count; t++) {
      const of = (row: readonly number[]): number => at(row, t)
      parts.purchases -= of(unit.purchase) * (of(record.purchased) + of(record.produced))
      parts.backlog -= of(unit.late) * of(own.backlog)
      parts.lostSales -= of(unit.lost) * of(own.lost)
      if (item.kind === 'service') continue
      const held = of(record.closing) + (record.workInProgress?.[t] ?? 0)
      parts.holding -= of(unit.holding) * held
      if (weight?.missing !== undefined)
        parts.safetyStockShortfall -= of(weight.missing) * of(record.safetyStockShortfall)
    }
  }
  for (const { row: record } of facts.rows.resources.values()) {
    const resource = facts.resources.get(record.resourceId)
    if (resource === undefined) continue
    const [wage, premium, variable] = [
      wageOfOneHour(resource),
      resource.overtimeCostPerHour,
      resource.variableOverheadPerHour,
    ].map(facts.level)
    for (let t = 0; t < count; t++) {
      const [regular, overtime] = [at(record.regularHours, t), at(record.overtimeHours, t)]
      parts.regularLabor -= (wage?.[t] ?? 0) * regular
      parts.overtime -= (premium?.[t] ?? 0) * overtime
      parts.variableOverhead -= (variable?.[t] ?? 0) * (regular + overtime)
    }
  }
  const stated: ProductionObjective = production.objective
  let total = 0
  for (const part of PARTS) {
    check.number(`supply.objective.${part}`, stated[part], parts[part], 1e-6 + 1e-10 * Math.abs(parts[part]))
    total += stated[part]
  }
  check.number('supply.objective.total', stated.total, total, 1e-6 + 1e-12 * Math.abs(total))
  return check.result()
}
