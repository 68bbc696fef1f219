import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefaultSolver } from '../../src/lp/defaultSolver.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { ProductionItem, ProductionPlan, ProductionProblem, ShadowPrice } from '../../src/production/index.js'
import { FEWER_RUNS, problemArbitrary } from './helpers.js'

const solver = await loadDefaultSolver()

type Series = 'demand' | 'supplyLimit' | 'firmSupply' | 'minimumStock' | 'maximumStock' | 'scheduledReceipts'

/** The limits that a shadow price can speak of, the field they stand in, and the direction that eases them. */
const LIMITS: readonly {
  readonly limit: ShadowPrice['limit'] | 'unit'
  readonly field: Series
  readonly ease: 1 | -1
}[] = [
  { limit: 'demand', field: 'demand', ease: 1 },
  { limit: 'supply', field: 'supplyLimit', ease: 1 },
  { limit: 'firmSupply', field: 'firmSupply', ease: 1 },
  { limit: 'minimumStock', field: 'minimumStock', ease: -1 },
  { limit: 'maximumStock', field: 'maximumStock', ease: 1 },
  { limit: 'unit', field: 'scheduledReceipts', ease: 1 },
]

function shifted(
  problem: ProductionProblem,
  change: { n: number; field: Series; t: number; by: number },
): ProductionProblem | undefined {
  const { n, field, t, by } = change
  const series = (problem.items[n] as ProductionItem)[field] as (number | null)[]
  const value = series[t]
  if (typeof value !== 'number' || value + by < 0) return undefined
  return {
    ...problem,
    items: problem.items.map((item, i) =>
      i === n ? { ...item, [field]: series.map((v, at) => (at === t ? (v as number) + by : v)) } : item,
    ),
  }
}

function worthOf(plan: ProductionPlan, limit: ShadowPrice['limit'] | 'unit', id: string, t: number): number {
  if (limit === 'unit') return plan.records.find(({ itemId }) => itemId === id)?.worthOfOneUnit[t] as number
  return (
    plan.shadowPrices.find((price) => price.limit === limit && (price.itemId ?? price.resourceId) === id)?.values[t] ??
    0
  )
}

function risesWhileWaiting({ price, sellingCostPerUnit, unmetDemand = 'backlog' }: ProductionItem): boolean {
  if (unmetDemand !== 'backlog' || typeof price !== 'object') return false
  const at = (t: number): number =>
    typeof sellingCostPerUnit === 'object' ? (sellingCostPerUnit[t] as number) : (sellingCostPerUnit ?? 0)
  const margins = price.map((value, t) => value - at(t))
  return margins.some((margin, t) => t > 0 && margin > (margins[t - 1] as number))
}

describe('the worth of one more unit of a limit', () => {
  // The objective is a concave function of every limit, and a shadow price is one of its slopes: easing the limit by one
  // brings at most that much, tightening it by one costs at least that much. With one slope both hold as equalities.
  it('lies between what the next unit brings and what the last one cost', async () => {
    const seen = new Map<string, { tried: number; exact: number }>()
    const withLimits = problemArbitrary({ forbidden: true, decimals: false }).map((problem) => ({
      ...problem,
      items: problem.items.map((item) => {
        const zeros = problem.calendar.periods.map(() => 0)
        if (item.kind === 'service') return { demand: zeros, ...item }
        return { demand: zeros, scheduledReceipts: zeros, minimumStock: zeros, ...item }
      }),
    }))
    await fc.assert(
      fc.asyncProperty(
        withLimits,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...LIMITS),
        async (problem, pickItem, pickPeriod, kind) => {
          const having = problem.items.flatMap((item, i) =>
            item[kind.field] === undefined || (kind.limit === 'demand' && !item.demand?.some((value) => value > 0))
              ? []
              : [i],
          )
          fc.pre(having.length > 0)
          const n = having[pickItem % having.length] as number
          // Orders that wait are served oldest first: where prices rise, more of an old order puts off one that earns more, and
          // the objective is no concave function of it.
          fc.pre(kind.limit !== 'demand' || !risesWhileWaiting(problem.items[n] as ProductionItem))
          const t = pickPeriod % problem.calendar.periods.length
          const eased = shifted(problem, { n, field: kind.field, t, by: kind.ease })
          const tightened = shifted(problem, { n, field: kind.field, t, by: -kind.ease })
          fc.pre(eased !== undefined)
          const plan = await optimizeProduction(problem, { solver })
          fc.pre(plan.status === 'optimal')
          const base = plan.objective.beforeRounding
          const worth = worthOf(plan, kind.limit, problem.items[n]?.id as string, t)
          const slack = 1e-6 * Math.max(1, Math.abs(base))
          const more = await optimizeProduction(eased as ProductionProblem, { solver })
          const count = seen.get(kind.limit) ?? { tried: 0, exact: 0 }
          count.tried += 1
          if (more.status === 'optimal') {
            const gain = more.objective.beforeRounding - base
            expect(gain).toBeLessThanOrEqual(worth + slack)
            if (Math.abs(gain - worth) <= slack && worth !== 0) count.exact += 1
          }
          seen.set(kind.limit, count)
          if (tightened === undefined) return
          const less = await optimizeProduction(tightened, { solver })
          if (less.status === 'optimal')
            expect(base - less.objective.beforeRounding).toBeGreaterThanOrEqual(worth - slack)
        },
      ),
      { numRuns: FEWER_RUNS },
    )
    for (const { limit } of LIMITS) {
      expect(seen.get(limit)?.tried, limit).toBeGreaterThan(0)
      if (limit === 'demand' || limit === 'unit') expect(seen.get(limit)?.exact, limit).toBeGreaterThan(0)
    }
  })
})
