import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectSeasonLength, findSeasons } from '../../src/demand/season/detectSeasonLength.js'
import { drawInSeason } from '../../src/demand/season/drawInSeason.js'
import { classicalAdjustment, noAdjustment } from '../../src/demand/season/seasonalAdjustment.js'
import { seasonEvidence } from '../../src/demand/season/seasonEvidence.js'
import { seasonShare } from '../../src/demand/season/seasonShare.js'
import { problemsOf } from './problemsOf.js'
import { readReference } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Errors near enough to normal, the same for the same seed. */
function errorsOf(seed: number): () => number {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2_147_483_648 - 1
  }
  return () => next() + next() + next() + next()
}

const series = (count: number, value: (t: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, t) => value(t))

/** Histories without a season, of the kinds that are often taken for one. */
const SEASONLESS: Record<string, (count: number, error: () => number) => Float64Array> = {
  noise: (count, error) => series(count, error),
  trend: (count, error) => series(count, (t) => 0.3 * t + error()),
  parabola: (count, error) => series(count, (t) => 0.01 * t * t + error()),
  persistent: (count, error) => {
    let last = 0
    return series(count, () => (last = 0.7 * last + error()))
  },
  alternating: (count, error) => {
    let last = 0
    return series(count, () => (last = error() - 0.5 * last))
  },
  'random walk': (count, error) => {
    let last = 0
    return series(count, () => (last += error()))
  },
}

describe('detectSeasonLength', () => {
  it('finds the seasons of well known series, and none in those without', () => {
    const known: Record<string, number> = {
      AirPassengers: 12,
      co2: 12,
      UKDriverDeaths: 12,
      'tourism_monthly:M180': 12,
      JohnsonJohnson: 4,
      'tourism_quarterly:Q300': 4,
      Nile: 1,
      LakeHuron: 1,
      uspop: 1,
      'm3_yearly:N0240': 1,
      'm3_other:N2919': 1,
    }
    const found = readReference().filter(({ name }) => known[name] !== undefined)
    expect(found.length).toBe(11)
    for (const { name, y } of found) expect([name, detectSeasonLength(y).seasonLength]).toEqual([name, known[name]])
  })

  it('finds a day and a week in hours, a week and a season of its own in days', () => {
    const error = errorsOf(1)
    const hourly = series(900, (t) => (t % 24 < 8 ? -9 : 5) + (t % 168 >= 144 ? -8 : 0) + error())
    expect(detectSeasonLength([...hourly])).toMatchObject({ seasonLength: 24, seasonLengths: [24, 168] })
    const daily = series(400, (t) => (t % 7 === 6 ? -9 : 2) + (t % 31 < 3 ? 9 : 0) + 0.02 * t + error())
    expect(detectSeasonLength([...daily]).seasonLengths).toEqual([7])
    expect(detectSeasonLength([...daily], { candidates: [31, 7] }).seasonLengths).toEqual([7, 31])
    const weekly = series(260, (t) => 6 * Math.max(0, 13 - Math.abs((t % 52) - 26)) + 3 * error())
    expect(detectSeasonLength([...weekly])).toMatchObject({ seasonLength: 52, seasonLengths: [52] })
  })

  it('takes a longer season for the shorter one that it holds, unless that makes up most of it', () => {
    const error = errorsOf(2)
    const month = [9, -4, 1, -8, 3, 6, -2, -5, 7, -9, 0, 2]
    const monthly = series(144, (t) => (month[t % 12] as number) + error())
    const quarterly = series(144, (t) => 5 * (month[t % 4] as number) + (month[t % 12] as number) + error())
    expect(detectSeasonLength([...monthly]).seasonLengths).toEqual([12])
    const both = detectSeasonLength([...quarterly])
    expect(both).toMatchObject({ seasonLength: 12, seasonLengths: [4, 12] })
    expect(both.candidates.map(({ seasonLength }) => seasonLength)).toEqual([4, 7, 12, 24])
    const [quarter] = both.candidates
    expect(quarter?.strength).toBeGreaterThan(0.8)
    expect(quarter?.deviate).toBeGreaterThan(6)
  })

  for (const [kind, make] of Object.entries(SEASONLESS)) {
    it(`finds next to none in 240 histories of ${kind}`, () => {
      let alarms = 0
      for (let seed = 1; seed <= 240; seed += 1) {
        const count = [30, 60, 100, 180][seed % 4] as number
        if (findSeasons(make(count, errorsOf(seed * 7919)), count).seasonLength > 1) alarms += 1
      }
      // 1 in 100 by the rule; up to 3 in 100 where errors last long
      expect(alarms).toBeLessThanOrEqual(9)
    })
  }

  it('says everything that is wrong with its input', () => {
    expect(problemsOf(() => detectSeasonLength([], { candidates: [7, 7, 0] }))).toEqual([
      'EMPTY series',
      'CONFLICT search.candidates[1]',
      'OUT_OF_RANGE search.candidates[2]',
    ])
    expect(problemsOf(() => detectSeasonLength([1], 7 as unknown as { candidates: number[] }))).toEqual([
      'WRONG_TYPE search',
    ])
  })

  it('finds nothing where there is nothing to look at', () => {
    const nothing = { seasonLength: 1, seasonLengths: [], candidates: [] }
    expect(detectSeasonLength([5])).toEqual(nothing)
    expect(detectSeasonLength([null, null])).toEqual(nothing)
    expect(detectSeasonLength(Array.from({ length: 40 }, () => 3)).seasonLengths).toEqual([])
  })

  it('does not mind the unit, and gives finite figures', () => {
    const values = fc.array(
      fc.oneof(
        fc.integer({ min: -40, max: 40 }),
        fc.double({ noNaN: true, min: -1e100, max: 1e100 }),
        fc.constant(null),
      ),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(values, (history) => {
        const result = detectSeasonLength(Object.freeze(history), { candidates: [2, 3, 5, 12] })
        result.candidates.forEach(({ deviate, strength }) => {
          expect(Number.isFinite(deviate)).toBe(true)
          expect(strength >= 0 && strength <= 1).toBe(true)
        })
        const eightfold = history.map((value) => (value === null || Math.abs(value) > 1e90 ? value : 8 * value))
        if (history.every((value) => value === null || Math.abs(value) <= 1e90)) {
          expect(detectSeasonLength(eightfold, { candidates: [2, 3, 5, 12] })).toEqual(result)
        }
      }),
      { numRuns: RUNS },
    )
  })
})

