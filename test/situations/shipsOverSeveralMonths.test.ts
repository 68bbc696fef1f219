import { describe, expect, it } from 'vitest'
import {
  createCalendar,
  optimizeProduction,
  type Plan,
  plan,
  type PlanInput,
  type ProductionRecord,
  verify,
} from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * A yard builds ships. One takes 200 hours in the dock, which has 160 a month: no month completes one that it began. Stock
 * costs money, so work begins as late as it can. Everything is paid at once; the bank holds 100,000.
 */
const yard = {
  calendar: { start: '2027-01-01', months: 5 },
  operations: [{ itemId: 'ship', resourceId: 'dock', runHoursPerUnit: 200 }],
  resources: [{ id: 'dock', capacityHours: 160, costPerHour: 30 }],
  finance: { openingCash: 100_000 },
} satisfies Partial<PlanInput>

async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

function recordOf({ supply }: Plan, itemId: string): ProductionRecord {
  const record = supply.records.find((one) => one.itemId === itemId)
  if (record === undefined) throw new Error(`There is no record of '${itemId}'.`)
  return record
}

const hoursOf = ({ supply }: Plan, resourceId: string): readonly number[] =>
  supply.resources.find((resource) => resource.resourceId === resourceId)?.regularHours ?? []

const codesOf = ({ supply }: Plan): readonly string[] => supply.warnings.map(({ code }) => code)

describe('a ship of 200 hours in a dock of 160 hours a month', () => {
  /** Three are wanted in the fifth month: 600 hours, 160 in each of the months 5, 4 and 3, and 120 in month 2. */
  const input: PlanInput = {
    ...yard,
    items: [
      { id: 'ship', price: 20_000 },
      { id: 'kit', purchaseCost: 5_000 },
    ],
    billOfMaterials: [{ itemId: 'ship', componentId: 'kit', quantityPer: 1 }],
    resources: [
      { id: 'dock', capacityHours: 160, costPerHour: 30, variableOverheadPerHour: 10, fixedOverheadPerHour: 5 },
    ],
    overheads: [{ id: 'rent', function: 'production', amount: 800 }],
    forecasts: [{ itemId: 'ship', quantities: [0, 0, 0, 0, 3] }],
  }

  it('is made over several months: hours from the beginning on, the unit when they are complete', async () => {
    const result = await proven(input)
    const ship = recordOf(result, 'ship')
    expect(hoursOf(result, 'dock')).toEqual([0, 120, 160, 160, 160])
    // Work done so far: 0.6, 1.4, 2.2 and 3 ships.
    expect(ship.produced).toEqual([0, 0, 1, 1, 1])
    expect(ship.workInProgress).toEqual([0, 0.6, 0.4, 0.2, 0])
    expect(ship.closing).toEqual([0, 0, 1, 2, 0])
    expect(ship.shipped).toEqual([0, 0, 0, 0, 3])
    // The second ship is begun in month 3, when the first is complete, the third in month 4; each takes its kit then.
    expect(recordOf(result, 'kit').purchased).toEqual([0, 1, 1, 1, 0])
    expect(recordOf(result, 'kit')).not.toHaveProperty('workInProgress')
    expect(result.supply.warnings.find(({ code }) => code === 'made-over-periods')).toMatchObject({
      refs: [{ itemId: 'ship' }, { resourceId: 'dock' }],
      periodIds: ['2027-01', '2027-01'],
      amount: 200,
      unit: 'hours',
      value: { step: 1, offeredHours: 160 },
    })
    expect(codesOf(result)).not.toContain('unit-not-finished')
    expect(result.exceptions.filter(({ severity }) => severity === 'act')).toEqual([])
  })

  it('is valued in work: the kit from the beginning on, conversion as far as it is done', async () => {
    const result = await proven(input)
    const sheet = (id: string): readonly number[] => amounts(result, 'balanceSheet', id)
    const income = (id: string): readonly number[] => amounts(result, 'incomeStatement', id)
    // A ship costs 5,000 + 200 h x (30 + 10 + 5) = 14,000. In work: 5,000 + 0.6 x 9,000, then 0.4 and 0.2 of 9,000.
    expect(sheet('inventoryWorkInProgress')).toEqual([0, 10_400, 8_600, 6_800, 0])
    expect(sheet('inventoryFinishedGoods')).toEqual([0, 0, 14_000, 28_000, 0])
    expect(result.kpis.inventoryValue.values).toEqual([0, 10_400, 22_600, 34_800, 0])
    // Kit 5,000 in months 2 to 4, 40 an hour, 800 of rent.
    expect(sheet('cash')).toEqual([99_200, 88_600, 76_400, 64_200, 117_000])
    expect(income('standardCostOfSales')).toEqual([0, 0, 0, 0, -42_000])
    expect(income('laborVariance')).toEqual([0, 0, 0, 0, 0])
    // Rent less 5 for each hour worked.
    expect(income('fixedOverheadVariance')).toEqual([-800, -200, 0, 0, 0])
    expect(income('operatingIncome')).toEqual([-800, -200, 0, 0, 18_000])
    expect(amounts(result, 'cashFlowIndirect', 'changeInInventory')).toEqual([0, -10_400, -12_200, -12_200, 34_800])
    // 1,000 of fixed overhead in a complete ship: 600, then 1,400 and 2,200 in all.
    expect(amounts(result, 'contribution', 'changeInFixedOverheadInStock')).toEqual([0, 600, 800, 800, -2_200])
  })

  it('is a service as well: work goes on before the month in which it is delivered', async () => {
    const result = await proven({
      ...yard,
      items: [{ id: 'ship', kind: 'service', price: 20_000 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 0, 0, 2] }],
    })
    const ship = recordOf(result, 'ship')
    expect(ship.produced).toEqual([0, 0, 0, 0, 2])
    expect(ship.closing).toEqual([0, 0, 0, 0, 0])
    expect(ship.shipped).toEqual([0, 0, 0, 0, 2])
    // 400 hours at 30, all of them before the bill is written; a service costs nothing to hold, so when is open.
    expect(hoursOf(result, 'dock').reduce((a, b) => a + b, 0)).toBe(400)
    expect(amounts(result, 'incomeStatement', 'grossProfit')).toEqual([0, 0, 0, 0, 28_000])
  })
})

