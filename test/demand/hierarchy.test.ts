import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSopError, type SopError } from '../../src/core/checking/errors.js'
import {
  aggregateHistory,
  aggregatePeriods,
  type Hierarchy,
  type NodeForecast,
  reconcile,
  reconcileTemporal,
  type ReconcileOptions,
  type ReconciliationMethod,
} from '../../src/demand/index.js'
import { deepFreeze } from '../costing/deepFreeze.js'

interface DenseCase {
  readonly name: string
  readonly nodes: Hierarchy['nodes']
  readonly groups: NonNullable<Hierarchy['groups']>
  readonly forecasts: NodeForecast[]
  readonly shrinkageShare: number
  readonly expected: Record<string, { free: number[][]; nonNegative: number[][] }>
}
interface TemporalCase {
  readonly name: string
  readonly sizes: number[]
  readonly rootMeanSquares: number[]
  readonly base: number[][]
  readonly expected: Record<'ols' | 'wlsStructure' | 'wlsVariance', number[][]>
}

/** Made with dense matrices by data/hierarchy.py, which says how. */
const DENSE: { readonly cases: DenseCase[]; readonly temporal: TemporalCase[] } = deepFreeze(
  JSON.parse(readFileSync(join(import.meta.dirname, 'data/hierarchy.json'), 'utf8')),
)

/** Every point of one list close to that of the other. */
function expectClose(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(actual.length).toBe(expected.length)
  expected.forEach((row, i) => {
    expect(actual[i]?.length).toBe(row.length)
    row.forEach((value, t) => expect(actual[i]?.[t], `row ${i}, period ${t}`).toBeCloseTo(value, 8))
  })
}

