import { describe, expect, it } from 'vitest'
import { type Notice, plan, type PlanInput, type Ref, verify } from '../../src/index.js'
import { amounts } from './statementOf.js'

/**
 * Nothing that moves money is silent. A shop sells ten lamps a month, and its input leaves out what inputs leave out: each
 * gap is filled by a default, and each default is told, with the rows that it concerns.
 */
const shop: PlanInput = {
  currency: 'USD',
  calendar: { start: '2027-01-01', months: 2 },
  items: [{ id: 'lamp', price: 50, purchaseCost: 20, leadTimeDays: 0, inventoryClass: 'merchandise' }],
  forecasts: [{ itemId: 'lamp', quantities: [10, 10] }],
  overheads: [{ id: 'rent', function: 'administration', amount: 30 }],
  assets: [
    { id: 'oven', cost: 240, lifeMonths: 24, acquiredDate: '2027-01' },
    { id: 'van', cost: 600, lifeMonths: 60, acquiredDate: '2026-01', disposedDate: '2027-02', function: 'selling' },
  ],
  creditFacilities: [{ id: 'bank' }],
  taxes: [{ id: 'tax', rateShare: 0.2 }],
  stock: [
    { itemId: 'lamp', lotId: 'A', onHand: 5 },
    { itemId: 'lamp', lotId: 'B', onHand: 5, unitCost: 20 },
  ],
  finance: { customerTerms: { netDays: 0 }, supplierTerms: { netDays: 0 }, payrollTerms: { netDays: 30 } },
}

const proven = async (input: PlanInput): Promise<Awaited<ReturnType<typeof plan>>> => {
  const result = await plan(input)
  expect(verify(result, { input }).checks.flatMap(({ failures }) => failures)).toEqual([])
  return result
}

const refsOf = (notices: readonly Notice[], code: Notice['code']): (readonly Ref[])[] =>
  notices.filter((notice) => notice.code === code).map(({ refs }) => refs)

describe('what an input leaves out and money follows from', () => {
  it('is told, once for each default, with the rows that it concerns', async () => {
    const { assumptions } = await proven(shop)
    expect(refsOf(assumptions, 'paid-at-once')).toEqual([[{ overheadId: 'rent' }], [{ assetId: 'oven' }]])
    expect(assumptions.find(({ code }) => code === 'tax-terms-missing')?.path).toBe("taxes['tax'].terms")
    expect(refsOf(assumptions, 'salvage-value-missing')).toEqual([[{ assetId: 'oven' }, { assetId: 'van' }]])
    expect(refsOf(assumptions, 'asset-function-missing')).toEqual([[{ assetId: 'oven' }]])
    expect(refsOf(assumptions, 'proceeds-missing')).toEqual([[{ assetId: 'van' }]])
    expect(refsOf(assumptions, 'interest-rate-missing')).toEqual([[{ creditFacilityId: 'bank' }]])
    expect(refsOf(assumptions, 'credit-unlimited')).toEqual([[{ creditFacilityId: 'bank' }]])
    expect(refsOf(assumptions, 'stock-at-standard')).toEqual([[{ itemId: 'lamp', lotId: 'A' }]])
    expect(assumptions.find(({ code }) => code === 'opening-balance-missing')?.value).toMatchObject({
      accounts: ['cash', 'receivables', 'payables', 'wagesPayable', 'taxPayable', 'creditFacilities'],
    })
  })

  it('is not told where it is there', async () => {
    const once = { netDays: 0 }
    const { assumptions } = await proven({
      ...shop,
      overheads: [{ id: 'rent', function: 'administration', amount: 30, terms: once }],
      assets: (shop.assets ?? []).map((asset) => ({
        salvageValue: 0,
        function: 'selling',
        terms: once,
        ...asset,
        ...(asset.disposedDate !== undefined && { proceeds: 0 }),
      })),
      creditFacilities: [{ id: 'bank', limit: 900, interestRatePerYear: 0.1 }],
      taxes: [{ id: 'tax', rateShare: 0.2, terms: once }],
      stock: (shop.stock ?? []).map((row) => ({ unitCost: 20, ...row })),
      finance: {
        ...shop.finance,
        openingCash: 0,
        openingReceivables: 0,
        openingPayables: 0,
        openingWagesPayable: 0,
        openingTaxPayable: 0,
        openingCreditLine: 0,
      },
    })
    const codes = new Set(assumptions.map(({ code }) => code))
    for (const code of [
      'paid-at-once',
      'tax-terms-missing',
      'salvage-value-missing',
      'asset-function-missing',
      'proceeds-missing',
      'interest-rate-missing',
      'credit-unlimited',
      'stock-at-standard',
      'opening-balance-missing',
    ] as const) {
      expect(codes, code).not.toContain(code)
    }
  })
})

