import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import {
  cashBudget,
  type CashBudgetInput,
  collections,
  creditSweep,
  depreciate,
  fixedAssetSchedule,
  growthPlan,
  indirectCashFlow,
  purchasesBudget,
} from '../../src/finance/index.js'
import { deepFreeze } from './readStatement.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)
const USD = { currency: 'USD' } as const
const cents = (value: number): number => Math.round(value * 100)

describe('cashBudget', () => {
  const budget = (input: Partial<CashBudgetInput>) =>
    cashBudget({ openingCash: 0, receipts: [], disbursements: [], ...input }, USD)

  test('repays part of a loan with its interest, the oldest first', () => {
    const { rows, closingLoans, interestAccrued } = budget({
      receipts: [0, 0, 50, 200],
      disbursements: [40, 60, 0, 0],
      interestRatePerPeriod: 0.1,
    })
    // Drawn 40 in period 1 and 60 in 2. Period 3: 50 repays p of the first with three periods' interest: 1.3 p <= 50,
    // p = 38.46 (interest 11.54). Period 4: the other 1.54 with 40 % (0.62), the 60 with 30 % (18).
    expect(rows.map(({ borrowing }) => borrowing)).toEqual([40, 60, 0, 0])
    expect(rows.map(({ repayment }) => repayment)).toEqual([0, 0, 38.46, 61.54])
    expect(rows.map(({ interest }) => interest)).toEqual([0, 0, 11.54, 18.62])
    expect(rows.map(({ loans }) => loans)).toEqual([40, 100, 61.54, 0])
    expect(rows[3]?.closingCash).toBe(119.84)
    expect([closingLoans, interestAccrued]).toEqual([0, 0])
  })

  test('draws and repays in multiples', () => {
    const { rows } = budget({
      minimumCash: 5,
      receipts: [0, 25],
      disbursements: [12, 0],
      borrowingMultiple: 10,
      interestRatePerPeriod: 0.05,
    })
    // 17 are missing: 20 are drawn, 8 stay. Then 33 - 5 = 28: 20 and two periods' interest of 2.
    expect(rows[0]).toMatchObject({ excess: -12, borrowing: 20, closingCash: 8 })
    expect(rows[1]).toMatchObject({ excess: 33, repayment: 20, interest: 2, closingCash: 11 })
  })

  test('with interest in each period borrows what the interest takes, too', () => {
    const { rows } = budget({
      receipts: [0, 0, 300],
      disbursements: [90, 0, 0],
      interestRatePerPeriod: 0.1,
      interestPayment: 'eachPeriod',
    })
    // 90 / (1 - 0.1) = 100 drawn, 10 of it interest. Then the least b with b >= R(0.1 (100 + b)): 11.11, all interest.
    expect(rows.map(({ borrowing }) => borrowing)).toEqual([100, 11.11, 0])
    expect(rows.map(({ interest }) => interest)).toEqual([10, 11.11, 11.11])
    expect(rows.map(({ closingCash }) => closingCash)).toEqual([0, 0, 177.78])
  })

  test('pays no interest on a cent that was not drawn', () => {
    // 0.10 is missing. Of 0.95 drawn 0.855, so 0.86, is interest; of 0.96 it is 0.864, so 0.86. On 0.97 it would be 0.87.
    const { rows } = budget({
      receipts: [0],
      disbursements: [0.1],
      interestRatePerPeriod: 0.9,
      interestPayment: 'eachPeriod',
    })
    expect(rows[0]).toMatchObject({ borrowing: 0.96, interest: 0.86, closingCash: 0 })
  })

  test('can repay in the last period only, and says what open loans cost', () => {
    const input = { receipts: [0, 100, 0], disbursements: [10, 0, 0], interestRatePerPeriod: 0.01 }
    expect(budget({ ...input, repayment: 'lastPeriod' }).rows.map(({ repayment }) => repayment)).toEqual([0, 0, 10])
    const open = budget({ receipts: [0, 0], disbursements: [10, 0], interestRatePerPeriod: 0.01 })
    expect([open.closingLoans, open.interestAccrued]).toEqual([10, 0.2])
  })

  test('never ends under the minimum, and loses no cent', () => {
    const amount = fc.integer({ min: 0, max: 100_000 }).map((value) => value / 100)
    const arbitrary = fc.record({
      openingCash: amount,
      minimumCash: amount,
      flows: fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 8 }),
      interestRatePerPeriod: fc.integer({ min: 0, max: 500 }).map((value) => value / 1000),
      borrowingMultiple: fc.constantFrom(0.01, 1, 25),
      interestPayment: fc.constantFrom('onRepayment' as const, 'eachPeriod' as const),
      repayment: fc.constantFrom('asCashAllows' as const, 'lastPeriod' as const),
    })
    fc.assert(
      fc.property(arbitrary, ({ flows, ...input }) => {
        const receipts = flows.map(([receipt]) => receipt)
        const disbursements = flows.map(([, disbursement]) => disbursement)
        const { rows } = cashBudget(deepFreeze({ ...input, receipts, disbursements }), USD)
        let cash = cents(input.openingCash)
        let loans = 0
        rows.forEach((row, t) => {
          cash += cents(receipts[t] as number) - cents(disbursements[t] as number)
          cash += cents(row.borrowing) - cents(row.repayment) - cents(row.interest)
          loans += cents(row.borrowing) - cents(row.repayment)
          expect(cents(row.closingCash)).toBe(cash)
          expect(cents(row.loans)).toBe(loans)
          expect(cash).toBeGreaterThanOrEqual(cents(input.minimumCash))
          expect(loans).toBeGreaterThanOrEqual(0)
          expect(cents(row.borrowing) % cents(input.borrowingMultiple)).toBe(0)
        })
      }),
      { numRuns: RUNS },
    )
  })

  test('names every mistake', () => {
    expect(() =>
      budget({
        receipts: [1, 2],
        disbursements: [1],
        interestRatePerPeriod: 3,
        minimumCash: -1,
        borrowingMultiple: 0,
        repayment: 'never' as 'lastPeriod',
      }),
    ).toThrow(
      /minimumCash: [\s\S]*interestRatePerPeriod: [\s\S]*repayment: [\s\S]*disbursements: [\s\S]*borrowingMultiple: /,
    )
    expect(() => budget({})).toThrow(/receipts: This must be an array of entries, at least 1/)
  })
})

