import { parseDay } from '../../core/time/calendar.js'
import { keyOf } from '../../core/keys/keys.js'
import { type OfSeries, SERIES_KEY, SERIES_PLACE, seriesId, seriesKey } from '../../core/keys/seriesId.js'
import type { DemandView } from '../rows/demandTypes.js'
import { type Context, rows } from '../reading/referenceChecks.js'
import type { SeriesIndex } from '../reading/seriesIndex.js'

/** The contributor that stands for the forecast so far. */
export const STATISTICAL = 'statistical'

/** The series in words, for messages alone. */
const nameOf = (row: OfSeries): string =>
  [row.itemId, ...SERIES_PLACE.flatMap((field) => row[field] ?? [])].join(' in ')

/** Adds every mistake in views and overrides. */
export function checkConsensusTables(context: Context, index: SeriesIndex): void {
  checkViews(context, index)
  checkOverrides(context, index)
}

function checkViews(context: Context, index: SeriesIndex): void {
  const { input, issues } = context
  const views = rows(input.views)
  const bySeries = new Map<string, (readonly [number, DemandView])[]>()
  for (const [i, view] of views) {
    const { contributor, quantities, past } = view
    const at = `views[${i}]`
    const series = seriesKey(view)
    bySeries.set(series, [...(bySeries.get(series) ?? []), [i, view]])
    index.checkChange(view, at, issues)
    if (contributor === STATISTICAL && quantities !== undefined) {
      issues.add(
        'CONFLICT',
        `${at}.quantities`,
        quantities,
        `'${STATISTICAL}' is the forecast of the plan itself.`,
        'Leave its quantities out, or give the party another name.',
      )
    } else if (contributor !== STATISTICAL && quantities === undefined) {
      issues.add(
        'MISSING_VALUE',
        `${at}.quantities`,
        undefined,
        'The view holds no quantities.',
        'Give one for every period, null where there is none.',
      )
    }
    const known = index.historyLength(view)
    if (Array.isArray(past) && known !== undefined && past.length > known) {
      const message =
        known === 0 ? 'There is no history to judge past forecasts by.' : `The history has only ${known} buckets.`
      issues.add(
        'MISALIGNED',
        `${at}.past`,
        past.length,
        message,
        'Give the past forecasts of the last buckets of the history, or none.',
      )
    }
  }
  for (const own of bySeries.values()) {
    const series = nameOf((own[0] as readonly [number, DemandView])[1])
    const weights = own.flatMap(([, { weight }]) => (weight === undefined ? [] : [weight]))
    if (weights.length === 0) continue
    if (weights.length < own.length) {
      const [i] = own.find(([, { weight }]) => weight === undefined) as readonly [number, DemandView]
      issues.add(
        'MISSING_VALUE',
        `views[${i}].weight`,
        undefined,
        `Other views of '${series}' have a weight and this one has none.`,
        'Give everybody a weight, or nobody.',
      )
    } else if (!weights.some((weight) => weight > 0)) {
      const [i] = own[0] as readonly [number, DemandView]
      issues.add(
        'OUT_OF_RANGE',
        `views[${i}].weight`,
        weights,
        `The weights of the views of '${series}' sum to zero.`,
        'Give at least one weight above zero, or leave all out.',
      )
    }
  }
}

function checkOverrides({ input, issues, calendar }: Context, index: SeriesIndex): void {
  const periods = new Set(calendar?.periods.map(({ id }) => id))
  const today = parseDay(input.asOf ?? input.calendar?.start)
  const overrides = rows(input.overrides)
  const fixed = new Map<string, string>()
  for (const [i, override] of overrides) {
    const { id, expiryDate } = override
    const at = `overrides[${i}]`
    index.checkChange(override, at, issues)
    const kinds = (['quantity', 'change', 'changeRate'] as const).filter((kind) => override[kind] !== undefined)
    if (kinds.length !== 1) {
      const code = kinds.length === 0 ? 'MISSING_VALUE' : 'CONFLICT'
      issues.add(
        code,
        at,
        kinds,
        `The override makes ${kinds.length} kinds of change.`,
        'Give exactly one of quantity, change and changeRate.',
      )
    }
    const last = expiryDate === undefined ? undefined : parseDay(expiryDate)
    const isExpired = last !== undefined && today !== undefined && last < today
    const seen = new Set<string>()
    for (const [n, period] of (Array.isArray(override.periodIds) ? override.periodIds : []).entries()) {
      if (typeof period !== 'string') continue
      const place = `${at}.periodIds[${n}]`
      if (seen.has(period)) issues.add('DUPLICATE_ID', place, period, 'The period is named twice.', 'Name it once.')
      seen.add(period)
      if (calendar !== undefined && !periods.has(period)) {
        const last = calendar.periods.at(-1)?.id
        issues.add(
          'UNKNOWN_ID',
          place,
          period,
          'The plan has no such period.',
          `Use an id from '${calendar.periods[0]?.id}' to '${last}', as result.calendar has them.`,
        )
      }
      if (override.quantity === undefined || isExpired) continue
      const cell = keyOf({ ...seriesId(override), period }, [...SERIES_KEY, 'period'])
      const other = fixed.get(cell)
      if (other === undefined) fixed.set(cell, id)
      else
        issues.add(
          'CONFLICT',
          place,
          period,
          `'${other}' sets the same quantity already.`,
          'Keep one of the two, or let the other expire.',
        )
    }
  }
}
