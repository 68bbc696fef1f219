import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregateHistory, forecast, type ForecastOptions, forecastMany, reconcile } from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'
import { problemsOf } from './problemsOf.js'
import { readReference } from './readReference.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const passengers = readReference().find(({ name }) => name === 'AirPassengers')?.y ?? []

describe('what a model made of the history', () => {
  it('stands at the periods of the history, null where there is none', () => {
    const values = deepFreeze([null, 4, 6, null, 10, 11])
    const result = forecast(values, { horizon: 1, model: 'naive', fitted: true })
    // the gap is filled with 8, from which period 4 is forecast; against it there is no error
    expect(result.fitted).toEqual([null, null, 4, 6, 8, 10])
    expect(result.residuals).toEqual([null, null, 2, null, 2, 1])
    const without = forecast(values, { horizon: 1, model: 'naive' })
    expect(Object.keys(without)).not.toContain('fitted')
    expect({ ...without, fitted: result.fitted, residuals: result.residuals }).toEqual(result)
  })

  it('is nothing where nothing was observed', () => {
    const { fitted, residuals } = forecast([null, null], { horizon: 1, fitted: true })
    expect([fitted, residuals]).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('is refused as anything but yes or no', () => {
    const options = { horizon: 1, fitted: 'yes' } as unknown as ForecastOptions
    expect(problemsOf(() => forecast([1, 2], options))).toEqual(['WRONG_TYPE options.fitted'])
  })

  it('adds up to the accuracy that the forecast states', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.integer({ min: -3, max: 9 }),
    )
    const model = fc.constantFrom('auto', 'naive', 'mean', 'theta', 'exponentialSmoothing', 'croston')
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), model, (values, model) => {
        const { fitted, residuals, accuracy } = forecast(values, { horizon: 2, seasonLength: 4, model, fitted: true })
        expect(fitted?.length).toBe(values.length)
        expect(residuals?.length).toBe(values.length)
        let sum = 0
        let pairs = 0
        values.forEach((actual, t) => {
          const [one, error] = [fitted?.[t] as number | null, residuals?.[t] as number | null]
          expect(error === null).toBe(actual === null || one === null)
          if (error === null) return
          expect(error).toBe((actual as number) - (one as number))
          sum -= error
          pairs += 1
        })
        if (pairs === 0) expect(accuracy.bias).toBeNull()
        else expect(Math.abs((accuracy.bias as number) - sum / pairs)).toBeLessThan(1e-6)
      }),
      { numRuns: RUNS },
    )
  })

  it('feeds the reconciliation: history, forecasts with their errors, forecasts that add up', () => {
    const parts = [0.5, 0.3, 0.2]
    const nodes = [{ id: 'all' }, ...parts.map((_, k) => ({ id: `part ${k}`, parentId: 'all' }))]
    const history = parts.map((share, k) => ({
      id: `part ${k}`,
      values: passengers.map((value, t) => Math.round(value * share * (1 + 0.1 * (((t * (k + 3)) % 7) / 3 - 1)))),
    }))
    const all = aggregateHistory(history, { hierarchy: { nodes } })
    const base = forecastMany(all, { horizon: 12, seasonLength: 12, fitted: true })
    const inputs = base.map(({ id = '', point, residuals = [] }) => ({ id, point, residuals }))
    for (const method of ['mintShrink', 'wlsVariance'] as const) {
      const result = reconcile(inputs, { hierarchy: { nodes }, method })
      expect(result.method).toBe(method)
      expect(result.warnings).toEqual([])
      expect(Number(result.coherence.before?.largestGap)).toBeGreaterThan(0.1)
      expect(result.coherence.after.largestGap).toBeLessThan(1e-9)
    }
  })
})
