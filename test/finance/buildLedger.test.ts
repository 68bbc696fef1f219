import { describe, expect, test } from 'vitest'
import { type Calendar, createCalendar } from '../../src/core/time/calendar.js'
import {
  balanceSheet,
  buildLedger,
  cashFlow,
  incomeStatement,
  type LedgerInput,
  type LedgerTax,
  type PurchaseFlow,
  type StockFlow,
} from '../../src/finance/index.js'
import { amounts, opening, openingOf, postingsOf } from './readStatement.js'

const months = (count: number): Calendar => createCalendar({ start: '2027-01-01', months: count })

const base = (calendar: Calendar, extra: Partial<LedgerInput> = {}): LedgerInput => ({
  calendar,
  currency: 'USD',
  openingBalances: opening({ cash: 1000, shareCapital: 1000 }),
  ...extra,
})

/** A mug bought to be sold again, as flows of stock and of purchases. */
const resale = (
  fields: Partial<StockFlow> & { readonly closingUnits: readonly number[] },
  bought?: Omit<PurchaseFlow, 'itemId'>,
): Pick<LedgerInput, 'stock' | 'purchases'> => ({
  stock: [{ itemId: 'mug', inventoryClass: 'merchandise', standardCost: 1, openingUnits: 0, ...fields }],
  ...(bought && { purchases: [{ itemId: fields.itemId ?? 'mug', ...bought }] }),
})

describe('opening balances', () => {
  test('an empty plan is the opening balance carried on', () => {
    const ledger = buildLedger(base(months(2)))
    expect(ledger.warnings).toEqual([])
    expect(amounts(balanceSheet(ledger), 'totalAssets')).toEqual([1000, 1000])
    expect(postingsOf(ledger, 0)).toEqual([])
  })

  test('retained earnings that are given must balance', () => {
    const given = { cash: 1000, shareCapital: 400, retainedEarnings: 600 }
    const right = base(months(1), { openingBalances: opening(given) })
    expect(openingOf(balanceSheet(buildLedger(right)), 'retainedEarnings')).toBe(600)
    const wrong = base(months(1), { openingBalances: opening({ ...given, retainedEarnings: 599.5 }) })
    expect(() => buildLedger(wrong)).toThrow(
      expect.objectContaining({
        code: 'UNBALANCED',
        path: 'openingBalances[2].amount',
        message: expect.stringContaining('off by -0.5'),
      }),
    )
  })

  test('receivables, payables, wages and tax that are open are paid by the terms of the ledger', () => {
    // Profile [0.2, 0.7, 0.1]: of equal invoices before, 0.8 of the last and 0.1 of the one before are open: 8/9, 1/9.
    const ledger = buildLedger(
      base(months(3), {
        openingBalances: opening({ cash: 0, receivables: 90, payables: 30, wagesPayable: 40, taxPayable: 12 }),
        customerTerms: { profile: [0.2, 0.7, 0.1] },
        supplierTerms: { netDays: 60 },
        payrollTerms: { profile: [0.5, 0.5] },
      }),
    )
    expect(amounts(cashFlow(ledger), 'receiptsFromCustomers')).toEqual([80, 10, 0])
    // 60 days from 1 January: 31 in January, 28 in February, 1 in March; 30 x 31/60 = 15.5, 14, 0.5.
    expect(amounts(cashFlow(ledger), 'paymentsToSuppliers')).toEqual([-15.5, -14, -0.5])
    expect(amounts(cashFlow(ledger), 'paymentsToEmployees')).toEqual([-40, 0, 0])
    expect(amounts(cashFlow(ledger), 'taxPaid')).toEqual([-12, 0, 0])
  })
})

