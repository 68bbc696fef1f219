import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/core/calendar.js'
import { isSopError, type SopIssue } from '../../src/core/errors.js'
import {
  balanceSheet,
  buildLedger,
  cashFlow,
  contributionStatement,
  type LedgerInput,
} from '../../src/finance/index.js'

const good: LedgerInput = {
  calendar: createCalendar({ start: '2027-01-01', months: 2 }),
  currency: 'USD',
  opening: { cash: 10 },
  sales: [{ itemId: 'a', units: [1, 1], price: [2, 2] }],
  stock: [
    {
      itemId: 'a',
      source: 'buy',
      standardCost: 1,
      labor: 0,
      variableOverhead: 0,
      fixedOverhead: 0,
      openingUnits: 2,
      purchasedUnits: [0, 0],
      purchaseCost: [1, 1],
      producedUnits: [0, 0],
      soldUnits: [1, 1],
      issues: [],
      closingUnits: [1, 0],
    },
  ],
}

function issuesOf(action: () => unknown): readonly SopIssue[] {
  try {
    action()
  } catch (error) {
    if (isSopError(error)) return error.issues
    throw error
  }
  return []
}

const found = (change: object): string[] =>
  issuesOf(() => buildLedger({ ...good, ...change } as LedgerInput)).map(({ code, path }) => `${code} ${path}`)

const sale = (change: object): object => ({ sales: [{ ...good.sales?.[0], ...change }], stock: [] })
const stock = (change: object): object => ({ stock: [{ ...good.stock?.[0], ...change }], sales: [] })
const asset = (change: object): object => ({
  assets: [{ id: 'x', cost: 10, lifeMonths: 5, acquiredDate: '2027-01', ...change }],
})
const labor = (change: object): object => ({
  labor: [
    {
      resourceId: 'r',
      regularHours: [1, 1],
      overtimeHours: [0, 0],
      costPerHour: [1, 1],
      overtimeCostPerHour: [1, 1],
      variableOverheadPerHour: [0, 0],
      ...change,
    },
  ],
})
const overhead = (change: object): object => ({
  overheads: [{ id: 'o', function: 'selling', amounts: [1, 1], ...change }],
})

test('the input that the mistakes below are made in is right', () => {
  for (const change of [{}, sale({}), stock({ soldUnits: [1, 1] }), asset({}), labor({}), overhead({})])
    expect(found(change)).toEqual([])
})

