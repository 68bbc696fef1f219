import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noAdjustment } from '../../src/demand/season/seasonalAdjustment.js'
import { fitTheta } from '../../src/demand/theta/fitTheta.js'
import {
  extendTheta,
  fitThetaLines,
  refitThetaOrigins,
  thetaLines,
  traceTheta,
} from '../../src/demand/theta/thetaLines.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const histories = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 6, maxLength: 40 })
const VALUES = Float64Array.from([12, 15, 13, 18, 21, 19, 24, 26, 23, 29, 31, 30, 36, 35, 41])

/** The model as Fiorucci et al. (2016) write it, equations 10 to 13, straight from the page: slow and plain. */
function paperPath(
  values: ArrayLike<number>,
  alpha: number,
  theta: number,
  start: number,
  dynamic: boolean,
  ahead: number,
) {
  const known = values.length
  const y = Array.from(values)
  const mu: number[] = []
  const lineOf = (count: number): { a: number; b: number } => {
    if (count === 0) return { a: 0, b: 0 }
    const mean = y.slice(0, count).reduce((sum, value) => sum + value, 0) / count
    let weighted = 0
    for (let t = 1; t <= count; t += 1) weighted += t * (y[t - 1] as number)
    const b = count < 2 ? 0 : (6 / (count * count - 1)) * ((2 * weighted) / count - (count + 1) * mean)
    return { a: mean - ((count + 1) / 2) * b, b }
  }
  const whole = lineOf(known)
  let level = start
  for (let t = 1; t <= known + ahead; t += 1) {
    const { a, b } = dynamic ? lineOf(t - 1) : whole
    const fading = (1 - alpha) ** (t - 1)
    const mean = level + (1 - 1 / theta) * (fading * a + ((1 - (1 - alpha) ** t) / alpha) * b)
    mu.push(mean)
    if (t > known) y.push(mean)
    level = alpha * (y[t - 1] as number) + (1 - alpha) * level
  }
  return mu
}

describe('the Theta models', () => {
  it.each([true, false])('are those of the paper, dynamic %s', (dynamic) => {
    const lines = thetaLines(VALUES, VALUES.length, 6)
    const fit = fitThetaLines(lines, dynamic)
    const path = traceTheta(lines, fit)
    const points = new Float64Array(6)
    const count = VALUES.length
    const origin = { known: count, level: path.levels[count] as number, fading: path.fadings[count] as number }
    extendTheta(lines, fit, origin, points)
    const paper = paperPath(VALUES, fit.alpha, 1 / (1 - fit.share), fit.start, dynamic, 6)
    for (let t = 0; t < count; t += 1) expect(path.fitted[t]).toBeCloseTo(paper[t] as number, 8)
    points.forEach((value, h) => expect(value).toBeCloseTo(paper[count + h] as number, 8))
    const squares = VALUES.reduce((sum, value, t) => sum + (value - (path.fitted[t] as number)) ** 2, 0)
    expect(fit.squares).toBeCloseTo(squares, 8)
  })

  it('have the least squares: no alpha, share or start nearby does better', () => {
    fc.assert(
      fc.property(histories, fc.boolean(), (history, dynamic) => {
        const values = Float64Array.from(history)
        const lines = thetaLines(values, values.length, 6)
        const fit = fitThetaLines(lines, dynamic)
        const squaresOf = (change: Partial<typeof fit>): number => {
          const { fitted } = traceTheta(lines, { ...fit, ...change })
          return fitted.reduce((sum, value, t) => sum + (value - (values[t] as number)) ** 2, 0)
        }
        const room = 1e-9 * values.reduce((sum, value) => sum + value * value, 0)
        for (const step of [-0.01, 0.01]) {
          const share = Math.min(0.999, Math.max(0, fit.share + step))
          expect(squaresOf({ share })).toBeGreaterThanOrEqual(fit.squares - room)
          expect(squaresOf({ start: fit.start * (1 + step) })).toBeGreaterThanOrEqual(fit.squares - room)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('know at an origin what a fit to the values before it would have found, for the same alpha', () => {
    for (const dynamic of [true, false]) {
      const lines = thetaLines(VALUES, VALUES.length, 6)
      const fit = fitThetaLines(lines, dynamic)
      const origins = refitThetaOrigins(lines, fit, traceTheta(lines, fit))
      const last = VALUES.length
      expect(origins.shares[last]).toBeCloseTo(fit.share, 9)
      expect(origins.levels[last]).toBeCloseTo(traceTheta(lines, fit).levels[last] as number, 9)
      // values after the origin do not change it
      const other = thetaLines(
        Float64Array.from(VALUES, (value, t) => (t < 9 ? value : 2 * value)),
        last,
        6,
      )
      const then = refitThetaOrigins(other, fit, traceTheta(other, fit))
      expect(then.shares[9]).toBeCloseTo(origins.shares[9] as number, 12)
      expect(then.levels[9]).toBeCloseTo(origins.levels[9] as number, 10)
    }
  })

  it('move with the unit and the sign of the trend', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const values = Float64Array.from(history)
        for (const kind of ['theta', 'optimizedTheta', 'dynamicOptimizedTheta'] as const) {
          const { point, stdDev } = fitTheta(kind, noAdjustment(values), 4)
          const twice = fitTheta(kind, noAdjustment(values.map((value) => 4 * value)), 4)
          point.forEach((value, h) => {
            expect(Number.isFinite(value)).toBe(true)
            expect(twice.point[h]).toBe(4 * value)
            expect(twice.stdDev[h]).toBe(4 * (stdDev[h] as number))
          })
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('carry a straight line on', () => {
    const line = Float64Array.from({ length: 20 }, (_, t) => 100 + 5 * t)
    const { point, ratios } = fitTheta('dynamicOptimizedTheta', noAdjustment(line), 3)
    expect(ratios['theta']).toBeGreaterThan(1)
    point.forEach((value, h) => expect(Math.abs(value - (200 + 5 * h))).toBeLessThan(1.5))
  })
})
