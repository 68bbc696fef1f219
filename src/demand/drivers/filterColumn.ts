import { fitLine } from '../../math/leastSquares.js'
import { seasonalIndices } from '../season/seasonalIndices.js'
import { type EtsForm, type EtsParameters, runEts } from '../smoothing/etsModel.js'

/** An exponential smoothing model with additive parts: its innovations are linear in what it is run over. */
export interface SmoothingFilter {
  readonly form: EtsForm
  readonly parameters: EtsParameters
  /** 1 where the form has no season. */
  readonly seasonLength: number
}

/** One column seen through the filter. */
export interface FilteredColumn {
  /** One-step errors by period. */
  readonly innovations: Float64Array
  /** What the filter expects of the column after its `count` periods. */
  readonly ahead: Float64Array
}

/** Smoothing to begin with, before anything is known: a level that moves slowly. */
export const GENTLE: EtsParameters = { alpha: 0.1, beta: 0.01, gamma: 0.05, phi: 1 }

/**
 * Runs a column through the filter. The start states are those of the decomposition, as for a history, and so linear in
 * the column too: the filter of a sum is the sum of the filters.
 */
export function filterColumn(
  { form, parameters, seasonLength: m }: SmoothingFilter,
  column: Float64Array,
  count: number,
  horizon: number,
): FilteredColumn {
  const state = startOf(form, column, count, m)
  const fitted = new Float64Array(count)
  const sums = new Float64Array(1)
  runEts(form, { values: column, count, seasonLength: m }, { parameters, state, sums, fitted })
  const phi = form.trend === 0 ? 0 : form.trend === 1 ? 1 : parameters.phi
  const ahead = new Float64Array(horizon)
  let damped = 0
  let power = 1
  for (let h = 0; h < horizon; h += 1) {
    power *= phi
    damped += power
    const season = form.season === 0 ? 0 : state[2 + ((count + h) % m)]
    ahead[h] = state[0] + damped * state[1] + season
  }
  return { innovations: fitted.map((value, t) => column[t] - value), ahead }
}

/** Season by classical decomposition, level and trend by a line through the first adjusted values. */
function startOf(form: EtsForm, column: Float64Array, count: number, m: number): Float64Array {
  const state = new Float64Array(2 + (form.season === 0 ? 1 : m))
  const span = Math.min(count, Math.max(10, 2 * m))
  const adjusted = column.slice(0, span)
  if (form.season !== 0) {
    const indices = state.subarray(2)
    seasonalIndices(column, count, m, false, indices)
    for (let t = 0; t < span; t += 1) adjusted[t] = adjusted[t] - indices[t % m]
  }
  const { intercept, slope } = fitLine(adjusted, span)
  state[0] = form.trend === 0 ? intercept + (slope * (span - 1)) / 2 : intercept
  state[1] = form.trend === 0 ? 0 : slope
  return state
}
