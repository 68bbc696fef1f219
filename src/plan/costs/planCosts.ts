import type { Calendar } from '../../core/time/calendar.js'
import type { MoneyInput } from '../../core/money/money.js'
import { indexById } from '../../core/keys/keys.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import type { Ref } from '../../core/keys/ref.js'
import { rowPath } from '../../schema/tables/tables.js'
import type { UnitCost } from '../../costing/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { PerPeriodMoney } from '../../schema/rows/rowTypes.js'
import {
  madeCostMissing,
  standardOfFirstPeriod,
  subcontractCostMissing,
  unitCostAssumed,
  unitCostMissing,
} from '../notices.js'
import { moneyPerPeriod } from './moneyPerPeriod.js'
import { type PlannedStandards, planStandards } from './planStandards.js'

/** What one unit of items without a price is taken to cost; says of which items that is. */
function assumedCosts(input: NormalInput, assumptions: Notice[]): UnitCost[] {
  const assumedFor = new Map(input.assumedUnitCosts.map((cost) => [cost.itemId, cost]))
  const priced = new Set<string>()
  const missing: string[] = []
  const free: Ref[] = []
  for (const { itemId, kind, purchaseCost } of input.sources) {
    if (purchaseCost !== undefined) {
      priced.add(itemId)
    } else if (kind === 'buy' && !assumedFor.has(itemId)) missing.push(itemId)
    else if (kind === 'subcontract') free.push({ itemId })
  }
  noteRecords(assumptions, unitCostMissing, {
    path: 'items[].purchaseCost',
    refs: missing.map((itemId) => ({ itemId })),
    value: 0,
  })
  noteRecords(assumptions, subcontractCostMissing, { path: 'items[].purchaseCost', refs: free, value: 0 })
  const assumed = input.assumedUnitCosts.filter(({ itemId }) => !priced.has(itemId))
  for (const row of assumed) {
    const { itemId, unitCost, reason } = row
    assumptions.push(
      createNotice(unitCostAssumed, {
        path: rowPath('assumedUnitCosts', row),
        refs: [{ itemId }],
        value: { taken: unitCost, reason: reason ?? null },
      }),
    )
  }
  return [
    ...assumed.map(({ itemId, unitCost }) => ({ itemId, unitCost })),
    ...missing.map((itemId) => ({ itemId, unitCost: 0 })),
  ]
}

/** What a supplier is paid for one unit of each source in each period: its price, or the cost assumed for a bought item. */
export function purchasePrices(input: NormalInput, calendar: Calendar): Map<string, MoneyInput[]> {
  const assumed = indexById(input.assumedUnitCosts, 'itemId')
  return new Map(
    input.sources.map(({ itemId, kind, purchaseCost }) => {
      const other = kind === 'buy' ? assumed.get(itemId)?.unitCost : undefined
      return [itemId, moneyPerPeriod(purchaseCost ?? other ?? 0, calendar, 'level')]
    }),
  )
}

/** Says what costs something else within a fiscal year than on its first day, which is its standard. */
function noteFirstPeriod({ sources, resources }: NormalInput, { periods }: Calendar, assumptions: Notice[]): void {
  const changes = (value: PerPeriodMoney | undefined): boolean =>
    Array.isArray(value) &&
    periods.some(({ fiscalYear }, t) => {
      return fiscalYear === periods[t - 1]?.fiscalYear && Number(value[t]) !== Number(value[t - 1])
    })
  noteRecords(assumptions, standardOfFirstPeriod, {
    path: 'items[].purchaseCost',
    refs: sources.flatMap(({ itemId, purchaseCost }) => (changes(purchaseCost) ? [{ itemId }] : [])),
  })
  for (const field of ['costPerHour', 'variableOverheadPerHour'] as const) {
    noteRecords(assumptions, standardOfFirstPeriod, {
      path: `resources[].${field}`,
      refs: resources.flatMap((resource) => (changes(resource[field]) ? [{ resourceId: resource.id }] : [])),
    })
  }
}

/**
 * Standard cost of every item: the cards of the first period, and what they are set to later. Says what was taken for granted.
 */
export function planCosts(input: NormalInput, calendar: Calendar, assumptions: Notice[]): PlannedStandards {
  noteFirstPeriod(input, calendar, assumptions)
  const planned = planStandards(input, calendar, assumedCosts(input, assumptions))
  const made = new Set(input.sources.flatMap(({ itemId, kind }) => (kind === 'make' ? [itemId] : [])))
  noteRecords(assumptions, madeCostMissing, {
    path: 'items[].purchaseCost',
    refs: planned.costs.flatMap(({ itemId, warnings }) =>
      made.has(itemId) && warnings.some(({ code }) => code === 'no-cost') ? [{ itemId }] : [],
    ),
    value: 0,
  })
  return planned
}
