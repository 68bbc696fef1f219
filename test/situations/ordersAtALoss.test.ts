import { describe, expect, it } from 'vitest'
import { plan, type Plan, type PlanInput, verify } from '../../src/index.js'

/**
 * An order that is booked is served whatever it pays. A controller must hear what it loses: a contract whose unavoidable cost is above what
 * it brings is onerous (IAS 37.66).
 */
async function proven(input: PlanInput): Promise<Plan> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const rowOf = ({ exceptions }: Plan): Plan['exceptions'][number] | undefined =>
  exceptions.find(({ code }) => code === 'orders-below-cost')

const lamps: PlanInput = {
  calendar: { start: '2027-01-01', months: 3 },
  items: [{ id: 'lamp', price: 20, purchaseCost: 12, safetyStock: 0 }],
  forecasts: [{ itemId: 'lamp', quantities: [40, 40, 40] }],
  customerOrders: [{ id: 'o1', itemId: 'lamp', requestedDate: '2027-01-20', quantity: 30, price: 8 }],
}

describe('thirty lamps that are sold at 8 and bought at 12', () => {
  it('lose 4 each, and would pay at 12', async () => {
    const result = await proven(lamps)
    expect(rowOf(result)).toMatchObject({
      severity: 'look',
      refs: [{ itemId: 'lamp' }],
      periodIds: ['2027-01', '2027-01'],
      amount: 30,
      moneyAtStake: 30 * 4,
      value: { price: 8, cost: 12, payingPrice: 12 },
    })
    expect(rowOf(result)?.message).toContain("Orders of 30 'lamp' in 2027-01 pay less than they cost")
    expect(rowOf(result)?.message).toContain('lose 120 in all; a price of 12 would pay')
  })

  it('lose what selling them takes, too', async () => {
    // A tenth goes to the agent: 7.20 is left of 8, and 13.34 would leave 12.
    const finance = { overheads: [{ id: 'agents', function: 'selling', rateOfRevenue: 0.1 }] } as const
    const result = await proven({ ...lamps, finance })
    expect(rowOf(result)?.moneyAtStake).toBeCloseTo(30 * 4.8, 6)
    expect(rowOf(result)?.value).toMatchObject({ price: 8, sellingCost: 0.8, payingPrice: 13.34 })
  })

  it.each(['backlog', 'lost'] as const)('pay at 13.34 also where nobody pays anything: %s', async (unmetDemand) => {
    // Given away to whoever asks at home; the price of abroad, where nobody asks, says nothing of what a buyer here would pay.
    const input: PlanInput = {
      ...lamps,
      items: [{ id: 'lamp', purchaseCost: 12, safetyStock: 0, unmetDemand }],
      markets: [{ id: 'home' }, { id: 'abroad' }],
      prices: [{ itemId: 'lamp', marketId: 'abroad', price: 3 }],
      forecasts: [
        { itemId: 'lamp', marketId: 'home', quantities: [20, 20, 20] },
        { itemId: 'lamp', marketId: 'abroad', quantities: [0, 0, 0] },
      ],
      customerOrders: [
        { id: 'o1', itemId: 'lamp', marketId: 'home', requestedDate: '2027-01-20', quantity: 3, price: 0 },
      ],
      finance: { overheads: [{ id: 'agents', function: 'selling', rateOfRevenue: 0.1 }] },
    }
    const { exceptions } = await proven(input)
    expect(rowOf({ exceptions } as Plan)?.value).toMatchObject({ price: 0, payingPrice: 13.34 })
    expect(exceptions.find(({ code }) => code === 'below-cost')?.value).toMatchObject({ payingPrice: 13.34 })
  })

  it('pay at no price where selling takes all of it', async () => {
    const finance = { overheads: [{ id: 'agents', function: 'selling', rateOfRevenue: 1 }] } as const
    const row = rowOf(await proven({ ...lamps, finance }))
    expect(row?.value).toMatchObject({ payingPrice: null })
    expect(row?.message).toContain('lose 360 in all; no price would pay')
  })

  it('are told of nothing without any price: what they bring nobody knows', async () => {
    // The standard of a stool is 4, a seat for it costs 40: it is dearer than the 8 that the planner takes it to be worth.
    const input: PlanInput = {
      calendar: { start: '2027-04-01', months: 1 },
      items: [
        { id: 'stool', safetyStock: 0 },
        { id: 'seat', purchaseCost: 40 },
      ],
      billOfMaterials: [{ itemId: 'stool', componentId: 'seat', quantityPer: 1 }],
      customerOrders: [{ id: 'o1', itemId: 'stool', requestedDate: '2027-04-20', quantity: 3 }],
      standards: [
        { itemId: 'stool', version: 'plan', element: 'material', firstDate: '2027-01-01', amountPerUnit: 4 },
        { itemId: 'seat', version: 'plan', element: 'material', firstDate: '2027-01-01', amountPerUnit: 4 },
      ],
      policy: { standardVersion: 'plan' },
    }
    expect(rowOf(await proven(input))).toBeUndefined()
  })

  it('are told with what was late before the plan, as far as they are not served with what lies there', async () => {
    // Ten of before at 5 lose 7 each, thirty at 8 lose 4. Four lie there, and go to who is served first: 6 and 30 are bought.
    const late = { id: 'o0', itemId: 'lamp', requestedDate: '2026-12-15', quantity: 10, price: 5 }
    const customerOrders = [late, ...(lamps.customerOrders ?? [])]
    const result = await proven({ ...lamps, customerOrders, stock: [{ itemId: 'lamp', onHand: 4 }] })
    expect(rowOf(result)).toMatchObject({ amount: 36, moneyAtStake: 6 * 7 + 30 * 4, value: { price: 5, cost: 12 } })
  })

  it('lose nothing anew where they lie there', async () => {
    expect(rowOf(await proven({ ...lamps, stock: [{ itemId: 'lamp', onHand: 120 }] }))).toBeUndefined()
  })

  it('are told whatever the policy says of forecast', async () => {
    for (const sellBelowCost of ['always', 'never'] as const)
      expect(rowOf(await proven({ ...lamps, policy: { sellBelowCost } }))?.moneyAtStake).toBe(120)
  })

  it('are not told where they pay', async () => {
    const customerOrders = lamps.customerOrders?.map((order) => ({ ...order, price: 12 })) ?? []
    expect(rowOf(await proven({ ...lamps, customerOrders }))).toBeUndefined()
  })
})

