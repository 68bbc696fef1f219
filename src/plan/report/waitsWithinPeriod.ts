import { type Calendar, formatDay } from '../../core/time/calendar.js'
import { compareText } from '../../core/keys/keys.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { fromGrid } from '../../core/numbers/quantityGrid.js'
import { periodDays } from '../../core/time/series.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import { waitsUntil } from '../../production/orderDays/waitsUntil.js'
import type { DatedSupply } from '../supply/datedItems.js'
import { waitWithinPeriod } from './notices.js'

/**
 * Customers who wait within a period for what comes later in it: late by days, which the records do not show, since a period is
 * the smallest time that they know. One row, the most units first.
 */
export function waitsWithinPeriod({
  calendar,
  items,
  days,
  workDone,
}: DatedSupply & { readonly calendar: Calendar }): Notice[] {
  const { starts, end } = periodDays(calendar.periods)
  const periods = new Set<number>()
  const waits = items.flatMap((item, i) => {
    let [units, until] = [0, 0]
    for (let t = 0; t < starts.length; t++) {
      // What only its parents take has no customers: most items of a large plan.
      if (item.demand[t] === 0 && item.booked[t]?.length === 0) continue
      const span = { start: starts[t] ?? end, stop: starts[t + 1] ?? end }
      const worked = workDone(i, t)
      const come = { due: days.due[i]?.[t] ?? [], uses: days.uses(i, t), ...(worked !== undefined && { worked }) }
      const wait = waitsUntil(item, t, { ...span, ...come })
      if (wait.units === 0) continue
      periods.add(t)
      units = Math.max(units, wait.units)
      until = Math.max(until, wait.day)
    }
    return units === 0 ? [] : [{ itemId: item.itemId, units: fromGrid(units, item.scale), untilDate: formatDay(until) }]
  })
  if (waits.length === 0) return []
  waits.sort((a, b) => b.units - a.units || compareText(a.itemId, b.itemId))
  const idOf = (t: number): string => calendar.periods[t]?.id ?? ''
  return [
    createNotice(waitWithinPeriod, {
      refs: waits.map(({ itemId }) => ({ itemId })),
      periodIds: [idOf(Math.min(...periods)), idOf(Math.max(...periods))],
      amount: sumDecimals(waits.map(({ units }) => units)),
      unit: 'units',
      moneyAtStake: 0,
      value: { units: waits.map(({ units }) => units), untilDates: waits.map(({ untilDate }) => untilDate) },
    }),
  ]
}
