import { isRecord, type Names, refuseUnknown } from '../../core/checking/checks.js'
import type { IssueList } from '../../core/checking/errors.js'
import type { CompiledHierarchy } from './compileHierarchy.js'
import type { NodeForecast, NodeQuantile } from './types.js'

/** Quantities beyond this size are taken for a mistake; their squares would leave the range of numbers. */
const LARGEST = 1e100
const NAMES: Names<NodeForecast> = { id: true, point: true, stdDev: true, residuals: true, quantiles: true }
const QUANTILE: Names<NodeQuantile> = { probability: true, values: true }

/** The forecast of each row; adds every mistake to the list. */
export function checkNodeForecasts(
  forecasts: unknown,
  hierarchy: CompiledHierarchy | undefined,
  needed: Uint8Array | undefined,
  method: string,
  issues: IssueList,
): (NodeForecast | undefined)[] {
  const byRow: (NodeForecast | undefined)[] = Array.from({ length: hierarchy?.rows ?? 0 }, () => undefined)
  if (!Array.isArray(forecasts)) {
    const remedy = 'Pass an array of { id, point }, one for each node.'
    const code = forecasts === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
    issues.add(code, 'forecasts', forecasts, 'The forecasts are not an array.', remedy)
    return byRow
  }
  let periods: number | undefined
  let residualPeriods: number | undefined
  let probabilities: readonly unknown[] | undefined
  const seen = new Set<unknown>()
  Array.from(forecasts).forEach((forecast: unknown, place) => {
    const path = `forecasts[${place}]`
    if (forecast !== null && typeof forecast === 'object') refuseUnknown(forecast, path, NAMES, issues)
    const { id, point, residuals, stdDev, quantiles } = (forecast ?? {}) as Partial<Record<keyof NodeForecast, unknown>>
    if (typeof id !== 'string') {
      const code = id === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
      issues.add(code, `${path}.id`, id, 'The forecast names no node.', 'Give it the id of a node or group.')
    } else if (seen.has(id)) {
      issues.add('DUPLICATE_ID', `${path}.id`, id, 'The node has two forecasts.', 'Pass one for each node.')
    } else if (hierarchy !== undefined) {
      const row = hierarchy.rowOf.get(id)
      const remedy = 'Add the node, or drop this forecast.'
      if (row !== undefined) byRow[row] = forecast as NodeForecast
      else issues.add('UNKNOWN_ID', `${path}.id`, id, 'The hierarchy has no such node.', remedy)
    }
    seen.add(id)
    if (checkNumbers(point, `${path}.point`, 'value', issues)) {
      periods ??= point.length
      checkLength(point, `${path}.point`, periods, issues)
    }
    if (stdDev !== undefined && checkNumbers(stdDev, `${path}.stdDev`, 'deviation', issues)) {
      checkLength(stdDev, `${path}.stdDev`, (point as unknown[] | undefined)?.length ?? stdDev.length, issues)
    }
    if (residuals !== undefined && checkNumbers(residuals, `${path}.residuals`, 'residual', issues)) {
      residualPeriods ??= residuals.length
      if (method === 'mintShrink') checkLength(residuals, `${path}.residuals`, residualPeriods, issues)
    }
    if (quantiles !== undefined && checkQuantiles(quantiles, `${path}.quantiles`, point, issues)) {
      const own = quantiles.map(({ probability }) => probability)
      probabilities ??= own
      if (own.join() !== probabilities.join()) {
        const message = `The quantiles are of ${own.join(', ')}, and those of another node of ${probabilities.join(', ')}.`
        issues.add(
          'MISALIGNED',
          `${path}.quantiles`,
          own,
          message,
          'Give all nodes quantiles of the same probabilities.',
        )
      }
    }
    if (method === 'wlsForecast' && stdDev === undefined) {
      const remedy = 'Pass distribution.stdDev of its forecast, or use wlsStructure, which needs none.'
      issues.add('MISSING_VALUE', `${path}.stdDev`, stdDev, 'The method wlsForecast needs deviations.', remedy)
    }
    const readsErrors = method === 'mintShrink' || (method === 'wlsVariance' && stdDev === undefined)
    if (readsErrors && residuals === undefined) {
      const remedy = 'Pass the errors of its one-step forecasts, or use wlsStructure, which needs none.'
      issues.add('MISSING_VALUE', `${path}.residuals`, residuals, `The method ${method} needs residuals.`, remedy)
    }
  })
  if (needed !== undefined) {
    byRow.forEach((forecast, row) => {
      if (forecast !== undefined || needed[row] === 0) return
      const id = hierarchy?.ids[row]
      const remedy = 'Add { id, point } for it.'
      issues.add('MISSING_VALUE', 'forecasts', id, `The node has no forecast, which ${method} needs.`, remedy)
    })
  }
  return byRow
}

