import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHistory, type CleanHistoryOptions } from '../../src/demand/index.js'
import { sortedQuantile } from '../../src/math/quantile.js'
import { inverseMills, truncatedNormal } from '../../src/math/truncatedNormal.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Flow of the Nile at Aswan, 1871 to 1970, in 10^8 cubic meters: Cobb, Biometrika 65 (1978), table 1. */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100,
  1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456,
  824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897,
  822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975,
  815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
]

/** Numbers from a fixed start, the same in every run. */
function chance(seed: number): { uniform: () => number; normal: () => number; poisson: (mean: number) => number } {
  let state = seed
  const uniform = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) + 0.5) / 4294967296
  }
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  const poisson = (mean: number): number => {
    let count = 0
    let product = uniform()
    const limit = Math.exp(-mean)
    while (product > limit) {
      product *= uniform()
      count += 1
    }
    return count
  }
  return { uniform, normal, poisson }
}

const mean = (values: readonly (number | null)[]): number =>
  values.reduce((a: number, b) => a + (b ?? 0), 0) / values.length
const kinds = (result: ReturnType<typeof cleanHistory>): string[] =>
  result.adjustments.map(({ periodIndex: period, kind }) => `${period} ${kind}`)

describe('the normal distribution above a limit', () => {
  it('has the ratios of published tables', () => {
    expect(inverseMills(0)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14)
    expect(inverseMills(1)).toBeCloseTo(1.5251352761609812, 13)
    expect(inverseMills(2)).toBeCloseTo(2.373215532822843, 12)
    // both formulas where they meet
    expect(inverseMills(3)).toBeCloseTo(inverseMills(3 - 1e-12), 10)
    expect(inverseMills(50)).toBeCloseTo(50 + 1 / 50 - 2 / 125000 + 10 / 312500000, 8)
  })

  it('has the moments of the half normal one', () => {
    const { mean: middle, variance } = truncatedNormal(5, 2, 5)
    expect(middle).toBeCloseTo(5 + 2 * Math.sqrt(2 / Math.PI), 12)
    expect(variance).toBeCloseTo(4 * (1 - 2 / Math.PI), 12)
    expect(truncatedNormal(5, 2, -100).mean).toBe(5)
    expect(truncatedNormal(5, 0, 7)).toEqual({ mean: 7, variance: 0 })
  })

  it('agrees with the integral of the density', () => {
    const lower = 11
    let weight = 0
    let first = 0
    let second = 0
    for (let x = lower + 0.00005; x < 40; x += 0.0001) {
      const density = Math.exp(-((x - 8) * (x - 8)) / 18)
      weight += density
      first += density * x
      second += density * x * x
    }
    const { mean: middle, variance } = truncatedNormal(8, 3, lower)
    expect(middle).toBeCloseTo(first / weight, 7)
    expect(variance).toBeCloseTo(second / weight - (first / weight) * (first / weight), 5)
  })

  it('interpolates quantiles as R does by default', () => {
    expect(sortedQuantile([2.1, 3.7, 4.2, 5.8, 6.3, 7.9, 8.4, 9.1], 0.25)).toBeCloseTo(4.075, 12)
  })
})

