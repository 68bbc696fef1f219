import { describe, expect, it } from 'vitest'
import {
  type ArimaOrders,
  createPolynomials,
  setFromCoefficients,
  setFromFree,
} from '../../src/demand/arima/armaPolynomials.js'
import {
  chooseDifferences,
  chooseSeasonalDifferences,
  kpssStatistic,
} from '../../src/demand/arima/chooseDifferences.js'
import { runConditionalFilter } from '../../src/demand/arima/conditionalFilter.js'
import { createDesign } from '../../src/demand/arima/design.js'
import { difference, differenceCoefficients } from '../../src/demand/arima/differences.js'
import { createExactFilter, runExactFilter } from '../../src/demand/arima/exactFilter.js'
import { fitArima } from '../../src/demand/arima/fitArima.js'
import { rootsBeyond, stationaryCoefficients } from '../../src/demand/arima/partialAutocorrelations.js'
import { choleskyFactor, choleskySolve } from '../../src/math/choleskyFactor.js'
import { minimizeBfgs } from '../../src/math/minimizeBfgs.js'
import { readData, readReference } from './readReference.js'

/** Standard normal numbers from a seed. */
function noise(seed: number, count: number): Float64Array {
  let state = seed >>> 0
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  )
}

const MODELS: readonly { orders: Partial<ArimaOrders>; coefficients: readonly number[] }[] = [
  { orders: {}, coefficients: [] },
  { orders: { p: 1 }, coefficients: [0.9] },
  { orders: { q: 1 }, coefficients: [-0.95] },
  { orders: { q: 1 }, coefficients: [1] },
  { orders: { p: 2, q: 1 }, coefficients: [1.2, -0.5, 0.4] },
  { orders: { p: 1, q: 3 }, coefficients: [-0.6, 0.3, -0.2, 0.7] },
  { orders: { q: 1, Q: 1, m: 4 }, coefficients: [-0.4, -0.6] },
  { orders: { p: 1, P: 1, m: 3 }, coefficients: [0.5, -0.7] },
  { orders: { p: 2, q: 2, P: 1, Q: 2, m: 2 }, coefficients: [0.4, 0.3, 0.5, 0.2, 0.6, -0.3, 0.25] },
  { orders: { p: 5, P: 2, Q: 1, m: 4 }, coefficients: [0.3, -0.2, 0.1, 0.05, -0.1, 0.4, 0.2, 0.5] },
]
const NONE: ArimaOrders = { p: 0, d: 0, q: 0, P: 0, D: 0, Q: 0, m: 1 }

/** Covariances of the process from its weights of the shocks, summed until they are gone. */
function covariances(ar: Float64Array, ma: Float64Array, lags: number): number[] {
  const length = 3000
  const psi = new Float64Array(length)
  for (let h = 0; h < length; h += 1) {
    let sum = h === 0 ? 1 : h <= ma.length ? (ma[h - 1] as number) : 0
    for (let j = 1; j <= Math.min(h, ar.length); j += 1) sum += (ar[j - 1] as number) * (psi[h - j] as number)
    psi[h] = sum
  }
  return Array.from({ length: lags }, (_, lag) => {
    let sum = 0
    for (let h = length - 1; h >= lag; h -= 1) sum += (psi[h] as number) * (psi[h - lag] as number)
    return sum
  })
}

describe('the exact filter', () => {
  it.each(MODELS)('has the likelihood of the multivariate normal distribution: $orders', ({ orders, coefficients }) => {
    const full = { ...NONE, ...orders }
    const polynomials = createPolynomials(full)
    setFromCoefficients(polynomials, coefficients, full.m)
    const count = 23
    const columns = [noise(7, count), noise(8, count)]
    const filter = createExactFilter(polynomials.ar.length, polynomials.ma.length, 2)
    const products = new Float64Array(3)
    const logSum = runExactFilter(polynomials, filter, { columns, count, products })

    const gamma = covariances(polynomials.ar, polynomials.ma, count)
    const matrix = Float64Array.from({ length: count * count }, (_, place) => {
      return gamma[Math.abs(Math.floor(place / count) - (place % count))] as number
    })
    expect(choleskyFactor(matrix, count)).toBe(true)
    let logDeterminant = 0
    for (let t = 0; t < count; t += 1) logDeterminant += 2 * Math.log(matrix[t * count + t] as number)
    expect(logSum).toBeCloseTo(logDeterminant, 9)
    const quadratic = (a: Float64Array, b: Float64Array): number => {
      const solved = b.slice()
      choleskySolve(matrix, count, solved)
      return a.reduce((sum, value, t) => sum + value * (solved[t] as number), 0)
    }
    const [x, y] = columns as [Float64Array, Float64Array]
    expect(products[0]).toBeCloseTo(quadratic(x, x), 8)
    expect(products[1]).toBeCloseTo(quadratic(x, y), 8)
    expect(products[2]).toBeCloseTo(quadratic(y, y), 8)
  })

  it('leaves innovations and variances whose sums are the likelihood', () => {
    const orders = { ...NONE, p: 1, q: 1 }
    const polynomials = createPolynomials(orders)
    setFromCoefficients(polynomials, [0.8, 0.3], 1)
    const values = noise(3, 40)
    const filter = createExactFilter(1, 1, 1)
    const trace = {
      innovations: new Float64Array(40),
      variances: new Float64Array(40),
      states: new Float64Array(41 * filter.size),
    }
    const products = new Float64Array(1)
    const logSum = runExactFilter(polynomials, filter, { columns: [values], count: 40, products, trace })
    const sum = trace.innovations.reduce((all, v, t) => all + (v * v) / (trace.variances[t] as number), 0)
    expect(sum).toBeCloseTo(products[0] as number, 10)
    expect(trace.variances.reduce((all, f) => all + Math.log(f), 0)).toBeCloseTo(logSum, 10)
    // the state before a period begins with its forecast
    expect(trace.states[5 * filter.size]).toBeCloseTo((values[5] as number) - (trace.innovations[5] as number), 12)
  })

  it('refuses what is not stationary', () => {
    const polynomials = createPolynomials({ ...NONE, p: 1 })
    setFromCoefficients(polynomials, [1.01], 1)
    const filter = createExactFilter(1, 0, 1)
    const run = { columns: [noise(1, 9)], count: 9, products: new Float64Array(1) }
    expect(runExactFilter(polynomials, filter, run)).toBeNaN()
  })
})

