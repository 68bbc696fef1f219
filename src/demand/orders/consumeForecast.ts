import { createIssueList } from '../../core/checking/errors.js'
import { readerOf } from '../../core/numbers/quantityGrid.js'
import { checkNumber, checkNumbers, checkObject, QUANTITY } from '../checkPlannerInput.js'

/** A forecast and the orders already booked against it. */
export interface ConsumptionInput {
  /** Forecast in units by period. */
  readonly forecast: readonly number[]
  /** Orders booked in units by period of delivery, aligned with the forecast. */
  readonly orders: readonly number[]
  /** Periods before its own in which an order may consume forecast. Default 0. */
  readonly backwardPeriods?: number
  /** Periods after its own in which an order may consume forecast. Default 0. */
  readonly forwardPeriods?: number
}

/** What is left of the forecast, and what must be supplied. */
export interface ForecastConsumption {
  /** Forecast that no order has consumed yet, in units by period. */
  readonly remainingForecast: number[]
  /** Remaining forecast and orders, in units by period. */
  readonly totalDemand: number[]
  /** Orders beyond all forecast in their reach, in units by period of the orders. */
  readonly unmatchedOrders: number[]
  /** Which orders consumed which forecast: places of the periods, and units, in the order in which it happened. */
  readonly matches: ConsumptionMatch[]
}

/** Orders of one period that consumed the forecast of one period. */
export interface ConsumptionMatch {
  /** Place of the period of the orders. */
  readonly orderPeriodIndex: number
  /** Place of the period of the forecast. */
  readonly forecastPeriodIndex: number
  /** Units. */
  readonly quantity: number
}

/**
 * Lets booked orders consume the forecast that foresaw them, so that demand is not counted twice.
 *
 * Periods are taken from the earliest on; the orders of each consume the forecast of their own period, then of the
 * periods before it, the nearest first, then of those after it, the nearest first. What exceeds all of these adds to
 * demand. Source: forecast consumption in the ASCM Supply Chain Dictionary; Vollmann, Berry, Whybark and Jacobs,
 * Manufacturing Planning and Control, chapter on demand management.
 *
 * @param input - forecast and orders in units by period, and the reach of an order in periods
 * @throws SopError where the arrays are not aligned, a quantity is below zero, or a reach is not a whole number from 0
 * @example
 * ```ts
 * import { consumeForecast } from 'sop-engine'
 * const result = consumeForecast({ forecast: [100, 100], orders: [40, 130], backwardPeriods: 1 })
 * result.remainingForecast // => [30, 0]
 * result.totalDemand // => [70, 130]
 * ```
 */
export function consumeForecast(input: ConsumptionInput): ForecastConsumption {
  const issues = createIssueList()
  if (
    checkObject<ConsumptionInput>(input, '', issues, {
      forecast: true,
      orders: true,
      backwardPeriods: true,
      forwardPeriods: true,
    })
  ) {
    const isKnown = checkNumbers(input.forecast, 'forecast', issues, QUANTITY)
    checkNumbers(input.orders, 'orders', issues, isKnown ? { ...QUANTITY, length: input.forecast.length } : QUANTITY)
    const reach = { min: 0, max: 10_000, whole: true }
    if (input.backwardPeriods !== undefined) checkNumber(input.backwardPeriods, 'backwardPeriods', issues, reach)
    if (input.forwardPeriods !== undefined) checkNumber(input.forwardPeriods, 'forwardPeriods', issues, reach)
  }
  issues.throwIfAny()
  const { orders, backwardPeriods = 0, forwardPeriods = 0 } = input
  // In whole units of the grid on which all quantities are, so that what is used up is used up.
  const { read, write } = readerOf([...input.forecast, ...orders])
  const remaining = input.forecast.map(read)
  const unmatched: number[] = []
  const matches: ConsumptionMatch[] = []
  const last = remaining.length - 1
  for (let t = 0; t <= last; t += 1) {
    let open = read(orders[t])
    const take = (place: number): void => {
      const left = remaining[place]
      const quantity = Math.min(open, left)
      if (quantity === 0) return
      remaining[place] = left - quantity
      open -= quantity
      matches.push({ orderPeriodIndex: t, forecastPeriodIndex: place, quantity: write(quantity) })
    }
    take(t)
    for (let place = t - 1; open > 0 && place >= Math.max(0, t - backwardPeriods); place -= 1) take(place)
    for (let place = t + 1; open > 0 && place <= Math.min(last, t + forwardPeriods); place += 1) take(place)
    unmatched.push(write(open))
  }
  const totalDemand = remaining.map((left, t) => write(left + read(orders[t])))
  return { remainingForecast: remaining.map(write), totalDemand, unmatchedOrders: unmatched, matches }
}
