import type { Calendar } from '../../core/time/calendar.js'
import { decimalSum, type MoneyInput } from '../../core/money/money.js'
import { indexById } from '../../core/keys/keys.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import type { Ref } from '../../core/keys/ref.js'
import { rowPath } from '../../schema/tables/tables.js'
import { perPeriod } from '../../core/time/series.js'
import type { ProductStructure } from '../../core/structure/structure.js'
import { rollUpCosts } from '../../costing/rollUp/rollUpCosts.js'
import type { CostCard, PurchaseCost, UnitCost } from '../../costing/types.js'
import { fixedAssetSchedule } from '../../finance/fixedAssetSchedule.js'
import { toNormalRows } from '../../schema/normalForm/normalRows.js'
import { regularHours } from '../../schema/reading/regularHours.js'
import type { PerPeriod, PerPeriodMoney } from '../../schema/rows/rowTypes.js'
import { withoutAttributes } from '../withoutAttributes.js'
import { decidingWage } from '../decidingWage.js'
import { billDate } from '../../schema/reading/billDate.js'
import type { NormalInput, NormalResource, NormalSource } from '../../schema/normalForm/normalInput.js'
import {
  madeCostMissing,
  overheadRateDerived,
  standardOfFirstPeriod,
  subcontractCostMissing,
  unitCostAssumed,
  unitCostMissing,
} from '../notices.js'

const COST_DECIMALS = 1e6

/** The first period's value. */
const first = (value: PerPeriod): number => (typeof value === 'number' ? value : (value[0] as number))

/** Money by period; a single `flow` amount is that of a bucket of the first kind, a `level` holds throughout. */
export function moneyPerPeriod(value: PerPeriodMoney, calendar: Calendar, measure: 'flow' | 'level'): MoneyInput[] {
  if (Array.isArray(value)) return [...(value as readonly MoneyInput[])]
  const single = value as MoneyInput
  // A price stays the text that it was; only an amount that is spread over wider buckets must become a number.
  if (measure === 'level') return calendar.periods.map(() => single)
  return perPeriod(Number(single), calendar, 'flow')
}

/** Budgeted fixed production overhead by period: amounts, and depreciation of production assets. */
function productionOverhead(input: NormalInput, calendar: Calendar): number[] {
  const assets = input.assets.filter((asset) => asset.function === 'production').map(withoutAttributes)
  const total = [...fixedAssetSchedule(assets, { calendar, currency: input.currency }).total.depreciation]
  for (const overhead of input.overheads) {
    if (overhead.function !== 'production' || overhead.amount === undefined) continue
    moneyPerPeriod(overhead.amount, calendar, 'flow').forEach(
      (amount, t) => (total[t] = (total[t] ?? 0) + Number(amount)),
    )
  }
  return total
}

/** A rate, and the fiscal year that it was worked out for. */
interface PlantWideRate {
  readonly rate: number
  readonly fiscalYear: number
}

/**
 * Fixed overhead that an hour absorbs where a resource names none: the production overhead budgeted for the first fiscal year of
 * the plan over the regular hours of all resources in it, their normal capacity. A standard is set for a year: how far a plan
 * looks beyond it changes neither the rate nor what stock is worth. Source: IAS 2, paragraph 13.
 */
function plantWideRate(input: NormalInput, calendar: Calendar): PlantWideRate | undefined {
  const hours = calendar.periods.map(() => 0)
  for (const resource of input.resources)
    regularHours(resource, input, calendar).forEach((value, t) => (hours[t] = (hours[t] ?? 0) + value))
  // A year without an hour, as before a plant opens, is no base.
  const base = calendar.periods.find((_, t) => (hours[t] ?? 0) > 0)
  if (base === undefined) return undefined
  const { fiscalYear } = base
  const ofYear = (values: readonly number[]): number =>
    values.reduce((sum, value, t) => (calendar.periods[t]?.fiscalYear === fiscalYear ? sum + value : sum), 0)
  const rate = ofYear(productionOverhead(input, calendar)) / ofYear(hours)
  return { rate: Math.round(rate * COST_DECIMALS) / COST_DECIMALS, fiscalYear }
}

