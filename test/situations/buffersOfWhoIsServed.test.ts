import { describe, expect, it } from 'vitest'
import { plan, type PlanInput, verify } from '../../src/index.js'

/**
 * A shop buys lamps at 12 within the week and plans every week. Forecasts are off by as much as they are large, one week
 * independent of the other: demand is exponential, and 95 % of it are below ln 20 = 2.9957 times its mean. The week's safety stock
 * is 1.9957 times its mean.
 */
const WEEKS = 4
const weekly = (units: number): { quantities: number[]; stdDev: number[] } => ({
  quantities: new Array<number>(WEEKS).fill(units),
  stdDev: new Array<number>(WEEKS).fill(units),
})
const calendar = { start: '2027-01-04', weeks: WEEKS }

async function buffersOf(input: PlanInput): Promise<Record<string, readonly number[]>> {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return Object.fromEntries(result.supply.records.map(({ itemId, safetyStock }) => [itemId, safetyStock]))
}

describe('safety stock of what is refused to some', () => {
  it('covers the market that pays, and not the larger one beside it that does not', async () => {
    const input: PlanInput = {
      calendar,
      markets: [{ id: 'north' }, { id: 'south' }],
      items: [{ id: 'lamp', purchaseCost: 12 }],
      prices: [
        { itemId: 'lamp', marketId: 'north', price: 20 },
        { itemId: 'lamp', marketId: 'south', price: 10 },
      ],
      forecasts: [
        { itemId: 'lamp', marketId: 'north', ...weekly(10) },
        { itemId: 'lamp', marketId: 'south', ...weekly(1000) },
      ],
    }
    // 19.957 of the north
    expect(await buffersOf(input)).toEqual({ lamp: [20, 20, 20, 20] })
    // Bought at a loss for both: two exponential demands, of 1,000 and of 10, together; more than 1,995.7 of the south alone.
    const [both = 0] = (await buffersOf({ ...input, policy: { sellBelowCost: 'always' } })).lamp ?? []
    expect(both).toBeGreaterThan(1900)
  })

  it('is none where all that pays is an order, which is sure', async () => {
    const input: PlanInput = {
      calendar,
      items: [{ id: 'lamp', price: 10, purchaseCost: 12 }],
      forecasts: [{ itemId: 'lamp', ...weekly(1000) }],
      customerOrders: [{ id: 'book', itemId: 'lamp', quantity: 1, requestedDate: '2027-01-13', price: 20 }],
    }
    expect(await buffersOf(input)).toEqual({ lamp: [0, 0, 0, 0] })
  })

  it('ends with the weeks in which the price pays', async () => {
    const input: PlanInput = {
      calendar,
      items: [{ id: 'lamp', price: [20, 20, 10, 10], purchaseCost: 12 }],
      forecasts: [{ itemId: 'lamp', ...weekly(100) }],
    }
    // 199.57 of the week that a stock ends with
    expect(await buffersOf(input)).toEqual({ lamp: [200, 200, 0, 0] })
  })

  it('covers, of lead time and review, the weeks that are served', async () => {
    const input: PlanInput = {
      calendar,
      items: [{ id: 'lamp', price: [10, 20, 20, 20], purchaseCost: 12, leadTimeDays: 7 }],
      forecasts: [{ itemId: 'lamp', ...weekly(100) }],
      stock: [{ itemId: 'lamp', onHand: 500 }],
    }
    // Of the two weeks up to the second one is served; from then on both: the sum of two is half of chi-square with 4
    // degrees, 9.488 / 2 x 100 - 200 = 274.4.
    expect(await buffersOf(input)).toEqual({ lamp: [0, 200, 275, 275] })
  })
})

describe('safety stock of parts', () => {
  const shade = { id: 'shade', purchaseCost: 10, leadTimeDays: 7 }
  const shop: PlanInput = {
    calendar,
    items: [{ id: 'lamp', price: 80 }, shade],
    billOfMaterials: [{ itemId: 'lamp', componentId: 'shade', quantityPer: 1 }],
    forecasts: [{ itemId: 'lamp', ...weekly(10) }],
    stock: [{ itemId: 'shade', onHand: 60 }],
  }

  it('is as if the goods that are refused did not exist', async () => {
    const alone = await buffersOf(shop)
    expect(alone.shade?.every((units) => units > 0)).toBe(true)
    const beside = await buffersOf({
      ...shop,
      items: [...(shop.items ?? []), { id: 'toy', price: 9 }],
      billOfMaterials: [...(shop.billOfMaterials ?? []), { itemId: 'toy', componentId: 'shade', quantityPer: 1 }],
      forecasts: [...(shop.forecasts ?? []), { itemId: 'toy', ...weekly(1000) }],
    })
    expect(beside).toEqual({ ...alone, toy: [0, 0, 0, 0] })
  })
})
