import type { Period } from '../../core/time/calendar.js'
import { compareByKey, compareText, keyOf, sortByKey } from '../../core/keys/keys.js'
import type { Steps } from '../../core/running/progress.js'
import { createNotice, type Notice, placeNotice } from '../../core/notices/notices.js'
import type { Ref } from '../../core/keys/ref.js'
import { rowPath } from '../../schema/tables/tables.js'
import { equalProportions, silentNodes } from '../../demand/hierarchy/notices.js'
import { reconcile } from '../../demand/hierarchy/reconcile.js'
import { totalDrivers } from '../../demand/hierarchy/totalDrivers.js'
import type { Coherence, HierarchyNode, Reconciliation } from '../../demand/hierarchy/types.js'
import type { Forecast } from '../../demand/types.js'
import type { NormalInput } from '../../schema/normalForm/normalInput.js'
import type { ForecastRun } from './forecastMemory.js'
import type { BucketFrame } from './frameBuckets.js'
import { saidOfDrivers } from './estimatedEvents.js'
import { forecastHistories } from './forecastHistories.js'
import type { SeriesSource } from './listSeries.js'
import { type OfSeries, SERIES_KEY, seriesId } from '../../core/keys/seriesId.js'
import type { PreparedHistory } from './prepareHistory.js'
import { type BucketKind, describeBuckets, laterStart, noHistoryToReconcile, otherBuckets } from './notices.js'

/** A series with a history, ready to be forecast. */
export interface Forecastable {
  readonly source: SeriesSource
  readonly prepared: PreparedHistory
}

/** Forecasts of the series and, with a hierarchy, of its nodes. */
export interface BaseForecasts {
  /** By the key of the series. */
  readonly series: ReadonlyMap<string, Forecast>
  /** What reconciliation adds to each series, by bucket of its forecast; left out for a series that takes no part. */
  readonly changes: ReadonlyMap<string, readonly number[]>
  readonly tree?: ReconciledTree
}

/** A tree of nodes with its own forecasts and the reconciled ones. */
export interface ReconciledTree {
  readonly nodes: readonly (HierarchyNode & { readonly forecast: Forecast; readonly leaves: readonly string[] })[]
  readonly frame: BucketFrame
  readonly result: Reconciliation
}

/** The buckets of a history, as far as totals need the same: their kind, where they end, how they are counted. */
const bucketsOf = ({ prepared: { frame, workingDays } }: Forecastable): BucketKind => {
  const first = frame.past.periods[0] as Period
  const last = frame.past.periods.at(-1) as Period
  return {
    unit: first.unit,
    endDate: last.end,
    seasonLength: frame.seasonLength,
    isByWorkingDays: workingDays !== undefined,
  }
}

/** Methods that weigh forecasts by how wrong they were inside the history. */
const READS_ERRORS: ReadonlySet<string> = new Set(['wlsVariance', 'mintShrink'])

/** Deviation that says only that nothing is known: a multiplicative error can grow beyond any bound over many periods. */
const UNKNOWN = 1e100

/** Errors by bucket of the longest history; a shorter one has none before its beginning. */
const endingTogether = (residuals: readonly (number | null)[], buckets: number): (number | null)[] =>
  Array.from({ length: buckets }, (_, t) => residuals[t - buckets + residuals.length] ?? null)

