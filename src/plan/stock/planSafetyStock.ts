import type { Calendar } from '../../core/calendar.js'
import type { DemandDistribution } from '../../core/distribution.js'
import { indexById } from '../../core/keys.js'
import { createNotice, type Notice, noteRecords, placeNotice } from '../../core/notices.js'
import { ceilToGrid, fromGrid, gridScale } from '../../core/quantityGrid.js'
import type { Ref } from '../../core/ref.js'
import type { StockId } from '../../core/seriesId.js'
import { rowPath } from '../../schema/tables.js'
import { perPeriod } from '../../core/series.js'
import { type SafetyStock, safetyStock } from '../../inventory/safetyStock.js'
import type { BucketedDistribution, DemandPlan, PlanDistribution } from '../demand/types.js'
import type { NormalInput, NormalItem, NormalSource, NormalStockPolicy } from '../../schema/normalInput.js'
import { marketsIndependent, noForecastError, safetyStockUnknown } from '../notices.js'

/** Safety stock of one item and where it comes from; quantities in stock units. */
export interface SafetyStockRecord extends StockId {
  /** `given` in the input, worked out from `forecastError`, or `none`: no demand of its own, or no error known. */
  readonly basis: 'given' | 'forecastError' | 'none'
  /** Standard deviation of the demand over lead time and review; where it changes over the plan, the largest. */
  readonly stdDev: number
  /** Safety factor. */
  readonly z: number
  readonly serviceLevelShare: number
  readonly leadTimeDays: number
  readonly reviewDays: number
  /** Target of the closing stock by period, on the item's grid. */
  readonly safetyStock: readonly number[]
}

/** The demand of an item over its markets; their errors are taken as independent. */
function addDistributions(parts: readonly BucketedDistribution[]): BucketedDistribution {
  const first = parts[0] as BucketedDistribution
  if (parts.length === 1) return { distribution: first.distribution, bucketDays: first.bucketDays }
  const count = Math.min(...parts.map(({ bucketDays }) => bucketDays.length))
  const add = (pick: (distribution: DemandDistribution) => readonly number[], squared: boolean): number[] =>
    Array.from({ length: count }, (_, t) => {
      let sum = 0
      for (const { distribution } of parts) {
        const value = pick(distribution)[t] as number
        sum += squared ? value * value : value
      }
      return squared ? Math.sqrt(sum) : sum
    })
  return {
    distribution: {
      mean: add(({ mean }) => mean, false),
      stdDev: add(({ stdDev }) => stdDev, true),
      cumulativeStdDev: add(({ cumulativeStdDev }) => cumulativeStdDev, true),
    },
    bucketDays: first.bucketDays.slice(0, count),
  }
}

/** The rows that say of an item what it is, where it comes from, and how its stock is held. */
interface ItemRows {
  readonly item: NormalItem
  readonly source: NormalSource
  readonly policy: NormalStockPolicy
}

function fromError(
  { item, source, policy }: ItemRows,
  parts: readonly PlanDistribution[],
  reviewDays: number,
  count: number,
  warnings: Notice[],
): SafetyStockRecord {
  const stockFor = (own: readonly BucketedDistribution[]): SafetyStock =>
    safetyStock({
      ...addDistributions(own),
      leadTimeDays: source.leadTimeDays,
      reviewDays,
      serviceLevelShare: policy.serviceLevelShare,
    })
  const isPhased = parts.every(({ fromEnds }) => fromEnds !== undefined)
  // What closes a period must last through the interval that follows it.
  const results = isPhased
    ? Array.from({ length: count }, (_, t) =>
        stockFor(parts.map(({ fromEnds }) => fromEnds?.[t] as BucketedDistribution)),
      )
    : [stockFor(parts)]
  const scale = gridScale(item.quantityDecimals)
  const units = results.map((result) => fromGrid(Math.max(0, ceilToGrid(result.safetyStock, scale)), scale))
  const largest = results.reduce((a, b) => (b.safetyStock > a.safetyStock ? b : a))
  for (const warning of largest.warnings) {
    // A series without error needs no safety stock; that is no news to a planner.
    if (warning.code !== 'no-uncertainty') {
      warnings.push(placeNotice(warning, { path: rowPath('items', { id: item.id }), refs: [{ itemId: item.id }] }))
    }
  }
  return {
    itemId: item.id,
    basis: 'forecastError',
    stdDev: largest.leadTimeDemandStdDev,
    z: largest.z,
    serviceLevelShare: policy.serviceLevelShare,
    leadTimeDays: source.leadTimeDays,
    reviewDays,
    safetyStock: isPhased ? units : new Array<number>(count).fill(units[0] as number),
  }
}

