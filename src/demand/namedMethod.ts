import { isRecord, type Names, refuseUnknown } from '../core/checking/checks.js'
import { createIssueList } from '../core/checking/errors.js'
import { arima } from './arima/arima.js'
import type { ArimaOptions } from './arima/types.js'
import { checkChoice } from './checkForecastInput.js'
import { etsWithDrivers, type EtsWithDriversOptions } from './drivers/etsWithDrivers.js'
import { regression, type RegressionOptions } from './drivers/regression.js'
import type { ForecastMethod } from './forecastMethod.js'
import { mstl, type MstlOptions } from './season/mstl.js'

/** `arima` as plain data. */
interface NamedArima extends Omit<ArimaOptions, 'regressors'> {
  readonly name: 'arima'
}

/** `etsWithDrivers` as plain data. */
interface NamedEtsWithDrivers extends Omit<EtsWithDriversOptions, 'drivers'> {
  readonly name: 'etsWithDrivers'
}

/** `mstl` as plain data. */
interface NamedMstl extends MstlOptions {
  readonly name: 'mstl'
}

/** `regression` as plain data. */
interface NamedRegression extends Omit<RegressionOptions, 'drivers'> {
  readonly name: 'regression'
}

/**
 * A method as plain data: the name of the function that makes it, and the function's options, but for drivers, which are those of
 * the series.
 */
export type NamedMethod = NamedArima | NamedEtsWithDrivers | NamedMstl | NamedRegression

/** All fields that any of them has. */
const NAMES: Names<NamedMethod> = {
  name: true,
  order: true,
  seasonalOrder: true,
  constant: true,
  method: true,
  effects: true,
  priorScale: true,
  select: true,
  seasonLengths: true,
  trend: true,
  season: true,
  log: true,
}

/** Functions that make methods, by their names. */
const MAKERS = { arima, etsWithDrivers, mstl, regression } as const

/** Whether a model is a method as plain data. */
export function isNamedMethod(model: unknown): model is NamedMethod {
  return typeof model === 'object' && model !== null && Object.hasOwn(MAKERS, String((model as NamedMethod).name))
}

/**
 * The method that plain data names, as for a setting that is kept in a file: `forecast`, `forecastMany` and `backtest` take what
 * this returns; `forecastPanel` and the policy of a plan take the data themselves. The drivers of each series are what it reads.
 *
 * @param named - name of a function of `sop-engine/demand` that makes a method, and its options
 * @throws SopError that lists every mistake: a name that there is not, options that the method does not take
 * @example
 * ```ts
 * import { forecast } from 'sop-engine'
 * import { namedMethod } from 'sop-engine/demand'
 * const promo = { id: 'promo', values: [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0] }
 * const values = [100, 104, 203, 98, 101, 97, 196, 103, 99, 202, 100, 102]
 * const model = namedMethod({ name: 'etsWithDrivers', priorScale: 2 })
 * const result = forecast({ values, drivers: [promo] }, { horizon: 2, model })
 * result.point.map((value) => Math.round(value / 10) * 10) // => [200, 100]
 * ```
 */
export function namedMethod(named: NamedMethod): ForecastMethod {
  const issues = createIssueList()
  if (isRecord(named, 'named', issues)) {
    refuseUnknown<NamedMethod>(named, 'named', NAMES, issues)
    checkChoice(named['name'], Object.keys(MAKERS), 'named.name', issues)
  }
  issues.throwIfAny()
  const { name, ...options } = named
  return MAKERS[name](options)
}
