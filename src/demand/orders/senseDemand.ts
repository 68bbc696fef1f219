import { SHARE } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkNumber, checkNumbers, checkObject, QUANTITY } from '../checkPlannerInput.js'
import { earlyOrders } from './notices.js'

/** A forecast of the near periods, and the orders already booked for them. */
export interface SensingInput {
  /** Forecast in units by period. */
  readonly forecast: readonly number[]
  /** Orders booked so far in units by period of delivery, aligned with the forecast. */
  readonly booked: readonly number[]
  /** Share of a period's final demand that is usually booked by now, 0 to 1, aligned; 0 where orders never come so early. */
  readonly bookedShare: readonly number[]
  /** Standard deviation of the forecast's relative error, above 0: 0.3 for a forecast that is usually off by 30 %. */
  readonly forecastErrorRate: number
  /** Units of a usual order, above 0: the larger it is, the less a given number of units says. Default 1. */
  readonly unitsPerOrder?: number
}

/** The forecast in the light of the orders so far. Arrays are aligned with the forecast. */
export interface SensedDemand {
  /** Demand now expected, booked orders included, in units. */
  readonly sensed: number[]
  /** Standard deviation of the demand still open, in units. */
  readonly stdDev: number[]
  /** Weight of the orders against the forecast, 0 to 1. */
  readonly orderWeight: number[]
  /** Sensed demand less forecast, in units. */
  readonly change: number[]
  readonly warnings: Notice[]
}

/**
 * Corrects a forecast of the near periods by the orders booked so far, the more the more they have to say.
 *
 * Orders arrive at random (Poisson) at a rate that the forecast knows with a relative error c (gamma with shape
 * 1 / c^2). With a share s booked, b orders booked and f orders forecast, the rate is expected at
 * (1 / c^2 + b) / (1 / (c^2 f) + s), the mean of forecast and b / s by their weights, and demand at b + (1 - s) rate.
 * Where nothing is usually booked yet, orders say nothing of those to come, and demand is the larger of forecast and
 * booked. Source: Murray and Silver, "A Bayesian analysis of the style goods problem", Management Science 12 (1966);
 * conjugate gamma and Poisson: Gelman et al., Bayesian Data Analysis, chapter 2.
 *
 * @param input - forecast, booked orders and usual share by period, and how good the forecast is
 * @throws SopError where arrays are not aligned or a number is outside its range
 * @example
 * ```ts
 * import { senseDemand } from 'sop-engine/demand'
 * const result = senseDemand({
 *   forecast: [100, 100, 100],
 *   booked: [100, 25, 75],
 *   bookedShare: [1, 0.5, 0.5],
 *   forecastErrorRate: 0.1,
 * })
 * result.orderWeight[1]?.toFixed(2) // => '0.33'
 * result.sensed.map((units) => Number(units.toFixed(1))) // => [100, 66.7, 133.3]
 * ```
 */
export function senseDemand(input: SensingInput): SensedDemand {
  const issues = createIssueList()
  if (
    checkObject<SensingInput>(input, '', issues, {
      forecast: true,
      booked: true,
      bookedShare: true,
      forecastErrorRate: true,
      unitsPerOrder: true,
    })
  ) {
    const length = checkNumbers(input.forecast, 'forecast', issues, QUANTITY) ? input.forecast.length : undefined
    const aligned = length === undefined ? {} : { length }
    checkNumbers(input.booked, 'booked', issues, { ...QUANTITY, ...aligned })
    checkNumbers(input.bookedShare, 'bookedShare', issues, { ...SHARE, ...aligned })
    checkNumber(input.forecastErrorRate, 'forecastErrorRate', issues, { min: 1e-6, max: 1000 })
    if (input.unitsPerOrder !== undefined) checkNumber(input.unitsPerOrder, 'unitsPerOrder', issues, { min: 1e-9 })
  }
  issues.throwIfAny()
  const { forecastErrorRate, unitsPerOrder = 1 } = input
  const shape = 1 / (forecastErrorRate * forecastErrorRate)
  const result: SensedDemand = { sensed: [], stdDev: [], orderWeight: [], change: [], warnings: [] }
  input.forecast.forEach((forecast, t) => {
    const booked = input.booked[t]
    const share = input.bookedShare[t]
    const isSilent = share === 0 && booked > 0
    if (isSilent) {
      result.warnings.push(createNotice(earlyOrders, { path: `booked[${t}]` }))
    }
    // Of the weights of forecast and orders only the ratio counts, so both are multiplied by c^2 f.
    const strength = (share * forecast) / unitsPerOrder / shape
    const orderWeight = strength / (1 + strength)
    const learned = (forecast / unitsPerOrder / shape) * booked
    const rate = share === 0 ? forecast : (1 - orderWeight) * (forecast + learned)
    const open = isSilent ? Math.max(0, forecast - booked) : (1 - share) * rate
    const sensed = booked + open
    const orders = open / unitsPerOrder
    const seen = isSilent ? 0 : booked / unitsPerOrder
    result.sensed.push(sensed)
    result.stdDev.push(unitsPerOrder * Math.sqrt(orders) * Math.sqrt(1 + orders / (shape + seen)))
    result.orderWeight.push(orderWeight)
    result.change.push(sensed - forecast)
  })
  return result
}