describe('rounding', () => {
  test('stock rounds its running value, and the posting differences vanish', () => {
    // 3 x 0.005 bought one by one: R(0.005) = 0, R(0.01) = 1, R(0.015) = 2 (to even) cents in all.
    const flow = resale(
      { standardCost: 0.005, closingUnits: [1, 2, 3] },
      { units: [1, 1, 1], unitCost: [0.005, 0.005, 0.005] },
    )
    expect(amounts(balanceSheet(buildLedger(base(months(3), flow))), 'inventoryMerchandise')).toEqual([0, 0.01, 0.02])
    const halfUp = buildLedger(base(months(3), { ...flow, rounding: 'halfUp' }))
    expect(amounts(balanceSheet(halfUp), 'inventoryMerchandise')).toEqual([0.01, 0.01, 0.02])
    // Each invoice of half a cent: to even 0, away from zero a cent.
    expect(amounts(cashFlow(halfUp), 'paymentsToSuppliers')).toEqual([-0.01, -0.01, -0.01])
  })

  test('the rounding of several flows of one item is brought to the rounded stock', () => {
    // Bought 1 (R(0.125) = 12) and 2 more (R(0.375) = 38, +26); sold 1 (12) and 1 (R(0.25) = 25, +13): 38 - 25 = 13
    // against R(0.125) = 12: one cent of rounding.
    const flow = resale(
      { standardCost: 0.125, soldUnits: [1, 1], closingUnits: [0, 1] },
      { units: [1, 2], unitCost: [0, 0] },
    )
    const ledger = buildLedger(base(months(2), flow))
    expect(postingsOf(ledger, 1)).toContain('stockRounding mug inventoryRounding 1')
    expect(amounts(balanceSheet(ledger), 'inventoryMerchandise')).toEqual([0, 0.12])
    expect(amounts(incomeStatement(ledger), 'productionVariance')).toEqual([0, -0.01])
  })

  test.each([
    ['JPY', 0, [1, 2]],
    ['KWD', 3, [1.125, 2.25]],
  ] as const)('%s has %i decimals', (currency, decimals, revenue) => {
    const ledger = buildLedger(
      base(months(2), { currency, sales: [{ itemId: 'a', units: [1, 2], price: ['1.125', '1.125'] }] }),
    )
    expect(ledger.decimals).toBe(decimals)
    expect(amounts(incomeStatement(ledger), 'revenue')).toEqual(revenue)
  })

  test('hours are added before they are rounded, without float noise', () => {
    // 0.1 + 0.2 is 0.30000000000000004 in binary; 0.3 x 0.05 = 0.015 is a half, to even 0.02; x 0.15 = 0.045: 0.04.
    const labor = {
      resourceId: 'r',
      regularHours: [0.1, 0.1],
      overtimeHours: [0.2, 0.2],
      costPerHour: [0, 0],
      overtimeCostPerHour: [0, 0],
      variableOverheadPerHour: [0.05, 0.15],
    }
    expect(
      amounts(incomeStatement(buildLedger(base(months(2), { labor: [labor] }))), 'variableOverheadVariance'),
    ).toEqual([-0.02, -0.04])
  })
})

