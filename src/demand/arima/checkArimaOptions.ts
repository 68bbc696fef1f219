import { createIssueList, type IssueList } from '../../core/checking/errors.js'
import type { MethodShape } from '../forecastMethod.js'
import { isPlain, numberCode, refuse, type Names, refuseUnknown } from '../../core/checking/checks.js'
import { LONGEST_SEASON } from './chooseArima.js'
import type { ArimaOptions, ArimaRegressor } from './types.js'

const NAMES: Names<ArimaOptions> = { order: true, seasonalOrder: true, constant: true, regressors: true, method: true }
const MOST = { order: [24, 3, 24], seasonalOrder: [5, 2, 5] } as const
/** Numbers beyond this size are taken for a mistake; their squares would leave the range of numbers. */
const LARGEST = 1e100

/** Throws one error with every problem of the options. */
export function checkArimaOptions(options: unknown): asserts options is ArimaOptions {
  const issues = createIssueList()
  if (!isPlain(options)) {
    refuse(issues, 'WRONG_TYPE', 'options', options, 'an object, {} for everything chosen')
    issues.throwIfAny()
  }
  const given = options as Readonly<Record<string, unknown>>
  refuseUnknown(given, '', NAMES, issues)
  const sound = [checkOrder('order', given, issues), checkOrder('seasonalOrder', given, issues)].every(Boolean)
  const { constant, method } = given
  if (constant !== undefined && typeof constant !== 'boolean') {
    refuse(issues, 'WRONG_TYPE', 'constant', constant, 'true or false')
  }
  if (method !== undefined && method !== 'exact' && method !== 'conditional') {
    refuse(issues, typeof method === 'string' ? 'OUT_OF_RANGE' : 'WRONG_TYPE', 'method', method, 'exact or conditional')
  }
  if (sound) checkConstant(given as ArimaOptions, issues)
  checkRegressors(given['regressors'], issues)
  issues.throwIfAny()
}

function checkOrder(
  key: 'order' | 'seasonalOrder',
  given: Readonly<Record<string, unknown>>,
  issues: IssueList,
): boolean {
  const value = given[key]
  const [first, second, third] = MOST[key]
  if (value === undefined) return true
  const what = `three whole numbers, at most [${first}, ${second}, ${third}]`
  if (!Array.isArray(value) || value.length !== 3) {
    refuse(issues, Array.isArray(value) ? 'MISALIGNED' : 'WRONG_TYPE', key, value, what)
    return false
  }
  let sound = true
  for (let place = 0; place < 3; place += 1) {
    const one: unknown = value[place]
    if (Number.isSafeInteger(one) && (one as number) >= 0 && (one as number) <= (MOST[key][place] as number)) continue
    refuse(issues, numberCode(one), `${key}[${place}]`, one, `a whole number from 0 to ${MOST[key][place]}`)
    sound = false
  }
  return sound
}

function checkConstant({ order, seasonalOrder, constant }: ArimaOptions, issues: IssueList): void {
  const differences = (order?.[1] ?? 0) + (seasonalOrder?.[1] ?? 0)
  if (constant !== true || differences < 2) return
  const message = 'A constant behind two or more differences is a trend that bends for ever.'
  issues.add('CONFLICT', 'constant', constant, message, 'Leave it out, or take fewer differences.')
}

function checkRegressors(regressors: unknown, issues: IssueList): void {
  if (regressors === undefined) return
  if (!Array.isArray(regressors)) {
    refuse(issues, 'WRONG_TYPE', 'regressors', regressors, 'an array of { id, values }')
    return
  }
  const ids = new Set<string>()
  regressors.forEach((regressor: unknown, place) => {
    const path = `regressors[${place}]`
    if (typeof regressor !== 'object' || regressor === null) {
      refuse(issues, 'WRONG_TYPE', path, regressor, 'an object with id and values')
      return
    }
    refuseUnknown<ArimaRegressor>(regressor, path, { id: true, values: true }, issues)
    const { id, values } = regressor as { readonly id?: unknown; readonly values?: unknown }
    if (typeof id !== 'string' || id === '') {
      refuse(issues, id === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE', `${path}.id`, id, 'a text')
    } else if (ids.has(id)) {
      issues.add('DUPLICATE_ID', `${path}.id`, id, 'Another regressor has this id.', 'Give each an id of its own.')
    } else ids.add(id)
    if (!Array.isArray(values)) {
      const code = values === undefined ? 'MISSING_VALUE' : 'WRONG_TYPE'
      refuse(issues, code, `${path}.values`, values, 'an array with a number or null for every period')
      return
    }
    for (let t = 0; t < values.length; t += 1) {
      const value: unknown = values[t]
      if (value === null || (typeof value === 'number' && Math.abs(value) <= LARGEST)) continue
      const what = `a number up to ${LARGEST} in size, or null if a past period was not recorded`
      refuse(issues, numberCode(value), `${path}.values[${t}]`, value, what)
    }
  })
}

/** Adds every problem that the options have with a series of this size. */
export function checkArimaShape(options: ArimaOptions, shape: MethodShape, issues: IssueList): void {
  const { count, horizon, seasonLength, path } = shape
  const needed = count + horizon
  options.regressors?.forEach(({ id, values }, place) => {
    for (let t = count; t < Math.min(needed, values.length); t += 1) {
      if (values[t] !== null) continue
      const remedy = `Give what is planned or expected for it; period ${t - count + 1} ahead.`
      const message = `${id} is not known in a period that is to be forecast.`
      issues.add('MISSING_VALUE', `${path}: regressors[${place}].values[${t}]`, null, message, remedy)
    }
    if (values.length >= needed) return
    const message = `${id} has ${values.length} values for ${count} periods of history and ${horizon} ahead.`
    const remedy = `Give at least ${needed}: what is planned or expected for the periods ahead.`
    issues.add('MISALIGNED', `${path}: regressors[${place}].values`, values.length, message, remedy)
  })
  if (seasonLength < 2 && options.seasonalOrder?.some((order) => order > 0) === true) {
    const message = 'A seasonal order needs the length of the season.'
    issues.add(
      'CONFLICT',
      `${path}: seasonalOrder`,
      options.seasonalOrder,
      message,
      'Give seasonLength, as 12 for months.',
    )
  }
  const [P = 0, , Q = 0] = options.seasonalOrder ?? []
  if (seasonLength > LONGEST_SEASON && P + Q > 0) {
    const message = `A season of ${seasonLength} periods is too long for seasonal orders.`
    const remedy = `Take weeks or months instead, or [0, 1, 0]; at most ${LONGEST_SEASON} periods.`
    issues.add('OUT_OF_RANGE', `${path}: seasonalOrder`, options.seasonalOrder, message, remedy)
  }
}
