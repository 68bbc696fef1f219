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

  it('are told with what was late before the plan, those first that lose most, as far as anything is bought', async () => {
    // Ten of before at 5 lose 7 each, thirty at 8 lose 4. 95 of the 130 that are asked for lie there: 35 are bought.
    const late = { id: 'o0', itemId: 'lamp', requestedDate: '2026-12-15', quantity: 10, price: 5 }
    const customerOrders = [late, ...(lamps.customerOrders ?? [])]
    const result = await proven({ ...lamps, customerOrders, stock: [{ itemId: 'lamp', onHand: 95 }] })
    expect(rowOf(result)).toMatchObject({ amount: 35, moneyAtStake: 10 * 7 + 25 * 4, value: { price: 5, cost: 12 } })
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
