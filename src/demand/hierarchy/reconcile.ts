import { createIssueList } from '../../core/checking/errors.js'
import { createNotice, type Notice } from '../../core/notices/notices.js'
import { checkReconcileInput, type ReconcileRequest } from './checkReconcileInput.js'
import { errorCovariance } from './errorCovariance.js'
import { measureCoherence } from './measureCoherence.js'
import { bottomCounts, errorUnit, errorVariances, forecastVariances } from './nodeVariances.js'
import { prepareProjection, type RowCovariance } from './projectForecasts.js'
import { reconcileSpreads } from './reconcileSpreads.js'
import { splitForecasts, sumPeriods } from './splitForecasts.js'
import type { NodeForecast, ReconcileOptions, Reconciliation, ReconciliationMethod } from './types.js'
import { baseRaisedToZero, heldAtZero, notSettled, tooFewResiduals } from './notices.js'

const NO_FACTORS = { factors: new Float64Array(0), count: 0 } as const

/**
 * Makes the forecasts of all levels of a hierarchy add up.
 *
 * The reconciled forecasts are S b, with b the bottom values and S the sums: b comes from the bottom, from a split, or is
 * (S' W^-1 S)^-1 S' W^-1 y for base forecasts y, with W = I (`ols`), the number of bottom nodes (`wlsStructure`), the
 * variances that the forecasts state (`wlsForecast`), those of the one-step errors (`wlsVariance`), or their shrunk covariance
 * (`mintShrink`, the least total variance of unbiased forecasts). These five leave forecasts that already add up as they are. W is never made as a matrix: trees of
 * thousands of nodes take milliseconds, groups and correlated errors some more. With `nonNegative`, b is the best one at
 * or above zero, found by block principal pivoting.
 *
 * Sources: R. J. Hyndman, R. A. Ahmed, G. Athanasopoulos and H. L. Shang, "Optimal combination forecasts for hierarchical
 * time series", Computational Statistics and Data Analysis 55 (2011); S. L. Wickramasuriya, G. Athanasopoulos and
 * R. J. Hyndman, "Optimal forecast reconciliation ... through trace minimization", JASA 114 (2019);
 * S. L. Wickramasuriya, B. A. Turlach and R. J. Hyndman, "Optimal non-negative forecast reconciliation", Statistics and
 * Computing 30 (2020). For splits, see C. W. Gross and J. E. Sohl, Journal of Forecasting 9 (1990).
 *
 * What a forecast states of its spread, `stdDev` and `quantiles`, goes with it to the reconciled value: up by the difference,
 * down in proportion, so that none falls below zero where demand cannot. A total that states none has that of the sum of the
 * nodes below it, their errors correlated as the residuals are. See docs/decisions/hierarchies.md.
 *
 * Weak data leads to warnings: proportions from data that sum to zero are made equal, `mintShrink` with fewer than three
 * periods in which every node has a residual becomes `wlsVariance`.
 *
 * @param forecasts - base forecast of each node and group, in one unit; only those that the method reads are required
 * @param options - the hierarchy, the method and what it needs
 * @throws SopError that lists every mistake: a loop, an unknown parent, an id used twice, a missing forecast, arrays of
 *   different length, weights that sum to zero
 * @example
 * ```ts
 * import { reconcile } from 'sop-engine'
 * const nodes = [{ id: 'all' }, { id: 'north', parentId: 'all' }, { id: 'south', parentId: 'all' }]
 * const forecasts = [{ id: 'all', point: [130] }, { id: 'north', point: [60] }, { id: 'south', point: [40] }]
 * const result = reconcile(forecasts, { hierarchy: { nodes }, method: 'ols' })
 * result.forecasts.map((node) => node.point[0]) // => [120, 70, 50]
 * result.coherence.before?.largestGap // => 30
 * const q95 = [150, 77, 57].map((value) => [{ probability: 0.95, values: [value] }])
 * const unsure = forecasts.map((forecast, n) => ({ ...forecast, stdDev: [10], quantiles: q95[n] ?? [] }))
 * const { forecasts: added } = reconcile(unsure, { hierarchy: { nodes } })
 * // the total is doubted: four parts of the gap are its own, one each of the nodes below
 * added.map(({ point }) => point[0]?.toFixed(0)) // => ['110', '65', '45']
 * added.map(({ quantiles }) => quantiles?.[0]?.values[0]?.toFixed(0)) // => ['127', '82', '62']
 * ```
 */
