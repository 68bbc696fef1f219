import { type Check, having, list, numbers, text } from '../../core/checking/checks.js'
import { toGrid } from '../../core/numbers/quantityGrid.js'
import type { PreparedProblem } from '../problem/preparedProblem.js'
import type { PreviousProduction } from '../types.js'

/** The periods of a plan made before. */
export const previousCalendar: Check = having({ periods: list(having({ id: text })) })

/** What a plan made before makes and buys. */
export const previousRecords: Check = list(having({ itemId: text, produced: numbers(), purchased: numbers() }))

/** A plan made before. */
export const previousProduction: Check = having({ calendar: previousCalendar, records: previousRecords })

/**
 * What a plan made before supplies, in grid units, indexed `item * periodCount + period`; NaN where it has no such item or period.
 */
export function previousSupply(problem: PreparedProblem, { calendar, records }: PreviousProduction): Float64Array {
  const { items, periodIds, periodCount } = problem
  const placeOf = new Map(calendar.periods.map(({ id }, place) => [id, place]))
  const recordOf = new Map(records.map((record) => [record.itemId, record]))
  const supply = new Float64Array(items.length * periodCount).fill(Number.NaN)
  items.forEach(({ id, scale }, i) => {
    const record = recordOf.get(id)
    if (record === undefined) return
    periodIds.forEach((periodId, t) => {
      const place = placeOf.get(periodId) ?? -1
      const units = (record.produced[place] ?? Number.NaN) + (record.purchased[place] ?? Number.NaN)
      if (Number.isFinite(units)) supply[i * periodCount + t] = toGrid(units, scale)
    })
  })
  return supply
}