describe('units', () => {
  test('must balance to the last: one mug of a hundred million that comes from nowhere is found', () => {
    const flow = resale({ openingUnits: 100_000_000, soldUnits: [1], closingUnits: [100_000_000] })
    expect(() => buildLedger(base(months(1), flow))).toThrow(
      expect.objectContaining({
        code: 'UNBALANCED',
        path: 'stock[0].closingUnits[0]',
        message: expect.stringContaining('Opening 100000000 plus 0 in less 1 out'),
      }),
    )
  })

  test('with decimals balance as their digits do, and a gram too much is found', () => {
    // 0.1 + 0.2 - 0.3 is no zero in floats.
    const flow = (closing: number): ReturnType<typeof resale> =>
      resale(
        { openingUnits: 70_000_000.1, soldUnits: [70_000_000.3], closingUnits: [closing] },
        { units: [0.2], unitCost: [1] },
      )
    expect(postingsOf(buildLedger(base(months(1), flow(0))), 0)).toContain('purchase mug payables -20')
    expect(() => buildLedger(base(months(1), flow(0.001)))).toThrow(/70000000.1 plus 0.2 in less 70000000.3 out/)
  })

  test('of a lot that is left at standard are what the digits say: 0.3 less 0.2 is 0.1, and worth that', () => {
    // 90,000,000.3 of which 90,000,000.2 have a value of their own: 0.1 x 0.75 is 0.075, to even 0.08.
    const lots = [{ units: 90_000_000.2, unitCost: 0 }, { units: 0.1 }]
    const flow = resale({
      standardCost: 0.75,
      openingUnits: 90_000_000.3,
      openingLots: lots,
      closingUnits: [90_000_000.3],
    })
    expect(openingOf(balanceSheet(buildLedger(base(months(1), flow))), 'inventoryMerchandise')).toBe(0.08)
  })

  test('at six decimals keep the last of them in sums over the plan', () => {
    // 600,000,000.000001 + 0.000001: x 1,000 is 600,000,000,000.002, of which the cents are even: .00; x 10,000: .02.
    const flow = (standardCost: number): ReturnType<typeof resale> =>
      resale(
        { standardCost, closingUnits: [600_000_000.000001, 600_000_000.000002] },
        { units: [600_000_000.000001, 0.000001], unitCost: [0, 0] },
      )
    const value = (standardCost: number): readonly number[] =>
      amounts(balanceSheet(buildLedger(base(months(2), flow(standardCost)))), 'inventoryMerchandise')
    expect(value(1000)).toEqual([600_000_000_000, 600_000_000_000])
    expect(value(10_000)).toEqual([6_000_000_000_000.01, 6_000_000_000_000.02])
    // Both flows in one account: what is bought is what is there, without rounding between them.
    expect(postingsOf(buildLedger(base(months(2), flow(10_000))), 1).join()).not.toContain('stockRounding')
  })
})

describe('cash by terms', () => {
  test('a market is one source with the terms of its first flow; a difference is warned of', () => {
    const ledger = buildLedger(
      base(months(2), {
        sales: [
          { itemId: 'a', marketId: 'west', units: [1, 0], price: [0.33, 0], terms: { profile: [0.5, 0.5] } },
          { itemId: 'b', marketId: 'west', units: [1, 0], price: [0.33, 0], terms: { profile: [1] } },
          { itemId: 'b', units: [1, 0], price: [5, 0] },
        ],
      }),
    )
    expect(postingsOf(ledger, 0).filter((posting) => posting.startsWith('collect'))).toEqual([
      'collect - cash 500',
      'collect - receivables -500',
      'collect west cash 33',
      'collect west receivables -33',
    ])
    expect(postingsOf(ledger, 0).slice(0, 1)).toEqual(['sale a@west receivables 33'])
    expect(ledger.warnings).toMatchObject([{ code: 'terms-of-source', path: 'sales[1].terms' }])
  })

  test('net days act by share of days in wide buckets', () => {
    // 30 days: 1/31 of January is paid in it; of the quarter (91 days) 61 days are.
    const calendar = createCalendar({ start: '2027-01-01', months: 3, quarters: 1 })
    const ledger = buildLedger(
      base(calendar, {
        sales: [{ itemId: 'a', units: [31, 0, 0, 91], price: [10, 0, 0, 10] }],
        customerTerms: { netDays: 30 },
      }),
    )
    // 31 January to 1 March: day 0 on 31 January, days 1 to 28 in February, 29 and 30 in March.
    expect(amounts(cashFlow(ledger), 'receiptsFromCustomers')).toEqual([10, 280, 20, 610])
    expect(amounts(balanceSheet(ledger), 'receivables')).toEqual([300, 20, 0, 300])
  })

  test('an item that is never bought does not set the terms of its supplier', () => {
    const { stock } = resale({ closingUnits: [5, 5] })
    const purchases = [
      { itemId: 'mug', orderId: 'none', units: [0, 0], unitCost: [2, 2] },
      { itemId: 'mug', orderId: 'some', units: [5, 0], unitCost: [2, 2], terms: { profile: [0, 1] } },
    ]
    const ledger = buildLedger(base(months(2), { ...(stock && { stock }), purchases }))
    expect(amounts(cashFlow(ledger), 'paymentsToSuppliers')).toEqual([0, -10])
    expect(ledger.warnings).toEqual([])
  })
})

