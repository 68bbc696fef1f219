import type { Calendar } from '../../core/time/calendar.js'
import { indexById } from '../../core/keys/keys.js'
import { roundMoney } from '../../core/money/roundMoney.js'
import { createNotice, type Notice, noteRecords, placeNotice } from '../../core/notices/notices.js'
import { finishSteps, type Steps } from '../../core/running/progress.js'
import { perPeriod } from '../../core/time/series.js'
import { ceilToGrid, fromGrid, gridScale } from '../../core/numbers/quantityGrid.js'
import type { StockId } from '../../core/keys/seriesId.js'
import type { CostCard } from '../../costing/types.js'
import { cumulativeQuantileFactor } from '../../inventory/cumulativeQuantileFactor.js'
import { beyondDistribution, quantileUnknown } from '../../inventory/notices.js'
import { type ShortInReview, shortInReview } from '../../inventory/fillRateFactor.js'
import { stockFor } from '../../inventory/safetyStock.js'
import { rowPath } from '../../schema/tables/tables.js'
import type { NormalInput, NormalItem, NormalSource, NormalStockPolicy } from '../../schema/normalForm/normalInput.js'
import type { DemandPlan } from '../demand/types.js'
import { componentSafetyStock, marketsIndependent, noForecastError } from '../notices.js'
import { sumOf } from './dependentUse.js'
import { type ItemRisk, itemRisks } from './itemRisk.js'
import { capacityFactors } from './scarceCapacity.js'

/** Safety stock of one item and where it comes from; quantities in stock units. */
export interface SafetyStockRecord extends StockId {
  /**
   * `given` in the input; `forecastError`: worked out from the error of the item's own forecasts, and of those of the goods
   * it goes into; `dependentDemand`: from the latter alone; `leadTime`: from the deviation of its lead time, as no error is
   * known; `none`: no demand, or nothing known that may turn out otherwise.
   */
  readonly basis: 'given' | 'forecastError' | 'dependentDemand' | 'leadTime' | 'none'
  /**
   * Standard deviation of the demand that the stock must last through: of its own customers over lead time and review, of the
   * goods it goes into over the lead time; where it changes over the plan, that of the period with the most safety stock.
   */
  readonly stdDev: number
  /** Safety factor of the same period. */
  readonly z: number
  /** Cycle service level asked for; with a fill rate, that which comes with it, where safety stock was worked out. */
  readonly serviceLevelShare?: number
  /** Fill rate asked for, in place of a service level. */
  readonly fillRateShare?: number
  readonly leadTimeDays: number
  readonly reviewDays: number
  /** Target of the closing stock by period, on the item's grid. */
  readonly safetyStock: readonly number[]
}

/** The rows that say of an item what it is, where it comes from, and how its stock is held. */
interface ItemRows {
  readonly item: NormalItem
  readonly source: NormalSource
  readonly policy: NormalStockPolicy
}

/**
 * Standard deviations by the quantiles of the item's own demand, where its forecast has them, as that of intermittent demand
 * has; they know nothing of other demand beside it.
 */
function ownFactor({ own, uses }: ItemRisk, days: number, probability: number): number | undefined | 'unknown' {
  const forecast = own[0]?.forecast
  if (own.length !== 1 || uses.length > 0 || days === 0) return undefined
  if (forecast?.distribution.cumulativeQuantiles === undefined) return undefined
  return cumulativeQuantileFactor(days, probability, forecast.distribution, forecast.bucketDays) ?? 'unknown'
}

/** What is short of intermittent demand of the item in one review, where its forecast knows the sizes; with no other demand beside it. */
function ownShortage({ own, uses }: ItemRisk, days: Parameters<typeof shortInReview>[1]): ShortInReview | undefined {
  const forecast = own[0]?.forecast
  return own.length !== 1 || uses.length > 0 || forecast === undefined ? undefined : shortInReview(forecast, days)
}

/** What safety stock of an item is worked out from. */
function basisOf(
  { own, uses, hasErrorAbove }: ItemRisk,
  { leadTimeStdDevDays = 0 }: NormalSource,
): SafetyStockRecord['basis'] {
  if (own.some(({ isErrorKnown }) => isErrorKnown)) return 'forecastError'
  if (hasErrorAbove) return 'dependentDemand'
  return leadTimeStdDevDays > 0 && (own.length > 0 || uses.length > 0) ? 'leadTime' : 'none'
}

