import { createNotice, type Notice } from '../../../core/notices/notices.js'
import { waitWithinPeriod } from '../../report/notices.js'
import { dayText } from '../civilDays.js'
import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { readOrderDays } from '../supply/orderDays.js'
import { bookedOn } from '../facts/orderFacts.js'
import { withSold } from '../customers/refusal.js'
import { readUnderway } from '../facts/underway.js'
import { readWorkDone } from '../supply/workDone.js'

/** Shares of a unit within this of each other are the same. */
const NOISE = 1e-6

/** Customers who wait within a period for what comes later in it, counted day by day. */
export function expectWaits(facts: Facts): Notice[] {
  const { plan, rows, starts, end, items, stock } = facts
  const orders = readOrderDays(facts)
  const underway = readUnderway(facts)
  const workDone = readWorkDone(facts)
  const waits: { itemId: string; units: number; until: number }[] = []
  const periods: number[] = []
  for (const { row: given } of rows.records.values()) {
    const row = withSold(facts, given)
    const { itemId } = row
    const { power, whole } = gridOf(items.get(itemId))
    const before = stock.get(itemId)
    let [longest, latest] = [0, 0]
    starts.forEach((start, t) => {
      const days = (starts[t + 1] ?? end) - start
      if (whole(row.demand[t]) === 0) return
      const ordered = bookedOn(facts, itemId, t)
      const asked = ordered.reduce((rest, { units }) => rest - units, whole(row.demand[t]))
      const late = whole(t === 0 ? before?.backlog : row.backlog[t - 1])
      /** Who is served in the period: forecast is left before orders are, and of either those who ask last. */
      const orderedAll = ordered.reduce((sum, { units }) => sum + units, 0)
      const servedForecast = Math.max(0, asked - whole(row.backlog[t]))
      const servedOrders = orderedAll - Math.min(orderedAll, Math.max(0, whole(row.backlog[t]) - asked))
      const come = (underway.get(itemId) ?? []).filter((order) => order.t === t)
      const due = orders.due(itemId, t)
      const comeDays = new Set([...come, ...due].map(({ day }) => day))
      const done = workDone(itemId, t)
      const gone = orders.uses(itemId, t)
      let most = 0
      for (let k = 1; k < days; k++) {
        const today = start + k
        const until = (list: typeof gone, last: number): number =>
          list.reduce((a, { day, units }) => a + (day <= last ? units : 0), 0)
        const sum = (list: typeof gone): number => until(list, today - 1)
        /** What is due by the end of a day comes when its hours are worked. */
        const supply = (last: number): number => Math.min(until(due, last), done?.[last - start] ?? Infinity)
        const isWorked = (): boolean => done !== undefined && supply(today) > supply(today - 1) + NOISE
        if (!comeDays.has(today) && !isWorked()) continue
        const there = whole(t === 0 ? before?.onHand : row.closing[t - 1]) + sum(come) + supply(today - 1) - sum(gone)
        // In parts of a unit, as many as the period has days: who has asked and is served in the period, and what is left for them.
        const parts = BigInt(days)
        const forecast = BigInt(asked) * BigInt(k)
        const all = forecast + BigInt(sum(ordered)) * parts
        const reached = BigInt(servedForecast) * parts
        const served = (forecast < reached ? forecast : reached) + BigInt(Math.min(sum(ordered), servedOrders)) * parts
        const left = BigInt(Math.floor(Math.max(0, there - late) * days + (done === undefined ? 0 : NOISE * days)))
        const missing = served - (left < all ? left : all)
        const short = Number((missing + parts - 1n) / parts) - whole(row.lost[t])
        if (missing <= 0n || short <= 0) continue
        most = Math.max(most, short)
        latest = Math.max(latest, today)
      }
      if (most === 0) return
      longest = Math.max(longest, most)
      periods.push(t)
    })
    if (longest > 0) waits.push({ itemId, units: longest / power, until: latest })
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