describe('each mistake is named with its place', () => {
  test.each([
    [{ currency: 'EURO' }, 'UNKNOWN_ID currency'],
    [{ rounding: 'up' }, 'OUT_OF_RANGE rounding'],
    [{ calendar: { periods: [], fiscalYearStartMonth: 1 }, sales: [], stock: [] }, 'EMPTY calendar'],
    [{ opening: undefined }, 'MISSING_VALUE opening'],
    [{ opening: { cash: Number.NaN } }, 'NOT_FINITE opening.cash'],
    [{ opening: { cash: 'ten' } }, 'NOT_FINITE opening.cash'],
    [{ opening: { cash: 1, creditLine: -1 } }, 'OUT_OF_RANGE opening.creditLine'],
    [{ opening: { cash: 1, retainedEarnings: 1, shareCapital: 5 } }, 'UNBALANCED opening.retainedEarnings'],
    [sale({ units: [1] }), 'MISALIGNED sales[0].units'],
    [sale({ units: undefined }), 'MISSING_VALUE sales[0].units'],
    [sale({ units: [1, -1] }), 'OUT_OF_RANGE sales[0].units[1]'],
    [sale({ units: [1, Number.POSITIVE_INFINITY] }), 'NOT_FINITE sales[0].units[1]'],
    [sale({ price: [1, '1,5'] }), 'NOT_FINITE sales[0].price[1]'],
    [sale({ price: [1, -3] }), 'OUT_OF_RANGE sales[0].price[1]'],
    [sale({ price: [1, null] }), 'NOT_FINITE sales[0].price[1]'],
    [sale({ terms: { profile: [0.5] } }), 'OUT_OF_RANGE sales[0].terms.profile'],
    [sale({ terms: 30 }), 'WRONG_TYPE sales[0].terms'],
    [sale({ marketId: '' }), 'MISSING_VALUE sales[0].marketId'],
    [{ sales: [good.sales?.[0], good.sales?.[0]], stock: [] }, 'DUPLICATE_ID sales[1]'],
    [{ sales: [], stock: [good.stock?.[0], good.stock?.[0]] }, 'DUPLICATE_ID stock[1].itemId'],
    [stock({ source: 'steal' }), 'OUT_OF_RANGE stock[0].source'],
    [stock({ standardCost: -1 }), 'OUT_OF_RANGE stock[0].standardCost'],
    [stock({ closingUnits: [1, -1] }), 'OUT_OF_RANGE stock[0].closingUnits[1]'],
    [stock({ issues: undefined }), 'MISSING_VALUE stock[0].issues'],
    [stock({ issues: [{ componentId: 'zz', units: [0, 0] }] }), 'UNKNOWN_ID stock[0].issues[0].componentId'],
    [stock({ closingUnits: [1, 1] }), 'UNBALANCED stock[0].closingUnits[1]'],
    [{ sales: [{ itemId: 'a', units: [1, 2], price: [1, 1] }] }, 'CONFLICT stock[0].soldUnits[1]'],
    [labor({ overtimeHours: [1] }), 'MISALIGNED labor[0].overtimeHours'],
    [labor({ costPerHour: [1, -1] }), 'OUT_OF_RANGE labor[0].costPerHour[1]'],
    [overhead({ amounts: undefined }), 'MISSING_VALUE overheads[0]'],
    [overhead({ rateOfRevenue: 0.1 }), 'CONFLICT overheads[0]'],
    [overhead({ amounts: undefined, rateOfRevenue: Number.NaN }), 'NOT_FINITE overheads[0].rateOfRevenue'],
    [overhead({ function: 'fun' }), 'OUT_OF_RANGE overheads[0].function'],
    [asset({ lifeMonths: 0 }), 'OUT_OF_RANGE assets[0].lifeMonths'],
    [asset({ lifeMonths: 1.5 }), 'OUT_OF_RANGE assets[0].lifeMonths'],
    [asset({ acquiredDate: '2027-13' }), 'INVALID_DATE assets[0].acquiredDate'],
    [asset({ acquiredDate: '2027-02-30' }), 'INVALID_DATE assets[0].acquiredDate'],
    [asset({ disposedDate: 'soon' }), 'INVALID_DATE assets[0].disposedDate'],
    [asset({ disposedDate: '2026-12' }), 'PERIODS_OUT_OF_ORDER assets[0].disposedDate'],
    [asset({ salvageValue: 11 }), 'OUT_OF_RANGE assets[0].salvageValue'],
    [asset({ proceeds: 1 }), 'CONFLICT assets[0].proceeds'],
    [{ minimumCash: -1 }, 'OUT_OF_RANGE minimumCash'],
    [{ creditLine: { limit: -1 } }, 'OUT_OF_RANGE creditLine.limit'],
    [{ creditLine: { interestRatePerYear: -0.1 } }, 'OUT_OF_RANGE creditLine.interestRatePerYear'],
    [{ tax: { rateShare: 25 } }, 'OUT_OF_RANGE tax.rateShare'],
    [{ customerTerms: { netDays: 1.5 } }, 'OUT_OF_RANGE customerTerms.netDays'],
  ])('%j', (change, expected) => {
    expect(found(change)).toEqual([expected])
  })
})

test('all mistakes come at once, each with a remedy', () => {
  const issues = issuesOf(() =>
    buildLedger({
      ...good,
      ...sale({ units: [1] }),
      ...asset({ lifeMonths: 0 }),
      currency: 'XXX1',
      tax: { rateShare: 2 },
    } as LedgerInput),
  )
  expect(issues.map(({ path }) => path)).toEqual([
    'currency',
    'sales[0].units',
    'assets[0].lifeMonths',
    'tax.rateShare',
  ])
  expect(issues.every(({ remedy, received }) => remedy.length > 5 && received !== '')).toBe(true)
})

test('more money than can be kept exactly is refused, in one amount and in a balance', () => {
  expect(found(sale({ price: ['9e15', 1] }))).toEqual(['MONEY_OVERFLOW sales[0].price[0]'])
  const large = { itemId: 'a', units: [1, 1], price: ['6e13', '6e13'] }
  expect(found({ sales: [large], stock: [] })).toEqual(['MONEY_OVERFLOW '])
})

describe('statements', () => {
  const ledger = buildLedger(good)

  test('refuse a ledger whose columns differ in length', () => {
    expect(issuesOf(() => balanceSheet({ ...ledger, rule: [] }))).toMatchObject([
      { code: 'MISALIGNED', path: 'ledger.rule' },
    ])
  })

  test('refuse options that do not exist', () => {
    expect(issuesOf(() => cashFlow(ledger, { method: 'magic' as 'direct' }))).toMatchObject([
      { path: 'options.method' },
    ])
    expect(issuesOf(() => cashFlow(ledger, { by: 'moon' as 'period' }))).toMatchObject([{ path: 'options.by' }])
  })

  test('refuse fixed overhead in stock that does not fit the periods', () => {
    const options = { fixedOverheadInStock: { opening: -1, closing: [1] } }
    expect(issuesOf(() => contributionStatement(ledger, options)).map(({ path }) => path)).toEqual([
      'options.fixedOverheadInStock.opening',
      'options.fixedOverheadInStock.closing',
    ])
  })
})