describe('seasonEvidence', () => {
  it('is a standard normal deviate without a season', () => {
    const deviates = Array.from({ length: 400 }, (_, seed) => {
      const error = errorsOf(seed * 104_729 + 1)
      return seasonEvidence(
        series(72, () => error()),
        72,
        12,
      ).deviate
    })
    const share = (limit: number): number => deviates.filter((deviate) => deviate > limit).length / 400
    expect(share(0)).toBeGreaterThan(0.4)
    expect(share(0)).toBeLessThan(0.6)
    expect(share(1.2816)).toBeGreaterThan(0.06)
    expect(share(1.2816)).toBeLessThan(0.14)
  })
})

describe('seasonShare', () => {
  const shape = [4, -1, 2, -5]
  const plain = (seed: number): Float64Array => {
    const error = errorsOf(seed)
    return series(40, (t) => 50 + 10 * (shape[t % 4] as number) + error())
  }

  it('believes a plain season and little of one of noise', () => {
    expect(seasonShare(plain(3), 40, 4, false)).toBeGreaterThan(0.99)
    let believed = 0
    for (let seed = 1; seed <= 50; seed += 1) {
      const noise = errorsOf(seed * 31)
      believed += seasonShare(
        series(60, () => 50 + noise()),
        60,
        12,
        seed % 2 === 0,
      )
    }
    expect(believed / 50).toBeLessThan(0.3)
  })

  it('draws an adjustment in by that share', () => {
    const values = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 13, maxLength: 40 })
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 6 }), (source, m) => {
        const y = Float64Array.from(source)
        const whole = classicalAdjustment(y, y.length, m)
        const drawn = drawInSeason(whole, y, y.length)
        const share = seasonShare(y, y.length, m, whole.kind === 'multiplicative')
        expect(share >= 0 && share <= 1).toBe(true)
        const none = whole.kind === 'multiplicative' ? 1 : 0
        const [before, after] = [whole, drawn].map(({ seasonsAfter }) => {
          const seasons = new Float64Array(m)
          seasonsAfter(y.length, seasons)
          return seasons
        }) as [Float64Array, Float64Array]
        after.forEach((season, j) => expect(season - none).toBeCloseTo(share * ((before[j] as number) - none), 9))
        // the season that was taken out of the last cycle is the one that is put back on
        after.forEach((season, j) => {
          const t = y.length - m + j
          const rest = drawn.adjusted[t] as number
          expect(none === 1 ? rest * season : rest + season).toBeCloseTo(y[t] as number, 6)
        })
      }),
      { numRuns: RUNS },
    )
    const none = noAdjustment(plain(1))
    expect(drawInSeason(none, plain(1), 40)).toBe(none)
  })
})
