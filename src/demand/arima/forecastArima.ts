import { cumulativeStdDeviations, type FittedModel } from '../fittedModel.js'
import { rollForecasts, type RollingForecasts, type RollingRequest } from '../rollForecasts.js'
import type { ArimaOrders } from './armaPolynomials.js'
import { solveTriangle } from './design.js'
import { difference, differenceCoefficients } from './differences.js'
import { createExactFilter, runExactFilter } from './exactFilter.js'
import type { ArimaData, ArimaFit } from './fitArima.js'

/** What a fit is read with. */
export interface ForecastedArima {
  /** The history before differences. */
  readonly values: Float64Array
  readonly count: number
  readonly data: ArimaData
  readonly fit: ArimaFit
  /** The last column of the data is the constant. */
  readonly constant: boolean
  /** Factor by which each column was divided before it came into the design; 1 for the constant. */
  readonly columnScales: readonly number[]
  /** Those of the coefficients of the polynomials, by name; none where they cannot be told. */
  readonly standardErrors: Readonly<Record<string, number[]>>
}

/** Variance, in that of the values, that is left by rounding alone. */
const ROUNDING = 1e-26

/** As R has it: ARIMA(1,1,1)(0,1,1)[12], and what its constant is. */
function arimaName({ p, d, q, P, D, Q, m }: ArimaOrders, constant: boolean, drivers: number): string {
  const orders = m > 1 && P + D + Q > 0 ? `ARIMA(${p},${d},${q})(${P},${D},${Q})[${m}]` : `ARIMA(${p},${d},${q})`
  if (drivers > 0) return `Regression with ${orders} errors${constant && d + D > 0 ? ' and drift' : ''}`
  if (!constant) return orders
  return d + D === 0 ? `${orders} with non-zero mean` : `${orders} with drift`
}

/**
 * Means and variances of a fitted model, on the scale of its history.
 *
 * Means come from the state of the exact filter, variances from the weights of the shocks (psi), as if the parameters
 * were known and the history long (Box, Jenkins and Reinsel, section 5.1).
 */
export function forecastArima(read: ForecastedArima, horizon: number, request?: RollingRequest): FittedModel {
  const { values, count, data, fit, constant } = read
  const { orders, polynomials } = fit
  const { d, D, m } = orders
  const lost = d + D * m
  const width = fit.columns
  const coefficients = fit.weights.slice()
  solveTriangle(data.design, width, coefficients)

  // what the columns explain, past and ahead; the rest follows the model alone
  const explained = new Float64Array(count + horizon)
  for (let j = 0; j < width; j += 1) {
    const column = data.design.columns[j]
    for (let t = 0; t < explained.length; t += 1) {
      explained[t] = explained[t] + coefficients[j] * column[t]
    }
  }
  const rest = Float64Array.from({ length: count }, (_, t) => values[t] - explained[t])
  const shifts = differenceCoefficients(d, D, m)
  const filter = createExactFilter(polynomials.ar.length, polynomials.ma.length, 1)
  const { size } = filter
  const trace = {
    innovations: new Float64Array(data.count),
    variances: new Float64Array(data.count),
    states: new Float64Array((data.count + 1) * size),
  }
  const columns = [difference(rest, count, d, D, m)]
  runExactFilter(polynomials, filter, { columns, count: data.count, products: new Float64Array(1), trace })

  /** Forecasts when the first periods are known. */
  const path = (known: number, steps: number): Float64Array => {
    const ahead = armaPath(
      polynomials.ar,
      trace.states.subarray((known - lost) * size, (known - lost + 1) * size),
      steps,
    )
    for (let s = 0; s < steps; s += 1) {
      let sum = ahead[s]
      for (let j = 1; j <= shifts.length; j += 1) {
        const weight = shifts[j - 1]
        if (weight !== 0) sum += weight * (j <= s ? ahead[s - j] : rest[known + s - j])
      }
      ahead[s] = sum
    }
    for (let s = 0; s < steps; s += 1) ahead[s] = ahead[s] + explained[known + s]
    return ahead
  }

  let size2 = 0
  for (let t = 0; t < count; t += 1) size2 += (values[t] * values[t]) / count
  const exact = fit.likelyVariance <= ROUNDING * size2
  const variance = exact ? 0 : fit.variance
  const psi = shockWeights(polynomials.ar, polynomials.ma, shifts, horizon)
  const stdDev = new Float64Array(horizon)
  let sum = 0
  for (let h = 0; h < horizon; h += 1) {
    sum += psi[h] * psi[h]
    stdDev[h] = Math.sqrt(variance * sum)
  }
  const fitted = new Float64Array(count).fill(Number.NaN)
  for (let t = lost; t < count; t += 1) fitted[t] = values[t] - trace.innovations[t - lost]

  return {
    name: arimaName(orders, constant, width - (constant ? 1 : 0)),
    point: path(count, horizon),
    stdDev,
    cumulativeStdDev: cumulativeStdDeviations(psi, new Float64Array(horizon).fill(variance)),
    fitted,
    estimated: fit.estimated,
    ...(request === undefined ? {} : { rolling: roll(request, lost, path, stdDev, count + horizon) }),
    ratios: { ...describeRatios(fit), ...read.standardErrors },
    levels: { ...describeColumns(read, coefficients), residualStdDev: Math.sqrt(variance) },
    criteria: exact ? {} : describeCriteria(fit, data.count),
  }
}

