import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { optimizeProduction } from '../../src/production/index.js'
import type { ProductionItem, ProductionPlan, ProductionProblem } from '../../src/production/types.js'

/**
 * Two ships of 200 hours are wanted in the fourth month; the dock has 160 hours a month, and a ship in stock or in work costs 1
 * a month. As late as can be: 160 hours in months 4 and 3, 80 in month 2.
 */
async function build(
  item: Partial<ProductionItem>,
  others: readonly ProductionItem[] = [],
  rest: Partial<ProductionProblem> = {},
): Promise<ProductionPlan> {
  return optimizeProduction({
    calendar: createCalendar({ start: '2027-01-01', months: 4 }),
    items: [{ id: 'ship', price: 1000, demand: [0, 0, 0, 2], holdingCostPerUnit: 1, ...item }, ...others],
    operations: [{ itemId: 'ship', resourceId: 'dock', runHoursPerUnit: 200 }],
    resources: [{ id: 'dock', capacityHours: 160, costPerHour: 1 }],
    ...rest,
  })
}

const told = ({ records, resources }: ProductionPlan): object => ({
  produced: records[0]?.produced,
  inWork: records[0]?.workInProgress,
  hours: resources[0]?.regularHours,
})

const LATEST = { produced: [0, 0, 1, 1], inWork: [0, 0.4, 0.2, 0], hours: [0, 80, 160, 160] }
const TOGETHER = { ...LATEST, produced: [0, 0, 0, 2], inWork: [0, 0.4, 1.2, 0] }