function errorOf(run: () => unknown): SopError {
  try {
    run()
  } catch (error) {
    if (isSopError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const TREE: Hierarchy = deepFreeze({
  nodes: [
    { id: 'all' },
    { id: 'north', parentId: 'all' },
    { id: 'south', parentId: 'all' },
    { id: 'n1', parentId: 'north' },
    { id: 'n2', parentId: 'north' },
  ],
})
const BASE: readonly NodeForecast[] = deepFreeze([
  { id: 'all', point: [100, 110] },
  { id: 'north', point: [50, 66] },
  { id: 'south', point: [30, 44] },
  { id: 'n1', point: [10, 20] },
  { id: 'n2', point: [30, 20] },
])
const HISTORY = deepFreeze([
  { id: 'south', values: [6, 10, 4] },
  { id: 'n1', values: [1, 20, 4] },
  { id: 'n2', values: [3, 10, 2] },
])

function pointsOf(options: Omit<ReconcileOptions, 'hierarchy'>, base: readonly NodeForecast[] = BASE): number[][] {
  return reconcile(base, { hierarchy: TREE, ...options }).forecasts.map((node) => node.point)
}

describe.each(DENSE.cases)(
  'against dense matrices: $name',
  ({ nodes, groups, forecasts, shrinkageShare, expected }) => {
    it.each(Object.keys(expected) as ReconciliationMethod[])('%s', (method) => {
      const options = { hierarchy: { nodes, groups }, method }
      const free = reconcile(forecasts, { ...options, nonNegative: false })
      expectClose(
        free.forecasts.map((node) => node.point),
        expected[method]?.free as number[][],
      )
      expect(free.warnings).toEqual([])
      expect(free.method).toBe(method)
      if (method === 'mintShrink') expect(free.shrinkageShare).toBeCloseTo(shrinkageShare, 10)
      else expect(free).not.toHaveProperty('shrinkageShare')
      const nonNegative = reconcile(forecasts, { ...options, nonNegative: true })
      expectClose(
        nonNegative.forecasts.map((node) => node.point),
        expected[method]?.nonNegative as number[][],
      )
      expect(nonNegative.warnings.map((warning) => warning.code)).toEqual(['held-at-zero'])
    })
  },
)

describe.each(DENSE.temporal)('against dense matrices: $name', ({ sizes, rootMeanSquares, base, expected }) => {
  const levels = sizes.map((periodsPerBucket, place) => {
    const size = rootMeanSquares[place] as number
    return { periodsPerBucket, point: base[place] as number[], residuals: [size, null, -size] }
  })
  it.each(['ols', 'wlsStructure', 'wlsVariance'] as const)('%s', (method) => {
    const result = reconcileTemporal(levels, { method })
    expectClose(
      result.levels.map((level) => level.point),
      expected[method],
    )
    expect(result.coherence.before?.largestGap).toBeGreaterThan(1)
    expect(result.coherence.after.largestGap).toBeLessThan(1e-9)
    const turned = reconcileTemporal([...levels].reverse(), { method })
    expectClose(turned.levels.map((level) => level.point).reverse(), expected[method])
  })
})

describe('splits', () => {
  it('adds up from the bottom', () => {
    expect(pointsOf({ method: 'bottomUp' })).toEqual([
      [70, 84],
      [40, 40],
      [30, 44],
      [10, 20],
      [30, 20],
    ])
  })

  it('splits the top by the forecasts of the children, level by level', () => {
    // 100 * 50 / 80 to the north, of which 10 / 40 to n1.
    expect(pointsOf({ method: 'topDown' })).toEqual([
      [100, 110],
      [62.5, 66],
      [37.5, 44],
      [15.625, 33],
      [46.875, 33],
    ])
  })

  it('splits by average proportions and by proportions of averages', () => {
    // Totals 10, 40, 10. Parts of n1: 0.1, 0.5, 0.4, on average 1 / 3; of all periods 25 / 60.
    const top = [{ id: 'all', point: [120] }]
    const history = HISTORY
    const average = pointsOf({ method: 'topDown', proportions: 'averageHistorical', history }, top)
    expectClose(average, [[120], [70], [50], [40], [30]])
    const ratio = pointsOf({ method: 'topDown', proportions: 'historicalAverages', history }, top)
    expectClose(ratio, [[120], [80], [40], [50], [30]])
  })

  it('splits by weights given', () => {
    const proportions = [
      { id: 'n1', weight: 3 },
      { id: 'south', weight: 1 },
    ]
    expect(pointsOf({ method: 'topDown', proportions })).toEqual([
      [100, 110],
      [75, 82.5],
      [25, 27.5],
      [75, 82.5],
      [0, 0],
    ])
  })

  it('begins in the middle, and at bottom nodes above it', () => {
    const middle = { method: 'middleOut', middleLevel: 1 } as const
    expect(pointsOf(middle)).toEqual([
      [80, 110],
      [50, 66],
      [30, 44],
      [12.5, 33],
      [37.5, 33],
    ])
    expect(pointsOf({ ...middle, middleLevel: 2 })).toEqual(pointsOf({ method: 'bottomUp' }))
    expect(pointsOf({ ...middle, middleLevel: 0 })).toEqual(pointsOf({ method: 'topDown' }))
    const historical = pointsOf({ ...middle, proportions: 'historicalAverages', history: HISTORY })
    expectClose(historical, [
      [80, 110],
      [50, 66],
      [30, 44],
      [31.25, 41.25],
      [18.75, 24.75],
    ])
  })

  it('leaves out periods that were not observed or sold nothing', () => {
    const history = [
      { id: 'south', values: [6, 0, 4, 9] },
      { id: 'n1', values: [1, 0, 4, null] },
      { id: 'n2', values: [3, 0, 2, 9] },
    ]
    const top = [{ id: 'all', point: [120] }]
    const points = pointsOf({ method: 'topDown', proportions: 'averageHistorical', history }, top)
    expectClose(points, [[120], [60], [60], [30], [30]])
  })

  it('splits evenly, with a warning, where data say nothing', () => {
    const base = BASE.map((node) => (node.id === 'n1' || node.id === 'n2' ? { ...node, point: [0, 0] } : node))
    const result = reconcile(base, { hierarchy: TREE, method: 'topDown' })
    expect(result.forecasts[3]?.point).toEqual([31.25, 33])
    expect(result.warnings.map((warning) => warning.code)).toEqual(['equal-proportions'])
    const history = HISTORY.map(({ id }) => ({ id, values: [0, 0] }))
    const even = reconcile(base, { hierarchy: TREE, method: 'topDown', proportions: 'averageHistorical', history })
    expect(even.forecasts[2]?.point[0]).toBeCloseTo(100 / 3, 12)
    expect(even.warnings.map((warning) => warning.code)).toEqual(['equal-proportions'])
  })

  it('raises base forecasts below zero where demand cannot be', () => {
    const base = BASE.map((node) => (node.id === 'n1' ? { ...node, point: [-10, 20] } : node))
    const free = reconcile(base, { hierarchy: TREE, method: 'bottomUp' })
    expect(free.forecasts[1]?.point).toEqual([20, 40])
    const raised = reconcile(base, { hierarchy: TREE, method: 'bottomUp', nonNegative: true })
    expect(raised.forecasts[1]?.point).toEqual([30, 40])
    expect(raised.warnings.map((warning) => warning.code)).toEqual(['raised-to-zero'])
    const split = reconcile(base, { hierarchy: TREE, method: 'topDown', nonNegative: true })
    expect(split.forecasts.map((node) => node.point[0])).toEqual([100, 62.5, 37.5, 0, 62.5])
  })
})

describe('coherence', () => {
  it('names the largest gap', () => {
    const { coherence } = reconcile(BASE, { hierarchy: TREE, method: 'wlsStructure' })
    expect(coherence.before).toEqual({ largestGap: 30, nodeId: 'all', periodIndex: 0 })
    expect(coherence.after.largestGap).toBeLessThan(1e-12)
    const groups = [{ id: 'ends', memberIds: ['n2', 'south'] }]
    const crossed = reconcile([...BASE, { id: 'ends', point: [0, 140] }], { hierarchy: { ...TREE, groups } })
    expect(crossed.coherence.before).toEqual({ largestGap: 76, nodeId: 'ends', periodIndex: 1 })
  })

  it('is not known where a forecast is missing', () => {
    expect(reconcile(BASE.slice(1), { hierarchy: TREE, method: 'bottomUp' }).coherence.before).toBeNull()
  })
})

describe('weak errors', () => {
  const withResiduals = (residuals: (id: string) => (number | null)[]): NodeForecast[] =>
    BASE.map((node) => ({ ...node, residuals: residuals(node.id) }))

  it('fall back to variances where too few periods are complete', () => {
    const base = withResiduals((id) => (id === 'n1' ? [null, 2, -3] : [1, -2, 2]))
    const result = reconcile(base, { hierarchy: TREE, method: 'mintShrink' })
    expect(result.method).toBe('wlsVariance')
    expect(result.warnings.map((warning) => warning.code)).toEqual(['short-history'])
    expect(result.forecasts).toEqual(reconcile(base, { hierarchy: TREE, method: 'wlsVariance' }).forecasts)
  })

  it('fall back to the numbers of bottom nodes where no error is known', () => {
    const structure = pointsOf({ method: 'wlsStructure' })
    const zero = withResiduals(() => [0, 0, 0, 0])
    for (const method of ['wlsVariance', 'mintShrink'] as const) {
      const result = reconcile(zero, { hierarchy: TREE, method })
      expectClose(
        result.forecasts.map((node) => node.point),
        structure,
      )
      expect(result.warnings.map((warning) => warning.code)).toEqual(['no-error-estimate'])
    }
  })

  it('keep a forecast that was never wrong, and stand in for one that says nothing', () => {
    const still = withResiduals((id) => (id === 'n1' ? [0, 0, 0] : [1, -2, 2]))
    for (const method of ['wlsVariance', 'mintShrink'] as const) {
      const result = reconcile(still, { hierarchy: TREE, method })
      expect(result.forecasts[3]?.point[0]).toBeCloseTo(10, 3)
      expect(result.warnings.map((warning) => warning.code)).toEqual(['zero-error'])
    }
    // Variance 6 per bottom node in every node that speaks, so that the silent one gets 6 as well.
    const size = (id: string): number => Math.sqrt(6 * (id === 'all' ? 3 : id === 'north' ? 2 : 1))
    const silent = withResiduals((id) => (id === 'n1' ? [null, null] : [size(id), -size(id)]))
    const result = reconcile(silent, { hierarchy: TREE, method: 'wlsVariance' })
    expectClose(
      result.forecasts.map((node) => node.point),
      pointsOf({ method: 'wlsStructure' }),
    )
    expect(result.warnings.map((warning) => warning.code)).toEqual(['no-error-estimate'])
  })

  it('come from the standard deviation where there are no residuals', () => {
    const deviations = BASE.map((node) => {
      const count = node.id === 'all' ? 3 : node.id === 'north' ? 2 : 1
      return { ...node, stdDev: [5 * Math.sqrt(count), 1] }
    })
    expectClose(pointsOf({ method: 'wlsVariance' }, deviations), pointsOf({ method: 'wlsStructure' }))
  })

  it('are cut to the latest thousand periods', () => {
    const long = withResiduals((id) =>
      Array.from({ length: 1010 }, (_, t) => (t < 10 ? 1000 : (t % 7) - 3 + id.length)),
    )
    const cut = long.map((node) => ({ ...node, residuals: node.residuals?.slice(10) ?? [] }))
    const result = reconcile(long, { hierarchy: TREE, method: 'mintShrink' })
    expect(result.warnings.map((warning) => warning.code)).toEqual(['residuals-cut'])
    expectClose(
      result.forecasts.map((node) => node.point),
      reconcile(cut, { hierarchy: TREE, method: 'mintShrink' }).forecasts.map((node) => node.point),
    )
  })
})

describe('histories of the upper levels', () => {
  it('add up the bottom, groups too', () => {
    const groups = [{ id: 'ends', memberIds: ['n2', 'south'] }]
    const result = aggregateHistory([{ id: 'south', values: [6, null, 4] }, ...HISTORY.slice(1)], {
      hierarchy: { ...TREE, groups },
    })
    expect(result).toEqual([
      { id: 'all', values: [10, null, 10] },
      { id: 'north', values: [4, 30, 6] },
      { id: 'south', values: [6, null, 4] },
      { id: 'n1', values: [1, 20, 4] },
      { id: 'n2', values: [3, 10, 2] },
      { id: 'ends', values: [9, null, 6] },
    ])
  })

  it('add up periods from the end', () => {
    expect(aggregatePeriods([9, 1, 2, 3, 4, null, 6], { periodsPerBucket: 2 })).toEqual([3, 7, null])
    const weeks = Array.from({ length: 31 }, (_, t) => t + 1)
    // 31 weeks end with 5, 4, 4, 5, 4, 4, 5 weeks.
    const months = aggregatePeriods(weeks, { periodsPerBucket: [4, 4, 5] })
    expect(months.length).toBe(7)
    expect(months[6]).toBe(27 + 28 + 29 + 30 + 31)
    expect(months[5]).toBe(23 + 24 + 25 + 26)
    expect(months[0]).toBe(1 + 2 + 3 + 4 + 5)
    expect(aggregatePeriods([1], { periodsPerBucket: 3 })).toEqual([])
  })

  it('add up the weeks of retail months', () => {
    const levels = [
      { periodsPerBucket: 13, point: [140] },
      { periodsPerBucket: 1, point: new Array<number>(13).fill(10) },
      { periodsPerBucket: [4, 4, 5], point: [40, 40, 50] },
    ]
    const { levels: result, coherence } = reconcileTemporal(levels)
    // The gap of 10 is shared by a quarter of 13 weeks, months of 4, 4, 5 and single weeks: 1 / 13 + 1 each of 1 + 1.
    const [quarter, weeks, months] = result
    expect(quarter?.point[0]).toBeCloseTo(130 + 10 / 3, 9)
    expect(months?.point[2]).toBeCloseTo((50 * (130 + 10 / 3)) / 130, 9)
    expect(weeks?.point[12]).toBeCloseTo((130 + 10 / 3) / 13, 9)
    expect(coherence.before).toEqual({ largestGap: 10, nodeId: 'levels[0].point[0]', periodIndex: 0 })
  })
})

describe('mistakes', () => {
  const issuesOf = (forecasts: unknown, options: unknown): string[] => {
    const error = errorOf(() => reconcile(forecasts as NodeForecast[], options as ReconcileOptions))
    for (const issue of error.issues) expect(issue.remedy).not.toBe('')
    return error.issues.map((issue) => `${issue.code} ${issue.path}`)
  }

  it('in a hierarchy are all listed', () => {
    const nodes = [
      { id: 'a', parentId: 'b' },
      { id: 'b', parentId: 'c' },
      { id: 'c', parentId: 'b' },
      { id: 'd', parentId: 'nowhere' },
      { id: 'd' },
      { id: 'self', parentId: 'self' },
      { parentId: 4 },
      null,
    ]
    const groups = [{ id: 'g', memberIds: ['d', 'd', 'zz', 'b'] }, { id: 'h', memberIds: [] }, { id: 'a' }]
    expect(issuesOf([], { hierarchy: { nodes, groups } })).toEqual([
      'DUPLICATE_ID options.hierarchy.nodes[4].id',
      'MISSING_VALUE options.hierarchy.nodes[6].id',
      'MISSING_VALUE options.hierarchy.nodes[7].id',
      'UNKNOWN_ID options.hierarchy.nodes[3].parentId',
      'WRONG_TYPE options.hierarchy.nodes[6].parentId',
      'DUPLICATE_ID options.hierarchy.groups[2].id',
      'CYCLE options.hierarchy.nodes[1].parentId',
      'CYCLE options.hierarchy.nodes[5].parentId',
      'DUPLICATE_ID options.hierarchy.groups[0].memberIds[1]',
      'UNKNOWN_ID options.hierarchy.groups[0].memberIds[2]',
      'CONFLICT options.hierarchy.groups[0].memberIds[3]',
      'EMPTY options.hierarchy.groups[1].memberIds',
      'MISSING_VALUE options.hierarchy.groups[2].memberIds',
    ])
    expect(issuesOf([], undefined)).toEqual(['MISSING_VALUE options.hierarchy'])
    expect(issuesOf([], { hierarchy: { nodes: [], groups: 3 } })).toEqual(['EMPTY options.hierarchy.nodes'])
    expect(issuesOf(BASE, { hierarchy: { ...TREE, groups: 3 } })).toEqual(['WRONG_TYPE options.hierarchy.groups'])
  })

  it('in forecasts are all listed', () => {
    const forecasts = [
      { id: 'all', point: [1, Number.NaN] },
      { id: 'all', point: [1, 2] },
      { id: 'north', point: [1], stdDev: [1, -2] },
      { id: 'who', point: [] },
      { id: 'n1', point: [1, 2], residuals: [1, null, 3] },
      { id: 'n2', point: [1, 2e200], residuals: ['1', null] },
      { point: 3 },
    ]
    expect(issuesOf(forecasts, { hierarchy: TREE, method: 'mintShrink', colour: 1, nonNegative: 0 })).toEqual([
      'UNKNOWN_FIELD options.colour',
      'WRONG_TYPE options.nonNegative',
      'NOT_FINITE forecasts[0].point[1]',
      'MISSING_VALUE forecasts[0].residuals',
      'DUPLICATE_ID forecasts[1].id',
      'MISSING_VALUE forecasts[1].residuals',
      'MISALIGNED forecasts[2].point',
      'OUT_OF_RANGE forecasts[2].stdDev[1]',
      'MISALIGNED forecasts[2].stdDev',
      'MISSING_VALUE forecasts[2].residuals',
      'UNKNOWN_ID forecasts[3].id',
      'EMPTY forecasts[3].point',
      'MISSING_VALUE forecasts[3].residuals',
      'OUT_OF_RANGE forecasts[5].point[1]',
      'WRONG_TYPE forecasts[5].residuals[0]',
      'MISALIGNED forecasts[5].residuals',
      'MISSING_VALUE forecasts[6].id',
      'WRONG_TYPE forecasts[6].point',
      'MISSING_VALUE forecasts[6].residuals',
      'MISSING_VALUE forecasts',
    ])
    expect(issuesOf('none', { hierarchy: TREE, method: 'bottomUp' })).toEqual(['WRONG_TYPE forecasts'])
    const lacking = errorOf(() => reconcile(BASE.slice(0, 3), { hierarchy: TREE }))
    expect(lacking.issues.map((issue) => issue.received)).toEqual(['"n1"', '"n2"'])
  })

  it('in the options of a split are all listed', () => {
    const split = { hierarchy: TREE, method: 'topDown' }
    expect(issuesOf(BASE, { hierarchy: TREE, method: 'best', proportions: 'half' })).toEqual([
      'OUT_OF_RANGE options.method',
      'OUT_OF_RANGE options.proportions',
    ])
    const zero = [
      { id: 'n1', weight: 0 },
      { id: 'n2', weight: -1 },
      { id: 'n2', weight: 0 },
      { id: 'all', weight: 1 },
      { id: 'x' },
    ]
    expect(issuesOf(BASE, { ...split, proportions: zero })).toEqual([
      'OUT_OF_RANGE options.proportions[1].weight',
      'DUPLICATE_ID options.proportions[2].id',
      'CONFLICT options.proportions[3].id',
      'UNKNOWN_ID options.proportions[4].id',
      'MISSING_VALUE options.proportions[4].weight',
    ])
    expect(issuesOf(BASE, { ...split, proportions: [{ id: 'n1', weight: 0 }] })).toEqual([
      'OUT_OF_RANGE options.proportions',
    ])
    expect(issuesOf(BASE, { ...split, proportions: 'averageHistorical' })).toEqual(['MISSING_VALUE options.history'])
    const history = [
      { id: 'n1', values: [1, 2] },
      { id: 'n1', values: [1] },
      { id: 'all', values: [3, 4] },
    ]
    expect(issuesOf(BASE, { ...split, proportions: 'averageHistorical', history })).toEqual([
      'DUPLICATE_ID options.history[1].id',
      'MISALIGNED options.history[1].values',
      'CONFLICT options.history[2].id',
      'MISSING_VALUE options.history',
      'MISSING_VALUE options.history',
    ])
    expect(issuesOf(BASE, { hierarchy: TREE, method: 'middleOut' })).toEqual(['MISSING_VALUE options.middleLevel'])
    for (const middleLevel of [3, -1, 0.5, '1']) {
      expect(issuesOf(BASE, { hierarchy: TREE, method: 'middleOut', middleLevel })).toEqual([
        'OUT_OF_RANGE options.middleLevel',
      ])
    }
  })

  it('by holes in arrays are mistakes as well', () => {
    const holes = new Array<never>(2)
    expect(issuesOf(holes, { hierarchy: { nodes: holes } }).length).toBe(6)
    expect(issuesOf(BASE, { hierarchy: { ...TREE, groups: [{ id: 'g', memberIds: holes }] } }).length).toBe(2)
    expect(issuesOf(BASE, { hierarchy: TREE, method: 'topDown', proportions: holes }).length).toBeGreaterThan(2)
    const levels = [{ periodsPerBucket: 1, point: holes }, ...holes]
    expect(errorOf(() => reconcileTemporal(levels)).issues.length).toBeGreaterThan(2)
    expect(errorOf(() => aggregateHistory(holes, { hierarchy: TREE })).issues.length).toBe(2)
  })

  it('in histories and in time are all listed', () => {
    expect(
      errorOf(() => aggregateHistory([{ id: 'n1', values: [] }], { hierarchy: { nodes: [] } })).issues.length,
    ).toBe(2)
    expect(errorOf(() => aggregatePeriods([Number.NaN], { periodsPerBucket: 0 })).issues.length).toBe(2)
    const levels = [
      { periodsPerBucket: 3, point: [10] },
      { periodsPerBucket: 2, point: [4, 5] },
    ]
    const inTime = (given: unknown, options?: object): string[] =>
      errorOf(() => reconcileTemporal(given as typeof levels, options)).issues.map(
        (issue) => `${issue.code} ${issue.path}`,
      )
    expect(inTime(levels)).toEqual(['MISALIGNED levels[1].point', 'MISSING_VALUE levels'])
    expect(inTime([])).toEqual(['EMPTY levels'])
    const unit = { periodsPerBucket: 1, point: [1] }
    expect(inTime([unit, unit])).toEqual(['DUPLICATE_ID levels'])
    expect(inTime([unit, { point: ['1'] }], { method: 'wlsVariance', speed: 1 })).toEqual([
      'UNKNOWN_FIELD options.speed',
      'MISSING_VALUE levels[0].residuals',
      'MISSING_VALUE levels[1].periodsPerBucket',
      'WRONG_TYPE levels[1].point[0]',
      'MISSING_VALUE levels[1].residuals',
    ])
    expect(inTime([unit], { method: 'topDown' })).toEqual(['OUT_OF_RANGE options.method'])
  })
})
