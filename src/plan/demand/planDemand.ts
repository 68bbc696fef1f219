import type { Calendar } from '../../core/time/calendar.js'
import { finishSteps, type Steps } from '../../core/running/progress.js'
import type { Notice } from '../../core/notices/notices.js'
import type { Forecast } from '../../demand/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { ForecastRun } from './forecastMemory.js'
import { addEvents } from './addEvents.js'
import { addLaunches } from './addLaunches.js'
import { addPipeline } from './addPipeline.js'
import { bucketTransactions } from './bucketTransactions.js'
import { warnOfUnused } from './cleanQuantities.js'
import { combineViews } from './combineViews.js'
import { consumeOrders } from './consumeOrders.js'
import { addStep, type Draft } from './draft.js'
import { driversOfSeries, readDriverTable } from './driversOfHistories.js'
import { eventDriversOf, eventsIn, isEstimated, noteEstimates, noteUnseen } from './estimatedEvents.js'
import { finishDemand } from './finishDemand.js'
import { noteWeeksLeftOut } from './foldWeeks.js'
import { frameHistory, type HistoryFrame, inPlan } from './frameBuckets.js'
import { listSeries, type SeriesSource } from './listSeries.js'
import { moveSuccessions } from './moveSuccessions.js'
import { overrideDemand } from './overrideDemand.js'
import { prepareHistory } from './prepareHistory.js'
import { type Forecastable, forecastAndReconcile } from './reconcileDemand.js'
import { placeOfSeries } from './seriesName.js'
import { startDraft } from './startDraft.js'
import { statedForecasts } from './statedForecasts.js'
import type { DemandPlan } from './types.js'

/**
 * Plans the demand of every item and market: a baseline from its history (or given), then step by step the waterfall to
 * the demand planned for. Each step works on the demand after the one before it.
 */
export function planDemand(input: NormalInput, calendar: Calendar, options: ForecastRun = {}): DemandPlan {
  return finishSteps(planDemandInSteps(input, calendar, options))
}

/** As `planDemand`, with a step for each series that is forecast. */
export function* planDemandInSteps(
  input: NormalInput,
  calendar: Calendar,
  options: ForecastRun = {},
): Steps<DemandPlan> {
  const warnings: Notice[] = []
  const sources = listSeries(input, bucketTransactions(input, calendar, warnings))
  const assumptions: Notice[] = []
  const series = withDrivers(prepareSeries(sources, input, calendar, warnings), input, calendar, assumptions)
  warnOfUnused(
    series.map(({ source: { itemId }, prepared: { frame } }) => ({ itemId, frame })),
    input,
    warnings,
  )
  noteWeeksLeftOut(
    series.map(({ prepared }) => prepared.frame),
    warnings,
  )
  yield
  const base = yield* forecastAndReconcile(series, input, options, warnings)
  yield
  const forecasts = base.series
  const histories = new Map(
    series.map(({ source, prepared }) => [source.key, { quantities: source.history?.quantities ?? [], prepared }]),
  )
  const stated = statedForecasts(sources, input, calendar, assumptions)
  const drafts = new Map(
    sources.map((source): [string, Draft] => {
      const { key } = source
      const prepared = histories.get(key)?.prepared
      const baseline = { prepared, forecast: forecasts.get(key), stated: stated.get(key) }
      return [key, startDraft(source, baseline, calendar, warnings)]
    }),
  )
  for (const { source, prepared } of series) {
    const change = base.changes.get(source.key)
    const draft = drafts.get(source.key) as Draft
    if (change === undefined) continue
    const added = inPlan(prepared.frame, change)
    addStep(
      draft,
      { step: 'reconciliation' },
      draft.state.map((value, t) => Math.max(0, value + (added[t] as number))),
    )
  }
  addLaunches(drafts, input, calendar, warnings)
  moveSuccessions(drafts, input, calendar, warnings)
  noteEstimates(
    series.map(({ source, prepared: { frame, events = [] } }) => ({
      source,
      frame,
      events,
      forecast: forecasts.get(source.key) as Forecast,
    })),
    input,
    assumptions,
    warnings,
  )
  const estimated = new Set([
    ...series.flatMap(({ prepared: { events = [] } }) => eventsIn(events)),
    ...noteUnseen(sources, input, calendar, warnings),
  ])
  addEvents([...drafts.values()], input, calendar, { warnings, estimated })
  addPipeline(drafts, input, calendar, warnings)
  combineViews(drafts, histories, input, warnings)
  overrideDemand(drafts, input, calendar, { assumptions, warnings })
  consumeOrders(drafts, input, calendar, { assumptions, warnings })
  return { ...finishDemand({ drafts, series, forecasts, base, stated }, input, calendar), assumptions, warnings }
}

/** The histories with what moves them. */
function withDrivers(
  series: readonly Forecastable[],
  input: NormalInput,
  calendar: Calendar,
  assumptions: Notice[],
): readonly Forecastable[] {
  if (input.drivers.length === 0 && !input.events.some(isEstimated)) return series
  const table = readDriverTable(input, calendar.fiscalYearStartMonth)
  return series.map(({ source, prepared }) => {
    const own = driversOfSeries(source, prepared.frame, table, assumptions)
    const events = eventDriversOf(source, prepared.frame, input)
    return { source, prepared: { ...prepared, drivers: [...own, ...events.map(({ driver }) => driver)], events } }
  })
}

/** Frames the histories and makes them ready to be forecast; those with the same buckets share a frame. */
function prepareSeries(
  sources: readonly SeriesSource[],
  input: NormalInput,
  calendar: Calendar,
  warnings: Notice[],
): Forecastable[] {
  const frames = new Map<string, HistoryFrame>()
  return sources.flatMap((source): Forecastable[] => {
    const { history, name } = source
    if (history === undefined) return []
    const key = `${history.start} ${history.quantities.length} ${history.seasonLength ?? ''}`
    const frame = frames.get(key) ?? frameHistory(history, calendar)
    frames.set(key, frame)
    return [
      {
        source,
        prepared: prepareHistory(
          history,
          { name, place: placeOfSeries({ ...source, history }) },
          frame,
          input,
          warnings,
        ),
      },
    ]
  })
}
