import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { FittedModel } from '../fittedModel.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import { chooseArima } from './chooseArima.js'
import { chooseDifferences, chooseSeasonalDifferences } from './chooseDifferences.js'
import { createDesign, type Design, type DesignColumn, leastSquares, norm } from './design.js'
import { difference } from './differences.js'
import type { ArimaData } from './fitArima.js'
import { forecastArima } from './forecastArima.js'
import { readRegressors, type ScaledColumn, warnDropped } from './readRegressors.js'
import { arimaStandardErrors } from './standardErrors.js'
import type { ArimaOptions, ArimaRegressor } from './types.js'
import { noErrorLeft, tooShortForSeason } from '../notices.js'
import { constantDropped, ordersReplaced, tooManyRegressors } from './notices.js'

/** Values by numbers of the longest state beyond which the search goes by conditional least squares: a matter of time. */
const LARGE_SEARCH = 10_000
const CONSTANT = 'constant'
/** Values beyond those that the parameters take up: for AICc to be defined, and one to tell the error from. */
const LEAST_SPARE = 4
/** Share of the values that differences of equal figures may leave. */
const ROUNDING = 1e-13

/** What every attempt at a model shares. */
interface Task {
  readonly options: ArimaOptions
  readonly history: MethodHistory
  readonly request: MethodRequest
  readonly warnings: Notice[]
  readonly m: number
  readonly columns: readonly ScaledColumn[]
  /** The history without what the drivers explain, by which differences are chosen. */
  readonly plain: Float64Array
}

/** Fits the model asked for, or the simpler one that the history permits, with a warning that says so. */
export function modelHistory(
  options: ArimaOptions,
  history: MethodHistory,
  request: MethodRequest,
  warnings: Notice[],
): FittedModel {
  const { values, count } = history
  const m = usableSeason(options, history, request, warnings)
  const columns = readRegressors(options.regressors ?? regressorsOf(request), history, request, warnings)
  const plain = withoutColumns(values, count, columns)
  const given = m > 1 ? options : { ...options, seasonalOrder: [0, 0, 0] as const }
  const D = given.seasonalOrder?.[1] ?? chooseSeasonalDifferences(plain, count, m)
  const d = given.order?.[1] ?? chooseDifferences(difference(plain, count, 0, D, m))
  return modelDifferences({ options: given, history, request, warnings, m, columns, plain }, d, D, true)
}

