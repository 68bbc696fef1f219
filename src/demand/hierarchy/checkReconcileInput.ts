import { isRecord, type Names, refuseUnknown } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import { checkBottomHistory } from './checkBottomHistory.js'
import { checkNodeForecasts } from './checkNodeForecasts.js'
import { type CompiledHierarchy, compileHierarchy } from './compileHierarchy.js'
import type { NodeForecast, NodeWeight, ReconciliationMethod, ReconcileOptions } from './types.js'

const METHODS: readonly string[] = [
  'bottomUp',
  'topDown',
  'middleOut',
  'ols',
  'wlsStructure',
  'wlsForecast',
  'wlsVariance',
  'mintShrink',
]
const PROPORTIONS: readonly string[] = ['forecast', 'averageHistorical', 'historicalAverages']
const NAMES: Names<ReconcileOptions> = {
  hierarchy: true,
  method: true,
  proportions: true,
  middleLevel: true,
  history: true,
  nonNegative: true,
}

/** What there is to reconcile, checked and by places. */
export interface ReconcileRequest {
  readonly hierarchy: CompiledHierarchy
  readonly method: ReconciliationMethod
  /** By row; undefined where none is given and none is needed. */
  readonly forecasts: readonly (NodeForecast | undefined)[]
  readonly horizon: number
  /** Nodes that are split among the bottom nodes below them; empty where the method splits nothing. */
  readonly cut: readonly number[]
  readonly proportions: NonNullable<ReconcileOptions['proportions']>
  /** By bottom node, where the proportions need it. */
  readonly history: readonly (readonly (number | null)[])[] | undefined
  readonly nonNegative: boolean
}

/** Reads forecasts and options, and throws one error with every mistake in them. */
export function checkReconcileInput(forecasts: unknown, options: unknown, issues: IssueList): ReconcileRequest {
  const given = (options ?? {}) as Partial<Record<keyof ReconcileOptions, unknown>>
  if (options !== undefined && !isRecord(options, 'options', issues, NAMES)) issues.throwIfAny()
  refuseUnknown(given, 'options', NAMES, issues)
  const { method = defaultMethod(forecasts), proportions = 'forecast', nonNegative } = given
  if (typeof method !== 'string' || !METHODS.includes(method)) {
    const remedy = `Use one of ${METHODS.join(', ')}.`
    issues.add('OUT_OF_RANGE', 'options.method', method, 'There is no such method.', remedy)
  }
  if (nonNegative !== undefined && typeof nonNegative !== 'boolean') {
    const remedy = 'Pass true or false.'
    issues.add('WRONG_TYPE', 'options.nonNegative', nonNegative, 'This option is a switch.', remedy)
  }
  const hierarchy = compileHierarchy(given.hierarchy, 'options.hierarchy', issues)
  const cut = hierarchy === undefined ? [] : findCut(hierarchy, method, given.middleLevel, issues)
  const splits = method === 'topDown' || method === 'middleOut'
  let history: ReconcileRequest['history']
  if (Array.isArray(proportions)) {
    checkWeights(proportions, hierarchy, cut, issues)
  } else if (!PROPORTIONS.includes(proportions as string)) {
    const remedy = `Use one of ${PROPORTIONS.join(', ')}, or an array of { id, weight }.`
    issues.add('OUT_OF_RANGE', 'options.proportions', proportions, 'There are no such proportions.', remedy)
  } else if (splits && proportions !== 'forecast') {
    history = checkBottomHistory(given.history, hierarchy, 'options.history', issues)
  }
  const needed = hierarchy === undefined ? undefined : findNeeded(hierarchy, method as string, cut, proportions)
  const byRow = checkNodeForecasts(forecasts, hierarchy, needed, method as string, issues)
  issues.throwIfAny()
  const values = byRow.flatMap((forecast) => (forecast === undefined ? [] : [forecast.point]))
  return {
    hierarchy: hierarchy as CompiledHierarchy,
    method: method as ReconciliationMethod,
    forecasts: byRow,
    horizon: values[0]?.length ?? 0,
    cut,
    proportions: proportions as ReconcileRequest['proportions'],
    history,
    nonNegative: (nonNegative as boolean | undefined) ?? values.every((point) => point.every((value) => value >= 0)),
  }
}