describe('collections', () => {
  test('by net days need a calendar', () => {
    const calendar = createCalendar({ start: '2027-01-01', months: 2 })
    expect(
      collections({ amounts: [310, 280], terms: { netDays: 1 }, openingBalance: 7 }, { ...USD, calendar }),
    ).toEqual({
      cash: [307, 280],
      open: [10, 10],
    })
    expect(() => collections({ amounts: [1], terms: { netDays: 1 } }, USD)).toThrow(/calendar: Net days need/)
    expect(() => collections({ amounts: [1], terms: { profile: [1] } }, { ...USD, calendar })).toThrow(
      /one period per amount/,
    )
  })

  test('names every mistake', () => {
    expect(() => collections({ amounts: [Number.NaN], terms: { profile: [0.5] }, historyPeriods: 4 }, USD)).toThrow(
      /amounts\[0\]: [\s\S]*terms.profile: [\s\S]*historyPeriods: /,
    )
    expect(() => collections({ amounts: [], terms: { profile: [1] } }, USD)).toThrow(
      /amounts: This must be an array of entries, at least 1/,
    )
  })
})

describe('purchasesBudget', () => {
  test('buys nothing while there is too much, and keeps what is left', () => {
    const budget = purchasesBudget(
      { unitSales: [10, 10, 10], closingStockRate: 0.5, openingUnits: 22, purchaseCost: [1, 2] },
      USD,
    )
    // 22 - 10 = 12 are left, more than the 5 wanted; then 10 + 5 - 12 = 3.
    expect(budget).toEqual({
      purchaseUnits: [0, 3],
      closingUnits: [12, 5],
      purchases: [0, 6],
      payments: [0, 6],
      payables: [0, 0],
    })
  })

  test('without an ending stock budgets every period', () => {
    expect(
      purchasesBudget({ unitSales: [3, 4], closingStockRate: 0, openingUnits: 0, purchaseCost: '0.5' }, USD).purchases,
    ).toEqual([1.5, 2])
  })

  test('needs the sales after the last period', () => {
    expect(() =>
      purchasesBudget({ unitSales: [3, 4], closingStockRate: 0.1, openingUnits: 0, purchaseCost: 1, horizon: 2 }, USD),
    ).toThrow(/need 3 periods of sales/)
    expect(() =>
      purchasesBudget({ unitSales: [3], closingStockRate: 0.1, openingUnits: -1, purchaseCost: 1 }, USD),
    ).toThrow(/openingUnits: [\s\S]*no period/)
  })
})

