import type { Calendar } from '../../core/time/calendar.js'
import { compareText, groupBy } from '../../core/keys/keys.js'
import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import type { Ref } from '../../core/keys/ref.js'
import { seriesId } from '../../core/keys/seriesId.js'
import type { Driver } from '../../demand/drivers/types.js'
import type { Forecast } from '../../demand/types.js'
import type { DemandEvent } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { rowPath } from '../../schema/tables/tables.js'
import { coveredShares, eventsOf, spansOf } from './eventEffects.js'
import type { HistoryFrame } from './frameBuckets.js'
import type { SeriesSource } from './listSeries.js'
import { eventLongerThanSeen, eventNotEstimated, eventUpliftEstimated } from './notices.js'

/** Whether an event says nothing of what it does, so that its history has to. */
export const isEstimated = ({ upliftRate, upliftUnits }: DemandEvent): boolean =>
  upliftRate === undefined && upliftUnits === undefined

/** Events that are one and the same, year after year, as a driver of a series: the share of each bucket's days that they cover. */
export interface EventDriver {
  /** The first of them, which the others repeat. */
  readonly eventId: string
  readonly driver: Driver
  /** Shares of the buckets ahead by event. */
  readonly ahead: readonly { readonly event: DemandEvent; readonly shares: readonly number[] }[]
}

/** The events of a series whose uplift is estimated, in the order of their ids; drivers of the input keep their names. */
export function eventDriversOf(source: SeriesSource, frame: HistoryFrame, input: NormalInput): EventDriver[] {
  const own = eventsOf(input.events, source).filter(isEstimated)
  if (own.length === 0) return []
  const taken = new Set(input.drivers.map(({ driverId }) => driverId))
  const future = spansOf(frame.calendar)
  const groups = groupBy(
    own.map((event) => ({ event, root: event.repeats ?? event.id })),
    ['root'],
  )
  return [...groups.values()]
    .map((rows): EventDriver => {
      const eventId = rows[0]?.root ?? ''
      let id = `event ${eventId}`
      while (taken.has(id)) id += ' '
      const past = rows.map(({ event }) => coveredShares(event, frame.spans))
      const ahead = rows.map(({ event }) => ({ event, shares: coveredShares(event, future) }))
      const total = (parts: readonly (readonly number[])[], count: number): number[] =>
        Array.from({ length: count }, (_, t) =>
          Math.min(
            1,
            parts.reduce((sum, shares) => sum + (shares[t] ?? 0), 0),
          ),
        )
      const values = [
        ...total(past, frame.spans.days.length),
        ...total(
          ahead.map(({ shares }) => shares),
          future.days.length,
        ),
      ]
      return { eventId, driver: { id, values, log: false }, ahead }
    })
    .sort((a, b) => compareText(a.eventId, b.eventId))
}

/** The ids of all events of some drivers. */
export const eventsIn = (events: readonly EventDriver[]): string[] =>
  events.flatMap(({ ahead }) => ahead.map(({ event }) => event.id))

/** What each event of a driver adds in the buckets ahead: the share of the driver's effect that its days are of all. */
export function shareOut(contribution: readonly number[], { ahead }: EventDriver): (readonly number[])[] {
  return ahead.map(({ shares }) =>
    contribution.map((value, s) => {
      const all = ahead.reduce((sum, one) => sum + (one.shares[s] ?? 0), 0)
      return all > 0 ? (value * (shares[s] ?? 0)) / all : 0
    }),
  )
}

/** A series whose events were estimated with its forecast. */
export interface EstimatedSeries {
  readonly source: SeriesSource
  readonly frame: HistoryFrame
  readonly events: readonly EventDriver[]
  readonly forecast: Forecast
}

/** Why nothing can be said of an event, by what its forecast says of the driver. */
const REASONS = { 'constant-driver': 'notSeen', 'collinear-driver': 'notApart' } as const

