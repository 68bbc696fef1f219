import type { ArmaPolynomials } from './armaPolynomials.js'
import { stepDown } from './partialAutocorrelations.js'

/** Variance of the innovations, in that of the shocks, below which the filter is taken to have arrived. */
const ARRIVED = 1 + 1e-14
/** A process whose variance is that many times that of its shocks is not told from one without any. */
const LARGEST_VARIANCE = 1e12

/** Buffers of the filter for one pair of orders, made once and used for many runs. */
export interface ExactFilter {
  /** Length of the state. */
  readonly size: number
  /** Coefficients of the autoregression, with zeros up to the length of the state. */
  readonly ar: Float64Array
  readonly gain: Float64Array
  readonly change: Float64Array
  readonly autocovariances: Float64Array
  readonly shape: Float64Array
  readonly impulses: Float64Array
  readonly orders: Float64Array
  readonly states: readonly Float64Array[]
}

/** What one run may leave behind for each period. */
export interface FilterTrace {
  /** One-step prediction error of the first column. */
  readonly innovations: Float64Array
  /** Its variance, in that of the shocks. */
  readonly variances: Float64Array
  /** State before each period, and after the last one: `size` numbers each. */
  readonly states: Float64Array
}

export function createExactFilter(arCount: number, maCount: number, columns: number): ExactFilter {
  const size = Math.max(arCount, maCount + 1)
  return {
    size,
    ar: new Float64Array(size),
    gain: new Float64Array(size + 1),
    change: new Float64Array(size + 1),
    autocovariances: new Float64Array(arCount + maCount + 1),
    shape: new Float64Array(maCount + 1),
    impulses: new Float64Array(maCount + 1),
    orders: new Float64Array((arCount * (arCount + 1)) / 2),
    states: Array.from({ length: columns }, () => new Float64Array(size + 1)),
  }
}

/** One run of the filter. */
export interface FilterRun {
  readonly columns: readonly Float64Array[]
  /** Periods of each column. */
  readonly count: number
  /** Receives the sums of v(i) v(j) / F over the periods, for columns i >= j, by rows. */
  readonly products: Float64Array
  readonly trace?: FilterTrace
}

/**
 * Runs the exact filter of a stationary autoregressive moving average over one or several columns.
 *
 * The states are those of Harvey's form; the recursion is Chandrasekhar's, which carries the change of the state's
 * covariance as one vector instead of the covariance itself, so that a period costs as many operations as the state has
 * numbers, and not their square. Sources: Morf, Sidhu and Kailath, "Some new algorithms for recursive estimation in
 * constant, linear, discrete-time systems", IEEE Transactions on Automatic Control 19 (1974); Mélard, "A fast algorithm for
 * the exact likelihood of autoregressive-moving average models", Applied Statistics 33 (1984).
 *
 * @returns the sum of log F, with F the variance of the innovations in that of the shocks; NaN where the process is not
 *   stationary
 */