it('goes by what made things cost at every level: parts, wages, and no overhead that is paid all the same', async () => {
  // A frame of 30, an hour at 20 and 2 of variable overhead are 52; at 45 ten bikes lose 70.
  const result = await proven({
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'bike', price: 90, safetyStock: 0 },
      { id: 'frame', purchaseCost: 30, safetyStock: 0 },
    ],
    billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 1 }],
    operations: [{ itemId: 'bike', resourceId: 'stand', runHoursPerUnit: 1 }],
    resources: [{ id: 'stand', capacityHours: 100, costPerHour: 20, variableOverheadPerHour: 2 }],
    forecasts: [{ itemId: 'bike', quantities: [20, 20] }],
    customerOrders: [{ id: 'o1', itemId: 'bike', requestedDate: '2027-02-10', quantity: 10, price: 45 }],
  })
  expect(rowOf(result)).toMatchObject({
    periodIds: ['2027-02', '2027-02'],
    amount: 10,
    value: { price: 45, payingPrice: expect.any(Number) },
  })
  expect(rowOf(result)?.moneyAtStake).toBeCloseTo(70, 6)
})

describe('forty shelves at 100', () => {
  const shelves: PlanInput = {
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'table', price: 200, safetyStock: 0 },
      { id: 'shelf', price: 300, safetyStock: 0 },
    ],
    operations: [
      { itemId: 'table', resourceId: 'saw', runHoursPerUnit: 1 },
      { itemId: 'shelf', resourceId: 'saw', runHoursPerUnit: 1 },
    ],
    resources: [
      { id: 'saw', capacityHours: 100, overtimeHours: 100, costPerHour: 60, overtimeCostPerHour: 120 },
      { id: 'oven', capacityHours: 0, overtimeHours: 100, costPerHour: 60, overtimeCostPerHour: 120 },
    ],
    forecasts: [{ itemId: 'table', quantities: [100, 100] }],
    customerOrders: [{ id: 'o1', itemId: 'shelf', requestedDate: '2027-01-20', quantity: 40, price: 100 }],
  }
  const incomeOf = ({ kpis }: Plan): number => Number(kpis.operatingIncome.total)

  it('lose the overtime at 120 that is worked for them, where tables have the regular hours', async () => {
    const result = await proven(shelves)
    const without = await proven({ ...shelves, customerOrders: [] })
    expect(incomeOf(result) - incomeOf(without)).toBe(-800)
    expect(rowOf(result)).toMatchObject({
      amount: 40,
      moneyAtStake: 800,
      value: { price: 100, cost: 120, payingPrice: 120 },
    })
    expect(rowOf(result)?.message).toContain('for what the plan spends 120 on')
  })

  it('lose no more than the overtime that they take: five of forty hours', async () => {
    // 5 x 120 + 35 x 60 = 2,700 are saved without them, 67.50 a shelf: they earn 1,300.
    const input: PlanInput = { ...shelves, forecasts: [{ itemId: 'table', quantities: [65, 100] }] }
    expect(rowOf(await proven(input))).toBeUndefined()
    const low = shelves.customerOrders?.map((order) => ({ ...order, price: 60 })) ?? []
    const result = await proven({ ...input, customerOrders: low })
    const without = await proven({ ...input, customerOrders: [] })
    expect(incomeOf(result) - incomeOf(without)).toBe(-300)
    expect(rowOf(result)).toMatchObject({ amount: 40, moneyAtStake: 300, value: { cost: 67.5, payingPrice: 67.5 } })
  })

  it.each([
    [100, 800],
    [59, 2440],
  ])('lose what overtime costs where there are no regular hours: at %d', async (price, lost) => {
    const result = await proven({
      ...shelves,
      operations: [{ itemId: 'shelf', resourceId: 'oven', runHoursPerUnit: 1 }],
      items: [{ id: 'shelf', price: 300, safetyStock: 0 }],
      forecasts: [],
      customerOrders: shelves.customerOrders?.map((order) => ({ ...order, price })) ?? [],
    })
    expect(incomeOf(result)).toBe(-lost)
    expect(rowOf(result)).toMatchObject({ moneyAtStake: lost, value: { price, cost: 120, payingPrice: 120 } })
  })
})

