import { type RunOptions, type Steps, throwIfAborted } from '../../core/running/progress.js'
import type { Notice } from '../../core/notices/notices.js'
import { actsByLogarithm } from '../drivers/driverMeaning.js'
import { setAsideStrays } from '../effects/setAsideStrays.js'
import { readsDrivers } from '../forecastMethod.js'
import { describeFit } from '../forecastSeries.js'
import { fitSeries } from '../fitSeries.js'
import type { Forecast, ForecastOptions } from '../types.js'
import { fitByGroup, type GroupLevel, groupLevels } from './fitByGroup.js'
import { whoFollow, withGroupSeason } from './groupSeason.js'
import { type PanelSeries, type Pool, poolEffects } from './poolEffects.js'

/** Forecasts of series that learn from each other, in the order of the series. */
export interface TogetherForecast {
  readonly forecasts: Forecast[]
  /** What was learned, by group. */
  readonly pools: ReadonlyMap<string, Pool>
}

/**
 * Forecasts series of a panel: each as `forecast` does it with its drivers, with the effects of its group as what is thought of
 * them before, and with the level of the group where the series itself is too short for any model. A model other than `auto`
 * forecasts each by itself. A step for each series.
 *
 * @param options - checked; for all series
 * @param lendLevels - whether a series too short for a model has the level of its group, and one of less than two seasons its season
 */
export function* forecastTogether(
  given: readonly PanelSeries[],
  options: ForecastOptions & RunOptions,
  { lendLevels = true }: { readonly lendLevels?: boolean } = {},
): Steps<TogetherForecast> {
  const { seasonLength, horizon } = options
  const length = typeof seasonLength === 'number' ? seasonLength : 1
  const isAuto = (options.model ?? 'auto') === 'auto'
  const noticed = given.map((): Notice[] => [])
  const request = { seasonLength: length, horizon }
  const clean = readsDrivers(options.model)
    ? given.map((one, n) => ({
        ...one,
        drivers: setAsideStrays(
          { ...one, drivers: one.drivers ?? [] },
          { seasonLength: length, path: one.id },
          noticed[n] as Notice[],
        ),
      }))
    : given
  const settled = settleScales(clean)
  const first: ReadonlyMap<string, Pool> = isAuto ? poolEffects(settled, length) : new Map()
  yield
  const series = isAuto && lendLevels ? withGroupSeason(settled, first, request) : settled
  const pools = series.some((one, n) => one !== settled[n]) ? poolEffects(whoFollow(series, length), length) : first
  yield
  const levels = lendLevels && isAuto ? groupLevels(series, pools) : new Map<string, GroupLevel>()
  const total = series.length
  options.onProgress?.({ stage: 'forecast', done: 0, total })
  const forecasts: Forecast[] = []
  for (const [n, one] of series.entries()) {
    throwIfAborted(options.signal)
    const warnings = noticed[n] as Notice[]
    const priors = pools.get(one.groupId)?.priors
    const level = levels.get(one.groupId)
    const cold = level === undefined ? undefined : fitByGroup({ ...one, priors }, level, horizon, warnings)
    const fit = cold ?? fitSeries({ ...one, priors }, options, one.id, warnings)
    forecasts.push(describeFit(fit, one, { id: one.id, options, warnings }))
    options.onProgress?.({ stage: 'forecast', done: forecasts.length, total })
    yield
  }
  return { forecasts, pools }
}

/** A driver means the same in all series: it acts by its logarithm where it is above zero in the history of each of them. */
function settleScales(series: readonly PanelSeries[]): PanelSeries[] {
  const withZeros = new Set<string>()
  for (const { values, drivers = [] } of series) {
    for (const driver of drivers) if (!actsByLogarithm(driver, values.length)) withZeros.add(driver.id)
  }
  return series.map((one) => ({
    ...one,
    drivers: (one.drivers ?? []).map((driver) => ({ ...driver, log: driver.log ?? !withZeros.has(driver.id) })),
  }))
}