/** Forecasts every series, and the totals of the hierarchy with them; then makes them add up. */
export function* forecastAndReconcile(
  series: readonly Forecastable[],
  input: NormalInput,
  options: ForecastRun,
  warnings: Notice[],
): Steps<BaseForecasts> {
  const histories = series.map(({ prepared }) => prepared)
  const tree = input.forecasting.reconciliation === 'none' ? undefined : buildTree(series, input, warnings)
  const readsErrors = tree !== undefined && READS_ERRORS.has(input.forecasting.reconciliation)
  const forecasts = yield* forecastHistories([...histories, ...(tree?.totals ?? [])], input, {
    ...options,
    ...(readsErrors && { fitted: true }),
  })
  const own = new Map(series.map(({ source }, n) => [source.key, forecasts[n] as Forecast]))
  if (tree === undefined || input.forecasting.reconciliation === 'none') return { series: own, changes: new Map() }
  const items = new Set(input.items.map(({ id }) => id))
  const byId = new Map([...own].map(([key, forecast]) => [leafId(key), forecast]))
  tree.upper.forEach(({ id }, n) => {
    const forecast = forecasts[series.length + n] as Forecast
    byId.set(nodeId(id), forecast)
    const { events = [], drivers = [] } = tree.totals[n] ?? {}
    const named = drivers.filter((driver) => !events.some((event) => event.driver.id === driver.id))
    for (const warning of saidOfDrivers(forecast.warnings, events, named.length)) {
      // A total begins with its first series: that it has no history before is nothing to look at.
      if (warning.code === 'leading-gap') continue
      const refs = items.has(id) ? [{ itemId: id }] : []
      warnings.push(placeNotice(warning, { path: rowPath('hierarchy', { id }), refs }))
    }
  })
  const hierarchy = [
    ...tree.upper.map(({ id, parentId }) => ({
      id: nodeId(id),
      ...(parentId !== undefined && { parentId: nodeId(parentId) }),
    })),
    ...tree.leaves.map(({ key, parentId }) => ({
      id: leafId(key),
      ...(parentId !== undefined && { parentId: nodeId(parentId) }),
    })),
  ]
  const base = hierarchy.map(({ id }) => {
    const { point, distribution, residuals } = byId.get(id) as Forecast
    const stdDev = distribution.stdDev.map((value) => Math.min(value, UNKNOWN))
    return { id, point, stdDev, ...(residuals !== undefined && { residuals: endingTogether(residuals, tree.buckets) }) }
  })
  const result = reconcile(base, {
    hierarchy: { nodes: hierarchy },
    method: input.forecasting.reconciliation,
    nonNegative: true,
  })
  for (const warning of result.warnings) warnings.push(nameNodes(warning, tree))
  // Gaps are those of totals: each is named as the input names it.
  const ids = new Map(tree.upper.map(({ id }) => [nodeId(id), id]))
  const named = <T extends Coherence | null>(gap: T): T =>
    gap === null || gap.nodeId === null ? gap : { ...gap, nodeId: ids.get(gap.nodeId) ?? null }
  const reconciled = new Map(result.forecasts.map(({ id, point }) => [id, point]))
  return {
    series: own,
    changes: new Map(
      tree.leaves.map(({ key }) => {
        const point = reconciled.get(leafId(key)) as readonly number[]
        return [key, (byId.get(leafId(key)) as Forecast).point.map((value, s) => (point[s] as number) - value)]
      }),
    ),
    tree: {
      nodes: tree.upper.map((node) => ({ ...node, forecast: byId.get(nodeId(node.id)) as Forecast })),
      frame: tree.frame,
      result: {
        ...result,
        coherence: { before: named(result.coherence.before), after: named(result.coherence.after) },
      },
    },
  }
}

/** A notice of the reconciliation, its nodes named as the input names them: series by Refs, others by their ids. */
function nameNodes(notice: Notice, tree: Tree): Notice {
  const { nodeIds } = (notice.value ?? {}) as { readonly nodeIds?: readonly string[] }
  const path = 'hierarchy'
  const rule = NAMING_RULES.find(({ code }) => code === notice.code)
  if (nodeIds === undefined || rule === undefined) return placeNotice(notice, { path, refs: [] })
  const named = new Set(nodeIds)
  return createNotice(rule, {
    path,
    refs: tree.leaves.filter(({ key }) => named.has(leafId(key))).map(({ ref }) => ref),
    value: { nodeIds: tree.upper.flatMap(({ id }) => (named.has(nodeId(id)) ? [id] : [])) },
  })
}

const NAMING_RULES = [equalProportions, silentNodes]

/** Nodes and series are kept apart: an item may be both. */
const nodeId = (id: string): string => treeKey({ node: id })
const leafId = (key: string): string => treeKey({ series: key })
const treeKey = (id: { readonly node?: string; readonly series?: string }): string => keyOf(id, ['node', 'series'])

interface Tree {
  readonly upper: readonly (HierarchyNode & { readonly leaves: readonly string[] })[]
  readonly leaves: readonly { readonly key: string; readonly ref: Ref; readonly parentId?: string }[]
  readonly totals: readonly PreparedHistory[]
  readonly frame: BucketFrame
  /** Buckets of the longest history. */
  readonly buckets: number
}