describe('conditional least squares', () => {
  it('takes the shocks before the first as zero', () => {
    const polynomials = createPolynomials({ ...NONE, p: 1, q: 1 })
    setFromCoefficients(polynomials, [0.5, 0.25], 1)
    const shocks = [new Float64Array(4)]
    const products = new Float64Array(1)
    expect(runConditionalFilter(polynomials, [Float64Array.of(4, 3, 2, 5)], 4, shocks, products)).toBe(3)
    // 3 - 2, 2 - 1.5 - 0.25, 5 - 1 - 0.0625
    expect(Array.from(shocks[0] as Float64Array)).toEqual([0, 1, 0.25, 3.9375])
    expect(products[0]).toBe(1 + 0.0625 + 3.9375 * 3.9375)
  })
})

describe('stationary by construction', () => {
  it('turns any numbers into a stationary autoregression, and finds how near its roots are', () => {
    for (const free of [
      [0.3, -2, 5, 0.1],
      [1e3, -1e3, 3, 1],
      [-40, 40, -40, 40],
    ]) {
      const coefficients = new Float64Array(4)
      stationaryCoefficients(free, 0, 4, coefficients)
      expect(rootsBeyond(coefficients, 4, 1)).toBe(true)
    }
    // (1 - 0.8 z)(1 - 0.5 z): roots 1.25 and 2
    expect(rootsBeyond([1.3, -0.4], 2, 1.249)).toBe(true)
    expect(rootsBeyond([1.3, -0.4], 2, 1.251)).toBe(false)
    expect(rootsBeyond([0, 0.81], 2, 1.2)).toBe(false)
  })

  it('multiplies the parts of a seasonal model', () => {
    const polynomials = createPolynomials({ ...NONE, p: 1, q: 1, P: 1, Q: 1, m: 4 })
    setFromCoefficients(polynomials, [0.5, -0.4, 0.25, -0.6], 4)
    expect(Array.from(polynomials.ar)).toEqual([0.5, 0, 0, 0.25, -0.125])
    expect(Array.from(polynomials.ma)).toEqual([-0.4, 0, 0, -0.6, 0.24])
    setFromFree(polynomials, Float64Array.of(0, 0, 0, 0), 4)
    expect(Array.from(polynomials.ar)).toEqual([0, 0, 0, 0, 0])
  })
})