/** By the deviations, where every forecast states them; what else is wrong with the forecasts is told later. */
function defaultMethod(forecasts: unknown): ReconciliationMethod {
  const stated = (one: unknown): boolean => Array.isArray((one as Partial<NodeForecast> | null | undefined)?.stdDev)
  return Array.isArray(forecasts) && Array.from(forecasts).every(stated) ? 'wlsForecast' : 'wlsStructure'
}

/** Nodes whose forecasts are split among the bottom. */
function findCut(hierarchy: CompiledHierarchy, method: unknown, middleLevel: unknown, issues: IssueList): number[] {
  if (method !== 'topDown' && method !== 'middleOut') return []
  const { nodes, depth, leafOf } = hierarchy
  const deepest = depth.reduce((a, b) => Math.max(a, b), 0)
  let level = 0
  if (method === 'middleOut') {
    if (typeof middleLevel !== 'number' || !(middleLevel >= 0 && middleLevel <= deepest) || middleLevel % 1 !== 0) {
      const code = middleLevel === undefined ? 'MISSING_VALUE' : 'OUT_OF_RANGE'
      const message = 'Middle-out needs the level at which it begins.'
      const remedy = `Pass a whole number of levels below the top, 0 to ${deepest}.`
      issues.add(code, 'options.middleLevel', middleLevel, message, remedy)
      return []
    }
    level = middleLevel
  }
  const cut: number[] = []
  for (let node = 0; node < nodes; node += 1) {
    const isBottom = leafOf[node] >= 0
    if (depth[node] === level || (isBottom && depth[node] < level)) cut.push(node)
  }
  return cut
}

/** Rows whose forecasts the method reads. */
function findNeeded(
  hierarchy: CompiledHierarchy,
  method: string,
  cut: readonly number[],
  proportions: unknown,
): Uint8Array {
  const { rows, parent, topDown, leaves } = hierarchy
  const needed = new Uint8Array(rows)
  if (method === 'bottomUp') {
    for (const leaf of leaves) needed[leaf] = 1
  } else if (method === 'topDown' || method === 'middleOut') {
    for (const node of cut) needed[node] = 1
    if (proportions !== 'forecast') return needed
    for (const node of topDown) {
      const above = parent[node]
      if (above >= 0 && needed[above] === 1) needed[node] = 1
    }
  } else {
    needed.fill(1)
  }
  return needed
}

function checkWeights(
  weights: readonly unknown[],
  hierarchy: CompiledHierarchy | undefined,
  cut: readonly number[],
  issues: IssueList,
): void {
  if (hierarchy === undefined) return
  const { rowOf, leafOf, parent, ids, nodes } = hierarchy
  const seen = new Set<unknown>()
  const sums = new Float64Array(nodes)
  Array.from(weights).forEach((one, place) => {
    const path = `options.proportions[${place}]`
    if (one !== null && typeof one === 'object')
      refuseUnknown<NodeWeight>(one, path, { id: true, weight: true }, issues)
    const { id, weight } = (one ?? {}) as Partial<Record<keyof NodeWeight, unknown>>
    const row = rowOf.get(id as string)
    if (row === undefined || row >= nodes || leafOf[row] < 0) {
      const message = 'This is not the id of a bottom node.'
      issues.add(row === undefined ? 'UNKNOWN_ID' : 'CONFLICT', `${path}.id`, id, message, 'Weigh bottom nodes only.')
    } else if (seen.has(id)) {
      issues.add('DUPLICATE_ID', `${path}.id`, id, 'The node has two weights.', 'Pass one for each node.')
    }
    seen.add(id)
    if (typeof weight !== 'number' || !(weight >= 0 && weight <= 1e100)) {
      const code = weight === undefined ? 'MISSING_VALUE' : 'OUT_OF_RANGE'
      issues.add(code, `${path}.weight`, weight, 'A weight is a number from 0.', 'Pass a finite number from 0.')
    } else if (row !== undefined && row < nodes) {
      for (let node = row; node >= 0; node = parent[node]) sums[node] = sums[node] + weight
    }
  })
  for (const node of cut) {
    if (sums[node] > 0) continue
    const message = 'The weights of the bottom nodes below this node sum to zero.'
    const remedy = 'Give at least one of them a weight above zero.'
    issues.add('OUT_OF_RANGE', 'options.proportions', ids[node], message, remedy)
  }
}
