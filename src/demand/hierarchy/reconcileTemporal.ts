import { isRecord, type Names, refuseUnknown } from '../../core/checking/checks.js'
import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import type { Notice } from '../../core/notices/notices.js'
import { reconcile } from './reconcile.js'
import {
  bucketId,
  bucketSize,
  buildTemporalHierarchy,
  checkBucketSize,
  type TemporalLevel,
} from './temporalHierarchy.js'
import type { Coherence, NodeForecast } from './types.js'

/** Base forecast of one series in buckets of one length. */
export interface TemporalForecast extends TemporalLevel {
  /** Expected demand by bucket. Every level covers the same time; one level has buckets of 1. */
  readonly point: readonly number[]
  /** Errors of the one-step forecasts of this level inside the history, actual - forecast; for `wlsVariance`. */
  readonly residuals?: readonly (number | null)[]
}

/** How the levels are weighted. */
export interface ReconcileTemporalOptions {
  /**
   * `bottomUp` adds up the finest level; `ols`, `wlsStructure` and `wlsVariance` change all levels as little as they can,
   * in squares divided by 1, by the length of the bucket, or by the variance of the level's one-step error. Default
   * `wlsStructure`.
   */
  readonly method?: 'bottomUp' | 'ols' | 'wlsStructure' | 'wlsVariance'
  /** Whether demand below zero is impossible. Default: true when no base forecast is below zero. */
  readonly nonNegative?: boolean
}

/** Forecasts of all lengths of bucket that add up. */
export interface TemporalReconciliation {
  /** One for each level given, in the same order. */
  readonly levels: { readonly periodsPerBucket: number | number[]; readonly point: number[] }[]
  readonly coherence: { readonly before: Coherence | null; readonly after: Coherence }
  readonly warnings: Notice[]
}

const METHODS: readonly unknown[] = [undefined, 'bottomUp', 'ols', 'wlsStructure', 'wlsVariance']
const NAMES: Names<ReconcileTemporalOptions> = { method: true, nonNegative: true }
const LEVEL: Names<TemporalForecast> = { periodsPerBucket: true, point: true, residuals: true }

/**
 * Makes the forecasts of one series by week, month, quarter, year ... add up.
 *
 * Each bucket is a node over the finest periods that it covers; then as `reconcile`. Lengths need not nest: with months,
 * the sums of four and of six months can stand beside each other. `nodeId` of the coherence names a place in `levels`.
 *
 * Source: G. Athanasopoulos, R. J. Hyndman, N. Kourentzes and F. Petropoulos, "Forecasting with temporal hierarchies",
 * European Journal of Operational Research 262 (2017): structural scaling, and series variance scaling for `wlsVariance`.
 *
 * @param levels - base forecasts by length of bucket, one of them with `periodsPerBucket: 1`, all over the same time
 * @param options - the method, and whether the result may fall below zero
 * @throws SopError that lists every mistake: no finest level, levels that cover different times, missing residuals
 * @example
 * ```ts
 * import { reconcileTemporal } from 'sop-engine/demand'
 * const levels = [{ periodsPerBucket: 2, point: [26] }, { periodsPerBucket: 1, point: [10, 12] }]
 * reconcileTemporal(levels).levels.map((level) => level.point) // => [[24], [11, 13]]
 * ```
 */
export function reconcileTemporal(
  levels: readonly TemporalForecast[],
  options: ReconcileTemporalOptions = {},
): TemporalReconciliation {
  const issues = createIssueList()
  const ends = checkLevels(levels, options, issues)
  issues.throwIfAny()
  const finest = ends.findIndex((end) => end.length === end[end.length - 1])
  const forecasts: NodeForecast[] = []
  levels.forEach(({ point, residuals }, level) =>
    point.forEach((value, bucket) =>
      forecasts.push({
        id: bucketId(level, bucket),
        point: [value],
        ...(residuals === undefined ? {} : { residuals }),
      }),
    ),
  )
  const hierarchy = buildTemporalHierarchy(ends, finest)
  const { coherence, forecasts: reconciled, warnings } = reconcile(forecasts, { hierarchy, ...options })
  const values = new Map(reconciled.map(({ id, point }) => [id, point[0]]))
  return {
    levels: levels.map(({ periodsPerBucket, point }, level) => ({
      periodsPerBucket: typeof periodsPerBucket === 'number' ? periodsPerBucket : Array.from(periodsPerBucket),
      point: point.map((_, bucket) => values.get(bucketId(level, bucket)) as number),
    })),
    coherence: { before: inTime(coherence.before), after: inTime(coherence.after) as Coherence },
    warnings,
  }
}

