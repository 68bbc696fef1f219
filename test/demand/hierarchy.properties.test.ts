import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSopError } from '../../src/core/checking/errors.js'
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

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const PROJECTIONS: readonly ReconciliationMethod[] = ['ols', 'wlsStructure', 'wlsForecast', 'wlsVariance', 'mintShrink']

interface Company {
  readonly hierarchy: Hierarchy
  readonly forecasts: NodeForecast[]
  readonly history: { id: string; values: number[] }[]
  readonly options: Omit<ReconcileOptions, 'hierarchy' | 'method'>
  /** Numbers by which to put lists in another order. */
  readonly order: number[]
}

const number = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })

/** A forest of up to 14 nodes with groups across it, and all that any method reads. */
const company: fc.Arbitrary<Company> = fc
  .record({
    above: fc.array(number(-0.1, 1), { minLength: 1, maxLength: 14 }),
    groups: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), { maxLength: 4 }),
    size: fc.constantFrom(1e-6, 1, 1e6),
    lowest: fc.constantFrom(0, -1, -1),
    horizon: fc.integer({ min: 1, max: 3 }),
    residuals: fc.integer({ min: 3, max: 9 }),
    middle: fc.nat(),
    nonNegative: fc.constantFrom(true, false, undefined),
    proportions: fc.constantFrom('forecast' as const, 'averageHistorical' as const, 'historicalAverages' as const),
    noise: fc.array(number(0, 1), { minLength: 40, maxLength: 40 }),
    order: fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 }),
  })
  .map(({ above, groups, size, lowest, horizon, residuals, middle, nonNegative, proportions, noise, order }) => {
    const parents = above.map((share, node) =>
      share < 0 || node === 0 ? -1 : Math.min(node - 1, Math.floor(share * node)),
    )
    const nodes = parents.map((parent, node) => ({ id: `n${node}`, ...(parent < 0 ? {} : { parentId: `n${parent}` }) }))
    const bottom = parents.flatMap((_, node) => (parents.includes(node) ? [] : [`n${node}`]))
    const across = groups.map((members, place) => ({
      id: `g${place}`,
      memberIds: [...new Set(members.map((member) => bottom[member % bottom.length] as string))],
    }))
    let draw = 0
    const next = (low: number): number => {
      draw += 1
      // Multiples of the golden ratio, so that forty numbers make as many as are asked for.
      const value = ((noise[draw % 40] as number) + draw * 0.618) % 1
      return size * (low + (1 - low) * value)
    }
    const list = (length: number, low: number): number[] => Array.from({ length }, () => next(low))
    const forecasts = [...nodes, ...across].map(({ id }) => ({
      id,
      point: list(horizon, lowest),
      stdDev: list(horizon, 0),
      residuals: list(residuals, -1),
    }))
    const depth = (node: number): number => (node < 0 ? -1 : 1 + depth(parents[node] as number))
    const deepest = Math.max(...parents.map((_, node) => depth(node)))
    return deepFreeze({
      hierarchy: { nodes, groups: across },
      forecasts,
      history: bottom.map((id) => ({ id, values: list(5, 0) })),
      options: {
        proportions,
        middleLevel: middle % (deepest + 1),
        ...(nonNegative === undefined ? {} : { nonNegative }),
      },
      order,
    })
  })
const anyMethod = fc.constantFrom<ReconciliationMethod>('bottomUp', 'topDown', 'middleOut', ...PROJECTIONS)
const projection = fc.constantFrom(...PROJECTIONS)

function run(given: Company, method: ReconciliationMethod, extra: object = {}): ReturnType<typeof reconcile> {
  const { hierarchy, history, options } = given
  return reconcile(given.forecasts, { hierarchy, history, method, ...options, ...extra })
}

const sizeOf = (points: readonly NodeForecast[]): number =>
  Math.max(...points.flatMap((one) => one.point.map(Math.abs)), 1e-300)

/** Another order of a list. */
function shuffle<T>(items: readonly T[], order: readonly number[]): T[] {
  const keys = items.map((_, i) => (order[i % order.length] as number) * (i + 1))
  return items
    .map((_, i) => i)
    .sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b)
    .map((i) => items[i] as T)
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersOf)
  return []
}