function checkLength(values: readonly unknown[], path: string, length: number, issues: IssueList): void {
  if (values.length === length) return
  const message = `There are ${values.length} values here and ${length} elsewhere.`
  issues.add('MISALIGNED', path, values, message, 'Let the arrays of all nodes cover the same periods.')
}

/** Whether quantiles can be read: sorted by probability, each as long as the point forecast, none below the one before. */
function checkQuantiles(
  quantiles: unknown,
  path: string,
  point: unknown,
  issues: IssueList,
): quantiles is readonly NodeQuantile[] {
  const before = issues.issues.length
  if (!Array.isArray(quantiles) || quantiles.length === 0) {
    const remedy = 'Pass an array of { probability, values }, or leave it out.'
    issues.add(Array.isArray(quantiles) ? 'EMPTY' : 'WRONG_TYPE', path, quantiles, 'There are no quantiles.', remedy)
    return false
  }
  const periods = Array.isArray(point) ? point.length : undefined
  let below: NodeQuantile | undefined
  Array.from(quantiles).forEach((quantile: unknown, place) => {
    const at = `${path}[${place}]`
    if (!isRecord(quantile, at, issues)) return
    refuseUnknown(quantile, at, QUANTILE, issues)
    const { probability, values } = quantile
    if (typeof probability !== 'number' || !(probability > 0 && probability < 1)) {
      const remedy = 'Pass a number above 0 and below 1.'
      issues.add('OUT_OF_RANGE', `${at}.probability`, probability, 'This is no probability.', remedy)
    } else if (below !== undefined && !(probability > below.probability)) {
      const remedy = 'Sort the quantiles by probability, each once.'
      issues.add('CONFLICT', `${at}.probability`, probability, `It comes after ${below.probability}.`, remedy)
    }
    if (!checkNumbers(values, `${at}.values`, 'quantile', issues)) return
    checkLength(values, `${at}.values`, periods ?? values.length, issues)
    const own = quantile as unknown as NodeQuantile
    const fallen = below === undefined ? -1 : own.values.findIndex((value, t) => value < (below?.values[t] ?? value))
    if (fallen >= 0) {
      const message = `This is less than the quantile of ${below?.probability ?? 0}.`
      issues.add('CONFLICT', `${at}.values[${fallen}]`, own.values[fallen], message, 'Let quantiles rise.')
    }
    below = own
  })
  return issues.issues.length === before
}

function checkNumbers(
  values: unknown,
  path: string,
  kind: 'value' | 'deviation' | 'residual' | 'quantile',
  issues: IssueList,
): values is unknown[] {
  if (!Array.isArray(values) || values.length === 0) {
    const code = values === undefined ? 'MISSING_VALUE' : Array.isArray(values) ? 'EMPTY' : 'WRONG_TYPE'
    issues.add(code, path, values, 'There are no numbers here.', 'Pass an array with one number for each period.')
    return false
  }
  for (let t = 0; t < values.length; t += 1) {
    const value: unknown = values[t]
    if (value === null && kind === 'residual') continue
    const lowest = kind === 'deviation' ? 0 : -LARGEST
    if (typeof value === 'number' && value >= lowest && value <= LARGEST) continue
    const isNumber = typeof value === 'number'
    const code = isNumber ? (Number.isFinite(value) ? 'OUT_OF_RANGE' : 'NOT_FINITE') : 'WRONG_TYPE'
    const remedy = `Pass a number from ${lowest} to ${LARGEST}${kind === 'residual' ? ', or null if there is none' : ''}.`
    issues.add(code, `${path}[${t}]`, value, `This ${kind} cannot be used.`, remedy)
  }
  return true
}
