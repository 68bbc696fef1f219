import type { Calendar } from '../../core/time/calendar.js'
import type { DemandDistribution } from '../../core/numbers/distribution.js'
import { type Notice, noteRecords } from '../../core/notices/notices.js'
import { perPeriod } from '../../core/time/series.js'
import { seriesId } from '../../core/keys/seriesId.js'
import { pointsAt, distributionOf } from '../../demand/stated/statedDistribution.js'
import { quantileLine } from '../../demand/stated/quantileLine.js'
import type { ForecastInterval } from '../../demand/types.js'
import { normalQuantile } from '../../math/normal.js'
import type { GivenForecast } from '../../schema/rows/demandTypes.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { SeriesSource } from './listSeries.js'
import { givenErrorsIndependent } from './notices.js'
import type { SpreadSource } from './spread.js'

/** Forecasts made elsewhere that say how far off they may be, in the form of those made here, by the key of the series. */
export function statedForecasts(
  sources: readonly SeriesSource[],
  input: NormalInput,
  calendar: Calendar,
  assumptions: Notice[],
): ReadonlyMap<string, SpreadSource> {
  const frame = { calendar, parts: calendar.periods.map((_, source) => [{ source, share: 1 }]), offset: 0 }
  const stated = new Map<string, SpreadSource>()
  const own = sources.filter(({ given }) => given?.stdDev !== undefined || given?.quantiles !== undefined)
  for (const { key, given } of own) {
    const distribution = distributionIn(given as GivenForecast, calendar)
    const intervals = input.forecasting.levels.map((level) => intervalOf(level, distribution))
    stated.set(key, { forecast: { point: [...distribution.mean], intervals, distribution }, frame })
  }
  const isSeveral = calendar.periods.length > 1
  noteRecords(assumptions, givenErrorsIndependent, {
    path: 'forecasts',
    refs: isSeveral ? own.map((source) => seriesId(source)) : [],
  })
  return stated
}

function distributionIn({ quantities, stdDev, quantiles }: GivenForecast, calendar: Calendar): DemandDistribution {
  if (quantiles === undefined)
    return distributionOf({ mean: quantities, stdDev: perPeriod(stdDev ?? 0, calendar, 'level') })
  const read = quantiles.map(({ probability, quantities: values }) => ({ probability, values }))
  return distributionOf({ mean: quantities, quantiles: read })
}

/** Ends of an interval: by the stated quantiles, else by the normal distribution; never below zero. */
function intervalOf(level: number, { mean, stdDev, quantiles }: DemandDistribution): ForecastInterval {
  const score = normalQuantile((1 + level) / 2)
  const lines = quantiles === undefined ? [] : mean.map((value, t) => quantileLine(pointsAt(quantiles, t), value))
  const endAt = (z: number): number[] =>
    mean.map((value, t) => lines[t]?.at(z) ?? Math.max(0, value + z * (stdDev[t] ?? 0)))
  return { level, lower: endAt(-score), upper: endAt(score) }
}