describe('what work waits for', () => {
  it('a component that arrives late: the ship is begun when its engine is there', async () => {
    const result = await proven({
      ...yard,
      calendar: { start: '2027-01-01', months: 6 },
      items: [
        { id: 'ship', price: 20_000 },
        { id: 'engine', purchaseCost: 1_000, leadTimeDays: 400 },
      ],
      billOfMaterials: [{ itemId: 'ship', componentId: 'engine', quantityPer: 1 }],
      openOrders: [{ id: 'o1', itemId: 'engine', quantity: 1, dueDate: '2027-04-10' }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 1, 0, 0, 0] }],
    })
    const ship = recordOf(result, 'ship')
    // Wanted in March, and no engine before April: 160 hours then, 40 in May.
    expect(hoursOf(result, 'dock')).toEqual([0, 0, 0, 160, 40, 0])
    expect(ship.workInProgress).toEqual([0, 0, 0, 0.8, 0, 0])
    expect(ship.produced).toEqual([0, 0, 0, 0, 1, 0])
    expect(ship.backlog).toEqual([0, 0, 1, 1, 0, 0])
    expect(recordOf(result, 'engine').dependentDemand).toEqual([0, 0, 0, 1, 0, 0])
    expect(recordOf(result, 'engine').closing).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('the slower of two machines', async () => {
    const result = await proven({
      ...yard,
      items: [{ id: 'ship', price: 20_000 }],
      operations: [
        { itemId: 'ship', resourceId: 'dock', runHoursPerUnit: 200 },
        { itemId: 'ship', resourceId: 'welder', runHoursPerUnit: 100 },
      ],
      resources: [...yard.resources, { id: 'welder', capacityHours: 50, costPerHour: 40 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 0, 0, 2] }],
    })
    // Half a ship a month, by the welder: months 2 to 5 for two ships, of each 100 hours in the dock.
    expect(hoursOf(result, 'welder')).toEqual([0, 50, 50, 50, 50])
    expect(hoursOf(result, 'dock')).toEqual([0, 100, 100, 100, 100])
    expect(recordOf(result, 'ship').workInProgress).toEqual([0, 0.5, 0, 0.5, 0])
    expect(recordOf(result, 'ship').produced).toEqual([0, 0, 1, 0, 1])
  })

  it('a yard that is shut for a month', async () => {
    const result = await proven({
      ...yard,
      items: [{ id: 'ship', price: 20_000 }],
      resources: [{ id: 'dock', capacityHours: [160, 160, 0, 160, 160], costPerHour: 30 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 0, 0, 2] }],
    })
    // 400 hours: 160 in months 5 and 4, none in 3, 80 in 2. The ship lies in work through the shutdown: 0.4 x 6,000.
    expect(hoursOf(result, 'dock')).toEqual([0, 80, 0, 160, 160])
    expect(recordOf(result, 'ship').workInProgress).toEqual([0, 0.4, 0.4, 0.2, 0])
    expect(recordOf(result, 'ship').produced).toEqual([0, 0, 0, 1, 1])
    expect(amounts(result, 'balanceSheet', 'inventoryWorkInProgress')).toEqual([0, 2_400, 2_400, 1_200, 0])
  })

  it('a firm order: both ships come in the month that it says, though one is complete before', async () => {
    const result = await proven({
      ...yard,
      items: [{ id: 'ship', price: 20_000, firmSupply: [null, null, null, 2, null] }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 0, 0, 2] }],
    })
    // 400 hours by month 4: 160 in months 4 and 3, 80 in month 2.
    expect(hoursOf(result, 'dock')).toEqual([0, 80, 160, 160, 0])
    expect(recordOf(result, 'ship').produced).toEqual([0, 0, 0, 2, 0])
    expect(recordOf(result, 'ship').workInProgress).toEqual([0, 0.4, 1.2, 0, 0])
    expect(amounts(result, 'balanceSheet', 'inventoryWorkInProgress')).toEqual([0, 2_400, 7_200, 0, 0])
  })

  it('a lead time: nothing arrives before it is over, and work goes on in it', async () => {
    const result = await proven({
      ...yard,
      items: [{ id: 'ship', price: 20_000, leadTimeDays: 60 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 2, 0, 0] }],
    })
    // The sixtieth day after 1 January is 2 March. 400 hours: 160 in March and February, 80 in January.
    expect(hoursOf(result, 'dock')).toEqual([80, 160, 160, 0, 0])
    expect(recordOf(result, 'ship').workInProgress?.slice(0, 1)).toEqual([0.4])
    expect(recordOf(result, 'ship').produced).toEqual([0, 0, 2, 0, 0])
    expect(recordOf(result, 'ship').backlog).toEqual([0, 0, 0, 0, 0])
  })
})

