import type { Calendar } from '../../core/time/calendar.js'
import { createNotice, type Notice, placeNotice } from '../../core/notices/notices.js'
import { seriesId } from '../../core/keys/seriesId.js'
import type { DemandHistory } from '../../schema/rows/demandTypes.js'
import type { Forecast } from '../../demand/types.js'
import type { Draft } from './draft.js'
import { saidOfDrivers, shareOut } from './estimatedEvents.js'
import { inPlan, sumParts } from './frameBuckets.js'
import type { SeriesSource } from './listSeries.js'
import { type PreparedHistory, shownHistory } from './prepareHistory.js'
import { placeOfSeries } from './seriesName.js'
import { type SpreadSource, startSpread } from './spread.js'
import { historyGap } from './notices.js'
import type { WaterfallStep } from './types.js'

/** The baseline with all drivers at their references, then what each of them adds, and each event whose uplift was estimated. */
function baselineSteps(
  statistical: readonly number[],
  forecast: Forecast,
  { frame, events = [] }: PreparedHistory,
): WaterfallStep[] {
  const eventOf = new Map(events.map((one) => [one.driver.id, one]))
  const effects = (forecast.effects ?? []).flatMap(({ driverId, contribution }): WaterfallStep[] => {
    const event = eventOf.get(driverId)
    if (event === undefined) return [{ step: 'driver', id: driverId, quantities: inPlan(frame, contribution) }]
    return shareOut(contribution, event).flatMap((added, n): WaterfallStep[] => {
      const quantities = inPlan(frame, added)
      const id = event.ahead[n]?.event.id ?? event.eventId
      return quantities.every((value) => value === 0) ? [] : [{ step: 'uplift', id, quantities }]
    })
  })
  const base = statistical.map((value, t) =>
    effects.reduce((left, { quantities }) => left - (quantities[t] ?? 0), value),
  )
  return [{ step: 'statistical', quantities: base }, ...effects]
}

/** What is known of a series before any step. */
export interface Baseline {
  readonly prepared: PreparedHistory | undefined
  readonly forecast: Forecast | undefined
  /** A forecast made elsewhere, where it says how far off it may be. */
  readonly stated: SpreadSource | undefined
}

/** Begins the waterfall of a series with its baseline: the forecast of its history, a given one, or nothing. */
export function startDraft(
  source: SeriesSource,
  { prepared, forecast, stated }: Baseline,
  calendar: Calendar,
  warnings: Notice[],
): Draft {
  const { key, name, given } = source
  const ids = { ...seriesId(source), key, name }
  const zeros = calendar.periods.map(() => 0)
  if (prepared === undefined || forecast === undefined) {
    if (given === undefined) {
      return {
        ...ids,
        basis: 'none',
        model: 'None',
        statistical: zeros,
        state: zeros,
        spread: startSpread(zeros, false),
        steps: [],
      }
    }
    const statistical = [...given.quantities]
    const steps = [{ step: 'given', quantities: statistical } as const]
    return {
      ...ids,
      basis: 'given',
      model: 'Given',
      statistical,
      state: statistical,
      spread: stated === undefined ? startSpread(zeros, false) : startSpread(stated.forecast.distribution.stdDev, true),
      steps,
    }
  }
  const { frame } = prepared
  const history = source.history as DemandHistory
  const place = placeOfSeries({ ...source, history })
  if (frame.gapDays > 0) {
    warnings.push(createNotice(historyGap, { ...place, value: { days: frame.gapDays } }))
  }
  const { events = [], drivers = [] } = prepared
  const said = saidOfDrivers(forecast.warnings, events, drivers.length - events.length)
  for (const warning of said) warnings.push(placeNotice(warning, place))
  const statistical = inPlan(frame, forecast.point)
  return {
    ...ids,
    basis: 'history',
    model: forecast.model,
    statistical,
    state: statistical,
    spread: startSpread(
      frame.parts.map((parts) => Math.sqrt(sumParts(parts, forecast.distribution.stdDev, 2))),
      true,
    ),
    steps: baselineSteps(statistical, forecast, prepared),
    ...(forecast.effects !== undefined && {
      effects: forecast.effects.map(({ driverId, scale, effect, standardError, reference }) => {
        const event = events.find(({ driver }) => driver.id === driverId)
        const named = event === undefined ? { driverId } : { eventId: event.eventId }
        return { ...named, scale, effect, standardError, reference }
      }),
    }),
    ...shownHistory(history, prepared, source.isBucketed === true),
    parameters: forecast.parameters,
    ...(forecast.models !== undefined && { models: forecast.models }),
    accuracy: forecast.accuracy,
  }
}
