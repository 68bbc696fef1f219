import type { Calendar } from '../../core/time/calendar.js'
import { decimalSum } from '../../core/money/money.js'
import type { PurchaseCost, ResourceRates } from '../../costing/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { PerPeriod, PerPeriodMoney } from '../../schema/rows/rowTypes.js'
import { decidingWage } from '../decidingWage.js'

const COST_DECIMALS = 1e6
/** A price that moves by the rate itself does not move by more, whatever the last digits of the division say. */
const NOISE = 1e-12

/** Why standards are set in a period. */
export type StandardReason = 'firstPeriod' | 'fiscalYear' | 'purchasePrice' | 'given'

/** The prices and rates from which standards are rolled up, from a period on. */
export interface StandardRates {
  readonly periodIndex: number
  readonly reason: StandardReason
  readonly purchaseCosts: readonly PurchaseCost[]
  readonly resources: readonly ResourceRates[]
}

const at = (value: PerPeriod, t: number): number => (typeof value === 'number' ? value : (value[t] as number))

const priceAt = (value: PerPeriodMoney, t: number): number => {
  const price = Array.isArray(value) ? (value as readonly (number | string)[])[t] : value
  return Math.round(Number(price) * COST_DECIMALS) / COST_DECIMALS
}

/**
 * From which prices and rates standards are set, and when: on the first day of every fiscal year at what holds then, and
 * between where the price of a source has moved away from its standard by more than `policy.restandardRate`, for that source.
 * Source: IAS 2.21, standards are reviewed regularly and, where needed, revised in the light of current conditions.
 */
export function standardRates(input: NormalInput, calendar: Calendar): StandardRates[] {
  const { restandardRate } = input.policy
  const priced = input.sources.flatMap(({ itemId, kind, purchaseCost }) =>
    purchaseCost === undefined ? [] : [{ itemId, kind, purchaseCost }],
  )
  const standing = new Map<string, number>()
  let resources: readonly ResourceRates[] = []
  return calendar.periods.flatMap(({ fiscalYear }, periodIndex): StandardRates[] => {
    const before = calendar.periods[periodIndex - 1]?.fiscalYear
    const isNewYear = before !== fiscalYear
    let isMoved = false
    for (const { itemId, purchaseCost } of priced) {
      const price = priceAt(purchaseCost, periodIndex)
      const standard = standing.get(itemId) ?? 0
      const isFar = Math.abs(price - standard) > standard * restandardRate * (1 + NOISE)
      if (!isNewYear && !isFar) continue
      standing.set(itemId, price)
      isMoved = true
    }
    if (isNewYear) resources = resourceRates(input, periodIndex)
    else if (!isMoved) return []
    const reason = before === undefined ? 'firstPeriod' : isNewYear ? 'fiscalYear' : 'purchasePrice'
    const purchaseCosts = priced.map(({ itemId, kind }): PurchaseCost => ({
      itemId,
      purchaseCost: standing.get(itemId) as number,
      element: kind === 'buy' ? 'material' : 'outsideProcessing',
    }))
    return [{ periodIndex, reason, purchaseCosts, resources }]
  })
}

function resourceRates({ resources }: NormalInput, t: number): ResourceRates[] {
  return resources.map((resource) => ({
    resourceId: resource.id,
    costPerHour: decidingWage(resource, at(resource.costPerHour, t)),
    variableOverheadPerHour: at(resource.variableOverheadPerHour, t),
    // Wages that are paid in any case are absorbed as fixed overhead is.
    fixedOverheadPerHour: decimalSum([
      at(resource.fixedOverheadPerHour ?? 0, t),
      resource.paidHours === 'capacity' ? at(resource.costPerHour, t) : 0,
    ]),
  }))
}