describe('an item that takes longer than a period', () => {
  it('is worked on as late as can be, and held at its cost in work as in stock', async () => {
    const plan = await build({})
    expect(told(plan)).toEqual(LATEST)
    // 2 x 1,000 less 400 hours, and 0.4 + (0.2 + 1) held.
    expect(plan.objective.total).toBeCloseTo(2000 - 400 - 1.6, 9)
    expect(plan.objective.beforeRounding).toBeCloseTo(plan.objective.total, 6)
  })

  it('stays in work where there is no room for it in stock', async () => {
    expect(told(await build({ maximumStock: [0, 0, 0, 5] }))).toEqual(TOGETHER)
  })

  it('arrives after the periods in which supply is fixed, and is worked on in them', async () => {
    expect(told(await build({}, [], { firmPeriods: 3 }))).toEqual(TOGETHER)
  })

  it('comes earlier where a later month takes none', async () => {
    const plan = await build({ supplyLimit: [2, 2, 2, 0] })
    // 400 hours in three months: 160 in months 3 and 2, 80 in month 1.
    expect(told(plan)).toEqual({ produced: [0, 1, 1, 0], inWork: [0.4, 0.2, 0, 0], hours: [80, 160, 160, 0] })
  })

  it('pays for work outside when a unit is complete', async () => {
    const plan = await build({ source: 'subcontract', purchaseCost: [5, 5, 6, 7] })
    expect(plan.records[0]?.produced).toEqual([0, 0, 1, 1])
    expect(plan.objective.purchases).toBe(-13)
  })

  it('is lost where it cannot be complete in time', async () => {
    const plan = await build({ unmetDemand: 'lost', lostSaleCostPerUnit: 0, demand: [1, 1, 1, 1] })
    // None by January; then 1.6, 2.4 and 3 ships are done by the end of the months.
    expect(plan.records[0]).toMatchObject({ shipped: [0, 1, 1, 1], lost: [1, 0, 0, 0] })
    expect(told(plan)).toMatchObject({ inWork: [0.8, 0.6, 0.4, 0], hours: [160, 160, 160, 120] })
  })

  it('leaves a component its minimum stock', async () => {
    const kit: ProductionItem = {
      id: 'kit',
      source: 'buy',
      purchaseCost: 3,
      onHand: 2,
      minimumStock: [2, 2, 2, 2],
      supplyLimit: [0, 0, 1, 1],
    }
    const plan = await build({}, [kit], { billOfMaterials: [{ itemId: 'ship', componentId: 'kit', quantityPer: 1 }] })
    // One kit can be taken in month 3 and one in month 4: 200 hours are left for the first ship, too few for the second.
    expect(plan.records[0]?.produced).toEqual([0, 0, 0, 1])
    expect(plan.records[1]?.closing.every((units) => units >= 2)).toBe(true)
    expect(plan.warnings.map(({ code }) => code)).toContain('unit-not-finished')
  })

  it('is refused as a firm order for which the hours are too few, with what is missing', async () => {
    const plan = await build({ firmSupply: [1, null, null, null] })
    expect(plan.status).toBe('infeasible')
    expect(plan.diagnosis?.conflicts).toEqual([
      expect.objectContaining({ limit: 'capacity', resourceId: 'dock', periodId: '2027-01', amount: 40 }),
    ])
  })

  it('counts as ordered what is ordered, and not what is made, in the days before its lead time is over', async () => {
    const plan = await optimizeProduction({
      calendar: createCalendar({ start: '2027-01-01', months: 5 }),
      items: [
        {
          id: 'ship',
          price: 10_000,
          demand: [0, 4, 2, 0, 0],
          unmetDemand: 'lost',
          leadTimeDays: 45,
          holdingCostPerUnit: 1,
        },
      ],
      operations: [{ itemId: 'ship', resourceId: 'dock', runHoursPerUnit: 500 }],
      resources: [{ id: 'dock', capacityHours: [1000, 1000, 100, 100, 100], costPerHour: 1 }],
    })
    // Nothing arrives before February 15: of the 4 of February 2 are asked for before, and are lost. Two more are kept for March.
    expect(plan.records[0]).toMatchObject({ shipped: [0, 2, 2, 0, 0], lost: [0, 2, 0, 0, 0] })
  })

  it('takes a component beside customers who lose what is not there in time', async () => {
    const plan = await optimizeProduction({
      calendar: createCalendar({ start: '2027-01-01', months: 5 }),
      items: [
        { id: 'ship', price: 10_000, demand: [0, 0, 0, 1, 0] },
        {
          id: 'plate',
          price: 5,
          demand: [0, 10, 0, 0, 0],
          unmetDemand: 'lost',
          purchaseCost: 1,
          leadTimeDays: 45,
          holdingCostPerUnit: 0.01,
        },
      ],
      billOfMaterials: [{ itemId: 'ship', componentId: 'plate', quantityPer: 20 }],
      operations: [{ itemId: 'ship', resourceId: 'dock', runHoursPerUnit: 290 }],
      resources: [{ id: 'dock', capacityHours: 100, costPerHour: 1 }],
    })
    // 290 hours by April are begun in February, with 20 plates; 5 of the 10 asked for then come after February 15.
    expect(plan.status).toBe('optimal')
    expect(plan.records.map(({ shipped }) => shipped)).toEqual([
      [0, 0, 0, 1, 0],
      [0, 5, 0, 0, 0],
    ])
    expect(plan.records[1]?.purchased).toEqual([0, 25, 0, 0, 0])
  })

  it.each(['forbidden', 'backlog', 'lost'] as const)(
    'is worked on one unit after the other where stock costs nothing: demand %s',
    async (unmetDemand) => {
      const ship = (id: string, demand: readonly number[], price: number): ProductionItem => ({
        id,
        demand,
        price,
        unmetDemand,
        backlogCostPerUnit: 100,
        lostSaleCostPerUnit: 0,
      })
      const plan = await optimizeProduction({
        calendar: createCalendar({ start: '2027-01-01', months: 4 }),
        items: [
          ship('brig', [0, 0, 0, 1], 2310),
          ship('ketch', [0, 1, 0, 0], 1330),
          { id: 'steel', source: 'buy', purchaseCost: 1, supplyLimit: [7, 7, 0, 0] },
        ],
        billOfMaterials: ['brig', 'ketch'].map((itemId) => ({ itemId, componentId: 'steel', quantityPer: 7 })),
        operations: [
          { itemId: 'brig', resourceId: 'dock', runHoursPerUnit: 231 },
          { itemId: 'ketch', resourceId: 'dock', runHoursPerUnit: 133 },
        ],
        resources: [{ id: 'dock', capacityHours: 100 }],
      })
      // Steel for one ship comes in each of the first two months. The ketch is begun in the first, 133 hours by February; the brig
      // in the second: 31 of its hours are worked then at least, 200 after. 2,310 + 1,330 less 14 of steel.
      expect(plan.status).toBe('optimal')
      expect(plan.records.map(({ shipped }) => shipped)).toEqual([
        [0, 0, 0, 1],
        [0, 1, 0, 0],
        [0, 0, 0, 0],
      ])
      expect(plan.objective.total).toBeCloseTo(3626, 6)
    },
  )
})