/** Safety stock of one item, period by period, from the demand up to the end of each. */
function fromRisk(
  { item, source, policy }: ItemRows,
  risk: ItemRisk,
  {
    basis,
    reviewDays,
    factors,
    warnings,
  }: {
    readonly basis: SafetyStockRecord['basis']
    readonly reviewDays: number
    readonly factors: readonly number[]
    readonly warnings: Notice[]
  },
): SafetyStockRecord {
  const { leadTimeDays } = source
  const { serviceLevelShare, fillRateShare } = policy
  const place = { path: rowPath('items', { id: item.id }), refs: [{ itemId: item.id }] }
  let factor = {}
  if (serviceLevelShare !== undefined) {
    const found = ownFactor(risk, leadTimeDays + reviewDays, serviceLevelShare)
    if (found === 'unknown') warnings.push(createNotice(quantileUnknown, { ...place, value: serviceLevelShare }))
    else if (found !== undefined) factor = { factor: found }
  }
  if (fillRateShare !== undefined) {
    const found = ownShortage(risk, { leadTimeDays, reviewDays })
    if (found !== undefined) factor = { factor: found.factorFor(1 - fillRateShare) }
  }
  const horizonDays = risk.own.reduce(
    (least, { days, isErrorKnown }) => (isErrorKnown ? Math.min(least, days) : least),
    Number.POSITIVE_INFINITY,
  )
  if (leadTimeDays + reviewDays > horizonDays) {
    const value = { intervalDays: leadTimeDays + reviewDays, horizonDays }
    warnings.push(createNotice(beyondDistribution, { ...place, value }))
  }
  const results = risk.upTo(source).map(({ mean, stdDev, perDay, reviewDays: days }) => {
    const demandShape = 'gamma'
    if (fillRateShare === undefined)
      return stockFor(
        { mean, stdDev, ...factor },
        { ...(serviceLevelShare !== undefined && { serviceLevelShare }), demandShape },
        [],
      )
    // Of no expected demand no share can be short.
    const orderQuantity = perDay * days
    const short = { mean, stdDev: orderQuantity > 0 ? stdDev : 0, ...factor }
    return stockFor(short, { fillRateShare, orderQuantity, demandShape }, [])
  })
  const scale = gridScale(item.quantityDecimals)
  const largest = results.reduce((a, b) => (b.safetyStock > a.safetyStock ? b : a))
  for (const warning of largest.warnings) {
    // A series without error needs no safety stock; that is no news to a planner.
    if (warning.code !== 'no-uncertainty') warnings.push(placeNotice(warning, place))
  }
  return {
    itemId: item.id,
    basis,
    stdDev: largest.leadTimeDemandStdDev,
    z: largest.z,
    ...(serviceLevelShare === undefined ? { serviceLevelShare: largest.serviceLevelShare } : { serviceLevelShare }),
    ...(fillRateShare !== undefined && { fillRateShare }),
    leadTimeDays,
    reviewDays,
    safetyStock: results.map((result, t) =>
      fromGrid(Math.max(0, ceilToGrid(result.safetyStock * (factors[t] ?? 1), scale)), scale),
    ),
  }
}

/** What the safety stock of components is worth on average over the plan, and what it costs to hold; major units. */
function componentCost(
  records: readonly SafetyStockRecord[],
  { input, calendar, costs }: Omit<SafetyStockSources, 'demand'>,
): { readonly value: number; readonly perYear: number } {
  const cards = indexById(costs, 'itemId')
  const policies = indexById(input.stockPolicies, 'itemId')
  const days = calendar.periods.reduce((sum, period) => sum + period.days, 0)
  const values: number[] = []
  const yearly: number[] = []
  for (const { itemId, safetyStock } of records) {
    const mean = safetyStock.reduce((sum, units, t) => sum + units * (calendar.periods[t]?.days ?? 0), 0) / days
    const value = mean * (cards.get(itemId)?.unitCost ?? 0)
    values.push(value)
    yearly.push(value * (policies.get(itemId)?.holdingCostRatePerYear ?? 0))
  }
  const rounded = (amount: number): number => roundMoney(amount, { currency: input.currency })
  return { value: rounded(sumOf(values)), perYear: rounded(sumOf(yearly)) }
}

/** What safety stock is worked out from. */
export interface SafetyStockSources {
  readonly input: NormalInput
  readonly calendar: Calendar
  readonly demand: DemandPlan
  readonly costs: readonly CostCard[]
}

/** Safety stock of a plan. */
export interface SafetyStockPlan {
  readonly records: readonly SafetyStockRecord[]
  readonly warnings: readonly Notice[]
}

/** Items of one step. */
const BATCH = 20

/**
 * Safety stock of every item, in the order of the items: as given, or from the error of the forecasts that its stock is
 * exposed to.
 */
