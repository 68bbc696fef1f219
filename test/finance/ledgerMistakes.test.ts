import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { isSopError, type SopIssue } from '../../src/core/checking/errors.js'
import {
  balanceSheet,
  buildLedger,
  cashFlow,
  chartOfAccounts,
  contributionStatement,
  type LedgerInput,
} from '../../src/finance/index.js'

const good: LedgerInput = {
  calendar: createCalendar({ start: '2027-01-01', months: 2 }),
  currency: 'USD',
  openingBalances: [{ account: 'cash', amount: 10 }],
  sales: [{ itemId: 'a', units: [1, 1], price: [2, 2] }],
  stock: [
    {
      itemId: 'a',
      inventoryClass: 'merchandise',
      standardCost: 1,
      openingUnits: 2,
      soldUnits: [1, 1],
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
const purchase = (change: object): object => ({
  purchases: [{ itemId: 'a', units: [0, 0], unitCost: [1, 1], ...change }],
})
const opening = (change: object): object => ({ openingBalances: [{ account: 'cash', amount: 1, ...change }] })
const own = (change: object): object => ({
  chart: [...chartOfAccounts(), { id: 'loan', label: 'Loan', kind: 'liability', ...change }],
})
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

const opening1 = [
  { account: 'cash', amount: 1 },
  { account: 'shareCapital', amount: 5 },
]

test('the input that the mistakes below are made in is right', () => {
  for (const change of [
    {},
    sale({}),
    stock({ soldUnits: [1, 1] }),
    asset({}),
    labor({}),
    overhead({}),
    purchase({}),
    opening({}),
    own({}),
  ])
    expect(found(change)).toEqual([])
})

describe('each mistake is named with its place', () => {
  test.each([
    [{ currency: 'EURO' }, 'UNKNOWN_ID currency'],
    [{ rounding: 'up' }, 'OUT_OF_RANGE rounding'],
    [{ calendar: { periods: [], fiscalYearStartMonth: 1 }, sales: [], stock: [] }, 'EMPTY calendar.periods'],
    [{ openingBalances: undefined }, 'MISSING_VALUE openingBalances'],
    [opening({ amount: Number.NaN }), 'NOT_FINITE openingBalances[0].amount'],
    [opening({ amount: 'ten' }), 'NOT_FINITE openingBalances[0].amount'],
    [opening({ account: 'creditFacilities', amount: -1 }), 'OUT_OF_RANGE openingBalances[0].amount'],
    [opening({ account: 'bankLoan' }), 'UNKNOWN_ID openingBalances[0].account'],
    [opening({ account: 'constructor' }), 'UNKNOWN_ID openingBalances[0].account'],
    [opening({ account: 'inventoryMaterials' }), 'CONFLICT openingBalances[0].account'],
    [opening({ account: 'revenue' }), 'CONFLICT openingBalances[0].account'],
    [opening({ marketId: 'west' }), 'CONFLICT openingBalances[0].marketId'],
    [opening({ dueDate: '2027-01-05' }), 'CONFLICT openingBalances[0].dueDate'],
    [opening({ account: 'payables', dueDate: '2027-02-30' }), 'INVALID_DATE openingBalances[0].dueDate'],
    [
      { openingBalances: [...opening1, { account: 'retainedEarnings', amount: 1 }] },
      'UNBALANCED openingBalances[2].amount',
    ],
    [own({ id: 'cash' }), 'DUPLICATE_ID chart[42].id'],
    [own({ id: 'grossProfit' }), 'DUPLICATE_ID chart[42].id'],
    [own({ label: '' }), 'MISSING_VALUE chart[42].label'],
    [own({ kind: 'loan' }), 'OUT_OF_RANGE chart[42].kind'],
    [own({ isCurrent: 'no' }), 'WRONG_TYPE chart[42].isCurrent'],
    [own({ cashflow: 'credit' }), 'UNKNOWN_FIELD chart[42].cashflow'],
    [{ chart: [], openingBalances: [] }, 'CONFLICT chart'],
    [sale({ units: [1] }), 'MISALIGNED sales[0].units'],
    [sale({ units: undefined }), 'MISSING_VALUE sales[0].units'],
    [sale({ units: [1, -1] }), 'OUT_OF_RANGE sales[0].units[1]'],
    [sale({ units: [1, Number.POSITIVE_INFINITY] }), 'NOT_FINITE sales[0].units[1]'],
    [sale({ price: [1, '1,5'] }), 'NOT_FINITE sales[0].price[1]'],
    [sale({ price: [1, -3] }), 'OUT_OF_RANGE sales[0].price[1]'],
    [sale({ price: [1, null] }), 'WRONG_TYPE sales[0].price[1]'],
    [sale({ terms: { profile: [0.5] } }), 'OUT_OF_RANGE sales[0].terms.profile'],
    [sale({ terms: 30 }), 'WRONG_TYPE sales[0].terms'],
    [sale({ marketId: '' }), 'MISSING_VALUE sales[0].marketId'],
    [{ sales: [good.sales?.[0], good.sales?.[0]], stock: [] }, 'DUPLICATE_ID sales[1]'],
    [{ sales: [], stock: [good.stock?.[0], good.stock?.[0]] }, 'DUPLICATE_ID stock[1].itemId'],
    [stock({ inventoryClass: 'stolen' }), 'OUT_OF_RANGE stock[0].inventoryClass'],
    [stock({ standardCost: -1 }), 'OUT_OF_RANGE stock[0].standardCost'],
    [stock({ closingUnits: [1, -1] }), 'OUT_OF_RANGE stock[0].closingUnits[1]'],
    [stock({ issues: 'none' }), 'WRONG_TYPE stock[0].issues'],
    [stock({ openingLots: [{ units: 1, unitCost: 2 }] }), 'CONFLICT stock[0].openingLots'],
    [stock({ realizable: [[], []] }), 'MISALIGNED stock[0].realizable'],
    [stock({ realizable: [[{ units: 3 }], [], []] }), 'CONFLICT stock[0].realizable[0]'],
    [
      stock({ realizable: [[], [{ units: 1, leavingUnits: 2 }], []] }),
      'CONFLICT stock[0].realizable[1][0].leavingUnits',
    ],
    [stock({ realizable: [[{ units: 1, costShare: 2 }], [], []] }), 'OUT_OF_RANGE stock[0].realizable[0][0].costShare'],
    [stock({ realizable: [[{ units: 1, amount: -2 }], [], []] }), 'OUT_OF_RANGE stock[0].realizable[0][0].amount'],
    [stock({ openingLots: [{ units: 2, unitCost: -2 }] }), 'OUT_OF_RANGE stock[0].openingLots[0].unitCost'],
    [purchase({ itemId: 'zz' }), 'UNKNOWN_ID purchases[0].itemId'],
    [purchase({ kind: 'make' }), 'OUT_OF_RANGE purchases[0].kind'],
    [purchase({ supplierId: '' }), 'MISSING_VALUE purchases[0].supplierId'],
    [purchase({ unitCost: [1] }), 'MISALIGNED purchases[0].unitCost'],
    [purchase({ units: [1, 0] }), 'UNBALANCED stock[0].closingUnits[0]'],
    [purchase({ kind: 'subcontract', units: [1, 0] }), 'CONFLICT stock[0].producedUnits[0]'],
    [{ purchases: [1, 2].map(() => ({ itemId: 'a', units: [0, 0], unitCost: [1, 1] })) }, 'DUPLICATE_ID purchases[1]'],
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
    [{ creditFacilities: [{ id: 'x', limit: -1 }] }, 'OUT_OF_RANGE creditFacilities[0].limit'],
    [
      { creditFacilities: [{ id: 'x', interestRatePerYear: -0.1 }] },
      'OUT_OF_RANGE creditFacilities[0].interestRatePerYear',
    ],
    [{ creditFacilities: [{ id: 'x' }, { id: 'y' }] }, 'CONFLICT creditFacilities[1]'],
    [{ taxes: [{ id: 'x', rateShare: 25 }] }, 'OUT_OF_RANGE taxes[0].rateShare'],
    [{ taxes: [{ rateShare: 0.25 }] }, 'MISSING_VALUE taxes[0].id'],
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
      taxes: [{ id: 'x', rateShare: 2 }],
    } as LedgerInput),
  )
  expect(issues.map(({ path }) => path)).toEqual([
    'currency',
    'assets[0].lifeMonths',
    'taxes[0].rateShare',
    'sales[0].units',
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