export function runExactFilter(
  polynomials: ArmaPolynomials,
  filter: ExactFilter,
  { columns, count, products, trace }: FilterRun,
): number {
  const { size, ar, gain, change, states } = filter
  const { ma } = polynomials
  const q = ma.length
  ar.set(polynomials.ar)
  const width = columns.length
  let variance = startGain(polynomials, filter)
  if (!(variance <= LARGEST_VARIANCE)) return Number.NaN
  for (let i = 0; i < size; i += 1) change[i] = gain[i]
  for (let c = 0; c < width; c += 1) states[c].fill(0)
  products.fill(0)
  let factor = -1 / variance
  let logSum = 0
  let logProduct = 1
  let arrived = false
  for (let t = 0; t < count; t += 1) {
    if (trace !== undefined) {
      trace.states.set(states[0].subarray(0, size), t * size)
      trace.innovations[t] = columns[0][t] - states[0][0]
      trace.variances[t] = variance
    }
    for (let c = 0; c < width; c += 1) {
      const state = states[c]
      const head = state[0]
      const error = columns[c][t] - head
      const scaled = error / variance
      // products need the errors of the columns before, which wait in the spare last place of each state
      for (let b = 0; b < c; b += 1) {
        const place = (c * (c + 1)) / 2 + b
        products[place] = products[place] + scaled * states[b][size]
      }
      const own = (c * (c + 3)) / 2
      products[own] = products[own] + scaled * error
      state[size] = 0
      for (let i = 0; i < size; i += 1) {
        state[i] = ar[i] * head + state[i + 1] + gain[i] * scaled
      }
      state[size] = error
    }
    if (arrived) continue
    logProduct *= variance
    if (logProduct > 1e200) {
      logSum += Math.log(logProduct)
      logProduct = 1
    }
    // the covariance changes by factor * change change'
    const head = change[0]
    const next = variance + factor * head * head
    // F falls to one from above; below it, rounding has taken over
    if (!(next > 1 - 1e-6)) return Number.NaN
    const toGain = factor * head
    const toChange = head / variance
    for (let i = 0; i < size; i += 1) {
      const moved = change[i + 1] + ar[i] * head
      const before = gain[i]
      gain[i] = before + toGain * moved
      change[i] = moved - toChange * before
    }
    factor *= variance / next
    variance = next
    if (variance <= ARRIVED) {
      arrived = true
      variance = 1
      for (let i = 0; i < size; i += 1) {
        gain[i] = ar[i] + (i < q ? ma[i] : 0)
      }
    }
  }
  if (trace !== undefined) trace.states.set(states[0].subarray(0, size), count * size)
  return logSum + Math.log(logProduct)
}

/**
 * Sets the gain of the first period, T P e(1) with P the covariance of the stationary state, and returns F.
 *
 * Autocovariances of the autoregression come from the coefficients of all lower orders (Durbin-Levinson), those of the
 * whole process by weighing them with the shape of the moving average (Brockwell and Davis, Time Series: Theory and
 * Methods, 2nd ed. 1991, section 3.3).
 */
function startGain({ ar, ma }: ArmaPolynomials, filter: ExactFilter): number {
  const { size, gain, autocovariances: gamma, shape, impulses, orders, change } = filter
  const p = ar.length
  const q = ma.length
  const own = p === 0 ? 1 : stepDown(ar, p, orders)
  if (!(own <= LARGEST_VARIANCE)) return Number.NaN
  gamma[0] = own
  for (let k = 1; k <= p + q; k += 1) {
    const order = Math.min(k, p)
    const from = (order * (order - 1)) / 2
    let sum = 0
    for (let j = 1; j <= order; j += 1) sum += orders[from + j - 1] * gamma[k - j]
    gamma[k] = sum
  }
  shape.fill(0)
  impulses[0] = 1
  for (let i = 0; i <= q; i += 1) {
    const left = i === 0 ? 1 : ma[i - 1]
    if (left === 0) continue
    for (let j = i; j <= q; j += 1) {
      shape[j - i] = shape[j - i] + left * (j === 0 ? 1 : ma[j - 1])
    }
  }
  for (let k = 1; k <= q; k += 1) {
    let sum = ma[k - 1]
    for (let j = 1; j <= Math.min(k, p); j += 1) sum += ar[j - 1] * impulses[k - j]
    impulses[k] = sum
  }
  // covariances of the process, for lags 0 to p - 1; `change` is free to hold them
  const lags = Math.max(p, 1)
  for (let k = 0; k < lags; k += 1) {
    let sum = shape[0] * gamma[k]
    for (let l = 1; l <= q; l += 1) {
      const weight = shape[l]
      if (weight !== 0) sum += weight * (gamma[Math.abs(k - l)] + gamma[k + l])
    }
    change[k] = sum
  }
  const variance = change[0]
  // covariance of state i with the value of the period
  for (let i = 1; i < size; i += 1) {
    let sum = 0
    for (let j = i; j < p; j += 1) sum += ar[j] * change[j + 1 - i]
    for (let j = i; j <= q; j += 1) sum += ma[j - 1] * impulses[j - i]
    gain[i - 1] = sum
  }
  gain[size - 1] = 0
  for (let i = 0; i < p; i += 1) gain[i] = gain[i] + ar[i] * variance
  change[size] = 0
  gain[size] = 0
  return variance
}