describe('a ship of a block that takes longer than a month, too', () => {
  it('is begun when its block is complete', async () => {
    const result = await proven({
      ...yard,
      items: [{ id: 'ship', price: 20_000 }, { id: 'block' }],
      billOfMaterials: [{ itemId: 'ship', componentId: 'block', quantityPer: 1 }],
      operations: [...yard.operations, { itemId: 'block', resourceId: 'hall', runHoursPerUnit: 100 }],
      resources: [...yard.resources, { id: 'hall', capacityHours: 80, costPerHour: 20 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 0, 0, 1] }],
    })
    // The ship: 160 hours in month 5, 40 in month 4. The block, whole, by month 4: 80 hours of it in that month, 20 in month 3.
    expect(hoursOf(result, 'dock')).toEqual([0, 0, 0, 40, 160])
    expect(recordOf(result, 'ship').produced).toEqual([0, 0, 0, 0, 1])
    expect(hoursOf(result, 'hall')).toEqual([0, 0, 20, 80, 0])
    expect(recordOf(result, 'block').produced).toEqual([0, 0, 0, 1, 0])
    expect(recordOf(result, 'block').dependentDemand).toEqual([0, 0, 0, 1, 0])
    // In work: 20 x 20; then the block, 2,000, in the ship of which 40 x 30 is done.
    expect(amounts(result, 'balanceSheet', 'inventoryWorkInProgress')).toEqual([0, 0, 400, 3_200, 0])
  })
})

