import type { Calendar } from '../../core/calendar.js'
import { createNotice, type Notice, placeNotice } from '../../core/notices.js'
import { seriesId } from '../../core/seriesId.js'
import type { DemandHistory } from '../../schema/demandTypes.js'
import type { Forecast } from '../../demand/types.js'
import type { Draft } from './draft.js'
import { inPlan, sumParts } from './frameBuckets.js'
import type { SeriesSource } from './listSeries.js'
import { type PreparedHistory, shownHistory } from './prepareHistory.js'
import { placeOfSeries } from './seriesName.js'
import { startSpread } from './spread.js'
import { historyGap } from './notices.js'

/** Begins the waterfall of a series with its baseline: the forecast of its history, a given one, or nothing. */
export function startDraft(
  source: SeriesSource,
  prepared: PreparedHistory | undefined,
  forecast: Forecast | undefined,
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
        spread: startSpread(zeros),
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
      spread: startSpread(zeros),
      steps,
    }
  }
  const { frame } = prepared
  const history = source.history as DemandHistory
  const place = placeOfSeries({ ...source, history })
  if (frame.gapDays > 0) {
    warnings.push(createNotice(historyGap, { ...place, value: { days: frame.gapDays } }))
  }
  for (const warning of forecast.warnings) warnings.push(placeNotice(warning, place))
  const statistical = inPlan(frame, forecast.point)
  return {
    ...ids,
    basis: 'history',
    model: forecast.model,
    statistical,
    state: statistical,
    spread: startSpread(frame.parts.map((parts) => Math.sqrt(sumParts(parts, forecast.distribution.stdDev, 2)))),
    steps: [{ step: 'statistical', quantities: statistical }],
    ...shownHistory(history, prepared, source.isBucketed === true),
    parameters: forecast.parameters,
    ...(forecast.models !== undefined && { models: forecast.models }),
    accuracy: forecast.accuracy,
  }
}
