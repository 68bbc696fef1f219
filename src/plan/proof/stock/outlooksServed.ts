import type { SeriesOutlook } from '../../demand/types.js'
import { type Facts, seriesKey } from '../facts/facts.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { repeatDemand } from '../facts/repeatDemand.js'
import { askedOfItems } from '../customers/servedDemand.js'
import { unitMoney } from '../customers/unitMoney.js'

/** How demand may turn out, without the forecast that the proof finds refused for its price: no safety stock covers it. */
export const outlooksServed: (facts: Facts) => readonly SeriesOutlook[] = oncePerPlan((facts) => {
  const { outlooks, records } = repeatDemand(facts)
  const money = unitMoney(facts)
  const last = facts.count - 1
  return outlooks.map((outlook, n) => {
    const record = records[n]
    const refusal = money.get(outlook.itemId)?.refusal
    if (record === undefined || refusal === undefined) return outlook
    const { series = [], asked = [] } = askedOfItems(facts).get(outlook.itemId) ?? {}
    const mine = series.findIndex(({ row }) => seriesKey(row) === seriesKey(record))
    const forecast = asked.filter((part) => part.series === mine && part.order === undefined && part.units > 0)
    const isRefused = (t: number): boolean => {
      const own = forecast.filter((part) => part.t >= 0)
      // A period without forecast goes with the last one before it that has some, or else with the first of all.
      const near = own.filter((part) => part.t <= t).sort((a, b) => b.t - a.t)[0] ?? own.sort((a, b) => a.t - b.t)[0]
      return near !== undefined && (refusal.isLeft || (refusal.parts.has(near) && !refusal.overtaken.has(near)))
    }
    const closed = facts.days.map((_, t) => isRefused(t))
    if (!closed.includes(true)) return outlook
    const dayOf = (t: number): number => (facts.starts[t] ?? facts.end) - (facts.starts[0] ?? 0)
    const between: SeriesOutlook['between'] = (from, to) => {
      let [mean, variance, begin] = [0, 0, from]
      const add = (until: number): void => {
        if (until <= begin) return
        const part = outlook.between(begin, until)
        mean += part.mean
        variance += part.variance
      }
      closed.forEach((is, t) => {
        if (!is) return
        add(t === 0 ? from : Math.min(to, dayOf(t)))
        begin = Math.max(begin, t === last ? to : dayOf(t + 1))
      })
      add(to)
      return { mean, variance }
    }
    return { ...outlook, between }
  })
})
