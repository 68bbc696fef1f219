import type { Period } from '../../core/time/calendar.js'
import type { SeriesPeriods } from '../drivers/namePeriods.js'
import type { Driver } from '../drivers/types.js'
import type { Forecast } from '../types.js'

/** Weeks of a season by which weeks are counted from year to year. */
const WEEKS = 52

/** Which periods of a history and of its forecast are a week 53, that other years do not have. */
export interface WeekFold {
  readonly past: readonly boolean[]
  readonly future: readonly boolean[]
}

/** Whether a period is a week that other years do not have. */
export const isExtraWeek = ({ id }: Pick<Period, 'id'>): boolean => id.endsWith('-W53')

/**
 * Finds the weeks 53, which move all later weeks of a season of 52 by one: a peak of week 51 would come in week 50. Nothing
 * where there is none, and where the history is too short for a season.
 */
export function foldOfWeeks(
  past: readonly Period[],
  future: readonly Period[],
  seasonLength: number,
): WeekFold | undefined {
  const isWeekly = past[0]?.unit === 'week' && seasonLength === WEEKS
  if (!isWeekly || past.length <= WEEKS) return undefined
  const fold = { past: past.map(isExtraWeek), future: future.map(isExtraWeek) }
  return fold.past.includes(true) || fold.future.includes(true) ? fold : undefined
}

/** The history without its weeks 53, so that each week stands a season after its namesake. */
export function foldHistory<T>(values: readonly T[], fold: WeekFold | undefined): readonly T[] {
  return fold === undefined ? values : values.filter((_, t) => fold.past[t] !== true)
}

/**
 * A forecast of years of 52 weeks in the weeks that come: a week 53 lies between its neighbors, and is as uncertain as they
 * are. Sums are counted by their number of weeks.
 *
 * @param forecast - as many periods as `future` has; those that the weeks 53 push out are not read
 */
export function unfoldForecast(forecast: Forecast, fold: WeekFold | undefined): Forecast {
  if (fold === undefined) return forecast
  const { future, past } = fold
  const spread = (values: readonly number[]): number[] => {
    let place = 0
    return future.map((isWeek53) => {
      if (!isWeek53) return values[place++] as number
      const [before, after] = [values[Math.max(0, place - 1)] as number, values[place] as number]
      return before / 2 + after / 2
    })
  }
  const { distribution, fitted, residuals } = forecast
  const gapped = (values: readonly (number | null)[]): (number | null)[] => {
    let place = 0
    return past.map((isWeek53) => (isWeek53 ? null : (values[place++] as number | null)))
  }
  return {
    ...forecast,
    point: spread(forecast.point),
    intervals: forecast.intervals.map(({ level, lower, upper }) => ({
      level,
      lower: spread(lower),
      upper: spread(upper),
    })),
    distribution: {
      ...distribution,
      mean: spread(distribution.mean),
      stdDev: spread(distribution.stdDev),
      ...(distribution.quantiles !== undefined && {
        quantiles: distribution.quantiles.map(({ probability, values }) => ({ probability, values: spread(values) })),
      }),
    },
    ...(forecast.effects !== undefined && {
      effects: forecast.effects.map((effect) => ({ ...effect, contribution: spread(effect.contribution) })),
    }),
    ...(fitted !== undefined && { fitted: gapped(fitted) }),
    ...(residuals !== undefined && { residuals: gapped(residuals) }),
  }
}

/**
 * Drivers without the weeks 53, as many as the history and its forecast then have.
 *
 * @param horizon - periods that the forecast is asked for, the weeks 53 counted: what lies beyond the last other one is not read
 */
export function foldDrivers<T extends Driver>(
  drivers: readonly T[],
  fold: WeekFold | undefined,
  horizon: number,
): readonly T[] {
  if (fold === undefined) return drivers
  const extra = [...fold.past, ...fold.future]
  const needed = fold.past.filter((isExtra) => !isExtra).length + horizon
  return drivers.map((driver) => {
    const values = driver.values.filter((_, t) => extra[t] !== true)
    while (values.length < needed) values.push(values.at(-1) ?? 0)
    return { ...driver, values }
  })
}

/** Ids of the periods that a series without the weeks 53 runs over. */
export function foldPeriods(
  past: readonly Period[],
  ahead: readonly Period[],
  fold: WeekFold | undefined,
): SeriesPeriods {
  const idsOf = (periods: readonly Period[], isExtra: readonly boolean[] = []): string[] =>
    periods.flatMap(({ id }, t) => (isExtra[t] === true ? [] : [id]))
  return { past: idsOf(past, fold?.past), ahead: idsOf(ahead, fold?.future) }
}