describe('a ship that must not be late', () => {
  const wanted = (quantity: number): PlanInput => ({
    ...yard,
    items: [{ id: 'ship', price: 20_000, unmetDemand: 'forbidden' }],
    forecasts: [{ itemId: 'ship', quantities: [0, quantity, 0, 0, 0] }],
  })

  it('is begun in the month before', async () => {
    const result = await proven(wanted(1))
    expect(hoursOf(result, 'dock')).toEqual([40, 160, 0, 0, 0])
    expect(recordOf(result, 'ship').produced).toEqual([0, 1, 0, 0, 0])
  })

  it('is refused where the hours of both months are too few: 400 for two, and 320 are there', async () => {
    const result = await plan(wanted(2))
    expect(result.status).toBe('infeasible')
    expect(result.supply.diagnosis?.conflicts).toEqual([
      expect.objectContaining({ limit: 'capacity', resourceId: 'dock', amount: 80, unit: 'hours' }),
    ])
  })
})

describe('a ship that cannot be complete within the plan', () => {
  it('is not begun, and that is told', async () => {
    const result = await proven({
      ...yard,
      calendar: { start: '2027-01-01', months: 2 },
      items: [
        { id: 'ship', price: 20_000 },
        { id: 'kit', purchaseCost: 50 },
      ],
      billOfMaterials: [{ itemId: 'ship', componentId: 'kit', quantityPer: 1 }],
      resources: [{ id: 'dock', capacityHours: 60, costPerHour: 30 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 1] }],
    })
    // 120 of 200 hours: in fractions 0.6 of a ship.
    expect(hoursOf(result, 'dock')).toEqual([0, 0])
    expect(recordOf(result, 'ship')).toMatchObject({ produced: [0, 0], workInProgress: [0, 0], backlog: [0, 1] })
    expect(recordOf(result, 'kit').purchased).toEqual([0, 0])
    expect(result.supply.warnings.find(({ code }) => code === 'unit-not-finished')).toMatchObject({
      refs: [{ itemId: 'ship' }],
      amount: 0.6,
      unit: 'units',
    })
    // The one that is asked for in February is never served: 200 hours are not there.
    expect(result.exceptions.find(({ code }) => code === 'full-resource')).toMatchObject({
      refs: [{ resourceId: 'dock' }],
      victims: [{ ref: { itemId: 'ship' }, amount: 1, never: 1, moneyAtStake: 20_000 }],
    })
  })

  it('stands beside one that is: of 2.4 ships two are begun', async () => {
    const result = await proven({
      ...yard,
      calendar: { start: '2027-01-01', months: 3 },
      items: [{ id: 'ship', price: 20_000 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 3] }],
    })
    expect(recordOf(result, 'ship').produced).toEqual([0, 1, 1])
    expect(hoursOf(result, 'dock').reduce((a, b) => a + b, 0)).toBe(400)
    expect(recordOf(result, 'ship').backlog).toEqual([0, 0, 1])
    expect(result.supply.warnings.find(({ code }) => code === 'unit-not-finished')?.amount).toBe(0.4)
  })
})