describe('customers who wait since before the plan', () => {
  const late = (markets: readonly string[]): PlanInput => ({
    calendar: { start: '2027-01-01', months: 1 },
    items: [{ id: 'lamp', price: 50, purchaseCost: 20 }],
    markets: [{ id: 'north' }, { id: 'south' }],
    prices: [{ itemId: 'lamp', marketId: 'south', price: 40 }],
    forecasts: markets.map((marketId) => ({ itemId: 'lamp', marketId, quantities: [10] })),
    stock: [{ itemId: 'lamp', onHand: 0, backlog: 6 }],
  })

  it('are taken as those of the first market, which is told where there are several', async () => {
    const result = await proven(late(['south', 'north']))
    // 10 + 6 in the north at 50, 10 in the south at 40.
    expect(amounts(result, 'incomeStatement', 'revenue')).toEqual([1_200])
    const told = result.assumptions.filter(({ code }) => code === 'backlog-market-assumed')
    expect(told).toMatchObject([{ refs: [{ itemId: 'lamp', marketId: 'north' }], amount: 6, unit: 'units' }])
    expect(told[0]?.message).toContain("of the market 'north'")
  })

  it('are those of the only market without a word', async () => {
    const result = await proven(late(['south']))
    expect(refsOf(result.assumptions, 'backlog-market-assumed')).toEqual([])
  })
})

describe('what is owed from before the plan', () => {
  it('without a day comes evenly over the days of its terms, and that is told', async () => {
    // 590 over 59 days are 10 a day: 310 in January, 280 in February. The market pays its 40 on its day, and is not spoken of.
    const result = await proven({
      ...shop,
      markets: [{ id: 'north' }, { id: 'south' }],
      forecasts: [{ itemId: 'lamp', marketId: 'north', quantities: [10, 10] }],
      openingBalances: [
        { account: 'receivables', amount: 590 },
        { account: 'receivables', marketId: 'south', amount: '40.00', dueDate: '2027-02-10' },
        { account: 'payables', amount: 0 },
      ],
      finance: { ...shop.finance, customerTerms: { netDays: 59 } },
    })
    const told = result.assumptions.filter(({ code }) => code === 'opening-balance-by-terms')
    expect(told.map(({ refs, value }) => ({ refs, value }))).toEqual([
      { refs: [], value: { accounts: ['receivables'] } },
    ])
    // Of January's 500, invoiced as they are sold, nothing is in before March.
    expect(amounts(result, 'cashFlow', 'receiptsFromCustomers')).toEqual([310, 320])
  })
})

describe('a cost that changes within the plan', () => {
  it('is no standard after the first period, and that is told', async () => {
    const items = [{ id: 'lamp', price: 50, purchaseCost: [20, 23], inventoryClass: 'merchandise' as const }]
    const { assumptions, costs } = await proven({ ...shop, items })
    expect(costs[0]?.unitCost).toBe(20)
    expect(refsOf(assumptions, 'standard-of-first-period')).toEqual([[{ itemId: 'lamp' }]])
    const same = await proven({ ...shop, items: [{ ...items[0], id: 'lamp', purchaseCost: [20, 20] }] })
    expect(refsOf(same.assumptions, 'standard-of-first-period')).toEqual([])
  })
})