describe('differences', () => {
  it('takes and undoes them', () => {
    const values = Float64Array.of(1, 4, 9, 16, 25, 36, 49)
    expect(Array.from(difference(values, 7, 2, 0, 1))).toEqual([2, 2, 2, 2, 2])
    expect(Array.from(difference(values, 7, 1, 1, 2))).toEqual([4, 4, 4, 4])
    const shifts = differenceCoefficients(1, 1, 2)
    expect(Array.from(shifts)).toEqual([1, 1, -1])
    const back = [36, 25, 16].reduce((sum, value, j) => sum + value * (shifts[j] as number), 4)
    expect(back).toBe(49)
  })

  // what R's ndiffs and nsdiffs say of the same series
  it.each(readData<{ series: { name: string; ndiffs: number; nsdiffs: number | null }[] }>('r-arima').series)(
    'as many as R takes: $name',
    ({ name, ndiffs, nsdiffs }) => {
      const { y, frequency } = readReference().find((series) => series.name === name) as {
        readonly y: readonly number[]
        readonly frequency: number
      }
      const values = Float64Array.from(y)
      expect(chooseDifferences(values)).toBe(ndiffs)
      const m = frequency > 1 ? frequency : 1
      expect(chooseSeasonalDifferences(values, values.length, m)).toBe(nsdiffs ?? 0)
    },
  )

  it('takes none where there is nothing to take', () => {
    expect(chooseSeasonalDifferences(noise(5, 60), 60, 4)).toBe(0)
    expect(chooseSeasonalDifferences(new Float64Array(60), 60, 4)).toBe(0)
    expect(
      chooseSeasonalDifferences(
        Float64Array.from({ length: 7 }, (_, t) => t % 4),
        7,
        4,
      ),
    ).toBe(0)
    expect(kpssStatistic(new Float64Array(20).fill(1 / 3))).toBe(0)
  })

  it('keeps columns that say something of their own', () => {
    const line = Float64Array.from({ length: 30 }, (_, t) => t + 1)
    const wave = noise(2, 30)
    const both = wave.map((value, t) => 2 * value - 3 * (line[t] as number))
    const named = [
      { id: 'line', values: line },
      { id: 'wave', values: wave },
      { id: 'both', values: both },
    ]
    const dropped: string[] = []
    expect(createDesign(named, 30, { d: 1, D: 0, m: 1 }, dropped).ids).toEqual(['line', 'wave'])
    expect(createDesign(named, 30, { d: 2, D: 0, m: 1 }, dropped).ids).toEqual(['wave'])
    expect(dropped).toEqual(['both', 'line', 'both'])
  })
})

describe('parameters of known processes', () => {
  const simulate = (
    orders: ArimaOrders,
    coefficients: readonly number[],
    seed: number,
    count: number,
  ): Float64Array => {
    const { ar, ma, ...rest } = createPolynomials(orders)
    setFromCoefficients({ ar, ma, ...rest }, coefficients, orders.m)
    const shocks = noise(seed, count + 200)
    const values = new Float64Array(count + 200)
    for (let t = 0; t < values.length; t += 1) {
      let sum = shocks[t] as number
      for (let j = 1; j <= Math.min(t, ar.length); j += 1) sum += (ar[j - 1] as number) * (values[t - j] as number)
      for (let j = 1; j <= Math.min(t, ma.length); j += 1) sum += (ma[j - 1] as number) * (shocks[t - j] as number)
      values[t] = sum
    }
    return values.slice(200)
  }

  it.each([
    { orders: { ...NONE, p: 2 }, coefficients: [1.1, -0.4] },
    { orders: { ...NONE, q: 2 }, coefficients: [0.6, 0.3] },
    { orders: { ...NONE, p: 1, q: 1 }, coefficients: [0.8, -0.3] },
    { orders: { ...NONE, q: 1, Q: 1, m: 7 }, coefficients: [-0.5, -0.6] },
    { orders: { ...NONE, p: 1, P: 1, m: 4 }, coefficients: [0.5, 0.6] },
  ])('are found again: $coefficients', ({ orders, coefficients }) => {
    const count = 2000
    const values = simulate(orders, coefficients, 11, count)
    const design = createDesign([], count, orders, [])
    const data = { values, count, design, columns: 0 }
    const { polynomials, variance } = fitArima(data, orders, { stage: 'finish', conditional: false })
    const found = Object.values(polynomials.parts).flatMap((part) => Array.from(part))
    // four standard errors of the least certain of them
    found.forEach((value, j) => expect(Math.abs(value - (coefficients[j] as number))).toBeLessThan(0.1))
    expect(Math.abs(variance - 1)).toBeLessThan(0.13)
    const fast = fitArima(data, orders, { stage: 'search', conditional: true })
    const near = Object.values(fast.polynomials.parts).flatMap((part) => Array.from(part))
    near.forEach((value, j) => expect(Math.abs(value - (found[j] as number))).toBeLessThan(0.02))
  })
})

describe('the quasi-Newton search', () => {
  const options = {
    gradientStep: 1e-6,
    differences: 'central',
    tolerance: 1e-14,
    confirm: true,
    maxIterations: 500,
  } as const

  it('finds the bottom of a bent valley', () => {
    const rosenbrock = ([x = 0, y = 0]: Float64Array): number => 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
    for (const differences of ['central', 'forward'] as const) {
      const { point, value } = minimizeBfgs(rosenbrock, [-1.2, 1], { ...options, differences })
      expect(value).toBeLessThan(1e-6)
      expect(point[0]).toBeCloseTo(1, 3)
    }
  })

  it('steps back from where there is no value, and stays where there is none at all', () => {
    const half = ([x = 0]: Float64Array): number => (x > 0 ? x - Math.log(x) : Number.NaN)
    expect(minimizeBfgs(half, [1e-7], options).point[0]).toBeCloseTo(1, 5)
    expect(minimizeBfgs(half, [-1], options)).toEqual({ point: Float64Array.of(-1), value: Number.POSITIVE_INFINITY })
    expect(minimizeBfgs(() => 3, [], options).value).toBe(3)
    expect(minimizeBfgs(() => 3, [1, 2], options).point).toEqual(Float64Array.of(1, 2))
  })
})
