import { type Calendar, parseDay } from '../../core/time/calendar.js'
import { compareText } from '../../core/keys/keys.js'
import { type OfSeries, SERIES_PLACE } from '../../core/keys/seriesId.js'
import { periodDays } from '../../core/time/series.js'
import type { DemandEvent } from '../../schema/rows/demandTypes.js'

/** What events do to the demand of one bucket: demand = base x (1 + rate) + units. */
export interface EventEffect {
  readonly rate: number
  readonly units: number
}

/**
 * The events of one series, in order of their ids, so that the order of the table does not matter. A rate without an item
 * or a market speaks of all; units are those of one series.
 */
export function eventsOf(events: readonly DemandEvent[], row: OfSeries): DemandEvent[] {
  return events
    .filter((event) => {
      const isMeant = (field: (typeof SERIES_PLACE)[number]): boolean =>
        event[field] === row[field] || (event[field] === undefined && event.upliftUnits === undefined)
      return (event.itemId ?? row.itemId) === row.itemId && SERIES_PLACE.every(isMeant)
    })
    .sort((a, b) => compareText(a.id, b.id))
}

/** Day numbers of the starts of buckets, and their calendar days. */
export interface BucketSpans {
  readonly starts: ArrayLike<number>
  readonly days: readonly number[]
}

/** Reads the days of a calendar once, for all events and series. */
export function spansOf({ periods }: Calendar): BucketSpans {
  return { starts: periodDays(periods).starts, days: periods.map(({ days }) => days) }
}

/**
 * The effect of one event on every bucket: its rate by the share of the bucket's days that it covers, its units by the
 * share of its own days that lie in the bucket.
 */
export function eventEffects(event: DemandEvent, spans: BucketSpans): EventEffect[] {
  const span = (parseDay(event.lastDate) as number) + 1 - (parseDay(event.firstDate) as number)
  return coveredDays(event, spans).map((covered, t) => ({
    rate: ((event.upliftRate ?? 0) * covered) / (spans.days[t] as number),
    units: ((event.upliftUnits ?? 0) * covered) / span,
  }))
}

/** The days of each bucket that an event covers. */
function coveredDays(event: DemandEvent, { starts, days }: BucketSpans): number[] {
  const first = parseDay(event.firstDate) as number
  const end = (parseDay(event.lastDate) as number) + 1
  return days.map((length, t) => {
    const start = starts[t] as number
    return Math.max(0, Math.min(end, start + length) - Math.max(first, start))
  })
}

/** The share of each bucket's days that an event covers. */
export function coveredShares(event: DemandEvent, spans: BucketSpans): number[] {
  return coveredDays(event, spans).map((covered, t) => covered / (spans.days[t] as number))
}