/** The tree over the series that can be added up, and the histories of its totals; undefined where nothing is left. */
function buildTree(series: readonly Forecastable[], input: NormalInput, warnings: Notice[]): Tree | undefined {
  const rowOf = new Map(input.hierarchy.map((row) => [row.id, row]))
  // In the order of ids: sums of floats must not depend on the order of the tables.
  const sorted = series
    .filter(({ source }) => rowOf.has(source.itemId))
    .sort((a, b) => compareByKey(a.source, b.source, SERIES_KEY))
  const members = alikeMembers(sorted, warnings)
  warnOfOthers([...series.map(({ source }) => source), ...(members.length > 0 ? input.forecasts : [])], input, warnings)
  if (members.length === 0) return undefined
  const byItem = new Map<string, Forecastable[]>()
  for (const member of members) addTo(byItem, member.source.itemId, member)
  const leavesOf = new Map<string, string[]>()
  for (const { source } of members) {
    for (
      let row = rowOf.get(source.itemId);
      row !== undefined;
      row = row.parentId === undefined ? undefined : rowOf.get(row.parentId)
    ) {
      addTo(leavesOf, row.id, source.key)
    }
  }
  warnOfLater(members, leavesOf, warnings)
  // An item is a node of its own only where several markets add up to it; a node with nothing left below it is left out.
  const isNode = (id: string): boolean => leavesOf.has(id) && (byItem.get(id)?.length ?? 2) > 1
  const upper = sortByKey(input.hierarchy, ['id'])
    .filter(({ id }) => isNode(id))
    .map(({ id, parentId }) => ({
      id,
      ...(parentId !== undefined && { parentId }),
      leaves: leavesOf.get(id) as readonly string[],
    }))
  const leaves = members.map(({ source }) => {
    const { key, itemId } = source
    const parentId = isNode(itemId) ? itemId : rowOf.get(itemId)?.parentId
    return { key, ref: seriesId(source), ...(parentId !== undefined && { parentId }) }
  })
  if (upper.length === 0) return undefined
  const longest = members.reduce((a, b) =>
    b.prepared.quantities.length > a.prepared.quantities.length ? b : a,
  ).prepared
  const byKey = new Map(members.map(({ source, prepared }) => [source.key, prepared]))
  const totals = upper.map(({ id, leaves: keys }): PreparedHistory => {
    const below = keys.map((key) => byKey.get(key) as PreparedHistory)
    const { length } = longest.quantities
    return {
      ...longest,
      name: id,
      changes: [],
      quantities: addHistories(
        below.map(({ quantities }) => quantities),
        length,
      ),
      drivers: totalDrivers(
        below.map(({ quantities, drivers = [] }) => ({ values: quantities, drivers })),
        length,
      ),
      events: below.flatMap(({ events = [] }) => events),
    }
  })
  return { upper, leaves, totals, frame: longest.frame, buckets: longest.quantities.length }
}

/**
 * Sums of histories that end together; one that begins later counts as zero before, one with a gap leaves a gap. Before
 * the first of them begins there is no sum: a total is launched with its first item, and has no row of zeros before.
 */
function addHistories(histories: readonly (readonly (number | null)[])[], length: number): (number | null)[] {
  const first = length - histories.reduce((most, values) => Math.max(most, values.length), 0)
  return Array.from({ length }, (_, t) => {
    if (t < first) return null
    let sum = 0
    for (const values of histories) {
      const value = values[t - length + values.length]
      if (value === null) return null
      sum += value ?? 0
    }
    return sum
  })
}

function addTo<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [value])
  else group.push(value)
}

/** The largest group of series whose histories have buckets of one kind that end together. */
function alikeMembers(candidates: readonly Forecastable[], warnings: Notice[]): readonly Forecastable[] {
  const groups = new Map<string, Forecastable[]>()
  for (const one of candidates) {
    const key = describeBuckets(bucketsOf(one))
    addTo(groups, key, one)
  }
  const [best, ...others] = [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  for (const [, left] of others) {
    const own = bucketsOf(left[0] as Forecastable)
    const rest = bucketsOf(best?.[1][0] as Forecastable)
    const refs = left.map(({ source }) => seriesId(source))
    warnings.push(createNotice(otherBuckets, { path: 'hierarchy', refs, value: { own, rest } }))
  }
  return best?.[1] ?? []
}

/** Says which histories begin later than the totals that they are part of. */
function warnOfLater(
  members: readonly Forecastable[],
  leavesOf: ReadonlyMap<string, readonly string[]>,
  warnings: Notice[],
): void {
  const bucketsOfKey = new Map(members.map(({ source, prepared }) => [source.key, prepared.quantities.length]))
  const later = new Set<string>()
  for (const keys of leavesOf.values()) {
    const longest = keys.reduce((most, key) => Math.max(most, bucketsOfKey.get(key) as number), 0)
    for (const key of keys) if ((bucketsOfKey.get(key) as number) < longest) later.add(key)
  }
  if (later.size === 0) return
  const refs = members.filter(({ source }) => later.has(source.key)).map(({ source }) => seriesId(source))
  warnings.push(createNotice(laterStart, { path: 'hierarchy', refs }))
}

/** Says which items of the hierarchy have demand that totals know nothing of. */
function warnOfOthers(series: readonly OfSeries[], input: NormalInput, warnings: Notice[]): void {
  const known = new Set(series.map(({ itemId }) => itemId))
  const above = new Set(input.hierarchy.map(({ parentId }) => parentId))
  const without = input.hierarchy.filter(({ id }) => !above.has(id) && !known.has(id))
  if (without.length === 0) return
  const nodeIds = without.map(({ id }) => id).sort(compareText)
  warnings.push(createNotice(noHistoryToReconcile, { path: 'hierarchy', value: { nodeIds } }))
}
