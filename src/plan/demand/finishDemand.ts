import { indexById } from '../../core/keys/keys.js'
import { seriesId, seriesKey, stockId } from '../../core/keys/seriesId.js'
import type { Calendar } from '../../core/time/calendar.js'
import { createIssueList } from '../../core/checking/errors.js'
import { carryToGrid, fromGrid, gridScale } from '../../core/numbers/quantityGrid.js'
import { sumDecimals } from '../../core/numbers/sumDecimals.js'
import type { Forecast, ForecastInterval } from '../../demand/types.js'
import { MOST_QUANTITY } from '../../schema/tables/quantityLimit.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import { closeWaterfall, type Draft } from './draft.js'
import { type BucketFrame, inPlan, sumParts } from './frameBuckets.js'
import type { BaseForecasts, Forecastable } from './reconcileDemand.js'
import { seriesName } from './seriesName.js'
import { demandBetween } from './demandBetween.js'
import {
  demandAhead,
  distributionFromStart,
  forecastAhead,
  intervalsOf,
  type SpreadSource,
  stdDevOf,
} from './spread.js'
import type { DemandPlan, DemandReconciliation, DemandRecord, SeriesOutlook, WaterfallStep } from './types.js'

/** Steps that make the forecast of a series before anybody changes it. */
const BASELINE: ReadonlySet<WaterfallStep['step']> = new Set(['statistical', 'given', 'driver', 'uplift'])

/** Steps of a series that come before what anybody knows besides. */
const MADE_BY_FORECAST: ReadonlySet<WaterfallStep['step']> = new Set([
  'statistical',
  'given',
  'driver',
  'uplift',
  'reconciliation',
])

/** What the steps of the waterfall leave behind. */
export interface DraftedDemand {
  readonly drafts: ReadonlyMap<string, Draft>
  readonly series: readonly Forecastable[]
  readonly forecasts: ReadonlyMap<string, Forecast>
  readonly base: BaseForecasts
  /** Forecasts made elsewhere, by the key of the series, where they say how far off they may be. */
  readonly stated: ReadonlyMap<string, SpreadSource>
}

/** Beyond this, quantities with six decimals are no exact numbers any more, and nothing could be proven. */
function refuseHugeDemand(records: readonly DemandRecord[], input: NormalInput, calendar: Calendar): void {
  const issues = createIssueList()
  for (const record of records) {
    const { itemId, consensus } = record
    const t = consensus.findIndex((quantity) => !(quantity <= MOST_QUANTITY))
    if (t < 0) continue
    const place = input.items.findIndex(({ id }) => id === itemId)
    const message = `The demand planned for '${seriesName(record)}' in ${calendar.periods[t]?.id} is more than ${MOST_QUANTITY}.`
    issues.add(
      'OUT_OF_RANGE',
      `items[${place}]`,
      consensus[t],
      message,
      'Count in a larger unit, as thousands, or correct the tables of its demand.',
    )
  }
  issues.throwIfAny()
}

/** Rounds the demand to the grids of the items, closes every waterfall, and says how far off it may be. */
export function finishDemand(
  drafted: DraftedDemand,
  input: NormalInput,
  calendar: Calendar,
): Omit<DemandPlan, 'assumptions' | 'warnings'> {
  const { drafts, series, forecasts, base, stated } = drafted
  const decimals = new Map(input.items.map((item) => [item.id, item.quantityDecimals]))
  const sources = new Map<string, SpreadSource>(stated)
  for (const { source, prepared } of series) {
    sources.set(source.key, { frame: prepared.frame, forecast: forecasts.get(source.key) as Forecast })
  }
  const records = [...drafts.values()].map((draft): DemandRecord => {
    const { itemId, basis, model, statistical, state, steps, spread, history, parameters, effects, models, accuracy } =
      draft
    const scale = gridScale(decimals.get(itemId) ?? 0)
    const consensus = draft.planned ?? carryToGrid(state, scale).map((units) => fromGrid(units, scale))
    const source = sources.get(draft.key)
    const own =
      source === undefined
        ? []
        : source.forecast.intervals.map((interval) =>
            convertInterval(source.forecast, interval, source.frame, statistical),
          )
    return {
      ...seriesId(draft),
      basis,
      model,
      statistical,
      consensus,
      ...(draft.booked !== undefined && { booked: draft.booked }),
      stdDev: stdDevOf(spread),
      intervals: steps.every(({ step }) => BASELINE.has(step))
        ? own
        : intervalsOf(spread, state, statistical, own, input.forecasting.levels),
      waterfall: closeWaterfall(steps, consensus),
      ...(history !== undefined && { history }),
      ...(parameters !== undefined && { parameters }),
      ...(effects !== undefined && { effects }),
      ...(models !== undefined && { models }),
      ...(accuracy !== undefined && { accuracy }),
    }
  })
  refuseHugeDemand(records, input, calendar)
  const planDays = calendar.periods.reduce((sum, { days }) => sum + days, 0)
  const outlooks = [...drafts.values()].map((draft): SeriesOutlook => {
    const { key, spread, state } = draft
    const source = sources.get(key)
    if (spread.isChanged || source === undefined) {
      const between = demandBetween(demandAhead(spread, state, calendar, source))
      return { ...stockId(draft), between, isErrorKnown: spread.isKnown, days: planDays }
    }
    const { frame } = source
    const bucketDays = frame.calendar.periods.slice(frame.offset).map(({ days }) => days)
    const own = { distribution: distributionFromStart(source), bucketDays }
    const days = bucketDays.reduce((sum, length) => sum + length, 0)
    const between = demandBetween(forecastAhead(own))
    return { ...stockId(draft), between, isErrorKnown: true, days, forecast: own }
  })
  const reconciliation = describeReconciliation(base, records, input)
  return { records, ...(reconciliation !== undefined && { reconciliation }), outlooks }
}