describe('cleanHistory', () => {
  it('finds the fall of the Nile in 1899, and leaves its floods and droughts alone', () => {
    const result = cleanHistory(NILE)
    expect(result.levelShifts.map(({ periodIndex: period }) => 1871 + period)).toEqual([1899])
    // means before and after: Cobb 1978; Durbin and Koopman, Time Series Analysis by State Space Methods, section 2
    expect(Math.abs((result.levelShifts[0]?.before ?? 0) - 1098)).toBeLessThan(60)
    expect(Math.abs((result.levelShifts[0]?.after ?? 0) - 850)).toBeLessThan(60)
    expect(result.values).toEqual(NILE)
    expect(result.warnings.map(({ code }) => code)).toEqual(['level-shift'])
    const adjusted = cleanHistory(NILE, { levelShifts: 'adjust' })
    expect(Math.abs(mean(adjusted.values.slice(0, 28)) - mean(adjusted.values.slice(28)))).toBeLessThan(50)
    expect(adjusted.adjustments).toHaveLength(28)
    expect(new Set(adjusted.adjustments.map(({ kind }) => kind))).toEqual(new Set(['levelShift']))
    expect(cleanHistory(NILE, { levelShifts: 'keep' }).warnings).toEqual([])
  })

  it('finds planted outliers in a seasonal history, and nothing else', () => {
    const { normal } = chance(7)
    const clean = Array.from(
      { length: 72 },
      (_, t) => (200 + t) * (1 + 0.3 * Math.sin((t * Math.PI) / 6)) * (1 + 0.03 * normal()),
    )
    const values = clean.slice()
    values[20] = 2.2 * (clean[20] as number)
    values[50] = 0
    const result = cleanHistory(values, { seasonLength: 12 })
    expect(kinds(result)).toEqual(['20 outlier', '50 outlier'])
    for (const { periodIndex: period, replacement } of result.adjustments) {
      expect(Math.abs(replacement / (clean[period] as number) - 1)).toBeLessThan(0.15)
    }
    const reported = cleanHistory(values, { seasonLength: 12, outliers: 'report' })
    expect(reported.values).toEqual(values)
    expect(reported.warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'outlier series[20]',
      'outlier series[50]',
    ])
    const declared = [
      { id: 'fair', periodIndexes: [20] },
      { id: 'strike', periodIndexes: [50], replace: true },
    ]
    expect(kinds(cleanHistory(values, { seasonLength: 12, events: declared }))).toContain('50 event')
    expect(kinds(cleanHistory(values, { seasonLength: 12, events: declared }))).not.toContain('20 outlier')
  })

  it('leaves clean histories as they are: false alarms by kind of history', () => {
    const { normal, poisson } = chance(20261122)
    const makers: Record<string, [(count: number) => number[], number]> = {
      white: [(count) => Array.from({ length: count }, () => 100 + 10 * normal()), 1],
      seasonal: [
        (count) =>
          Array.from(
            { length: count },
            (_, t) => (100 + t) * (1 + 0.3 * Math.sin((t * Math.PI) / 6)) * (1 + 0.05 * normal()),
          ),
        12,
      ],
      trending: [(count) => Array.from({ length: count }, (_, t) => 50 + 3 * t + 2 * normal()), 1],
      growing: [(count) => Array.from({ length: count }, (_, t) => 10 * Math.exp(0.05 * t + 0.05 * normal())), 1],
      counted: [(count) => Array.from({ length: count }, () => poisson(5)), 1],
      skewed: [(count) => Array.from({ length: count }, () => 100 * Math.exp(0.5 * normal())), 1],
    }
    for (const [name, [make, seasonLength]] of Object.entries(makers)) {
      let touched = 0
      let shifted = 0
      for (let run = 0; run < 60; run += 1) {
        const result = cleanHistory(make(72), { seasonLength })
        touched += result.adjustments.length
        shifted += result.levelShifts.length
      }
      expect(touched / (60 * 72), name).toBeLessThan(0.005)
      expect(shifted / 60, name).toBeLessThan(0.05)
    }
  })

  it('keeps the demand of intermittent items', () => {
    const { uniform, poisson } = chance(3)
    const values = Array.from({ length: 60 }, () => (uniform() < 0.3 ? 1 + poisson(4) : 0))
    const result = cleanHistory(values)
    expect(result.values).toEqual(values)
    expect(result.warnings.map(({ code }) => code)).toEqual(['intermittent-demand'])
    // the mean of the periods with as much demand or more
    const period = values.findIndex((value) => value > 0)
    const stockOut = values.map((_, t) => t === period)
    const above = values.filter((value, t) => t !== period && value >= (values[period] as number))
    expect(cleanHistory(values, { stockOut }).values[period]).toBeCloseTo(mean(above), 12)
  })

  it('says so where too many values lie far off to be outliers', () => {
    const values = Array.from({ length: 60 }, (_, t) => (t % 10 === 3 ? 900 : 100 + (t % 3)))
    const result = cleanHistory(values)
    expect(result.values).toEqual(values)
    expect(result.warnings.map(({ code }) => code)).toEqual(['many-outliers'])
  })

  it('finds the demand behind stock-outs nearer than sales or a history without those periods', () => {
    const { normal, poisson } = chance(11)
    for (const draw of [() => 100 + 20 * normal(), () => poisson(6)]) {
      let sold = 0
      let cleaned = 0
      let leftOut = 0
      for (let run = 0; run < 60; run += 1) {
        const demand = Array.from({ length: 60 }, draw)
        const cap = sortedQuantile(
          demand.slice().sort((a, b) => a - b),
          0.7,
        )
        const values = demand.map((value) => Math.min(value, cap))
        const stockOut = demand.map((value) => value > cap)
        const result = cleanHistory(values, { stockOut })
        sold += mean(values) - mean(demand)
        cleaned += mean(result.values) - mean(demand)
        leftOut += mean(values.filter((_, t) => stockOut[t] !== true)) - mean(demand)
        expect(result.values.every((value, t) => value !== null && value >= (values[t] as number))).toBe(true)
      }
      expect(Math.abs(cleaned)).toBeLessThan(0.5 * Math.abs(sold))
      expect(Math.abs(cleaned)).toBeLessThan(0.25 * Math.abs(leftOut))
    }
  })

  it('adds the expected demand of the time without stock', () => {
    const values = Array.from({ length: 24 }, (_, t) => (t === 10 ? 30 : 100 + ((t * 7) % 5)))
    const availableShare = values.map((_, t) => (t === 10 ? 0.25 : 1))
    const result = cleanHistory(values, { availableShare })
    expect(kinds(result)).toEqual(['10 stockOut'])
    expect(Math.abs((result.values[10] as number) - (30 + 0.75 * 102))).toBeLessThan(1)
  })

  it('fills gaps as the forecast does, and keeps what stands before the first observation', () => {
    const values = [null, 10, 20, null, 40, 10, 20, 30, 40, null]
    const result = cleanHistory(values)
    expect(result.values).toEqual([null, 10, 20, 30, 40, 10, 20, 30, 40, 40])
    expect(kinds(result)).toEqual(['3 missing', '9 missing'])
    expect(result.warnings.map(({ code }) => code)).toEqual(['short-history', 'leading-gap', 'missing-values'])
  })

  it('has an answer for histories without anything', () => {
    expect(cleanHistory([null, null]).values).toEqual([null, null])
    expect(cleanHistory([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).values).toEqual(Array.from({ length: 12 }, () => 0))
    expect(cleanHistory(Array.from({ length: 30 }, () => 7)).adjustments).toEqual([])
    const out = cleanHistory([5, 6, 7], { stockOut: [true, true, true] })
    expect(out.values).toEqual([5, 6, 7])
    expect(out.warnings.map(({ code }) => code)).toContain('mostly-stock-outs')
  })

  it('changes nothing that it does not list, and gives back plain finite numbers', () => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: 0, max: 200, noNaN: true }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }) },
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.double({ min: -1e100, max: 1e100, noNaN: true }) },
    )
    const shape = fc.record({
      values: fc.array(value, { minLength: 1, maxLength: 60 }),
      seasonLength: fc.constantFrom(1, 4, 7, 12),
      out: fc.array(fc.nat({ max: 59 }), { maxLength: 8 }),
      short: fc.array(fc.nat({ max: 59 }), { maxLength: 4 }),
      event: fc.array(fc.nat({ max: 59 }), { maxLength: 3 }),
      replace: fc.boolean(),
      outliers: fc.constantFrom('replace', 'report', 'keep'),
      levelShifts: fc.constantFrom('report', 'adjust', 'keep'),
    })
    fc.assert(
      fc.property(shape, ({ values, out, short, event, replace, ...others }) => {
        const options: CleanHistoryOptions = deepFreeze({
          ...others,
          stockOut: values.map((_, t) => out.includes(t)),
          availableShare: values.map((_, t) => (short.includes(t) ? 0.5 : 1)),
          events: [{ id: 'event', periodIndexes: event.filter((t) => t < values.length), replace }],
        })
        const result = cleanHistory(deepFreeze(values), options)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        expect(result.values).toHaveLength(values.length)
        const changed = new Map(result.adjustments.map((one) => [one.periodIndex, one]))
        expect(changed.size).toBe(result.adjustments.length)
        const isNonNegative = values.every((one) => one === null || one >= 0)
        result.values.forEach((after, t) => {
          const one = changed.get(t)
          const given = values[t] as number | null
          expect(after).toBe(one === undefined ? (given === null ? null : given + 0) : one.replacement)
          if (after === null) return
          expect(Number.isFinite(after)).toBe(true)
          if (isNonNegative) expect(after).toBeGreaterThanOrEqual(0)
          if (one?.kind === 'stockOut' && others.levelShifts !== 'adjust')
            expect(after).toBeGreaterThanOrEqual(values[t] as number)
        })
      }),
      { numRuns: RUNS },
    )
  })

  it('lists every mistake of the caller', () => {
    const options = {
      seasonLength: 0,
      stockOut: [true, 1],
      availableShare: [50, 1, 1],
      events: [{ id: 'a', periodIndexes: [3] }, { id: 'a' }],
      outliers: 'drop',
      outlierThreshold: 0,
      season: 4,
    } as unknown as CleanHistoryOptions
    expect(problemsOf(() => cleanHistory([1, 2, Number.NaN], options))).toEqual([
      'NOT_FINITE series[2]',
      'UNKNOWN_FIELD options.season',
      'OUT_OF_RANGE options.seasonLength',
      'OUT_OF_RANGE options.outliers',
      'OUT_OF_RANGE options.outlierThreshold',
      'OUT_OF_RANGE options.availableShare[0]',
      'MISALIGNED options.stockOut',
      'WRONG_TYPE options.stockOut[1]',
      'DUPLICATE_ID options.events[1].id',
    ])
    expect(
      problemsOf(() =>
        cleanHistory([1], { events: [{ id: 'a', periodIndexes: [3] }, { id: 'b' }] } as unknown as CleanHistoryOptions),
      ),
    ).toEqual(['OUT_OF_RANGE options.events[0].periodIndexes[0]', 'MISSING_VALUE options.events[1].periodIndexes'])
    expect(problemsOf(() => cleanHistory(undefined as unknown as number[]))).toEqual(['WRONG_TYPE series'])
  })
})
