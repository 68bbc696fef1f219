import { describe, expect, it } from 'vitest'
import { optimizeProduction } from '../../../src/production/index.js'
import { auditPlan, type Breach } from './auditPlan.js'
import { bestOfAll } from './bestOfAll.js'
import { generateShop } from './generateShop.js'
import { readShop } from './readShop.js'
import { shopFeatures } from './shopFeatures.js'
import { solveWholeUnits } from './solveWholeUnits.js'
import { tinyShop } from './tinyShop.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

describe('the whole-unit model that plans are held against', () => {
  it('has the optimum that trying every plan finds, and none where there is none', () => {
    const seen = { none: 0, some: 0 }
    const shops = Math.ceil(RUNS / 3)
    for (let seed = 1; seed <= shops; seed += 1) {
      const shop = readShop(tinyShop(seed))
      const best = bestOfAll(shop)
      const answer = solveWholeUnits(shop)
      seen[best === undefined ? 'none' : 'some'] += 1
      expect(answer.status, `seed ${seed}`).toBe(best === undefined ? 'infeasible' : 'feasible')
      if (best === undefined) continue
      expect(answer.objective, `seed ${seed}`).toBeCloseTo(best, 4)
      expect(answer.bound, `seed ${seed}`).toBeCloseTo(best, 4)
    }
    expect(Math.min(seen.none, seen.some)).toBeGreaterThan(shops / 20)
  })

  it('has the linear program of the optimizer as its relaxation where bills take whole units', async () => {
    let compared = 0
    for (let seed = 1; compared < 10; seed += 1) {
      const { problem } = generateShop(seed)
      const shop = readShop(problem)
      if (shop.lines.some(({ perUnit }) => perUnit.denominator > 1n)) continue
      const { status, objective, certificate } = await optimizeProduction(problem)
      const relaxed = solveWholeUnits(shop, { relaxed: true })
      expect(relaxed.status, `seed ${seed}`).toBe(status === 'optimal' ? 'feasible' : 'infeasible')
      compared += 1
      if (status !== 'optimal') continue
      const noise = 1e-6 * Math.max(1, Math.abs(objective.beforeRounding))
      const more = relaxed.objective - objective.beforeRounding
      // Where it was decided which part of a queue of rising prices is served, the optimum is truer than the relaxation.
      expect(certificate.openRanges === undefined ? Math.abs(more) : -more, `seed ${seed}`).toBeLessThan(noise)
    }
  })
})

describe('the audit of a plan', () => {
  it('finds every kind of tampering', async () => {
    const problem = tinyShop(4)
    const shop = readShop({
      ...problem,
      items: [
        { id: 'P', source: 'make', demand: [3, 2], price: 20, onHand: 1, maximumStock: [5, 5], unmetDemand: 'backlog' },
        { id: 'C', purchaseCost: 1, onHand: 4, minimumStock: [1, 1], supplyLimit: [3, 3] },
      ],
      billOfMaterials: [{ itemId: 'P', componentId: 'C', quantityPer: 0.5 }],
      operations: [{ itemId: 'P', resourceId: 'R', runHoursPerUnit: 1 }],
      resources: [{ id: 'R', capacityHours: 3 }],
      calendar: { ...problem.calendar, periods: problem.calendar.periods.slice(0, 2) },
      firmPeriods: 0,
    })
    // Two P in each month, of one on hand and three of demand, then two: three of the four hours of C's stock are used.
    const record = {
      demand: [3, 2],
      scheduledReceipts: [0, 0],
      purchased: [0, 0],
      dependentDemand: [0, 0],
      lost: [0, 0],
      backlog: [0, 0],
      safetyStock: [0, 0],
      safetyStockShortfall: [0, 0],
      worthOfOneUnit: [0, 0],
      shipped: [0, 0],
      produced: [0, 0],
      components: [],
    }
    const good = {
      records: [
        {
          ...record,
          itemId: 'P',
          produced: [2, 2],
          shipped: [3, 2],
          closing: [0, 0],
          components: [{ componentId: 'C', quantities: [1, 1] }],
        },
        { ...record, itemId: 'C', demand: [0, 0], dependentDemand: [1, 1], closing: [3, 2] },
      ],
      resources: [
        {
          resourceId: 'R',
          capacityHours: [3, 3],
          overtimeLimitHours: [0, 0],
          regularHours: [2, 2],
          overtimeHours: [0, 0],
          utilization: [0, 0],
          worthOfOneHour: [0, 0],
          worthOfOneOvertimeHour: [0, 0],
        },
      ],
      objective: { total: 100, revenue: 100 } as never,
    }
    expect(auditPlan(shop, good)).toEqual([])
    const rules = (change: object, n = 0): Breach['rule'][] => {
      const records = good.records.map((one, k) => (k === n ? { ...one, ...change } : one))
      return [...new Set(auditPlan(shop, { ...good, records }).map(({ rule }) => rule))]
    }
    expect(rules({ produced: [2, 1.5] })).toContain('grid')
    expect(rules({ closing: [0, 1] })).toContain('balance')
    expect(rules({ components: [{ componentId: 'C', quantities: [2, 0] }] })).toContain('bill')
    expect(rules({ backlog: [1, 0] })).toContain('demand')
    expect(rules({ shipped: [4, 2] })).toContain('negative')
    expect(rules({ purchased: [3, 0] })).toEqual(expect.arrayContaining(['hours', 'balance']))
    expect(rules({ purchased: [9, 0] })).toContain('maximumStock')
    expect(rules({ shipped: [2, 1], produced: [1, 1] }, 1)).toContain('balance')
    expect(rules({ shipped: [3, 0] }, 1)).toContain('minimumStock')
    expect(rules({ purchased: [4, 0] }, 1)).toContain('supply')
    expect(rules({ shipped: [3, 1] })).toContain('objective')
    const strict = { ...shop, items: shop.items.map((item) => ({ ...item, unmetDemand: 'forbidden' as const })) }
    expect(auditPlan(strict, good)).toEqual([])
    const late = good.records.map((one, k) => (k === 0 ? { ...one, shipped: [2, 2] } : one))
    expect(auditPlan(strict, { ...good, records: late }).map(({ rule }) => rule)).toContain('forbidden')
    const slow = {
      ...shop,
      items: shop.items.map((item) => ({ ...item, early: [[{ units: 0, hasSupply: false }], []] })),
    }
    expect(auditPlan(slow, good).map(({ rule }) => rule)).toEqual(['arrival'])
  })
})

describe('the generator of shops', () => {
  it('gives the same shop for the same seed', () => {
    expect(JSON.stringify(generateShop(17))).toBe(JSON.stringify(generateShop(17)))
    expect(JSON.stringify(generateShop(17))).not.toBe(JSON.stringify(generateShop(18)))
  })

  it('reaches every option in at least a hundredth of its shops', ({ task }) => {
    const seen = new Map<string, number>()
    const shops = 1_000
    for (let seed = 1; seed <= shops; seed += 1) {
      for (const feature of shopFeatures(generateShop(seed).problem)) seen.set(feature, (seen.get(feature) ?? 0) + 1)
    }
    expect(seen.size).toBe(59)
    expect([...seen].filter(([, count]) => count < shops / 100)).toEqual([])
    if (RUNS < 1000) return
    const rows = [...seen].sort(([, a], [, b]) => b - a)
    Object.assign(task.meta, {
      closing: ['whole-unit shops:', ...rows.map(([name, n]) => `  ${((100 * n) / shops).toFixed(1)} %  ${name}`)].join(
        '\n',
      ),
    })
  })
})