/** Series below each node whose forecasts were made elsewhere: no total changes them, and they are part of each. */
function givenByNode(
  records: readonly DemandRecord[],
  { hierarchy }: NormalInput,
): ReadonlyMap<string, readonly DemandRecord[]> {
  const rowOf = indexById(hierarchy, 'id')
  const below = new Map<string, DemandRecord[]>()
  for (const record of records) {
    if (record.basis !== 'given') continue
    for (let row = rowOf.get(record.itemId); row !== undefined; row = rowOf.get(row.parentId ?? '')) {
      const own = below.get(row.id)
      if (own === undefined) below.set(row.id, [record])
      else own.push(record)
    }
  }
  return below
}

/** The nodes of the hierarchy in the order of the input, with what the series below them come to. */
function describeReconciliation(
  { tree }: BaseForecasts,
  records: readonly DemandRecord[],
  input: NormalInput,
): DemandReconciliation | undefined {
  if (tree === undefined) return undefined
  const recordOf = new Map<string, DemandRecord>(records.map((record) => [seriesKey(record), record]))
  const nodeOf = indexById(tree.nodes, 'id')
  const givenBelow = givenByNode(records, input)
  const nodes = input.hierarchy.flatMap(({ id }): DemandReconciliation['nodes'][number][] => {
    const node = nodeOf.get(id)
    if (node === undefined) return []
    const given = givenBelow.get(id) ?? []
    const below = [...node.leaves.map((key) => recordOf.get(key) as DemandRecord), ...given]
    const sum = (pick: (record: DemandRecord, t: number) => number): number[] =>
      tree.frame.parts.map((_, t) => below.reduce((total, record) => total + pick(record, t), 0))
    return [
      {
        id,
        ...(node.parentId !== undefined && { parentId: node.parentId }),
        model: node.forecast.model,
        statistical: inPlan(tree.frame, node.forecast.point).map((value, t) =>
          given.reduce((total, { statistical }) => total + (statistical[t] as number), value),
        ),
        reconciled: sum(({ waterfall }, t) =>
          waterfall.reduce(
            (total, { step, quantities }) => (MADE_BY_FORECAST.has(step) ? total + (quantities[t] as number) : total),
            0,
          ),
        ),
        consensus: tree.frame.parts.map((_, t) => sumDecimals(below.map(({ consensus }) => consensus[t] as number))),
      },
    ]
  })
  return { method: tree.result.method, nodes, coherence: tree.result.coherence }
}

/**
 * An interval in the plan's buckets: half-widths of the forecast's buckets add as variances do, errors of different
 * buckets being taken as independent; where the buckets are the same the interval is the forecast's own.
 */
function convertInterval(
  forecast: Pick<Forecast, 'point'>,
  interval: ForecastInterval,
  frame: BucketFrame,
  mean: readonly number[],
): ForecastInterval {
  const below = forecast.point.map((point, s) => point - (interval.lower[s] as number))
  const above = forecast.point.map((point, s) => (interval.upper[s] as number) - point)
  const nonNegative = interval.lower.every((value) => value >= 0)
  const single = (parts: BucketFrame['parts'][number]): number | undefined =>
    parts.length === 1 && parts[0]?.share === 1 ? parts[0].source : undefined
  return {
    level: interval.level,
    lower: frame.parts.map((parts, t) => {
      const same = single(parts)
      if (same !== undefined) return interval.lower[same] as number
      const value = (mean[t] as number) - Math.sqrt(sumParts(parts, below, 2))
      return nonNegative && value < 0 ? 0 : value
    }),
    upper: frame.parts.map((parts, t) => {
      const same = single(parts)
      return same === undefined
        ? (mean[t] as number) + Math.sqrt(sumParts(parts, above, 2))
        : (interval.upper[same] as number)
    }),
  }
}