describe('reconciled forecasts', () => {
  it('add up, are plain finite data, and change nothing that went in', () => {
    fc.assert(
      fc.property(company, anyMethod, (given, method) => {
        const result = run(given, method)
        // Negative parts of a sum near zero can make large shares; the gap is measured against the result.
        const size = Math.max(sizeOf(given.forecasts), sizeOf(result.forecasts))
        const values = new Map(result.forecasts.map(({ id, point }) => [id, point]))
        const sums = aggregateHistory(
          given.history.map(({ id }) => ({ id, values: values.get(id) as number[] })),
          { hierarchy: given.hierarchy },
        )
        sums.forEach(({ id, values: expected }) =>
          expected.forEach((value, t) => {
            expect(Math.abs((values.get(id)?.[t] as number) - (value as number))).toBeLessThanOrEqual(1e-9 * size)
          }),
        )
        expect(result.coherence.after.largestGap).toBeLessThanOrEqual(1e-9 * size)
        expect(result.forecasts.map(({ id }) => id)).toEqual(given.forecasts.map(({ id }) => id))
        for (const value of numbersOf(result)) expect(Number.isFinite(value) && !Object.is(value, -0)).toBe(true)
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        expect(structuredClone(result)).toStrictEqual(result)
      }),
      { numRuns: RUNS },
    )
  })

  it('are those that went in, where these add up', () => {
    fc.assert(
      fc.property(company, projection, (given, method) => {
        const sums = aggregateHistory(
          given.history.map(({ id, values }) => ({ id, values: values.slice(0, 2) })),
          { hierarchy: given.hierarchy },
        )
        const coherent = given.forecasts.map(({ id, residuals, stdDev = [] }, row) => ({
          id,
          residuals: residuals ?? [],
          stdDev: [stdDev[0] ?? 0, stdDev.at(-1) ?? 0],
          point: (sums[row] as (typeof sums)[number]).values as number[],
        }))
        const result = run({ ...given, forecasts: coherent }, method)
        const size = sizeOf(coherent)
        coherent.forEach(({ point }, row) =>
          point.forEach((value, t) => {
            expect(Math.abs((result.forecasts[row]?.point[t] as number) - value)).toBeLessThanOrEqual(1e-9 * size)
          }),
        )
      }),
      { numRuns: RUNS },
    )
  })

  it('do not depend on the order of nodes, groups, members and forecasts', () => {
    fc.assert(
      fc.property(company, anyMethod, (given, method) => {
        const { order, hierarchy } = given
        const turned = run(
          {
            ...given,
            hierarchy: {
              nodes: shuffle(hierarchy.nodes, order),
              groups: shuffle(hierarchy.groups ?? [], order).map(({ id, memberIds }) => ({
                id,
                memberIds: shuffle(memberIds, order),
              })),
            },
            forecasts: shuffle(given.forecasts, order),
            history: shuffle(given.history, order),
          },
          method,
        )
        const values = new Map(turned.forecasts.map(({ id, point }) => [id, point]))
        const straight = run(given, method)
        const size = Math.max(sizeOf(given.forecasts), sizeOf(straight.forecasts))
        for (const { id, point } of straight.forecasts) {
          point.forEach((value, t) => {
            expect(Math.abs((values.get(id)?.[t] as number) - value)).toBeLessThanOrEqual(1e-7 * size)
          })
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('grow with the unit', () => {
    fc.assert(
      fc.property(company, anyMethod, fc.constantFrom(1000, 1e-3, 4), (given, method, factor) => {
        const forecasts = given.forecasts.map(({ id, point, residuals, stdDev = [] }) => ({
          id,
          point: point.map((value) => value * factor),
          stdDev: stdDev.map((value) => value * factor),
          residuals: (residuals ?? []).map((value) => (value as number) * factor),
        }))
        const scaled = run({ ...given, forecasts }, method)
        const plain = run(given, method)
        const size = Math.max(sizeOf(given.forecasts), sizeOf(plain.forecasts))
        plain.forecasts.forEach(({ point }, row) =>
          point.forEach((value, t) => {
            const other = (scaled.forecasts[row]?.point[t] as number) / factor
            expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-7 * size)
          }),
        )
      }),
      { numRuns: RUNS },
    )
  })
})

describe('forecasts at or above zero', () => {
  it('are so, by every method', () => {
    fc.assert(
      fc.property(company, anyMethod, (given, method) => {
        const result = run(given, method, { nonNegative: true })
        expect(result.forecasts.every(({ point }) => point.every((value) => value >= 0))).toBe(true)
        expect(result.warnings.map(({ code }) => code)).not.toContain('not-settled')
      }),
      { numRuns: RUNS },
    )
  })

  it('are the nearest ones: no small step to others that add up comes nearer to the base', () => {
    fc.assert(
      fc.property(company, fc.constantFrom('ols' as const, 'wlsStructure' as const), (given, method) => {
        const { hierarchy, history } = given
        const result = run(given, method, { nonNegative: true })
        const counts = aggregateHistory(
          history.map(({ id }) => ({ id, values: [1] })),
          { hierarchy },
        )
        const weights = counts.map(({ values }) => (method === 'ols' ? 1 : 1 / (values[0] as number)))
        const size = sizeOf(given.forecasts)
        const distance = (bottom: Map<string, number>): number => {
          const sums = aggregateHistory(
            [...bottom].map(([id, value]) => ({ id, values: [value] })),
            { hierarchy },
          )
          return sums.reduce((total, { values }, row) => {
            const gap = ((values[0] as number) - (given.forecasts[row]?.point[0] as number)) / size
            return total + (weights[row] as number) * gap * gap
          }, 0)
        }
        const values = new Map(result.forecasts.map(({ id, point }) => [id, point[0] as number]))
        const best = new Map(history.map(({ id }) => [id, values.get(id) as number]))
        const least = distance(best)
        for (const [id, value] of best) {
          for (const step of [1e-3 * size, -1e-3 * size]) {
            const moved = new Map(best).set(id, Math.max(0, value + step))
            expect(distance(moved)).toBeGreaterThanOrEqual(least - 1e-9)
          }
        }
      }),
      { numRuns: RUNS },
    )
  })
})

describe('input of any kind', () => {
  it('gives a result or one error that lists the mistakes', () => {
    const junk = fc.oneof(fc.anything(), fc.constantFrom(undefined, null, [], {}, 'n0', [null], [[1]], [{ id: 'n0' }]))
    const near = fc.record(
      {
        id: fc.oneof(fc.constantFrom('n0', 'n1', 'n2'), junk),
        parentId: fc.constantFrom('n0', 'n1', 'x'),
        memberIds: junk,
      },
      { requiredKeys: ['id'] },
    )
    const nodes = fc.oneof(fc.constant([{ id: 'n0' }, { id: 'n1', parentId: 'n0' }]), fc.array(near), junk)
    const hierarchy = fc.oneof(fc.record({ nodes, groups: fc.oneof(fc.array(near), junk) }), fc.record({ nodes }), junk)
    const one = fc.record({ id: fc.constantFrom('n0', 'n1'), point: fc.oneof(fc.constant([1]), junk), residuals: junk })
    const forecasts = fc.oneof(fc.array(one), junk)
    const series = fc.record({ id: fc.constantFrom('n0', 'n1'), values: fc.oneof(fc.constant([1]), junk) })
    const options = fc.oneof(
      fc.record(
        {
          hierarchy,
          method: fc.oneof(anyMethod, junk),
          proportions: fc.oneof(fc.constantFrom('averageHistorical'), fc.array(series), junk),
          middleLevel: fc.oneof(fc.constant(1), junk),
          history: fc.oneof(fc.array(series), junk),
        },
        { requiredKeys: ['hierarchy'] },
      ),
      junk,
    )
    const level = fc.record({ periodsPerBucket: fc.oneof(fc.constantFrom(1, 2, [1, 2]), junk), point: junk })
    const orError = (call: () => unknown): void => {
      try {
        for (const value of numbersOf(call())) expect(Number.isFinite(value)).toBe(true)
      } catch (error) {
        if (!isSopError(error)) throw error
        expect(error.issues.length).toBeGreaterThan(0)
      }
    }
    fc.assert(
      fc.property(forecasts, options, fc.oneof(fc.array(level), junk), (first, second, levels) => {
        orError(() => reconcile(first as never, second as never))
        orError(() => aggregateHistory(first as never, second as never))
        orError(() => reconcileTemporal(levels as never, second as never))
        orError(() => aggregatePeriods(first as never, second as never))
      }),
      { numRuns: 5 * RUNS },
    )
  })
})

describe('levels of time', () => {
  it('add up whether they nest or not', () => {
    const sizes = fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 6, 12), { minLength: 1, maxLength: 6 })
    const method = fc.constantFrom('bottomUp' as const, 'ols' as const, 'wlsStructure' as const, 'wlsVariance' as const)
    const noise = fc.array(number(-0.2, 1), { minLength: 60, maxLength: 60 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 2 }), method, noise, (given, cycles, how, values) => {
        const lengths = given.includes(1) ? given : [...given, 1]
        const levels = deepFreeze(
          lengths.map((periodsPerBucket, level) => ({
            periodsPerBucket,
            point: Array.from(
              { length: (12 * cycles) / periodsPerBucket },
              (_, k) => values[(7 * level + k) % 60] as number,
            ),
            residuals: [values[level] as number, 0.1],
          })),
        )
        const result = reconcileTemporal(levels, { method: how })
        const finest = result.levels[lengths.indexOf(1)]?.point as number[]
        result.levels.forEach(({ point, periodsPerBucket }) => {
          aggregatePeriods(finest, { periodsPerBucket }).forEach((value, bucket) => {
            expect(point[bucket]).toBeCloseTo(value as number, 9)
          })
        })
        expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        if (levels.every(({ point }) => point.every((value) => value >= 0))) {
          expect(result.levels.every(({ point }) => point.every((value) => value >= 0))).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  })
})
