import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { ProductionPlan, ProductionProblem } from '../../src/production/index.js'
import { expectConsistent, lost, months } from './helpers.js'

const record = (plan: ProductionPlan, id: string): ProductionPlan['records'][number] => {
  const found = plan.records.find(({ itemId }) => itemId === id)
  if (found === undefined) throw new Error(`no record of ${id}`)
  return found
}

async function solve(problem: ProductionProblem): Promise<ProductionPlan> {
  const plan = await optimizeProduction(problem)
  expect(plan.status).toBe('optimal')
  expect(plan.certificate.ok).toBe(true)
  expect(plan.certificate.gap).toBeLessThanOrEqual(1e-6)
  expectConsistent(problem, plan)
  return plan
}

describe('product mix', () => {
  // Contribution per saw hour: chair 60 - 10 = 50 in 1 h; table 150 - 30 = 120 in 3 h, that is 40 an hour.
  const problem: ProductionProblem = {
    calendar: months(1),
    items: [
      { id: 'chair', price: 60, demand: [40], ...lost },
      { id: 'table', price: 150, demand: [40], ...lost },
      { id: 'wood', purchaseCost: 5 },
    ],
    billOfMaterials: [
      { itemId: 'chair', componentId: 'wood', quantityPer: 2 },
      { itemId: 'table', componentId: 'wood', quantityPer: 6 },
    ],
    operations: [
      { itemId: 'chair', resourceId: 'saw', runHoursPerUnit: 1 },
      { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 3 },
    ],
    resources: [{ id: 'saw', capacityHours: 100 }],
  }

  it('follows the contribution per hour of the bottleneck', async () => {
    const plan = await solve(problem)
    expect(record(plan, 'chair').produced).toEqual([40])
    expect(record(plan, 'table').produced).toEqual([20])
    expect(record(plan, 'table').lost).toEqual([20])
    expect(record(plan, 'wood').purchased).toEqual([200])
    expect(record(plan, 'wood').dependentDemand).toEqual([200])
    expect(plan.objective).toMatchObject({ revenue: 5400, purchases: -1000, total: 4400, beforeRounding: 4400 })
    expect(plan.resources[0]).toMatchObject({
      regularHours: [100],
      overtimeHours: [0],
      utilization: [1],
      worthOfOneHour: [40],
    })
    expect(plan.shadowPrices).toContainEqual({ limit: 'capacity', resourceId: 'saw', values: [40] })
    // One chair more earns 50 and takes an hour from the tables, which is worth 40.
    expect(plan.shadowPrices).toContainEqual({ limit: 'demand', itemId: 'chair', values: [10] })
    expect(record(plan, 'wood').worthOfOneUnit).toEqual([5])
  })

  it('solves the Wyndor Glass mix of Hillier and Lieberman: 2 doors, 6 windows, 36', async () => {
    const plan = await solve({
      calendar: months(1),
      items: [
        { id: 'door', price: 3, demand: [100], ...lost },
        { id: 'window', price: 5, demand: [100], ...lost },
      ],
      operations: [
        { itemId: 'door', resourceId: 'plant1', runHoursPerUnit: 1 },
        { itemId: 'window', resourceId: 'plant2', runHoursPerUnit: 2 },
        { itemId: 'door', resourceId: 'plant3', runHoursPerUnit: 3 },
        { itemId: 'window', resourceId: 'plant3', runHoursPerUnit: 2 },
      ],
      resources: [
        { id: 'plant1', capacityHours: 4 },
        { id: 'plant2', capacityHours: 12 },
        { id: 'plant3', capacityHours: 18 },
      ],
    })
    expect(plan.records.map(({ produced }) => produced)).toEqual([[2], [6]])
    expect(plan.objective.total).toBe(36)
    const worth = plan.resources.map(({ worthOfOneHour }) => worthOfOneHour[0] as number)
    ;[0, 1.5, 1].forEach((expected, r) => expect(worth[r]).toBeCloseTo(expected, 9))
  })
})