/** Forecasts of the differenced values from a state: its first number, after each move. */
function armaPath(ar: Float64Array, state: Float64Array, steps: number): Float64Array {
  const size = state.length
  const moving = new Float64Array(size + 1)
  moving.set(state)
  const result = new Float64Array(steps)
  for (let s = 0; s < steps; s += 1) {
    const head = moving[0]
    result[s] = head
    for (let i = 0; i < size; i += 1) {
      moving[i] = moving[i + 1] + (i < ar.length ? ar[i] * head : 0)
    }
  }
  return result
}

/** How far a shock moves the period of its own and the later ones: psi(0) = 1, psi(1), ... */
function shockWeights(ar: Float64Array, ma: Float64Array, shifts: Float64Array, horizon: number): Float64Array {
  const stationary = new Float64Array(horizon)
  const psi = new Float64Array(horizon)
  for (let h = 0; h < horizon; h += 1) {
    let sum = h === 0 ? 1 : h <= ma.length ? ma[h - 1] : 0
    for (let j = 1; j <= Math.min(h, ar.length); j += 1) {
      sum += ar[j - 1] * stationary[h - j]
    }
    stationary[h] = sum
    for (let j = 1; j <= Math.min(h, shifts.length); j += 1) sum += shifts[j - 1] * psi[h - j]
    psi[h] = sum
  }
  return psi
}

/** Forecasts from the states that the filter passed through; none where the differences leave nothing to see. */
function roll(
  request: RollingRequest,
  lost: number,
  path: (known: number, steps: number) => Float64Array,
  ahead: Float64Array,
  end: number,
): RollingForecasts {
  return rollForecasts(request, (known, point, stdDev) => {
    point.fill(Number.NaN)
    stdDev.fill(Number.NaN)
    if (known <= lost) return
    const steps = Math.min(point.length, ahead.length, end - known)
    point.set(path(known, steps))
    for (let s = 0; s < steps; s += 1) stdDev[s] = ahead[s]
  })
}

function describeRatios({ polynomials: { parts } }: ArimaFit): Record<string, number[]> {
  const result: Record<string, number[]> = {}
  for (const [key, part] of Object.entries(parts)) if (part.length > 0) result[key] = Array.from(part)
  return result
}

/** Coefficients of the columns with their standard errors, in the scale of the values. */
function describeColumns(read: ForecastedArima, coefficients: Float64Array): Record<string, number> {
  const { data, fit, constant, columnScales } = read
  const width = fit.columns
  const deviations = columnDeviations(read)
  const result: Record<string, number> = {}
  for (let j = 0; j < width; j += 1) {
    const isConstant = constant && j === width - 1
    const name = isConstant ? (fit.orders.d + fit.orders.D === 0 ? 'mean' : 'drift') : data.design.ids[j]
    const key = isConstant ? name : `regressors.${name}`
    result[key] = coefficients[j] / columnScales[j]
    result[`${key}.standardError`] = deviations[j] / columnScales[j]
  }
  return result
}

/** Standard errors by generalized least squares: R^-1 (Q'V^-1 Q)^-1 R^-T times the likeliest variance of the shocks. */
function columnDeviations({ data, fit }: ForecastedArima): Float64Array {
  const width = fit.columns
  const result = new Float64Array(width)
  const rows: Float64Array[] = []
  for (let j = 0; j < width; j += 1) {
    const unit = new Float64Array(width)
    unit[j] = 1
    solveTriangle(data.design, width, unit)
    rows.push(unit)
  }
  for (let i = 0; i < width; i += 1) {
    let sum = 0
    for (let a = 0; a < width; a += 1) {
      for (let b = 0; b < width; b += 1) {
        const left = rows[a][i]
        const right = rows[b][i]
        sum += left * right * fit.inverse[a * width + b]
      }
    }
    result[i] = Math.sqrt(Math.max(0, sum * fit.likelyVariance))
  }
  return result
}

function describeCriteria(fit: ArimaFit, count: number): FittedModel['criteria'] {
  const { logLikelihood, aic, aicc, bic } = fit
  return {
    logLikelihood: { value: logLikelihood, timesLogScale: -count },
    aic: { value: aic, timesLogScale: 2 * count },
    ...(Number.isFinite(aicc) ? { aicc: { value: aicc, timesLogScale: 2 * count } } : {}),
    bic: { value: bic, timesLogScale: 2 * count },
  }
}