export function reconcile(forecasts: readonly NodeForecast[], options: ReconcileOptions): Reconciliation {
  const request = checkReconcileInput(forecasts, options, createIssueList())
  const warnings: Notice[] = []
  const { hierarchy } = request
  const { method, bottom, shrinkageShare } = findBottom(request, warnings)
  const points = sumPeriods(hierarchy, bottom)
  const spreads = reconcileSpreads(request, points, warnings)
  const before = measureCoherence(
    hierarchy,
    request.forecasts.map((forecast) => forecast?.point),
  )
  const after = measureCoherence(hierarchy, points)
  return {
    method,
    forecasts: points.map((point, row) => ({ id: hierarchy.ids[row], point, ...spreads[row] })),
    coherence: { before, after: after ?? { largestGap: 0, nodeId: null, periodIndex: null } },
    ...(shrinkageShare === undefined ? {} : { shrinkageShare }),
    warnings,
  }
}

interface BottomValues {
  readonly method: ReconciliationMethod
  /** By period. */
  readonly bottom: Float64Array[]
  readonly shrinkageShare?: number
}

function findBottom(request: ReconcileRequest, warnings: Notice[]): BottomValues {
  const { method, hierarchy, forecasts, horizon, nonNegative } = request
  if (method === 'topDown' || method === 'middleOut') {
    if (nonNegative) warnRaised(request, request.cut, warnings)
    return { method, bottom: splitForecasts(request, warnings) }
  }
  if (method === 'bottomUp') {
    if (nonNegative) warnRaised(request, Array.from(hierarchy.leaves), warnings)
    const bottom = Array.from({ length: horizon }, (_, t) =>
      Float64Array.from(hierarchy.leaves, (leaf) => {
        const value = forecasts[leaf]?.point[t] as number
        return nonNegative ? Math.max(0, value) : value
      }),
    )
    return { method, bottom }
  }
  if (method === 'mintShrink') {
    const covariance = errorCovariance(request, warnings)
    if (covariance !== undefined) {
      const { shrinkageShare } = covariance
      return { method, bottom: projectPeriods(request, covariance, warnings), shrinkageShare }
    }
    warnings.push(createNotice(tooFewResiduals, { path: 'forecasts' }))
  }
  const used = method === 'mintShrink' ? 'wlsVariance' : method
  const variances = plainVariances(request, used, warnings)
  return { method: used, bottom: projectPeriods(request, { variances, ...NO_FACTORS }, warnings) }
}

function plainVariances(request: ReconcileRequest, method: ReconciliationMethod, warnings: Notice[]): Float64Array {
  if (method === 'ols') return new Float64Array(request.hierarchy.rows).fill(1)
  if (method === 'wlsStructure') return bottomCounts(request.hierarchy)
  if (method === 'wlsForecast') return forecastVariances(request, warnings)
  return errorVariances(request, errorUnit(request), warnings)
}

function projectPeriods(request: ReconcileRequest, covariance: RowCovariance, warnings: Notice[]): Float64Array[] {
  const { hierarchy, forecasts, horizon, nonNegative } = request
  const project = prepareProjection(hierarchy, covariance)
  let held = 0
  let unsettled = 0
  const bottom = Array.from({ length: horizon }, (_, t) => {
    const values = Float64Array.from(forecasts, (forecast) => forecast?.point[t] as number)
    const projection = project(values, nonNegative)
    held += projection.held
    if (!projection.settled) unsettled += 1
    return projection.leaves
  })
  if (held > 0) {
    warnings.push(createNotice(heldAtZero, { path: 'forecasts', value: held }))
  }
  if (unsettled > 0) {
    warnings.push(createNotice(notSettled, { path: 'forecasts', value: unsettled }))
  }
  return bottom
}

/** Says that base forecasts below zero were taken for zero. */
function warnRaised(request: ReconcileRequest, rows: readonly number[], warnings: Notice[]): void {
  let raised = 0
  for (const row of rows) for (const value of request.forecasts[row]?.point ?? []) if (value < 0) raised += 1
  if (raised === 0) return
  warnings.push(createNotice(baseRaisedToZero, { path: 'forecasts', value: { count: raised } }))
}
