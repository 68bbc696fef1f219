import { describe, expect, it } from 'vitest'
import type { ReconcileOptions } from '../../src/demand/index.js'
import { aggregateHistory, isSopError, type NodeForecast, reconcile } from '../../src/index.js'

/** A shop with two shelves. */
const NODES = [{ id: 'shop' }, { id: 'left', parentId: 'shop' }, { id: 'right', parentId: 'shop' }]
const hierarchy = { nodes: NODES }
const quantile = (probability: number, ...values: number[]) => ({ probability, values })

const problemsOf = (forecasts: readonly unknown[], options: Partial<ReconcileOptions> = {}): string[] => {
  try {
    reconcile(forecasts as NodeForecast[], { hierarchy, ...options })
  } catch (error) {
    if (isSopError(error)) return error.issues.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
  return []
}

describe('the default of reconcile', () => {
  it('weighs by the stated deviations, those of totals twice', () => {
    // 100 for the shop, 50 and 70 for the shelves: 20 too much. Variances 4 x 25, 100 and 50 of 250 take 8, 8 and 4 of the gap.
    const forecasts = [
      { id: 'shop', point: [100], stdDev: [5] },
      { id: 'left', point: [50], stdDev: [10] },
      { id: 'right', point: [70], stdDev: [Math.sqrt(50)] },
    ]
    const result = reconcile(forecasts, { hierarchy })
    expect(result.method).toBe('wlsForecast')
    result.forecasts.forEach(({ point }, n) => expect(point[0]).toBeCloseTo([108, 42, 66][n] as number, 9))
  })

  it('takes the mean square over the periods ahead, in one projection for all of them', () => {
    // squares 9 and 16 are 12.5 each period, 50 for the total; the others 12.5 and 12.5
    const stdDev = [3, 4]
    const forecasts = [
      { id: 'shop', point: [60, 0], stdDev },
      { id: 'left', point: [60, 60], stdDev },
      { id: 'right', point: [60, 60], stdDev: [4, 3] },
    ]
    const { forecasts: result } = reconcile(forecasts, { hierarchy, nonNegative: false })
    ;[
      [100, 80],
      [50, 40],
      [50, 40],
    ].forEach((points, n) => points.forEach((point, h) => expect(result[n]?.point[h]).toBeCloseTo(point, 9)))
  })

  it('counts the nodes where a forecast states no deviation', () => {
    const forecasts = NODES.map(({ id }, n) => ({ id, point: [10], ...(n > 0 && { stdDev: [1] }) }))
    expect(reconcile(forecasts, { hierarchy }).method).toBe('wlsStructure')
    expect(problemsOf(forecasts, { method: 'wlsForecast' })).toEqual(['MISSING_VALUE forecasts[0].stdDev'])
  })

  it('stands where nobody may be wrong', () => {
    const forecasts = NODES.map(({ id }) => ({ id, point: [10], stdDev: [0] }))
    const { forecasts: result, warnings } = reconcile(forecasts, { hierarchy })
    // as by structure: variances 2, 1, 1 take 5, 2.5, 2.5 of the 10 too much
    result.forEach(({ point }, n) => expect(point[0]).toBeCloseTo([15, 7.5, 7.5][n] as number, 9))
    expect(warnings.map(({ code }) => code)).toEqual(['no-error-estimate'])
    const sure = reconcile(
      [{ id: 'shop', point: [10], stdDev: [0] }, ...forecasts.slice(1).map((one) => ({ ...one, stdDev: [1e-150] }))],
      { hierarchy },
    )
    expect(sure.forecasts[0]?.point[0]).toBeCloseTo(10, 3)
  })
})

describe('the spread of reconciled forecasts', () => {
  // by structure: shop 100 and shelves of 60: 20 too much, of which the shop takes 10
  const base = [
    { id: 'shop', point: [100], stdDev: [20], quantiles: [quantile(0.1, 75), quantile(0.9, 130)] },
    { id: 'left', point: [60], stdDev: [12], quantiles: [quantile(0.1, 48), quantile(0.9, 78)] },
    { id: 'right', point: [60], stdDev: [12], quantiles: [quantile(0.1, 6), quantile(0.9, 96)] },
  ]

  it('goes up by the difference and down in proportion', () => {
    const [shop, left, right] = reconcile(base, { hierarchy, method: 'wlsStructure' }).forecasts
    expect(shop?.point[0]).toBeCloseTo(110, 9)
    expect(shop?.stdDev).toEqual([20])
    shop?.quantiles?.forEach(({ values }, k) => expect(values[0]).toBeCloseTo([85, 140][k] as number, 9))
    expect(left?.point[0]).toBeCloseTo(55, 9)
    // 55 / 60 of 12, 48, 78 and of 6, 96
    expect(left?.stdDev?.[0]).toBeCloseTo(11, 9)
    left?.quantiles?.forEach(({ values }, k) => expect(values[0]).toBeCloseTo([44, 71.5][k] as number, 9))
    right?.quantiles?.forEach(({ values }, k) => expect(values[0]).toBeCloseTo([5.5, 88][k] as number, 9))
  })

  it('goes both ways by the difference where demand may be below zero', () => {
    const [, left] = reconcile(base, { hierarchy, method: 'wlsStructure', nonNegative: false }).forecasts
    expect(left?.stdDev).toEqual([12])
    left?.quantiles?.forEach(({ values }, k) => expect(values[0]).toBeCloseTo([43, 73][k] as number, 9))
  })

  it('is that of a sum where a total states none', () => {
    // errors that go together add up: 3 + 4 = 7; errors that have nothing in common: the root of 9 + 16 is 5
    const together = [1, -1, 2, -2, 1, -1, 3, -3]
    const apart = [1, 1, 2, 2, -1, -1, -3, -3]
    const shelf = (id: string, stdDev: number, residuals: number[]) => ({
      id,
      point: [50],
      stdDev: [stdDev],
      residuals,
      quantiles: [quantile(0.95, 60)],
    })
    const of = (residuals: number[]) =>
      reconcile([shelf('left', 3, together), shelf('right', 4, residuals)], { hierarchy, method: 'bottomUp' })
    const one = of(together.map((error) => 10 * error)).forecasts[0]
    expect(one?.stdDev?.[0]).toBeGreaterThan(6.5)
    expect(one?.stdDev?.[0]).toBeLessThanOrEqual(7)
    const two = of(apart).forecasts[0]
    expect(two?.stdDev?.[0]).toBeCloseTo(5, 9)
    // 1.645 deviations above 100
    expect(two?.quantiles?.[0]?.values[0]).toBeCloseTo(100 + 5 * 1.6448536, 5)
  })

  it('takes errors as unrelated where there are no residuals, and says so', () => {
    const shelves = ['left', 'right'].map((id, n) => ({ id, point: [50], stdDev: [3 + n] }))
    const { forecasts, warnings } = reconcile(shelves, { hierarchy, method: 'bottomUp' })
    expect(forecasts[0]?.stdDev?.[0]).toBeCloseTo(5, 9)
    expect(forecasts[0]?.quantiles).toBeUndefined()
    expect(warnings.map(({ code }) => code)).toEqual(['short-history'])
  })

  it('is told of no node below one that was split, and that is said', () => {
    const top = [{ id: 'shop', point: [100], stdDev: [20] }]
    const weights = [
      { id: 'left', weight: 3 },
      { id: 'right', weight: 1 },
    ]
    const { forecasts, warnings } = reconcile(top, { hierarchy, method: 'topDown', proportions: weights })
    expect(forecasts.map(({ point, stdDev }) => [point, stdDev])).toEqual([
      [[100], [20]],
      [[75], undefined],
      [[25], undefined],
    ])
    expect(warnings.map(({ value }) => value)).toEqual([{ case: 'noSpread', nodeIds: ['left', 'right'] }])
  })

  it('is not invented where no forecast states one', () => {
    const plain = reconcile(
      NODES.map(({ id }) => ({ id, point: [10] })),
      { hierarchy },
    )
    expect(plain.forecasts.map((one) => Object.keys(one))).toEqual(NODES.map(() => ['id', 'point']))
    expect(plain.warnings).toEqual([])
  })

  it('of a forecast of zero moves by the difference', () => {
    const zero = [
      { id: 'shop', point: [20], stdDev: [1], quantiles: [quantile(0.5, 20)] },
      { id: 'left', point: [0], stdDev: [1], quantiles: [quantile(0.5, 0)] },
      { id: 'right', point: [0], stdDev: [1], quantiles: [quantile(0.5, 0)] },
    ]
    // variances 4, 1, 1: the shop gives up two thirds of 20
    const { forecasts } = reconcile(zero, { hierarchy })
    forecasts.forEach(({ quantiles }, n) =>
      expect(quantiles?.[0]?.values[0]).toBeCloseTo([20 / 3, 10 / 3, 10 / 3][n] as number, 9),
    )
  })

  it('is refused where quantiles cannot be read', () => {
    const of = (quantiles: unknown) => problemsOf([{ id: 'left', point: [5, 6], quantiles }], { method: 'bottomUp' })[0]
    expect(of([])).toBe('EMPTY forecasts[0].quantiles')
    expect(of({ 0.5: [5, 6] })).toBe('WRONG_TYPE forecasts[0].quantiles')
    expect(of([quantile(95, 5, 6)])).toBe('OUT_OF_RANGE forecasts[0].quantiles[0].probability')
    expect(of([quantile(0.9, 5)])).toBe('MISALIGNED forecasts[0].quantiles[0].values')
    expect(of([quantile(0.9, 5, Number.NaN)])).toBe('NOT_FINITE forecasts[0].quantiles[0].values[1]')
    expect(of([quantile(0.9, 5, 6), quantile(0.5, 5, 6)])).toBe('CONFLICT forecasts[0].quantiles[1].probability')
    expect(of([quantile(0.5, 5, 6), quantile(0.9, 5, 5)])).toBe('CONFLICT forecasts[0].quantiles[1].values[1]')
    expect(of([null])).toBe('WRONG_TYPE forecasts[0].quantiles[0]')
    const other = [
      { id: 'left', point: [5], quantiles: [quantile(0.9, 5)] },
      { id: 'right', point: [5], quantiles: [quantile(0.95, 5)] },
    ]
    expect(problemsOf(other, { method: 'bottomUp' })).toEqual(['MISALIGNED forecasts[1].quantiles'])
  })
})

describe('the drivers of a total', () => {
  it('are the means of those that all of its series have, by what each sells', () => {
    const history = [
      {
        id: 'left',
        values: [30, 30],
        drivers: [
          { id: 'promotion', values: [0, 1, 1] },
          { id: 'price', values: [2, 2, 2] },
        ],
      },
      { id: 'right', values: [10, 10], drivers: [{ id: 'promotion', values: [0, 0, 1] }] },
    ]
    const groups = [{ id: 'leftAlone', memberIds: ['left'] }]
    const [shop, left, , alone] = aggregateHistory(history, { hierarchy: { nodes: NODES, groups } })
    expect(shop).toEqual({ id: 'shop', values: [40, 40], drivers: [{ id: 'promotion', values: [0, 0.75, 1] }] })
    expect(left?.drivers?.map(({ id }) => id)).toEqual(['promotion', 'price'])
    expect(alone?.drivers).toEqual(left?.drivers)
  })
})