/** Safety stock of every item, in the order of the items: as given, or from the error of its forecasts. */
export function planSafetyStock(
  input: NormalInput,
  calendar: Calendar,
  demand: DemandPlan,
  assumptions: Notice[],
): { readonly records: readonly SafetyStockRecord[]; readonly warnings: readonly Notice[] } {
  const warnings: Notice[] = []
  const { reviewDays } = input.policy
  const count = calendar.periods.length
  const byItem = new Map<string, PlanDistribution[]>()
  // Markets whose histories have buckets of another kind cannot be added bucket by bucket.
  for (const part of demand.distributions) {
    const known = byItem.get(part.itemId)
    if (known === undefined) byItem.set(part.itemId, [part])
    else known.push(part)
  }
  const sources = indexById(input.sources, 'itemId')
  const policies = indexById(input.stockPolicies, 'itemId')
  const severalMarkets: Ref[] = []
  const records = input.items.map((item): SafetyStockRecord => {
    const { id: itemId } = item
    const source = sources.get(itemId) as NormalSource
    const policy = policies.get(itemId) as NormalStockPolicy
    const { leadTimeDays } = source
    const { serviceLevelShare } = policy
    const none = { itemId, stdDev: 0, z: 0, serviceLevelShare, leadTimeDays, reviewDays }
    if (policy.safetyStock !== undefined) {
      const scale = gridScale(item.quantityDecimals)
      const units = perPeriod(policy.safetyStock, calendar, 'level').map((value) =>
        fromGrid(ceilToGrid(value, scale), scale),
      )
      return { ...none, basis: 'given', safetyStock: units }
    }
    const parts = byItem.get(itemId) ?? []
    if (item.kind === 'service' || parts.length === 0)
      return { ...none, basis: 'none', safetyStock: new Array<number>(count).fill(0) }
    const days = parts.map(({ bucketDays }) => bucketDays.join())
    const shortest = days.reduce((a, b) => (a.length <= b.length ? a : b))
    if (days.some((text) => !text.startsWith(shortest))) {
      warnings.push(createNotice(safetyStockUnknown, { path: rowPath('items', { id: itemId }), refs: [{ itemId }] }))
      return { ...none, basis: 'none', safetyStock: new Array<number>(count).fill(0) }
    }
    if (parts.length > 1) severalMarkets.push({ itemId })
    return fromError({ item, source, policy }, parts, reviewDays, count, warnings)
  })
  noteRecords(assumptions, marketsIndependent, { path: 'history', refs: severalMarkets })
  const without = new Set(records.filter(({ basis }) => basis === 'none').map(({ itemId }) => itemId))
  const given = new Set(input.forecasts.map(({ itemId }) => itemId))
  noteRecords(assumptions, noForecastError, {
    path: 'items[].safetyStock',
    refs: records.flatMap(({ itemId }) => (without.has(itemId) && given.has(itemId) ? [{ itemId }] : [])),
    value: { basis: 'given', taken: 0 },
  })
  const decided = new Set(
    demand.records.flatMap(({ itemId, basis, waterfall }) =>
      basis === 'none' && waterfall.length > 0 ? [itemId] : [],
    ),
  )
  noteRecords(assumptions, noForecastError, {
    path: 'items[].safetyStock',
    refs: [...decided].filter((itemId) => without.has(itemId) && !given.has(itemId)).map((itemId) => ({ itemId })),
    value: { basis: 'decided', taken: 0 },
  })
  return { records, warnings }
}
