import { seriesId } from '../../core/keys/seriesId.js'
import type { ForecastVintageRow } from '../../schema/rows/demandTypes.js'
import { type Closing, givenRows } from './closing.js'

/** What the plan foresaw, bucket by bucket of its first kind, beside what earlier ones did. */
export function keepVintages({ open, plan }: Closing): readonly ForecastVintageRow[] {
  const before = givenRows(open, 'forecastVintages')
  if (plan === undefined) return before
  const { periods } = plan.calendar
  const [first] = periods
  if (first === undefined) return before
  const count = periods.filter(({ unit }) => unit === first.unit).length
  const madeDate = plan.input.asOf
  const kept = before.filter((row) => row.madeDate !== madeDate)
  return [
    ...kept,
    ...plan.demand.map((record) => ({
      ...seriesId(record),
      madeDate,
      start: first.id,
      quantities: record.consensus.slice(0, count),
    })),
  ]
}