describe('fixed assets', () => {
  test('an old asset opens with its depreciation; a disposal takes everything off', () => {
    // 7 of 36 months before the plan: R(1000 x 7 / 36) = 194.44. Sold in March: January and February are charged,
    // R(1000 x 9 / 36) = 250 in all; book value 850, proceeds 700: a loss of 150.
    const assets = [
      {
        id: 'van',
        cost: 1100,
        salvageValue: 100,
        lifeMonths: 36,
        acquiredDate: '2026-06-20',
        disposedDate: '2027-03',
        proceeds: 700,
      },
    ]
    const ledger = buildLedger(base(months(3), { assets }))
    expect(openingOf(balanceSheet(ledger), 'accumulatedDepreciation')).toBe(-194.44)
    expect(postingsOf(ledger, 2)).toEqual([
      'disposeAsset van accumulatedDepreciation 25000',
      'disposeAsset van cash 70000',
      'disposeAsset van fixedAssetsAtCost -110000',
      'disposeAsset van disposalResult 15000',
    ])
    expect(amounts(balanceSheet(ledger), 'fixedAssets')).toEqual([877.78, 850, 0])
    expect(amounts(cashFlow(ledger, { method: 'indirect' }), 'disposalResult')).toEqual([0, 0, 150])
  })

  test('weeks are charged the months that begin in them; a month begun before falls to the week of acquisition', () => {
    // Weeks of 4, 11, 18, 25 January and 1 February 2027. The lathe comes on the 13th: January is charged in its week.
    const calendar = createCalendar({ start: '2027-01-04', weeks: 5 })
    const assets = [
      { id: 'lathe', cost: 1200, lifeMonths: 12, acquiredDate: '2027-01-13', function: 'administration' as const },
    ]
    const ledger = buildLedger(base(calendar, { assets }))
    expect(amounts(incomeStatement(ledger), 'nonProductionDepreciation')).toEqual([0, -100, 0, 0, -100])
  })

  test('wide buckets charge all of their months, and a life ends', () => {
    const calendar = createCalendar({ start: '2027-01-01', months: 12, quarters: 8 })
    const assets = [{ id: 'press', cost: 1000, lifeMonths: 14, acquiredDate: '2027-01', terms: { netDays: 45 } }]
    const ledger = buildLedger(base(calendar, { assets }))
    const charges = amounts(incomeStatement(ledger), 'fixedOverheadVariance')
    expect(charges.slice(0, 3)).toEqual([-71.43, -71.43, -71.43])
    expect(charges.slice(12, 14)).toEqual([-142.86, 0])
    expect(amounts(balanceSheet(ledger), 'fixedAssets').at(-1)).toBe(0)
  })

  test('an asset outside the plan is named, not posted', () => {
    const assets = [
      { id: 'later', cost: 10, lifeMonths: 5, acquiredDate: '2027-09' },
      { id: 'gone', cost: 10, lifeMonths: 5, acquiredDate: '2026-01', disposedDate: '2026-11', proceeds: 3 },
    ]
    const ledger = buildLedger(base(months(1), { assets }))
    expect(ledger.warnings.map(({ code, path }) => [code, path])).toEqual([
      ['asset-before-plan', 'assets[1].disposedDate'],
      ['asset-after-plan', 'assets[0].acquiredDate'],
    ])
    expect(amounts(balanceSheet(ledger), 'totalAssets')).toEqual([1000])
  })
})