/** The uplift of whole days, in the terms of `upliftRate`, by the days that were covered; none where effects are units. */
function rateOf({ effect, scale }: NonNullable<Forecast['effects']>[number], { values }: Driver): number | undefined {
  const covered = values.filter((value): value is number => value !== null && value > 0)
  if (scale === 'units' || covered.length === 0) return undefined
  const share = covered.reduce((sum, value) => sum + value, 0) / covered.length
  return (Math.exp(effect * share) - 1) / share
}

/** The driver that a notice speaks of. */
const driverOf = ({ value }: Notice): string | undefined =>
  (value as { readonly driverId?: string } | null | undefined)?.driverId

/** What a forecast says, but for drivers that are events: these have names of our own, and are told as events. */
export function saidOfDrivers(notices: readonly Notice[], events: readonly EventDriver[], others: number): Notice[] {
  const own = new Set(events.map(({ driver }) => driver.id))
  return notices.filter((notice) => {
    if (notice.code === 'drivers-not-used') return others > 0
    return !own.has(driverOf(notice) ?? '')
  })
}

/**
 * Tells which events of the plan's days change nothing of a series because no history of it would show what they do: its
 * forecast is given, or it has none, as an item to be launched. Returns the ids of these events.
 */
export function noteUnseen(
  sources: readonly SeriesSource[],
  { events }: NormalInput,
  calendar: Calendar,
  warnings: Notice[],
): string[] {
  const silent = events.filter(isEstimated)
  if (silent.length === 0) return []
  const spans = spansOf(calendar)
  const ahead = new Set(silent.filter((event) => coveredShares(event, spans).some((share) => share > 0)))
  const told: string[] = []
  for (const source of sources.filter(({ history }) => history === undefined)) {
    for (const event of eventsOf(events, source).filter((one) => ahead.has(one))) {
      const path = rowPath('events', { id: event.id })
      const reason = source.given === undefined ? 'noHistory' : 'givenForecast'
      warnings.push(
        createNotice(eventNotEstimated, { path, refs: [seriesId(source)], value: { eventId: event.id, reason } }),
      )
      told.push(event.id)
    }
  }
  return told
}

/** Tells what was taken for the uplift of each event that has none of its own, and of which series nothing could be learned. */
export function noteEstimates(
  series: readonly EstimatedSeries[],
  { forecasting }: NormalInput,
  assumptions: Notice[],
  warnings: Notice[],
): void {
  const found = new Map<string, { readonly refs: Ref[]; readonly rates: number[] }>()
  for (const { source, events, forecast } of series) {
    const refs = [seriesId(source)]
    for (const { eventId, driver } of events) {
      const path = rowPath('events', { id: eventId })
      const effect = forecast.effects?.find(({ driverId }) => driverId === driver.id)
      const said = forecast.warnings.filter((notice) => driverOf(notice) === driver.id).map(({ code }) => code)
      if (effect === undefined) {
        const known = said.flatMap((code) => REASONS[code as keyof typeof REASONS] ?? [])
        const reason = forecasting.model === 'auto' ? (known[0] ?? 'tooShort') : 'otherModel'
        warnings.push(createNotice(eventNotEstimated, { path, refs, value: { eventId, reason } }))
        continue
      }
      if (said.includes('driver-extrapolated')) {
        warnings.push(createNotice(eventLongerThanSeen, { path, refs, value: { eventId } }))
      }
      const own = found.get(eventId) ?? { refs: [], rates: [] }
      found.set(eventId, own)
      own.refs.push(...refs)
      const rate = rateOf(effect, driver)
      if (rate !== undefined) own.rates.push(rate)
    }
  }
  for (const [eventId, { refs, rates }] of [...found].sort(([a], [b]) => compareText(a, b))) {
    const [least, most] = rates.length === 0 ? [null, null] : [Math.min(...rates), Math.max(...rates)]
    const value = { eventId, least, most }
    noteRecords(assumptions, eventUpliftEstimated, { path: rowPath('events', { id: eventId }), refs, value })
  }
}