describe('creditSweep', () => {
  test.each([
    [
      { cashBeforeCredit: 20, minimumCash: 50, drawn: 10 },
      { draw: 30, repayment: 0, drawn: 40, cash: 50, shortfall: 0 },
    ],
    [
      { cashBeforeCredit: 20, minimumCash: 50, drawn: 10, limit: 25 },
      { draw: 15, repayment: 0, drawn: 25, cash: 35, shortfall: 15 },
    ],
    [
      { cashBeforeCredit: -5, drawn: 30, limit: 25 },
      { draw: 0, repayment: 0, drawn: 30, cash: -5, shortfall: 5 },
    ],
    [
      { cashBeforeCredit: 70, minimumCash: 50, drawn: 60 },
      { draw: 0, repayment: 20, drawn: 40, cash: 50, shortfall: 0 },
    ],
    [
      { cashBeforeCredit: 50, minimumCash: 50 },
      { draw: 0, repayment: 0, drawn: 0, cash: 50, shortfall: 0 },
    ],
  ])('%j', (input, expected) => {
    expect(creditSweep(input, USD)).toEqual(expected)
  })

  test('names every mistake', () => {
    expect(() => creditSweep({ cashBeforeCredit: 'x', minimumCash: -1, drawn: -1, limit: -1 }, USD)).toThrow(
      /4 problems/,
    )
  })
})

describe('depreciate', () => {
  test('charges add to cost less salvage value, and never differ by more than a cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 400 }),
        (cost, share, lifeMonths) => {
          const salvage = Math.floor((cost * share) / 100)
          const { charges, accumulated, bookValues } = depreciate(
            { cost: cost / 100, salvageValue: salvage / 100, lifeMonths },
            USD,
          )
          const even = (cost - salvage) / lifeMonths
          expect(charges.reduce((sum, charge) => sum + cents(charge), 0)).toBe(cost - salvage)
          expect(charges.every((charge) => Math.abs(cents(charge) - even) <= 1)).toBe(true)
          expect(cents(accumulated.at(-1) as number)).toBe(cost - salvage)
          expect(cents(bookValues.at(-1) as number)).toBe(salvage)
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('names every mistake', () => {
    expect(() => depreciate({ cost: 5, salvageValue: 6, lifeMonths: 0.5 }, USD)).toThrow(
      /lifeMonths: [\s\S]*salvageValue: /,
    )
  })
})

test('fixedAssetSchedule rolls each asset forward: opening + additions - depreciation - disposals = closing', () => {
  const calendar = createCalendar({ start: '2027-01-01', months: 3 })
  const assets = [
    { id: 'old', cost: 360, lifeMonths: 36, acquiredDate: '2026-07', disposedDate: '2027-02', proceeds: 320 },
    { id: 'new', cost: 100, lifeMonths: 3, acquiredDate: '2027-03-31' },
  ]
  const schedule = fixedAssetSchedule(deepFreeze(assets), { calendar, currency: 'EUR' })
  // Six months of 10 before the plan: 300; January 10; sold in February at 290 book value.
  expect(schedule.assets[0]).toEqual({
    assetId: 'old',
    openingBookValue: [300, 290, 0],
    additions: [0, 0, 0],
    depreciation: [10, 0, 0],
    disposals: [0, 290, 0],
    proceeds: [0, 320, 0],
    disposalResult: [0, 30, 0],
    closingBookValue: [290, 0, 0],
  })
  expect(schedule.total.closingBookValue).toEqual([290, 0, 66.67])
  expect(schedule.periodIds).toEqual(['2027-01', '2027-02', '2027-03'])
  expect(() => fixedAssetSchedule([{ ...assets[0], cost: -1 } as never], { calendar, currency: 'EUR' })).toThrow(
    /assets\[0\].cost/,
  )
})

test('indirectCashFlow takes what is missing as zero, and refuses what is no amount', () => {
  expect(indirectCashFlow({ netIncome: -5 }, { currency: 'JPY' })).toEqual({
    operating: -5,
    investing: 0,
    financing: 0,
    netChange: -5,
  })
  expect(() => indirectCashFlow({ netIncome: Number.NaN, financing: ['a'] }, USD)).toThrow(/financing\[0\]/)
})

test('growthPlan shrinks as well as grows, and refuses what is no plan', () => {
  expect(growthPlan({ baseAmount: 100, growthRates: [0.5, -0.5], seasonality: [1, 2] }, { currency: 'JPY' })).toEqual([
    { annual: 150, parts: [50, 100] },
    { annual: 75, parts: [25, 50] },
  ])
  expect(() => growthPlan({ baseAmount: 1, growthRates: [-1], seasonality: [-1] }, USD)).toThrow(
    /growthRates\[0\]: [\s\S]*seasonality\[0\]: /,
  )
  expect(() => growthPlan({ baseAmount: 1, growthRates: [0], seasonality: [0, 0] }, USD)).toThrow(/sum above zero/)
})
