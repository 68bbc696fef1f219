import { createNotice, type Notice } from '../../core/notices/notices.js'
import { waitWithinPeriod } from '../report/notices.js'
import { dayText, type Facts } from './facts.js'
import { gridOf } from './gridUnits.js'
import { bookedOn, readOrderDays } from './orderDays.js'
import { withSold } from './refusal.js'
import { readUnderway } from './underway.js'

/** Customers who wait within a period for what comes later in it, counted day by day. */
export function expectWaits(facts: Facts): Notice[] {
  const { plan, rows, starts, end, items, stock } = facts
  const orders = readOrderDays(facts)
  const underway = readUnderway(facts)
  const waits: { itemId: string; units: number; until: number }[] = []
  const periods: number[] = []
  for (const { row: given } of rows.records.values()) {
    const row = withSold(facts, given)
    const { itemId } = row
    const { power, whole } = gridOf(items.get(itemId))
    const before = stock.get(itemId)
    let [total, until] = [0, 0]
    starts.forEach((start, t) => {
      const days = (starts[t + 1] ?? end) - start
      if (whole(row.demand[t]) === 0) return
      const ordered = bookedOn(facts, itemId, t)
      const asked = ordered.reduce((rest, { units }) => rest - units, whole(row.demand[t]))
      const late = whole(t === 0 ? before?.backlog : row.backlog[t - 1])
      const open = Math.max(late, whole(row.backlog[t]) + whole(row.lost[t]))
      const come = [...(underway.get(itemId) ?? []).filter((order) => order.t === t), ...orders.due(itemId, t)]
      const gone = [...orders.uses(itemId, t), ...ordered]
      let most = 0
      for (let k = 1; k < days; k++) {
        const today = start + k
        if (!come.some(({ day }) => day === today)) continue
        const sum = (list: typeof gone): number => list.reduce((a, { day, units }) => a + (day < today ? units : 0), 0)
        const there = whole(t === 0 ? before?.onHand : row.closing[t - 1]) - late + sum(come) - sum(gone)
        // Rounded up to whole units of the grid: asked * k / days - there.
        const missing = BigInt(asked) * BigInt(k) - BigInt(there) * BigInt(days)
        const short = Number((missing + BigInt(days) - 1n) / BigInt(days)) - open
        if (missing <= 0n || short <= 0) continue
        most = Math.max(most, short)
        until = Math.max(until, today)
      }
      if (most === 0) return
      total += most
      periods.push(t)
    })
    if (total > 0) waits.push({ itemId, units: total / power, until })
  }
  if (waits.length === 0) return []
  waits.sort((a, b) => b.units - a.units || (a.itemId < b.itemId ? -1 : 1))
  const idOf = (t: number): string => plan.calendar.periods[t]?.id ?? ''
  // Of one power of ten for all, so that the sum has no noise.
  const power = 10 ** Math.max(...waits.map(({ itemId }) => items.get(itemId)?.quantityDecimals ?? 0))
  return [
    createNotice(waitWithinPeriod, {
      refs: waits.map(({ itemId }) => ({ itemId })),
      periodIds: [idOf(Math.min(...periods)), idOf(Math.max(...periods))],
      amount: waits.reduce((sum, { units }) => sum + Math.round(units * power), 0) / power,
      unit: 'units',
      moneyAtStake: 0,
      value: { units: waits.map(({ units }) => units), untilDates: waits.map((wait) => dayText(wait.until)) },
    }),
  ]
}