describe('tax', () => {
  const profits = (calendar: Calendar, results: readonly number[], tax: LedgerTax | undefined): LedgerInput =>
    base(calendar, {
      sales: [{ itemId: 'a', units: results.map(() => 1), price: results.map((result) => Math.max(0, result)) }],
      overheads: [{ id: 'cost', function: 'administration', amounts: results.map((result) => Math.max(0, -result)) }],
      ...(tax && { taxes: [tax] }),
    })

  test('a loss within the year gives back what was charged, never more', () => {
    const ledger = buildLedger(profits(months(4), [100, -150, 20, 60], { id: 'profit', rateShare: 0.3 }))
    // To date 100, -50, -30, 30: tax to date 30, 0, 0, 9.
    expect(amounts(incomeStatement(ledger), 'incomeTax')).toEqual([-30, 30, 0, -9])
  })

  test('losses go over to later years', () => {
    const calendar = createCalendar({ start: '2027-11-01', months: 2, years: 2 })
    const ledger = buildLedger(
      profits(calendar, [-40, -60, 70, 90], { id: 'profit', rateShare: 0.25, openingLoss: 10 }),
    )
    // 2027: loss 100, with the opening 10 is 110 forward; 2028: 70 used, 40 left; 2029: 90 - 40 = 50 taxed.
    expect(amounts(incomeStatement(ledger), 'incomeTax')).toEqual([0, 0, 0, -12.5])
  })

  test('is none of a loss, not a cent, at the highest rate', () => {
    const ledger = buildLedger(profits(months(2), [-40, -60], { id: 'profit', rateShare: 1 }))
    expect(amounts(incomeStatement(ledger), 'incomeTax')).toEqual([0, 0])
  })

  test('is paid by its terms', () => {
    const ledger = buildLedger(
      profits(months(3), [100, 50, 0], { id: 'profit', rateShare: 0.2, terms: { profile: [0, 1] } }),
    )
    expect(amounts(cashFlow(ledger), 'taxPaid')).toEqual([0, -20, -10])
    expect(amounts(balanceSheet(ledger), 'taxPayable')).toEqual([20, 10, 0])
  })
})

describe('credit line', () => {
  const spending = (amountsByMonth: number[], extra: Partial<LedgerInput>): LedgerInput =>
    base(months(amountsByMonth.length), {
      overheads: [{ id: 'cost', function: 'selling', amounts: amountsByMonth }],
      ...extra,
    })

  test('stops at its limit, and says so', () => {
    const ledger = buildLedger(
      spending([1200, 100], { minimumCash: 50, creditFacilities: [{ id: 'bank', limit: 300 }] }),
    )
    expect(amounts(balanceSheet(ledger), 'creditFacilities')).toEqual([250, 300])
    expect(amounts(balanceSheet(ledger), 'cash')).toEqual([50, 0])
    expect(ledger.warnings).toEqual([
      {
        code: 'credit-limit',
        path: 'creditFacilities[0].limit',
        kind: 'warning',
        severity: 'act',
        refs: [{ creditFacilityId: 'bank' }],
        periodIds: ['2027-02', '2027-02'],
        amount: 50,
        unit: 'money',
        value: { periods: 1, of: 2, firstPeriodId: '2027-02', worstPeriodId: '2027-02' },
        remedy: 'Raise the limit, collect earlier, pay later or spend less.',
        message:
          'The limit of the credit line leaves cash below its minimum in 1 of 2 periods, first in 2027-02; most is missing, 50 in 2027-02.',
      },
    ])
  })

  test('without one nothing is borrowed', () => {
    const ledger = buildLedger(spending([1200], { minimumCash: 50 }))
    expect(amounts(balanceSheet(ledger), 'cash')).toEqual([0])
    expect(amounts(balanceSheet(ledger), 'bankOverdraft')).toEqual([200])
    expect(ledger.warnings).toMatchObject([{ code: 'cash-not-borrowed', path: 'minimumCash' }])
  })

  test('interest is counted by days on what was drawn before, its running total rounded', () => {
    const openingBalances = opening({ cash: 0, creditFacilities: 100, shareCapital: -100 })
    const ledger = buildLedger(
      base(months(3), { openingBalances, creditFacilities: [{ id: 'bank', interestRatePerYear: 0.06 }] }),
    )
    // 100 x 0.06 x 31 / 365 = 0.5096; then 100.51 for 28 days: 0.5096 + 0.4626 = 0.9722; then 100.97 for 31: 1.4868.
    expect(amounts(incomeStatement(ledger), 'interestExpense')).toEqual([-0.51, -0.46, -0.52])
    expect(amounts(balanceSheet(ledger), 'creditFacilities')).toEqual([100.51, 100.97, 101.49])
  })

  test('interest that is exactly half a cent is a half', () => {
    // 73 days x 5.00 x 0.005 / 365 = 0.005: to even 0, half-up 0.01. As doubles 0.005 / 365 x 365 is off the half.
    const calendar = createCalendar({ start: '2027-01-01', days: 73 })
    const openingBalances = opening({ cash: 0, creditFacilities: 5, shareCapital: -5 })
    const total = (rounding: 'halfEven' | 'halfUp'): number =>
      amounts(
        incomeStatement(
          buildLedger(
            base(calendar, {
              openingBalances,
              rounding,
              creditFacilities: [{ id: 'bank', interestRatePerYear: 0.005, limit: 5 }],
            }),
          ),
        ),
        'interestExpense',
      ).reduce((sum, value) => sum + value, 0)
    expect(total('halfEven')).toBe(0)
    expect(total('halfUp')).toBe(-0.01)
  })

  test('what is drawn without a line to repay it is named', () => {
    const ledger = buildLedger(base(months(1), { openingBalances: opening({ cash: 500, creditFacilities: 100 }) }))
    expect(ledger.warnings.map(({ code }) => code)).toContain('credit-line-idle')
    expect(amounts(balanceSheet(ledger), 'creditFacilities')).toEqual([100])
  })
})