/** @param mayAdd - whether the search may ask for one difference more, which it may do once */
function modelDifferences(task: Task, d: number, D: number, mayAdd: boolean): FittedModel {
  const { options, history, request, warnings, m, columns, plain } = task
  const { values, count } = history
  const { horizon, path, rolling } = request
  const { order, seasonalOrder } = options
  const left = count - d - D * m
  if (columns.length > 0 && left < columns.length + LEAST_SPARE) {
    const value = { regressors: columns.length, periods: count }
    warnings.push(createNotice(tooManyRegressors, { path, value }))
    return modelHistory({ ...options, regressors: [] }, history, request, warnings)
  }
  const orders = [order?.[0], order?.[2], seasonalOrder?.[0], seasonalOrder?.[2]]
  const parameters = orders.reduce<number>((sum, k = 0) => sum + k, columns.length)
  const isGiven = order !== undefined || (seasonalOrder !== undefined && m > 1)
  if (isGiven && left < parameters + LEAST_SPARE) {
    const { order: _order, seasonalOrder: _seasonalOrder, ...rest } = options
    warnings.push(createNotice(ordersReplaced, { path, value: { periods: count } }))
    return modelHistory(m > 1 ? rest : { ...rest, seasonalOrder: [0, 0, 0] }, history, request, warnings)
  }

  const dropped: string[] = []
  const { design, hasConstant } = designOf(task, d, D, dropped)
  const data: ArimaData = {
    values: difference(values, count, d, D, m),
    count: left,
    design,
    columns: design.ids.length,
  }
  // where drivers and differences leave nothing, there is nothing to search
  const isExhausted = norm(leastSquares(design, data.columns, data.values).rest) <= ROUNDING * norm(values)
  const none = isExhausted ? ([0, 0] as const) : undefined
  const conditional = options.method === 'conditional'
  const chosen = chooseArima(data, hasConstant, {
    differences: { d, D, m },
    fixed: {
      order: order === undefined ? none : [order[0], order[2]],
      seasonalOrder: seasonalOrder === undefined ? none : [seasonalOrder[0], seasonalOrder[2]],
      constant: options.constant,
    },
    conditional: { search: conditional || left * (2 * m + 5) > LARGE_SEARCH, end: conditional },
    mayDifference: {
      season: mayAdd && seasonalOrder === undefined && D === 0 && left - m >= m,
      level: mayAdd && order === undefined && d === 0 && left > 2 * LEAST_SPARE,
    },
  })
  if (chosen === 'season') {
    return modelDifferences(task, order?.[1] ?? chooseDifferences(difference(plain, count, 0, 1, m)), 1, false)
  }
  if (chosen === 'level') return modelDifferences(task, 1, D, false)

  warnDropped(dropped, path, warnings)
  if (options.constant === true && d + D > 1) {
    warnings.push(createNotice(constantDropped, { path, value: d + D }))
  }
  if (isExhausted) {
    warnings.push(createNotice(noErrorLeft, { path }))
  }
  const constant = hasConstant && chosen.columns === design.ids.length
  const scales = new Map(columns.map(({ id, scale }) => [id, scale]))
  return forecastArima(
    {
      values,
      count,
      data,
      fit: chosen,
      constant,
      columnScales: design.ids.map((id, j) => (constant && j === design.ids.length - 1 ? 1 : (scales.get(id) ?? 1))),
      standardErrors: arimaStandardErrors(data, chosen),
    },
    horizon,
    rolling,
  )
}

/** The length of the season where the history shows two of them, else 1, with a warning. */
function usableSeason(
  { seasonalOrder }: ArimaOptions,
  { count }: MethodHistory,
  { seasonLength, path }: MethodRequest,
  warnings: Notice[],
): number {
  if (seasonLength < 2 || seasonalOrder?.every((order) => order === 0) === true) return 1
  if (count >= 2 * seasonLength) return seasonLength
  warnings.push(createNotice(tooShortForSeason, { path, value: { periods: count, seasonLength } }))
  return 1
}

/** The history without its mean and what drivers explain, by which the differences are chosen. */
function withoutColumns(values: Float64Array, count: number, columns: readonly ScaledColumn[]): Float64Array {
  if (columns.length === 0) return values.slice(0, count)
  const none = { d: 0, D: 0, m: 1 }
  const ones: DesignColumn = { id: CONSTANT, values: new Float64Array(count).fill(1) }
  const design = createDesign([...columns, ones], count, none, [])
  const { rest } = leastSquares(design, design.ids.length, values.slice(0, count))
  return norm(rest) <= ROUNDING * norm(values) ? new Float64Array(count) : rest
}

/** Drivers, and behind them the constant where there may be one. */
function designOf(
  { columns, options: { constant }, history: { count }, request: { horizon }, m }: Task,
  d: number,
  D: number,
  dropped: string[],
): { design: Design; hasConstant: boolean } {
  if (constant === false || d + D > 1) {
    return { design: createDesign(columns, count, { d, D, m }, dropped), hasConstant: false }
  }
  const values = Float64Array.from({ length: count + horizon }, (_, t) => (d + D === 0 ? 1 : t + 1))
  const own: string[] = []
  const design = createDesign([...columns, { id: CONSTANT, values }], count, { d, D, m }, own)
  // the last one is the constant's, whatever the drivers are called
  const hasConstant = design.columns.at(-1) === values
  dropped.push(...(hasConstant ? own : own.slice(0, -1)))
  return { design, hasConstant }
}

/** The drivers of the series as regressors; of one that is to be taken by its logarithm, that. */
function regressorsOf({ drivers = [] }: MethodRequest): readonly ArimaRegressor[] {
  return drivers.map(({ id, values, log = false }) => ({
    id,
    values: log ? values.map((value) => (value === null ? null : Math.log(value))) : values,
  }))
}