describe('pumps that are bought at 80', () => {
  const pumps: PlanInput = {
    calendar: { start: '2027-01-01', months: 2 },
    items: [{ id: 'pump', price: 120, purchaseCost: 80, safetyStock: 0 }],
  }
  const aboveValue = ({ exceptions }: Plan): Plan['exceptions'][number] | undefined =>
    exceptions.find(({ code }) => code === 'stock-above-value')

  it('lose what the month costs in which there are enough', async () => {
    // January has ten at 80, which its forecast takes; in February they are 120 each.
    const result = await proven({
      ...pumps,
      items: [{ id: 'pump', price: 150, purchaseCost: [80, 120], supplyLimit: [10, 100], safetyStock: 0 }],
      forecasts: [{ itemId: 'pump', quantities: [10, 0] }],
      customerOrders: [{ id: 'o1', itemId: 'pump', requestedDate: '2027-02-10', quantity: 40, price: 100 }],
    })
    expect(rowOf(result)).toMatchObject({
      amount: 40,
      moneyAtStake: 800,
      value: { price: 100, cost: 120, payingPrice: 120 },
    })
  })

  it('go by what is saved without an order, whoever has which unit', async () => {
    // Forty of January at 80 are held for the order of February, and its forecast has forty at 120: without the order those would not be bought.
    const result = await proven({
      ...pumps,
      items: [{ id: 'pump', price: 300, purchaseCost: [80, 120], supplyLimit: [40, 100] }],
      stockPolicies: [{ itemId: 'pump', safetyStock: 0, holdingCostRatePerYear: 0 }],
      forecasts: [{ itemId: 'pump', quantities: [0, 80] }],
      customerOrders: [{ id: 'o1', itemId: 'pump', requestedDate: '2027-02-10', quantity: 40, price: 100 }],
    })
    expect(result.supply.records[0]?.purchased).toEqual([40, 40])
    expect(rowOf(result)).toMatchObject({ amount: 40, moneyAtStake: 800, value: { cost: 120 } })
  })

  it('lose once where they lie there: as stock above its value', async () => {
    const result = await proven({
      ...pumps,
      stock: [{ itemId: 'pump', onHand: 40 }],
      forecasts: [{ itemId: 'pump', quantities: [0, 40] }],
      customerOrders: [{ id: 'o1', itemId: 'pump', requestedDate: '2027-01-10', quantity: 40, price: 60 }],
    })
    expect(aboveValue(result)?.moneyAtStake).toBe(800)
    expect(rowOf(result)).toBeUndefined()
  })

  it('lose anew what is not served with what lies there', async () => {
    // The forty on hand go to January at 10, and stand 2,800 too high; those of February are bought, and lose 5 each.
    const result = await proven({
      ...pumps,
      stock: [{ itemId: 'pump', onHand: 40 }],
      customerOrders: [
        { id: 'a', itemId: 'pump', requestedDate: '2027-01-10', quantity: 40, price: 10 },
        { id: 'b', itemId: 'pump', requestedDate: '2027-02-10', quantity: 40, price: 75 },
      ],
    })
    expect(aboveValue(result)?.moneyAtStake).toBe(2800)
    expect(rowOf(result)).toMatchObject({ periodIds: ['2027-02', '2027-02'], amount: 40, moneyAtStake: 200 })
  })
})

it('counts parts at what the plan pays for them: frames of January for bikes of February', async () => {
  // Frames are 30 in January and 90 in February, and all are bought in January: a bike takes 30 and an hour at 20.
  const bikes: PlanInput = {
    calendar: { start: '2027-01-01', months: 2 },
    items: [
      { id: 'bike', price: 200, safetyStock: 0 },
      { id: 'frame', purchaseCost: [30, 90] },
    ],
    billOfMaterials: [{ itemId: 'bike', componentId: 'frame', quantityPer: 1 }],
    operations: [{ itemId: 'bike', resourceId: 'stand', runHoursPerUnit: 1 }],
    resources: [{ id: 'stand', capacityHours: [1, 100], costPerHour: 20 }],
    stockPolicies: [{ itemId: 'frame', safetyStock: 0, holdingCostRatePerYear: 0 }],
    forecasts: [{ itemId: 'bike', quantities: [0, 20] }],
    customerOrders: [{ id: 'o1', itemId: 'bike', requestedDate: '2027-02-10', quantity: 10, price: 60 }],
  }
  expect(rowOf(await proven(bikes))).toBeUndefined()
  const customerOrders = bikes.customerOrders?.map((order) => ({ ...order, price: 45 })) ?? []
  expect(rowOf(await proven({ ...bikes, customerOrders }))).toMatchObject({
    amount: 10,
    moneyAtStake: 50,
    value: { cost: 50 },
  })
})
