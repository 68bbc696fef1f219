import { groupBy, indexById, keyOf } from '../../core/keys/keys.js'
import { seriesId } from '../../core/keys/seriesId.js'
import { decimalSum } from '../../core/money/money.js'
import type { ShipmentRecord } from '../../plan/money/splitShipments.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'

/**
 * Units that are asked for in the first periods of a plan and that nobody gets or waits for, by series: what goes unmet of items whose
 * demand is lost, and whom the plan refuses of an item with one series. Of several series a plan does not say whom it refuses. Where they
 * wait, stock that is sold to the refused later goes to who asked first, so that nobody is told as sold and as lost.
 */
export function lostUnits({ calendar, input, shipments, supply }: Plan, closedCount: number): PlanActual[] {
  const policies = indexById(input.stockPolicies, 'itemId')
  const ofItem = groupBy(shipments, ['itemId'])
  const lostOf = (record: ShipmentRecord, t: number): number =>
    Math.max(0, decimalSum([record.demand[t] ?? 0, -(record.shipped[t] ?? 0)]))
  return supply.records.flatMap((record): PlanActual[] => {
    const { itemId, refused, refusedShipped } = record
    const own = ofItem.get(keyOf({ itemId }, ['itemId'])) ?? []
    const isLost = policies.get(itemId)?.unmetDemand === 'lost'
    if (!isLost && own.length > 1) return []
    const left = leftOpen(refused?.slice(0, closedCount) ?? [], refusedShipped?.slice(0, closedCount) ?? [])
    const unitsOf = (series: ShipmentRecord, t: number): number => (isLost ? lostOf(series, t) : (left[t] ?? 0))
    return calendar.periods
      .slice(0, closedCount)
      .flatMap(({ id: periodId }, t) =>
        own.map((series): PlanActual => ({ periodId, kind: 'lost', ...seriesId(series), units: unitsOf(series, t) })),
      )
      .filter(({ units = 0 }) => units > 0)
  })
}

/** What of units that wait is still open at the end, by the period they were asked in: what is sold goes to the oldest first. */
function leftOpen(asked: readonly number[], sold: readonly number[]): number[] {
  let there = decimalSum(sold)
  return asked.map((units) => {
    const taken = Math.min(there, units)
    there = decimalSum([there, -taken])
    return decimalSum([units, -taken])
  })
}
