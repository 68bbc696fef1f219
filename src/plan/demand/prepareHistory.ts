import type { Driver } from '../../demand/drivers/types.js'
import type { Calendar, Period } from '../../core/time/calendar.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { DemandEvent, DemandHistory } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { cleanQuantities } from './cleanQuantities.js'
import type { EventDriver } from './estimatedEvents.js'
import { eventEffects, eventsOf } from './eventEffects.js'
import { type HistoryFrame, withWorkingDays } from './frameBuckets.js'
import type { SeriesPlace } from './seriesName.js'
import type { ForecastHistory, HistoryChange } from './types.js'
import { eventExceedsHistory, workingDaysNotUsed } from './notices.js'

/** A history ready to be forecast. */
export interface PreparedHistory {
  readonly name: string
  readonly frame: HistoryFrame
  /** Units by bucket after all changes: what the history would have been without events. */
  readonly quantities: readonly (number | null)[]
  readonly changes: readonly HistoryChange[]
  /** What moves it, by bucket of the history and of the forecast. */
  readonly drivers?: readonly Driver[]
  /** Those of them that are events whose uplift is estimated. */
  readonly events?: readonly EventDriver[]
  /** Working days of each bucket by those of a usual one, of the history and of the forecast; left out where not used. */
  readonly workingDays?: { readonly past: readonly number[]; readonly future: readonly number[] }
}

/** With less than this share of its usual demand a bucket tells too little of it. */
const LEAST_SHARE = 0.1

/**
 * Makes a history ready to be forecast, step by step: take events out, clean what is left, then count working days. Each
 * step takes the quantities of the one before it and notes what it changed.
 */
export function prepareHistory(
  record: DemandHistory,
  { name, place }: { readonly name: string; readonly place: SeriesPlace },
  frame: HistoryFrame,
  input: NormalInput,
  warnings: Notice[],
): PreparedHistory {
  const eventless = removeEvents(record, place, frame, eventsOf(input.events, record), warnings)
  const cleaned = cleanQuantities(
    { itemId: record.itemId, quantities: eventless.quantities, place },
    frame,
    input,
    warnings,
  )
  const { quantities } = cleaned
  const changes = [...eventless.changes, ...cleaned.changes]
  const workingDays = input.forecasting.workingDays
    ? countWorkingDays(quantities, place, frame, input, warnings)
    : undefined
  return { name, frame, quantities, changes, ...(workingDays !== undefined && { workingDays }) }
}

/** The history without its events: (quantity - units) / (1 + rate). */
function removeEvents(
  record: DemandHistory,
  place: SeriesPlace,
  { past, spans }: HistoryFrame,
  events: readonly DemandEvent[],
  warnings: Notice[],
): Pick<PreparedHistory, 'quantities' | 'changes'> {
  if (events.length === 0) return { quantities: record.quantities, changes: [] }
  const effects = events.map((event) => eventEffects(event, spans))
  const changes: HistoryChange[] = []
  const exceeded: string[] = []
  const quantities = record.quantities.map((quantity, t) => {
    if (quantity === null) return null
    let rate = 0
    let units = 0
    const ids: string[] = []
    effects.forEach((effect, n) => {
      const own = effect[t] as (typeof effect)[number]
      if (own.rate === 0 && own.units === 0) return
      rate += own.rate
      units += own.units
      ids.push((events[n] as DemandEvent).id)
    })
    if (ids.length === 0) return quantity
    const period = (past.periods[t] as Period).id
    if (units > quantity) exceeded.push(period)
    const to = 1 + rate < LEAST_SHARE ? null : Math.max(0, quantity - units) / (1 + rate)
    changes.push({ periodId: period, from: quantity, to, cause: 'event', ids })
    return to
  })
  if (exceeded.length > 0) {
    warnings.push(createNotice(eventExceedsHistory, { ...place, value: { periods: exceeded } }))
  }
  return { quantities, changes }
}

/** Factors of working days, or undefined with a warning where the calendar cannot tell them. */
function countWorkingDays(
  quantities: readonly (number | null)[],
  place: SeriesPlace,
  frame: HistoryFrame,
  input: NormalInput,
  warnings: Notice[],
): PreparedHistory['workingDays'] {
  const warn = (
    reason: 'daily' | 'holidaysUnknown' | 'idleBucket' | 'noWorkingDay',
    told: { readonly firstDate?: string; readonly endDate?: string; readonly bucket?: string } = {},
  ): undefined => {
    const { firstDate = null, endDate = null, bucket = null } = told
    warnings.push(createNotice(workingDaysNotUsed, { ...place, value: { reason, firstDate, endDate, bucket } }))
    return undefined
  }
  const { past, calendar: future } = frame
  if ((past.periods[0] as Period).unit === 'day') return warn('daily')
  const holidays = input.calendar.holidays ?? []
  const [start, end] = [(past.periods[0] as Period).start, (past.periods.at(-1) as Period).end]
  if (holidays.length > 0 && !holidays.some((day) => day >= start && day < end)) {
    return warn('holidaysUnknown', { firstDate: start, endDate: end })
  }
  const daysOf = (calendar: Calendar): number[] =>
    withWorkingDays(calendar, input).periods.map(({ workingDays }) => workingDays)
  const [pastDays, futureDays] = [daysOf(past), daysOf(future)]
  const idle = pastDays.findIndex((count, t) => count === 0 && (quantities[t] ?? 0) > 0)
  if (idle >= 0) return warn('idleBucket', { bucket: past.periods[idle]?.id as string })
  const usual = futureDays.reduce((a, b) => a + b, 0) / futureDays.length
  if (usual === 0) return warn('noWorkingDay')
  return { past: pastDays.map((count) => count / usual), future: futureDays.map((count) => count / usual) }
}

/** The values that a model sees: per usual number of working days, where these are counted. */
export function modelValues({ quantities, workingDays }: PreparedHistory): readonly (number | null)[] {
  if (workingDays === undefined) return quantities
  return quantities.map((quantity, t) => {
    const factor = workingDays.past[t] as number
    return quantity === null || factor === 0 ? null : quantity / factor
  })
}

/** The history as the result shows it, where it is not simply the one of the input. */
export function shownHistory(
  record: DemandHistory,
  { quantities, changes }: PreparedHistory,
  isBucketed: boolean,
): { readonly history?: ForecastHistory } {
  if (!isBucketed && changes.length === 0) return {}
  return { history: { start: record.start, quantities, changes } }
}
