import type { Calendar } from '../../core/calendar.js'
import type { Warning } from '../../core/warnings.js'
import type { DemandHistory } from '../../schema/demandTypes.js'
import type { Forecast } from '../../demand/types.js'
import type { Draft } from './draft.js'
import { inPlan, sumParts } from './frameBuckets.js'
import type { SeriesSource } from './listSeries.js'
import { type PreparedHistory, shownHistory } from './prepareHistory.js'
import { startSpread } from './spread.js'

/** Begins the waterfall of a series with its baseline: the forecast of its history, a given one, or nothing. */
export function startDraft(
  source: SeriesSource,
  prepared: PreparedHistory | undefined,
  forecast: Forecast | undefined,
  calendar: Calendar,
  warnings: Warning[],
): Draft {
  const { itemId, marketId, key, name, given } = source
  const ids = { itemId, ...(marketId !== undefined && { marketId }), key, name }
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
  if (frame.gapDays > 0) {
    warnings.push({
      code: 'history-gap',
      path: name,
      message: `The history of '${name}' ends ${frame.gapDays} days before the plan starts; they are forecast and left out.`,
    })
  }
  for (const warning of forecast.warnings) {
    warnings.push({
      ...warning,
      path: warning.path === '' || warning.path === name ? name : `${name}: ${warning.path}`,
    })
  }
  const statistical = inPlan(frame, forecast.point)
  return {
    ...ids,
    basis: 'history',
    model: forecast.model,
    statistical,
    state: statistical,
    spread: startSpread(frame.parts.map((parts) => Math.sqrt(sumParts(parts, forecast.distribution.stdDev, 2)))),
    steps: [{ step: 'statistical', quantities: statistical }],
    ...shownHistory(source.history as DemandHistory, prepared, source.isBucketed === true),
    parameters: forecast.parameters,
    ...(forecast.models !== undefined && { models: forecast.models }),
    accuracy: forecast.accuracy,
  }
}