describe('periods too short for a unit', () => {
  it('one alone does not count: a unit of 30 hours is begun and complete in a week of 40', async () => {
    const result = await proven({
      ...yard,
      calendar: { start: '2027-01-04', weeks: 4 },
      items: [{ id: 'boat', price: 5_000 }],
      operations: [{ itemId: 'boat', resourceId: 'dock', runHoursPerUnit: 30 }],
      resources: [{ id: 'dock', capacityHours: [40, 16, 40, 40], costPerHour: 30 }],
      forecasts: [{ itemId: 'boat', quantities: [0, 0, 0, 2] }],
    })
    expect(recordOf(result, 'boat').produced).toEqual([0, 0, 1, 1])
    expect(recordOf(result, 'boat')).not.toHaveProperty('workInProgress')
    expect(hoursOf(result, 'dock')).toEqual([0, 0, 30, 30])
    expect(codesOf(result)).not.toContain('made-over-periods')
  })

  it('two in a row count, whatever comes later: weeks first, months after', async () => {
    const result = await proven({
      ...yard,
      calendar: { start: '2027-02-01', weeks: 4, months: 2 },
      items: [{ id: 'boat', price: 5_000, unmetDemand: 'forbidden' }],
      operations: [{ itemId: 'boat', resourceId: 'dock', runHoursPerUnit: 100 }],
      resources: [{ id: 'dock', capacityHours: [40, 40, 40, 40, 160, 160], costPerHour: 30 }],
      forecasts: [{ itemId: 'boat', quantities: [0, 0, 0, 1, 0, 0] }],
    })
    // 100 hours by the fourth week: 40, 40 and 20 backwards.
    expect(hoursOf(result, 'dock')).toEqual([0, 20, 40, 40, 0, 0])
    expect(recordOf(result, 'boat').produced).toEqual([0, 0, 0, 1, 0, 0])
  })

  it('a month that is a little shorter counts: 170 hours in months of 160 and 180', async () => {
    const result = await proven({
      ...yard,
      calendar: { start: '2027-01-01', months: 4 },
      items: [{ id: 'ship', price: 20_000, unmetDemand: 'forbidden' }],
      operations: [{ itemId: 'ship', resourceId: 'dock', runHoursPerUnit: 170 }],
      resources: [{ id: 'dock', capacityHours: [160, 180, 160, 180], costPerHour: 30 }],
      forecasts: [{ itemId: 'ship', quantities: [0, 0, 0, 4] }],
    })
    // 680 hours are all that there are: 160, 340, 500 and 680 of them by month, and a ship is complete at 170, 340, 510 and 680.
    expect(hoursOf(result, 'dock')).toEqual([160, 180, 160, 180])
    expect(recordOf(result, 'ship').produced).toEqual([0, 2, 0, 2])
  })
})

describe('a unit of several periods beside small ones', () => {
  it('leaves them the hours that it does not need', async () => {
    // A yacht takes 31.5 hours and earns 200, a dinghy 3 hours and 20. Of 3 x 15 hours (2 of each 15 overtime at 2, the others at
    // 1) one yacht leaves 13.5: four dinghies. Worked are 43.5 hours, 39 + 2 x 4.5 = 48 in money; 200 + 80 - 48 = 232.
    const { objective } = await optimizeProduction({
      calendar: createCalendar({ start: '2027-01-01', months: 3 }),
      items: [
        { id: 'yacht', source: 'make', price: 200, demand: [1, 0, 1], backlogCostPerUnit: 0 },
        { id: 'dinghy', source: 'make', price: 20, demand: [5, 0, 1], unmetDemand: 'lost', lostSaleCostPerUnit: 0 },
      ],
      operations: [
        { itemId: 'yacht', resourceId: 'slip', runHoursPerUnit: 31.5 },
        { itemId: 'dinghy', resourceId: 'slip', runHoursPerUnit: 3 },
      ],
      resources: [{ id: 'slip', capacityHours: 13, costPerHour: 1, overtimeHours: 2, overtimeCostPerHour: 2 }],
    })
    expect(objective.total).toBeCloseTo(232, 9)
  })
})
