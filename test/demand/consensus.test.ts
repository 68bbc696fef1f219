import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/index.js'
import { accuracy, accuracyByLag, applyOverrides, consensus } from '../../src/demand/index.js'
import type { ConsensusInput, ForecastOverride, ForecastVintage, OverrideOptions } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** A result that JSON keeps as it is: no NaN, no -0, no typed array. */
function expectPlain(result: unknown): void {
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const units = fc.double({ min: 0, max: 1e6, noNaN: true })
const calendar = createCalendar({ start: '2027-01-01', months: 3 })
const codes = (result: { warnings: readonly { code: string }[] }): string[] => result.warnings.map(({ code }) => code)

describe('consensus', () => {
  it('learns from past errors, the more the longer the past', () => {
    // errors 1 1 1 1 and 3 -3 3 -3: mean squares 1 and 9, learned 0.9 and 0.1
    const inputs = [
      { id: 'finance', forecast: [10], past: [11, 11, 11, 11] },
      { id: 'sales', forecast: [20], past: [13, 7, 13, 7] },
    ]
    const actual = [10, 10, 10, 10]
    const learned = consensus(inputs, { actual, priorPeriods: 0 })
    expect(learned.weighting).toBe('learned')
    expect(learned.consensus[0]).toBeCloseTo(11, 12)
    expect(learned.contributions.map(({ bias, meanSquaredError }) => [bias, meanSquaredError])).toEqual([
      [1, 1],
      [0, 9],
    ])
    // trust 4 / 16
    expect(consensus(inputs, { actual }).contributions[0]?.weight).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.5, 12)
    // Without its bias finance never errs
    const corrected = consensus(inputs, { actual, priorPeriods: 0, correctBias: true })
    expect(corrected.contributions.map(({ weight, forecast }) => [weight, forecast[0]])).toEqual([
      [1, 9],
      [0, 20],
    ])
  })

  it('measures disagreement, and judges on common periods only', () => {
    const result = consensus(
      [
        { id: 'a', forecast: [80, 0], past: [null, 12, 99] },
        { id: 'b', forecast: [120, 0], past: [50, 14, 10] },
      ],
      { actual: [10, 10, null], priorPeriods: 0 },
    )
    expect(result.contributions.map(({ weight }) => weight)).toEqual([0.8, 0.2])
    expect(result.disagreement.range).toEqual([40, 0])
    expect(result.disagreement.stdDev[0]).toBeCloseTo(16, 12)
    expect(result.disagreement.coefficientOfVariation[0]).toBeCloseTo(16 / 88, 12)
    expect(result.disagreement.coefficientOfVariation[1]).toBeNull()
  })

  it('says where it cannot learn', () => {
    const inputs = [
      { id: 'a', forecast: [1] },
      { id: 'b', forecast: [3] },
    ]
    const equal = consensus(inputs)
    expect([equal.weighting, equal.consensus[0], ...codes(equal)]).toEqual(['equal', 2, 'equal-weights'])
    const strangers = consensus(
      inputs.map((input, place) => ({ ...input, past: place === 0 ? [null, 1] : [1, null] })),
      { actual: [1, 1] },
    )
    expect([strangers.weighting, ...codes(strangers)]).toEqual(['equal', 'no-common-past'])
    const low = consensus([{ id: 'a', forecast: [1], past: [9] }], { actual: [4], correctBias: true })
    expect([low.consensus[0], ...codes(low)]).toEqual([0, 'below-zero'])
  })

  it('has a waterfall that adds up and lies between the views', () => {
    const party = fc.record({
      forecast: fc.array(units, { minLength: 3, maxLength: 3 }),
      past: fc.array(fc.option(units), { minLength: 5, maxLength: 5 }),
      weight: fc.double({ min: 0.01, max: 10, noNaN: true }),
    })
    fc.assert(
      fc.property(
        fc.array(party, { minLength: 1, maxLength: 5 }),
        fc.array(fc.option(units), { minLength: 5, maxLength: 5 }),
        fc.array(units, { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        (parties, actual, baseline, correctBias, isGiven) => {
          const inputs = parties.map(({ forecast, past, weight }, place) => ({
            id: String(place),
            forecast,
            past,
            ...(isGiven && { weight }),
          }))
          const result = consensus(deepFreeze(inputs), deepFreeze({ actual, baseline, correctBias }))
          expectPlain(result)
          expect(sum(result.contributions.map(({ weight }) => weight))).toBeCloseTo(1, 12)
          result.consensus.forEach((value, t) => {
            const views = result.contributions.map(({ forecast }) => forecast[t] as number)
            expect(value).toBeGreaterThanOrEqual(Math.min(...views) - 1e-6)
            expect(value).toBeLessThanOrEqual(Math.max(...views) + 1e-6)
            const changes = sum(result.contributions.map(({ change }) => change[t] as number))
            expect((result.baseline[t] as number) + changes).toBeCloseTo(value, 6)
            const spread = result.disagreement.stdDev[t] as number
            expect(spread).toBeLessThanOrEqual((result.disagreement.range[t] as number) + 1e-9 * value)
          })
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = [
      { id: 'a', forecast: [1, 2], weight: 1 },
      { id: 'a', forecast: [1], past: [1] },
      { id: 'c', forecast: [1, Number.NaN], weight: -1 },
    ]
    expect(problemsOf(() => consensus(bad))).toEqual([
      'DUPLICATE_ID inputs[1].id',
      'MISALIGNED inputs[1].forecast',
      'MISSING_VALUE options.actual',
      'NOT_FINITE inputs[2].forecast[1]',
      'MISSING_VALUE inputs[1].weight',
      'OUT_OF_RANGE inputs[2].weight',
    ])
    expect(problemsOf(() => consensus([{ id: 'a', forecast: [1], weight: 0 }]))).toEqual(['EMPTY inputs'])
    expect(problemsOf(() => consensus([]))).toEqual(['EMPTY inputs'])
    expect(problemsOf(() => consensus([null, 3] as unknown as ConsensusInput[]))).toEqual([
      'WRONG_TYPE inputs[0]',
      'WRONG_TYPE inputs[1]',
    ])
    const past = [{ id: 'a', forecast: [1], past: [1, 2] }]
    expect(problemsOf(() => consensus(past, { actual: [1], priorPeriods: -1, baseline: [] }))).toEqual([
      'OUT_OF_RANGE options.priorPeriods',
      'MISALIGNED inputs[0].past',
      'MISALIGNED options.baseline',
    ])
  })
})

describe('applyOverrides', () => {
  const by = { owner: 'Ann', reason: 'fair' }
  const options = { calendar, asOf: '2026-12-15' }

  it('applies one after the other, zero being a value, and shows each step', () => {
    const result = applyOverrides([100, 100, 100], {
      overrides: [
        { id: 'a', periodIds: ['2027-01', '2027-02'], changeRate: 0.5, ...by },
        { id: 'b', periodIds: ['2027-02'], change: -30, ...by },
        { id: 'c', periodIds: ['2027-03'], quantity: 0, ...by },
      ],
      ...options,
    })
    expect(result.final).toEqual([150, 120, 0])
    expect(result.steps.map(({ change }) => change)).toEqual([
      [50, 50, 0],
      [0, -30, 0],
      [0, 0, -100],
    ])
    expect(result.warnings).toEqual([])
  })

  it('counts an override on its last day and not after it', () => {
    const override = { id: 'a', periodIds: ['2027-01'], quantity: 5, expiryDate: '2026-12-15', ...by }
    expect(applyOverrides([1, 1, 1], { ...options, overrides: [override] }).final).toEqual([5, 1, 1])
    const late = applyOverrides([1, 1, 1], { overrides: [override], calendar, asOf: '2026-12-16' })
    expect(late.final).toEqual([1, 1, 1])
    expect(late.steps[0]).toMatchObject({ isApplied: false, change: [0, 0, 0] })
    expect(codes(late)).toEqual(['override-expired'])
  })

  it('warns of a rate that looks like a percentage, of less than nothing, and of what is replaced', () => {
    const overrides = [
      { id: 'a', periodIds: ['2027-01'], changeRate: 15, ...by },
      { id: 'b', periodIds: ['2027-02'], change: -5, ...by },
      { id: 'c', periodIds: ['2027-03'], quantity: 5, ...by },
      { id: 'd', periodIds: ['2027-03'], quantity: 6, ...by },
    ]
    const result = applyOverrides([1, 1, 1], { ...options, overrides })
    expect(result.final).toEqual([16, 0, 6])
    expect(codes(result)).toEqual(['large-rate', 'below-zero', 'override-replaced'])
  })

  it('adds up from baseline to final, and is never below zero', () => {
    const kind = fc.oneof(
      fc.record({ quantity: units }),
      fc.record({ change: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }),
      fc.record({ changeRate: fc.double({ min: -1, max: 3, noNaN: true }) }),
    )
    const periods = fc.subarray(['2027-01', '2027-02', '2027-03'], { minLength: 1 })
    const entry = fc.tuple(kind, periods, fc.constantFrom('2026-12-01', '2027-06-30'))
    fc.assert(
      fc.property(fc.array(units, { minLength: 3, maxLength: 3 }), fc.array(entry, { maxLength: 6 }), (base, rows) => {
        const overrides = rows.map(([what, where, expiryDate], i): ForecastOverride => ({
          id: String(i),
          periodIds: where,
          expiryDate,
          ...what,
          ...by,
        }))
        const result = applyOverrides(deepFreeze(base), deepFreeze({ ...options, overrides }))
        expectPlain(result)
        expect(result.baseline).toEqual(base)
        result.final.forEach((value, t) => {
          expect(value).toBeGreaterThanOrEqual(0)
          const changes = result.steps.map(({ change }) => change[t] as number)
          const size = 1 + (base[t] as number) + sum(changes.map(Math.abs))
          expect(Math.abs((base[t] as number) + sum(changes) - value) / size).toBeLessThan(1e-12)
        })
        const expired = rows.filter(([, , expiryDate]) => expiryDate === '2026-12-01').length
        expect(codes(result).filter((code) => code === 'override-expired')).toHaveLength(expired)
      }),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = [
      {
        id: 'a',
        periodIds: ['2027-09', '2027-09'],
        quantity: -1,
        change: 2,
        reason: '',
        owner: 'x',
        expiryDate: 'soon',
      },
      { id: 'b', periodIds: [], reason: 'r' },
      { id: 'c', periodIds: ['2027-01'], changeRate: -2, reason: 'r', owner: 'o' },
    ] as unknown as ForecastOverride[]
    expect(problemsOf(() => applyOverrides([1, 2], { overrides: bad, calendar, asOf: '2026' }))).toEqual([
      'MISALIGNED forecast',
      'INVALID_DATE options.asOf',
      'MISSING_VALUE options.overrides[0].reason',
      'INVALID_DATE options.overrides[0].expiryDate',
      'UNKNOWN_ID options.overrides[0].periodIds[0]',
      'DUPLICATE_ID options.overrides[0].periodIds[1]',
      'UNKNOWN_ID options.overrides[0].periodIds[1]',
      'CONFLICT options.overrides[0]',
      'OUT_OF_RANGE options.overrides[0].quantity',
      'MISSING_VALUE options.overrides[1].owner',
      'MISSING_VALUE options.overrides[1].periodIds',
      'MISSING_VALUE options.overrides[1]',
      'OUT_OF_RANGE options.overrides[2].changeRate',
    ])
    expect(problemsOf(() => applyOverrides([], { overrides: [] } as unknown as OverrideOptions))).toEqual([
      'MISSING_VALUE options.calendar',
      'EMPTY forecast',
      'MISSING_VALUE options.asOf',
    ])
  })
})

describe('accuracyByLag', () => {
  const actuals = [100, 120, 80, 100]

  it('has the values worked by hand', () => {
    const result = accuracyByLag(
      [
        { origin: 1, forecast: [90, 90] },
        { origin: 0, forecast: [110, 100, null] },
        { origin: -1, forecast: [130] },
      ],
      { actual: actuals },
    )
    // lag 1: 130/100, 110/120, 90/80; naive 100/120, 120/80
    expect(result[0]).toMatchObject({ lag: 1, periodCount: 3, wape: 50 / 300, bias: 10 })
    expect(result[0]?.naiveWape).toBeCloseTo(60 / 200, 12)
    expect(result[0]?.valueAddedVsNaive).toBeCloseTo(60 / 200 - 20 / 200, 12)
    // lag 2: 100/80, 90/100
    expect(result[1]).toMatchObject({ lag: 2, periodCount: 2, bias: 5, biasRatio: 10 / 180, mae: 15 })
    expect(result[1]?.trackingSignal).toBeCloseTo(-10 / 15, 12)
    expect(result[2]).toMatchObject({ lag: 3, periodCount: 0, wape: null, valueAddedVsNaive: null })
  })

  it('equals accuracy at each lag, and does not mind the order of vintages', () => {
    const value = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }))
    const vintage = fc.array(value, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 4, maxLength: 12 }),
        fc.array(vintage, { minLength: 1, maxLength: 4 }),
        (actual, forecasts) => {
          const vintages = forecasts.map((forecast, place) => ({ origin: place - 1, forecast }))
          const result = accuracyByLag(deepFreeze(vintages), deepFreeze({ actual }))
          expectPlain(result)
          expect(accuracyByLag([...vintages].reverse(), { actual })).toEqual(result)
          result.forEach(({ lag, wape, bias, trackingSignal, periodCount: periods }) => {
            const pairs = vintages.map(({ origin, forecast }) => [
              actual[origin + lag] ?? null,
              forecast[lag - 1] ?? null,
            ])
            const whole = accuracy({ actual: pairs.map((p) => p[0] ?? null), forecast: pairs.map((p) => p[1] ?? null) })
            expect([periods, wape, bias, trackingSignal]).toEqual([
              whole.periodCount,
              whole.wape,
              whole.bias,
              whole.trackingSignal,
            ])
          })
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('names all mistakes', () => {
    const bad = [{ origin: 4, forecast: [1] }, { origin: -2, forecast: ['1'] }, 7] as unknown as ForecastVintage[]
    expect(problemsOf(() => accuracyByLag(bad, { actual: actuals }))).toEqual([
      'OUT_OF_RANGE vintages[0].origin',
      'OUT_OF_RANGE vintages[1].origin',
      'WRONG_TYPE vintages[1].forecast[0]',
      'WRONG_TYPE vintages[2]',
    ])
    expect(problemsOf(() => accuracyByLag([], { actual: [] }))).toEqual(['EMPTY options.actual', 'EMPTY vintages'])
  })
})