/** What suppliers are paid for one unit of each item: its source's price, an assumed one, or zero. */
function purchaseCosts(input: NormalInput, assumptions: Notice[]): { known: PurchaseCost[]; assumed: UnitCost[] } {
  const assumedFor = new Map(input.assumedUnitCosts.map((cost) => [cost.itemId, cost]))
  const known: PurchaseCost[] = []
  const missing: string[] = []
  const free: Ref[] = []
  for (const { itemId, kind, purchaseCost } of input.sources) {
    if (purchaseCost !== undefined) {
      const cost = Array.isArray(purchaseCost) ? purchaseCost[0] : purchaseCost
      const element = kind === 'buy' ? 'material' : 'outsideProcessing'
      known.push({ itemId, purchaseCost: Math.round(Number(cost) * COST_DECIMALS) / COST_DECIMALS, element })
    } else if (kind === 'buy' && !assumedFor.has(itemId)) missing.push(itemId)
    else if (kind === 'subcontract') free.push({ itemId })
  }
  noteRecords(assumptions, unitCostMissing, {
    path: 'items[].purchaseCost',
    refs: missing.map((itemId) => ({ itemId })),
    value: 0,
  })
  noteRecords(assumptions, subcontractCostMissing, { path: 'items[].purchaseCost', refs: free, value: 0 })
  const unknown = new Set(known.map(({ itemId }) => itemId))
  const assumed = input.assumedUnitCosts.filter(({ itemId }) => !unknown.has(itemId))
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
  return {
    known,
    assumed: [
      ...assumed.map(({ itemId, unitCost }) => ({ itemId, unitCost })),
      ...missing.map((itemId) => ({ itemId, unitCost: 0 })),
    ],
  }
}

/** The input with a fixed overhead rate for every resource: its own, or the plant-wide one. */
export function fillOverheadRates(input: NormalInput, calendar: Calendar, assumptions: Notice[]): NormalInput {
  const without = input.resources.filter(({ fixedOverheadPerHour }) => fixedOverheadPerHour === undefined)
  if (without.length === 0) return input
  const { rate, fiscalYear } = plantWideRate(input, calendar) ?? { rate: 0, fiscalYear: 0 }
  noteRecords(assumptions, overheadRateDerived, {
    path: 'resources[].fixedOverheadPerHour',
    refs: rate > 0 ? without.map(({ id }) => ({ resourceId: id })) : [],
    value: { taken: rate, fiscalYear },
  })
  const filled = input.resources.map((resource) => ({ fixedOverheadPerHour: rate, ...resource }))
  return { ...input, resources: toNormalRows('resources', filled) }
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

/** The fields of a row that cost cards know; `attributes` and columns of other trades stay behind. */
function toStructure({ items, sources, billOfMaterials, operations }: NormalInput): ProductStructure {
  const sourceOf = indexById(sources, 'itemId')
  return {
    items: items.map(({ id, kind, unit, units }) => {
      const { yieldShare, lotSize } = sourceOf.get(id) as NormalSource
      return { id, kind, unit, ...(units !== undefined && { units }), yieldShare, lotSize }
    }),
    billOfMaterials: billOfMaterials.map(withoutAttributes),
    operations: operations.map(withoutAttributes),
  }
}

const changes = (value: PerPeriodMoney | undefined): boolean =>
  Array.isArray(value) && value.some((amount) => Number(amount) !== Number(value[0]))

/** What costs something else in a later period than the standard, which is that of the first. */
function noteFirstPeriod({ sources, resources }: NormalInput, assumptions: Notice[]): void {
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

/** Standard cost of every item, at the rates of the first period. */
export function planCosts(input: NormalInput, assumptions: Notice[]): CostCard[] {
  const { known, assumed } = purchaseCosts(input, assumptions)
  noteFirstPeriod(input, assumptions)
  const cards = rollUpCosts(toStructure(input), {
    asOf: billDate(input.asOf, input.calendar.start),
    rates: {
      purchaseCosts: known,
      assumedUnitCosts: assumed,
      resources: input.resources.map((resource: NormalResource) => ({
        resourceId: resource.id,
        costPerHour: decidingWage(resource, first(resource.costPerHour)),
        variableOverheadPerHour: first(resource.variableOverheadPerHour),
        // Wages that are paid in any case are absorbed as fixed overhead is.
        fixedOverheadPerHour: decimalSum([
          resource.fixedOverheadPerHour ?? 0,
          resource.paidHours === 'capacity' ? first(resource.costPerHour) : 0,
        ]),
      })),
    },
  })
  const made = new Set(input.sources.flatMap(({ itemId, kind }) => (kind === 'make' ? [itemId] : [])))
  noteRecords(assumptions, madeCostMissing, {
    path: 'items[].purchaseCost',
    refs: cards.flatMap(({ itemId, warnings }) =>
      made.has(itemId) && warnings.some(({ code }) => code === 'no-cost') ? [{ itemId }] : [],
    ),
    value: 0,
  })
  return cards
}