describe('stock, overtime and waiting', () => {
  // Demand 50, 150 at one hour each, 100 regular hours in each month at 10 an hour.
  const seasonal = (holdingCostPerUnit: number): ProductionProblem => ({
    calendar: months(2),
    items: [{ id: 'fan', price: 100, demand: [50, 150], unmetDemand: 'forbidden', holdingCostPerUnit }],
    operations: [{ itemId: 'fan', resourceId: 'line', runHoursPerUnit: 1 }],
    resources: [{ id: 'line', capacityHours: 100, overtimeHours: 80, costPerHour: 10, overtimeCostPerHour: 15 }],
  })

  it('levels production where stock is cheaper than overtime', async () => {
    const plan = await solve(seasonal(4))
    expect(plan.records[0]).toMatchObject({ produced: [100, 100], closing: [50, 0], shipped: [50, 150] })
    expect(plan.objective).toMatchObject({
      revenue: 20000,
      regularLabor: -2000,
      overtime: 0,
      holding: -200,
      total: 17800,
    })
  })

  it('chases demand where overtime is cheaper than stock', async () => {
    const plan = await solve(seasonal(6))
    expect(plan.records[0]).toMatchObject({ produced: [50, 150], closing: [0, 0] })
    expect(plan.resources[0]).toMatchObject({ regularHours: [50, 100], overtimeHours: [0, 50] })
    expect(plan.objective).toMatchObject({ regularLabor: -1500, overtime: -750, holding: 0, total: 17750 })
  })

  const late = (unmet: Partial<ProductionProblem['items'][number]>): ProductionProblem => ({
    calendar: months(2),
    items: [{ id: 'fan', price: 30, demand: [120, 40], backlog: 10, ...unmet }],
    operations: [{ itemId: 'fan', resourceId: 'line', runHoursPerUnit: 1 }],
    resources: [{ id: 'line', capacityHours: 100 }],
  })

  it('lets customers wait where they do', async () => {
    const plan = await solve(late({ backlogCostPerUnit: 2 }))
    expect(plan.records[0]).toMatchObject({ shipped: [100, 70], backlog: [30, 0], lost: [0, 0], produced: [100, 70] })
    expect(plan.objective).toMatchObject({ revenue: 5100, backlog: -60, total: 5040 })
  })

  it('loses what they do not wait for', async () => {
    const plan = await solve(late({ unmetDemand: 'lost', lostSaleCostPerUnit: 2 }))
    expect(plan.records[0]).toMatchObject({ shipped: [100, 40], backlog: [0, 0], lost: [30, 0] })
    expect(plan.objective).toMatchObject({ revenue: 4200, lostSales: -60, total: 4140 })
  })

  it('holds the safety stock where missing it costs more than holding', async () => {
    const item = {
      id: 'salt',
      purchaseCost: 2,
      price: 5,
      demand: [10, 10],
      backlogCostPerUnit: 1,
      safetyStock: [4, 4],
      holdingCostPerUnit: 0.5,
    }
    const held = await solve({ calendar: months(2), items: [{ ...item, safetyStockPenaltyPerUnit: 3 }] })
    expect(held.records[0]).toMatchObject({ closing: [4, 4], safetyStockShortfall: [0, 0], purchased: [14, 10] })
    const missed = await solve({ calendar: months(2), items: [{ ...item, safetyStockPenaltyPerUnit: 0.25 }] })
    expect(missed.records[0]).toMatchObject({ closing: [0, 0], safetyStockShortfall: [4, 4] })
    expect(missed.objective.safetyStockShortfall).toBe(-2)
  })

  it('keeps minimum and maximum stock', async () => {
    const plan = await solve({
      calendar: months(3),
      items: [
        {
          id: 'oil',
          purchaseCost: [1, 9, 9],
          price: 10,
          demand: [5, 5, 5],
          unmetDemand: 'forbidden',
          minimumStock: [0, 0, 3],
          maximumStock: [7, 20, 20],
        },
      ],
    })
    expect(plan.records[0]).toMatchObject({ closing: [7, 2, 3], purchased: [12, 0, 6] })
    expect(plan.shadowPrices).toContainEqual({ limit: 'maximumStock', itemId: 'oil', values: [8, 0, 0] })
    expect(plan.shadowPrices).toContainEqual({ limit: 'minimumStock', itemId: 'oil', values: [0, 0, 9] })
  })
})

