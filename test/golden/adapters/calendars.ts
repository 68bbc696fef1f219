import { createCalendar } from '../../../src/core/time/calendar.js'
import { convertSeries } from '../../../src/core/time/series.js'
import type { GoldenCase } from '../runner.js'

/** Months to quarters, each kind of measure by its own rule; any year does, as months are weighted alike. */
export const adapter = (c: GoldenCase): unknown => {
  const { flow, stock, rate } = c.given
  if (flow === undefined || stock === undefined || rate === undefined) return undefined
  if (flow.length % 3 !== 0) return undefined
  const from = createCalendar({ start: '2027-01-01', months: flow.length })
  const to = createCalendar({ start: '2027-01-01', quarters: flow.length / 3 })
  // A plain mean of the closing balances weights months alike, not by their days.
  const mean = stock.map(() => 1)
  return {
    flow: convertSeries(flow, { from, to, measure: 'flow' }),
    stockEnd: convertSeries(stock, { from, to, measure: 'balance' }),
    stockAverage: convertSeries(stock, { from, to, measure: 'rate', weights: mean }),
    rate: convertSeries(rate, { from, to, measure: 'rate', weights: flow }),
  }
}
