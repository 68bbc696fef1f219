import type { Calendar } from '../core/calendar.js'
import type { DemandDistribution } from '../core/distribution.js'
import { perPeriod } from '../core/series.js'
import type { Warning } from '../core/warnings.js'
import { safetyStock } from '../inventory/safetyStock.js'
import type { AssumptionList } from './assumptions.js'
import { ceilToGrid } from './grid.js'
import type { NormalInput, NormalItem } from './normalizeInput.js'
import type { DemandPlan, PlanDistribution } from './planDemand.js'

/** Safety stock of one item and where it comes from; quantities in stock units. */
export interface SafetyStockRecord {
  readonly itemId: string
  /** `given` in the input, worked out from `forecastError`, or `none`: no demand of its own, or no error known. */
  readonly basis: 'given' | 'forecastError' | 'none'
  /** Standard deviation of the demand over lead time and review. */
  readonly stdDev: number
  /** Safety factor. */
  readonly z: number
  readonly serviceLevelShare: number
  readonly leadTimeDays: number
  readonly reviewDays: number
  /** Target of the closing stock by period, on the item's grid. */
  readonly units: readonly number[]
}

/** The demand of an item over its markets; their errors are taken as independent. */
function addDistributions(parts: readonly PlanDistribution[]): Pick<PlanDistribution, 'distribution' | 'bucketDays'> {
  const first = parts[0] as PlanDistribution
  if (parts.length === 1) return first
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

function fromError(item: NormalItem, parts: readonly PlanDistribution[], reviewDays: number, count: number, warnings: Warning[]): SafetyStockRecord {
  const { distribution, bucketDays } = addDistributions(parts)
  const result = safetyStock({
    distribution,
    bucketDays,
    leadTimeDays: item.leadTimeDays,
    reviewPeriodDays: reviewDays,
    serviceLevelShare: item.serviceLevelShare,
  })
  for (const warning of result.warnings) {
    // A series without error needs no safety stock; that is no news to a planner.
    if (warning.code !== 'no-uncertainty') warnings.push({ ...warning, path: item.id })
  }
  const units = Math.max(0, ceilToGrid(result.safetyStock, item.quantityDecimals))
  return {
    itemId: item.id,
    basis: 'forecastError',
    stdDev: result.sdLeadTimeDemand,
    z: result.z,
    serviceLevelShare: item.serviceLevelShare,
    leadTimeDays: item.leadTimeDays,
    reviewDays,
    units: new Array<number>(count).fill(units),
  }
}

/** Safety stock of every item, in order of input: as given, or from the error of its forecasts. */
export function planSafetyStock(
  input: NormalInput,
  calendar: Calendar,
  demand: DemandPlan,
  assumptions: AssumptionList,
): { readonly records: readonly SafetyStockRecord[]; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = []
  const { reviewDays } = input.policy
  const count = calendar.periods.length
  const byItem = new Map<string, PlanDistribution[]>()
  // Markets whose histories have buckets of another kind cannot be added bucket by bucket.
  for (const part of demand.distributions) byItem.set(part.itemId, [...(byItem.get(part.itemId) ?? []), part])
  const severalMarkets: string[] = []
  const records = input.items.map((item): SafetyStockRecord => {
    const { id: itemId, leadTimeDays, serviceLevelShare } = item
    const none = { itemId, stdDev: 0, z: 0, serviceLevelShare, leadTimeDays, reviewDays }
    if (item.safetyStock !== undefined) {
      const units = perPeriod(item.safetyStock, calendar, 'level').map((value) => ceilToGrid(value, item.quantityDecimals))
      return { ...none, basis: 'given', units }
    }
    const parts = byItem.get(itemId) ?? []
    if (item.kind === 'service' || parts.length === 0) return { ...none, basis: 'none', units: new Array<number>(count).fill(0) }
    const days = parts.map(({ bucketDays }) => bucketDays.join())
    const shortest = days.reduce((a, b) => (a.length <= b.length ? a : b))
    if (days.some((text) => !text.startsWith(shortest))) {
      warnings.push({
        code: 'safety-stock-unknown',
        path: itemId,
        message: `The histories of '${itemId}' have different buckets in different markets: it gets no safety stock. Give it one, or use the same buckets.`,
      })
      return { ...none, basis: 'none', units: new Array<number>(count).fill(0) }
    }
    if (parts.length > 1) severalMarkets.push(itemId)
    return fromError(item, parts, reviewDays, count, warnings)
  })
  assumptions.addFor(severalMarkets, {
    code: 'markets-independent',
    path: 'history',
    message: 'Forecast errors of different markets are taken as independent of each other.',
  })
  const given = new Set(input.forecasts.map(({ itemId }) => itemId))
  assumptions.addFor(
    records.filter(({ basis, itemId }) => basis === 'none' && given.has(itemId)).map(({ itemId }) => itemId),
    {
      code: 'no-forecast-error',
      path: 'items[].safetyStock',
      message: 'A given forecast has no known error: these items get no safety stock.',
      value: 0,
    },
  )
  return { records, warnings }
}