describe('bills, lead times and firm periods', () => {
  it('plans two levels: what a parent takes in the period of its completion', async () => {
    const plan = await solve({
      calendar: months(3),
      items: [
        { id: 'bike', price: 500, demand: [10, 20, 30], backlogCostPerUnit: 50, holdingCostPerUnit: 40 },
        { id: 'wheel', onHand: 30, holdingCostPerUnit: 10 },
        {
          id: 'spoke',
          purchaseCost: 1,
          leadTimeDays: 31,
          onHand: 100,
          scheduledReceipts: [140, 0, 0],
          holdingCostPerUnit: 0.25,
        },
      ],
      billOfMaterials: [
        { itemId: 'bike', componentId: 'wheel', quantityPer: 2 },
        { itemId: 'wheel', componentId: 'spoke', quantityPer: 20, scrapShare: 0.2 },
      ],
      operations: [{ itemId: 'bike', resourceId: 'hall', runHoursPerUnit: 1 }],
      resources: [{ id: 'hall', capacityHours: 40 }],
    })
    expect(record(plan, 'bike').produced).toEqual([10, 20, 30])
    // 20 of 30 wheels go into January's bikes; 40, then 60 are needed at 25 spokes each.
    expect(record(plan, 'wheel')).toMatchObject({
      produced: [0, 30, 60],
      closing: [10, 0, 0],
      dependentDemand: [20, 40, 60],
    })
    expect(record(plan, 'spoke')).toMatchObject({
      purchased: [0, 510, 1500],
      closing: [240, 0, 0],
      dependentDemand: [0, 750, 1500],
    })
    expect(record(plan, 'wheel').components).toEqual([{ componentId: 'spoke', quantities: [0, 750, 1500] }])
  })

  it('lets nothing new arrive before the lead time is over', async () => {
    const plan = await solve({
      calendar: months(3),
      items: [
        {
          id: 'chip',
          price: 9,
          purchaseCost: 4,
          demand: [10, 10, 10],
          leadTimeDays: 40,
          onHand: 12,
          backlogCostPerUnit: 1,
        },
      ],
    })
    expect(plan.records[0]).toMatchObject({ purchased: [0, 8, 10], shipped: [10, 10, 10] })
  })

  it('shares the bucket of the arrival by days for sales that would be lost', async () => {
    // The quarter has 90 days, the order arrives after 45: half of the demand meets the stock of 8 only.
    const calendar = createCalendar({ start: '2027-01-01', quarters: 2 })
    const item = { id: 'chip', price: 9, purchaseCost: 4, demand: [40, 40], leadTimeDays: 45, onHand: 8 }
    const plan = await solve({ calendar, items: [{ ...item, ...lost }] })
    expect(plan.records[0]).toMatchObject({ shipped: [28, 40], lost: [12, 0], purchased: [20, 40] })
    const waits = await solve({ calendar, items: [{ ...item, backlogCostPerUnit: 1 }] })
    expect(waits.records[0]?.shipped).toEqual([40, 40])
  })

  it('keeps firm periods and firm orders as they are', async () => {
    const plan = await solve({
      calendar: months(3),
      items: [
        {
          id: 'pump',
          price: 50,
          demand: [10, 10, 10],
          leadTimeDays: 90,
          firmSupply: [4, null, 20],
          backlogCostPerUnit: 1,
        },
      ],
      operations: [{ itemId: 'pump', resourceId: 'cell', runHoursPerUnit: 1 }],
      resources: [{ id: 'cell', capacityHours: 20 }],
      firmPeriods: 2,
    })
    expect(plan.records[0]).toMatchObject({ produced: [4, 0, 20], backlog: [6, 16, 6] })
    // A unit more in January serves a customer in time: it saves three months of waiting and sells one unit more.
    expect(plan.shadowPrices.find(({ limit }) => limit === 'firmSupply')?.values[0]).toBeCloseTo(53, 9)
  })

  it('delivers services from capacity alone', async () => {
    const plan = await solve({
      calendar: months(2),
      items: [{ id: 'repair', kind: 'service', price: 80, demand: [30, 10], backlogCostPerUnit: 5 }],
      operations: [{ itemId: 'repair', resourceId: 'bench', runHoursPerUnit: 2 }],
      resources: [{ id: 'bench', capacityHours: 50, costPerHour: 20 }],
    })
    expect(plan.records[0]).toMatchObject({ produced: [25, 15], shipped: [25, 15], closing: [0, 0], backlog: [5, 0] })
    expect(plan.objective.total).toBe(80 * 40 - 20 * 80 - 25)
  })

  it('buys no more than the supply limit, and says what one unit more is worth', async () => {
    const plan = await solve({
      calendar: months(2),
      items: [{ id: 'tea', price: 9, purchaseCost: 4, demand: [10, 30], supplyLimit: [16, 16], ...lost }],
    })
    expect(plan.records[0]).toMatchObject({ purchased: [16, 16], lost: [0, 8] })
    expect(plan.shadowPrices).toContainEqual({ limit: 'supply', itemId: 'tea', sourceId: 'tea', values: [5, 5] })
  })

  it('fills wider buckets in proportion', async () => {
    const calendar = createCalendar({ start: '2027-01-01', months: 3, quarters: 1 })
    const plan = await solve({
      calendar,
      items: [{ id: 'fan', price: 30, demand: [0, 0, 0, 350], onHand: 20, holdingCostPerUnit: 1, ...lost }],
      operations: [{ itemId: 'fan', resourceId: 'line', runHoursPerUnit: 1 }],
      resources: [{ id: 'line', capacityHours: 100, costPerHour: 2 }],
    })
    expect(plan.resources[0]?.capacityHours).toEqual([100, 100, 100, 300])
    expect(plan.records[0]).toMatchObject({ produced: [0, 0, 30, 300], closing: [20, 20, 50, 0] })
    expect(plan.objective.holding).toBe(-90)
  })
})