export function planSafetyStock(sources: SafetyStockSources, assumptions: Notice[]): SafetyStockPlan {
  return finishSteps(planSafetyStockInSteps(sources, assumptions))
}

/** As `planSafetyStock`, a step for each few items. */
export function* planSafetyStockInSteps(sources: SafetyStockSources, assumptions: Notice[]): Steps<SafetyStockPlan> {
  const { input, calendar, demand } = sources
  const warnings: Notice[] = []
  const { reviewDays } = input.policy
  const count = calendar.periods.length
  const riskOf = itemRisks(input, calendar, demand)
  yield
  const factorsOf = capacityFactors(input, calendar, demand)
  const sourceOf = indexById(input.sources, 'itemId')
  const policies = indexById(input.stockPolicies, 'itemId')
  const recordOf = (item: NormalItem): SafetyStockRecord => {
    const { id: itemId } = item
    const source = sourceOf.get(itemId) as NormalSource
    const policy = policies.get(itemId) as NormalStockPolicy
    const { leadTimeDays } = source
    const { serviceLevelShare, fillRateShare } = policy
    const none = {
      itemId,
      stdDev: 0,
      z: 0,
      ...(serviceLevelShare !== undefined && { serviceLevelShare }),
      ...(fillRateShare !== undefined && { fillRateShare }),
      leadTimeDays,
      reviewDays,
    }
    if (policy.safetyStock !== undefined) {
      const scale = gridScale(item.quantityDecimals)
      const units = perPeriod(policy.safetyStock, calendar, 'level').map((value) =>
        fromGrid(ceilToGrid(value, scale), scale),
      )
      return { ...none, basis: 'given', safetyStock: units }
    }
    const risk = riskOf(itemId)
    const basis = item.kind === 'service' ? 'none' : basisOf(risk, source)
    if (basis === 'none') return { ...none, basis, safetyStock: new Array<number>(count).fill(0) }
    return fromRisk({ item, source, policy }, risk, { basis, reviewDays, factors: factorsOf(itemId), warnings })
  }
  const records: SafetyStockRecord[] = []
  for (const [place, item] of input.items.entries()) {
    if (place % BATCH === 0) yield
    records.push(recordOf(item))
  }
  noteAssumed(records, sources, assumptions)
  return { records, warnings }
}

/** Says what was taken for granted about the errors of demand. */
function noteAssumed(records: readonly SafetyStockRecord[], sources: SafetyStockSources, assumptions: Notice[]): void {
  const { demand } = sources
  const series = new Map<string, number>()
  for (const { itemId, isErrorKnown } of demand.outlooks)
    if (isErrorKnown) series.set(itemId, (series.get(itemId) ?? 0) + 1)
  noteRecords(assumptions, marketsIndependent, {
    path: 'history',
    refs: records.flatMap(({ itemId, basis }) =>
      basis === 'forecastError' && (series.get(itemId) ?? 0) > 1 ? [{ itemId }] : [],
    ),
  })
  const without = new Set(
    records.filter(({ basis }) => basis !== 'given' && basis !== 'forecastError').map(({ itemId }) => itemId),
  )
  const given = new Set(
    demand.records.flatMap(({ itemId, basis }, n) =>
      basis === 'given' && demand.outlooks[n]?.isErrorKnown === false ? [itemId] : [],
    ),
  )
  noteRecords(assumptions, noForecastError, {
    path: 'items[].safetyStock',
    refs: records.flatMap(({ itemId, basis }) => (basis !== 'given' && given.has(itemId) ? [{ itemId }] : [])),
    value: { basis: 'given', taken: 0 },
  })
  const decided = new Set(
    demand.records.flatMap(({ itemId, basis, waterfall }) =>
      // What is ordered is sure.
      basis === 'none' && waterfall.some(({ step }) => step !== 'orders') ? [itemId] : [],
    ),
  )
  noteRecords(assumptions, noForecastError, {
    path: 'items[].safetyStock',
    refs: [...decided].filter((itemId) => without.has(itemId) && !given.has(itemId)).map((itemId) => ({ itemId })),
    value: { basis: 'decided', taken: 0 },
  })
  const components = records.filter(
    ({ basis, safetyStock }) => basis === 'dependentDemand' && safetyStock.some((units) => units > 0),
  )
  const { value, perYear } = componentCost(components, sources)
  noteRecords(assumptions, componentSafetyStock, {
    path: 'stockPolicies[].safetyStock',
    refs: components.map(({ itemId }) => ({ itemId })),
    amount: value,
    unit: 'money',
    value: { holdingCostPerYear: perYear },
  })
}
