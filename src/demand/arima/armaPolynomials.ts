import { stationaryCoefficients } from './partialAutocorrelations.js'

/** Orders of a seasonal model as in ARIMA(p, d, q)(P, D, Q)m. */
export interface ArimaOrders {
  readonly p: number
  readonly d: number
  readonly q: number
  readonly P: number
  readonly D: number
  readonly Q: number
  /** Periods in one season; 1 where P, D and Q are zero. */
  readonly m: number
}

/** The parts of a model and their products: 1 - ar(1) B - ... and 1 + ma(1) B + ... */
export interface ArmaPolynomials {
  readonly parts: {
    readonly ar: Float64Array
    readonly ma: Float64Array
    readonly seasonalAr: Float64Array
    readonly seasonalMa: Float64Array
  }
  /** Product of ar and seasonalAr, from lag 1 on. */
  readonly ar: Float64Array
  /** Product of ma and seasonalMa, from lag 1 on. */
  readonly ma: Float64Array
}

export function createPolynomials({ p, q, P, Q, m }: ArimaOrders): ArmaPolynomials {
  return {
    parts: {
      ar: new Float64Array(p),
      ma: new Float64Array(q),
      seasonalAr: new Float64Array(P),
      seasonalMa: new Float64Array(Q),
    },
    ar: new Float64Array(p + m * P),
    ma: new Float64Array(q + m * Q),
  }
}

/** Number of free parameters of the four parts. */
export function freeCount({ p, q, P, Q }: ArimaOrders): number {
  return p + q + P + Q
}

/** Sets a stationary and invertible model from free numbers: those of ar, ma, seasonal ar and seasonal ma. */
export function setFromFree(polynomials: ArmaPolynomials, free: Float64Array, m: number): void {
  const { ar, ma, seasonalAr, seasonalMa } = polynomials.parts
  let from = 0
  for (const part of [ar, ma, seasonalAr, seasonalMa]) {
    stationaryCoefficients(free, from, part.length, part)
    from += part.length
  }
  for (const part of [ma, seasonalMa]) for (let j = 0; j < part.length; j += 1) part[j] = -part[j]
  multiply(polynomials, m)
}

/** Sets a model from its coefficients, in the same order. */
export function setFromCoefficients(polynomials: ArmaPolynomials, coefficients: ArrayLike<number>, m: number): void {
  const { ar, ma, seasonalAr, seasonalMa } = polynomials.parts
  let from = 0
  for (const part of [ar, ma, seasonalAr, seasonalMa]) {
    for (let j = 0; j < part.length; j += 1) part[j] = coefficients[from + j]
    from += part.length
  }
  multiply(polynomials, m)
}

function multiply({ parts, ar, ma }: ArmaPolynomials, m: number): void {
  product(parts.ar, parts.seasonalAr, m, -1, ar)
  product(parts.ma, parts.seasonalMa, m, 1, ma)
}

/** (1 + sign a(1) B + ...)(1 + sign b(1) B^m + ...) = 1 + sign target(1) B + ... */
function product(a: Float64Array, b: Float64Array, m: number, sign: 1 | -1, target: Float64Array): void {
  target.fill(0)
  for (let i = 0; i < a.length; i += 1) target[i] = a[i]
  for (let j = 1; j <= b.length; j += 1) {
    const factor = b[j - 1]
    const place = j * m - 1
    target[place] = target[place] + factor
    for (let i = 1; i <= a.length; i += 1) {
      target[place + i] = target[place + i] + sign * factor * a[i - 1]
    }
  }
}
