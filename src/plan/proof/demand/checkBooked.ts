import type { Key } from '../../../core/keys/keys.js'
import type { DemandRecord } from '../../demand/types.js'
import type { Checker } from '../checks.js'
import { type Facts, type Placed, seriesKey } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { orderFacts } from '../facts/orderFacts.js'

interface OrderPool {
  /** The series whose forecast is consumed. */
  readonly forecast: Placed<DemandRecord>
  /** Grid units of all its orders by period, and by series. */
  readonly all: number[]
  readonly bySeries: Map<Key, number[]>
}

const isForecast = ({ waterfall }: DemandRecord): boolean =>
  waterfall.some(({ step }) => step !== 'orders' && step !== 'rounding')

/** Orders stand in the demand once: they take the place of the forecast in their reach, and add what it did not foresee. */
export function checkBooked(facts: Facts, check: Checker): void {
  const { plan, count } = facts
  const pools = new Map<Key, OrderPool>()
  const places = facts.rows.demand
  for (const { itemId, series, units, t } of orderFacts(facts)) {
    const own = places.get(series)
    const whole = places.get(seriesKey({ itemId }))
    if (own === undefined || t < 0) continue
    const isElsewhere = !isForecast(own.row) && whole !== undefined && isForecast(whole.row)
    const key = isElsewhere ? seriesKey({ itemId }) : series
    const none = (): number[] => new Array<number>(count).fill(0)
    const pool = pools.get(key) ?? {
      forecast: isElsewhere ? whole : own,
      all: none(),
      bySeries: new Map([[key, none()]]),
    }
    pools.set(key, pool)
    const booked = pool.bySeries.get(series) ?? none()
    pool.bySeries.set(series, booked)
    pool.all[t] = (pool.all[t] ?? 0) + units
    booked[t] = (booked[t] ?? 0) + units
  }
  const checked = new Set<Key>()
  for (const [key, { forecast, all, bySeries }] of pools) {
    const { power, whole } = gridOf(facts.items.get(forecast.row.itemId))
    const step = forecast.row.waterfall.find((one) => one.step === 'orders')
    const foreseen = forecast.row.consensus.map((quantity, t) => whole(quantity) - whole(step?.quantities[t]))
    const left = unbooked(foreseen, all, plan.input.policy)
    for (const [series, booked] of bySeries) {
      const placed = places.get(series)
      if (placed === undefined) continue
      checked.add(series)
      const { row, name } = placed
      const own = row.waterfall.findIndex((one) => one.step === 'orders')
      check.holds(`${name}.waterfall`, own >= 0, null, 'orders', `${name}.waterfall has no step of its orders.`)
      const isAny = booked.some((units) => units > 0)
      const isThere = (row.booked === undefined) === !isAny
      check.holds(
        `${name}.booked`,
        isThere,
        row.booked === undefined ? 0 : 1,
        isAny ? 1 : 0,
        `${name}.booked does not tell its orders.`,
      )
      for (let t = 0; t < count; t++) {
        const units = booked[t] ?? 0
        if (row.booked !== undefined) check.cell(name, 'booked', t, row.booked[t], units / power)
        const before = whole(row.consensus[t]) - whole(row.waterfall[own]?.quantities[t])
        const demand = units + (series === key ? (left[t] ?? 0) : before)
        check.cell(name, 'consensus', t, row.consensus[t], demand / power)
      }
    }
  }
  for (const [series, { row, name }] of places) {
    if (checked.has(series)) continue
    const isPlain = row.booked === undefined && row.waterfall.every(({ step }) => step !== 'orders')
    check.holds(`${name}.booked`, isPlain, 1, 0, `${name} has orders that the input does not have.`)
  }
}

/** What no order has consumed: own period, then earlier ones, then later ones, the nearest first. */
function unbooked(
  forecast: readonly number[],
  orders: readonly number[],
  {
    consumeBackwardPeriods,
    consumeForwardPeriods,
  }: { readonly consumeBackwardPeriods: number; readonly consumeForwardPeriods: number },
): number[] {
  const left = [...forecast]
  orders.forEach((units, t) => {
    const reach = left
      .map((_, s) => s)
      .filter((s) => s >= t - consumeBackwardPeriods && s <= t + consumeForwardPeriods)
      .sort((a, b) => Number(a > t) - Number(b > t) || Math.abs(a - t) - Math.abs(b - t))
    let open = units
    for (const s of reach) {
      const taken = Math.min(open, left[s] ?? 0)
      left[s] = (left[s] ?? 0) - taken
      open -= taken
    }
  })
  return left
}