test('a service is produced and sold in the same period', () => {
  const { stock } = resale({
    itemId: 'repair',
    inventoryClass: 'finishedGoods',
    standardCost: 30,
    labor: 30,
    producedUnits: [4],
    soldUnits: [4],
    closingUnits: [0],
  })
  const sales = [{ itemId: 'repair', units: [4], price: [50] }]
  const ledger = buildLedger(base(months(1), { ...(stock && { stock }), sales }))
  expect(amounts(balanceSheet(ledger), 'inventoryFinishedGoods')).toEqual([0])
  expect(amounts(incomeStatement(ledger), 'standardCostOfSales')).toEqual([-120])
  expect(amounts(incomeStatement(ledger), 'laborVariance')).toEqual([120])
})

describe('stock with book values, orders with prices, work outside', () => {
  test('lots open at their book value and come to standard in the first period', () => {
    // 20 at 3, 10 at 5.50 and 5 at the standard of 4: 60 + 55 + 20 = 135 against 140.
    const openingLots = [
      { lotId: 'A', units: 20, unitCost: 3 },
      { lotId: 'B', units: 10, unitCost: '5.50' },
      { units: 5 },
    ]
    const goods = resale({ standardCost: 4, openingUnits: 35, openingLots, closingUnits: [35, 35] })
    const ledger = buildLedger(base(months(2), goods))
    expect(postingsOf(ledger, -1).filter((posting) => posting.includes('inventory'))).toEqual([
      'opening mug inventoryMerchandise 2000',
      'opening mug@A inventoryMerchandise 6000',
      'opening mug@B inventoryMerchandise 5500',
    ])
    expect(postingsOf(ledger, 0)).toEqual([
      'revalueStock mug inventoryMerchandise 500',
      'revalueStock mug stockRevaluation -500',
    ])
    expect(amounts(incomeStatement(ledger), 'stockRevaluation')).toEqual([5, 0])
    expect(openingOf(balanceSheet(ledger), 'inventoryMerchandise')).toBe(135)
    expect(amounts(balanceSheet(ledger), 'inventoryMerchandise')).toEqual([140, 140])
  })

  test('an order with a price of its own is a purchase of its own', () => {
    const { stock = [] } = resale({ standardCost: 4, closingUnits: [15] })
    const purchases = [
      { itemId: 'mug', supplierId: 'acme', units: [3], unitCost: [4] },
      { itemId: 'mug', supplierId: 'acme', orderId: 'o1', units: [12], unitCost: [3.5] },
    ]
    const ledger = buildLedger(base(months(1), { stock, purchases }))
    expect(postingsOf(ledger, 0).filter((posting) => posting.startsWith('purchase'))).toEqual([
      'purchase mug@acme payables -1200',
      'purchase mug inventoryMerchandise 1200',
      'purchase mug@acme@o1 payables -4200',
      'purchase mug inventoryMerchandise 4800',
      'purchase mug@acme@o1 purchasePriceVariance -600',
    ])
    expect(amounts(cashFlow(ledger), 'paymentsToSuppliers')).toEqual([-54])
  })

  test('work outside comes into stock at standard; the rest of the item by its own production', () => {
    // Standard 50: 30 outside, 20 of labor. The supplier takes 31 in the first month: 10 units, 10 of variance.
    const { stock = [] } = resale({
      inventoryClass: 'finishedGoods',
      standardCost: 50,
      outsideProcessing: 30,
      labor: 20,
      producedUnits: [10],
      closingUnits: [10],
    })
    const purchases = [{ itemId: 'mug', kind: 'subcontract' as const, supplierId: 'acme', units: [10], unitCost: [31] }]
    const ledger = buildLedger(base(months(1), { stock, purchases, supplierTerms: { netDays: 30 } }))
    expect(postingsOf(ledger, 0).slice(0, 5)).toEqual([
      'outsideProcessing mug@acme payables -31000',
      'outsideProcessing mug inventoryFinishedGoods 30000',
      'outsideProcessing mug@acme purchasePriceVariance 1000',
      'produce mug inventoryFinishedGoods 20000',
      'produce mug laborAbsorbed -20000',
    ])
    expect(ledger.dueDates).toEqual(['2027-03-02'])
    expect(ledger.quantity.filter((quantity) => quantity !== null)).toEqual([-10, 10])
  })

  test('stock that brings less than it cost is written down, the write-down goes with the units, and is taken back', () => {
    // 30 mugs at 4: 20 bring 65 in all, ten lie and keep a quarter of their cost. Eight of the 20 are sold, then prices recover.
    const goods = resale({
      standardCost: 4,
      openingUnits: 30,
      soldUnits: [8, 0],
      closingUnits: [22, 22],
      realizable: [
        [
          { units: 20, leavingUnits: 8, amount: 65 },
          { units: 10, costShare: 0.25 },
        ],
        [{ units: 12, amount: 40.005 }, { units: 10 }],
        [{ units: 22, amount: 100 }],
      ],
    })
    const { stock = [] } = goods
    const sales = [{ itemId: 'mug', units: [8, 0], price: [3, 3] }]
    const ledger = buildLedger(base(months(2), { stock, sales }))
    expect(postingsOf(ledger, 0).filter((posting) => posting.includes('rite'))).toEqual([
      'writeDownOpening mug stockWriteDown 4500',
      'writeDownOpening mug inventoryWriteDowns -4500',
      // Of 15.00 eight twentieths.
      'useWriteDowns mug stockWriteDown -600',
      'useWriteDowns mug inventoryWriteDowns 600',
      // 39.00 were left; 48.00 less 40.00 (a half goes to the even one) and all of 40.00 are needed.
      'writeDownStock mug stockWriteDown 900',
      'writeDownStock mug inventoryWriteDowns -900',
    ])
    expect(postingsOf(ledger, 1).filter((posting) => posting.includes('rite'))).toEqual([
      'writeDownStock mug stockWriteDown -4800',
      'writeDownStock mug inventoryWriteDowns 4800',
    ])
    expect(amounts(incomeStatement(ledger), 'stockWriteDown')).toEqual([-48, 48])
    expect(amounts(balanceSheet(ledger), 'inventoryWriteDowns')).toEqual([-48, 0])
  })

  test('an opening balance with a due day becomes cash in its period, what is overdue in the first', () => {
    const openingBalances = [
      { account: 'receivables', amount: 100, marketId: 'west', dueDate: '2027-02-03' },
      { account: 'receivables', amount: 40, dueDate: '2026-11-30' },
      { account: 'receivables', amount: 7, dueDate: '2027-09-01' },
      { account: 'payables', amount: 60, supplierId: 'acme', terms: { profile: [0, 1] } },
    ]
    const ledger = buildLedger(base(months(2), { openingBalances }))
    expect(amounts(cashFlow(ledger), 'receiptsFromCustomers')).toEqual([40, 100])
    expect(amounts(balanceSheet(ledger), 'receivables')).toEqual([107, 7])
    expect(postingsOf(ledger, 1)).toContain('collect west cash 10000')
    expect(postingsOf(ledger, 0)).toContain('paySuppliers acme cash -6000')
  })
})