/** The period of a gap is the bucket that its id names; there is only one in the hierarchy of buckets. */
function inTime(coherence: Coherence | null): Coherence | null {
  if (coherence === null || coherence.nodeId === null) return coherence
  return { ...coherence, periodIndex: Number(coherence.nodeId.slice(coherence.nodeId.lastIndexOf('[') + 1, -1)) }
}

/** End of each bucket in finest periods, by level. */
function checkLevels(levels: unknown, options: unknown, issues: IssueList): number[][] {
  if (isRecord(options, 'options', issues, NAMES)) refuseUnknown(options, 'options', NAMES, issues)
  const { method, nonNegative } = (options ?? {}) as Record<string, unknown>
  if (!METHODS.includes(method)) {
    const remedy = `Use one of ${METHODS.slice(1).join(', ')}.`
    issues.add('OUT_OF_RANGE', 'options.method', method, 'There is no such method.', remedy)
  }
  if (nonNegative !== undefined && typeof nonNegative !== 'boolean') {
    issues.add('WRONG_TYPE', 'options.nonNegative', nonNegative, 'This option is a switch.', 'Pass true or false.')
  }
  if (!Array.isArray(levels) || levels.length === 0) {
    const code = Array.isArray(levels) ? 'EMPTY' : 'WRONG_TYPE'
    issues.add(code, 'levels', levels, 'There are no levels.', 'Pass an array of { periodsPerBucket, point }.')
    return []
  }
  const ends = Array.from(levels).map((level: unknown, place): number[] => {
    const path = `levels[${place}]`
    if (level !== null && typeof level === 'object') refuseUnknown(level, path, LEVEL, issues)
    const { periodsPerBucket, point, residuals } = (level ?? {}) as Partial<Record<keyof TemporalForecast, unknown>>
    const isSized = checkBucketSize(periodsPerBucket, `${path}.periodsPerBucket`, issues)
    checkValues(point, `${path}.point`, false, issues)
    if (residuals !== undefined) checkValues(residuals, `${path}.residuals`, true, issues)
    else if (method === 'wlsVariance') {
      const remedy = 'Pass the errors of its one-step forecasts, or use wlsStructure, which needs none.'
      issues.add('MISSING_VALUE', `${path}.residuals`, residuals, 'wlsVariance needs residuals.', remedy)
    }
    let end = 0
    const values = isSized && Array.isArray(point) ? point : []
    return Array.from(values).map((_, bucket) => (end += bucketSize(level as TemporalLevel, bucket)))
  })
  if (issues.issues.length > 0) return ends
  const span = ends[0]?.[(ends[0]?.length ?? 0) - 1]
  ends.forEach((end, place) => {
    const own = end[end.length - 1]
    if (own === span) return
    const message = `The level covers ${own} finest periods, the first one ${span}.`
    const remedy = 'Let all levels cover the same time, with whole buckets.'
    issues.add('MISALIGNED', `levels[${place}].point`, levels[place].point, message, remedy)
  })
  const finest = ends.filter((end) => end.length === end[end.length - 1]).length
  if (finest !== 1) {
    const message = finest === 0 ? 'No level has buckets of one period.' : 'Two levels have buckets of one period.'
    const code = finest === 0 ? 'MISSING_VALUE' : 'DUPLICATE_ID'
    issues.add(code, 'levels', finest, message, 'Pass one with periodsPerBucket: 1.')
  }
  return ends
}

function checkValues(values: unknown, path: string, nullable: boolean, issues: IssueList): void {
  if (!Array.isArray(values) || values.length === 0) {
    const code = values === undefined ? 'MISSING_VALUE' : Array.isArray(values) ? 'EMPTY' : 'WRONG_TYPE'
    issues.add(code, path, values, 'There are no numbers here.', 'Pass an array of numbers.')
    return
  }
  Array.from(values).forEach((value: unknown, place) => {
    if (value === null && nullable) return
    if (typeof value === 'number' && Math.abs(value) <= 1e100) return
    const code = typeof value !== 'number' ? 'WRONG_TYPE' : Number.isFinite(value) ? 'OUT_OF_RANGE' : 'NOT_FINITE'
    issues.add(code, `${path}[${place}]`, value, 'This value cannot be used.', 'Pass a number of at most 1e100.')
  })
}
