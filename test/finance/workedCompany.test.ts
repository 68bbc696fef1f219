import { expect, test } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import {
  balanceSheet,
  buildLedger,
  cashFlow,
  contributionStatement,
  incomeStatement,
  type LedgerInput,
} from '../../src/finance/index.js'
import { amounts, openingOf, postingsOf } from './readStatement.js'

/**
 * A lamp of two parts, worked by hand for two months.
 *
 * Standard cost of a lamp: 2 parts x 2.50 + labor 3 + variable overhead 1 + fixed overhead 2 = 11.
 */
const company: LedgerInput = {
  calendar: createCalendar({ start: '2027-01-01', months: 2 }),
  currency: 'USD',
  openingBalances: [
    { account: 'cash', amount: 100 },
    { account: 'receivables', amount: 50 },
    { account: 'payables', amount: 20 },
    { account: 'shareCapital', amount: 150 },
  ],
  sales: [{ itemId: 'lamp', units: [12, 1], price: [20, 20] }],
  stock: [
    {
      itemId: 'part',
      inventoryClass: 'material',
      standardCost: 2.5,
      labor: 0,
      variableOverhead: 0,
      fixedOverhead: 0,
      openingUnits: 10,
      producedUnits: [0, 0],
      soldUnits: [0, 0],
      issues: [],
      closingUnits: [9, 9],
    },
    {
      itemId: 'lamp',
      inventoryClass: 'finishedGoods',
      standardCost: 11,
      labor: 3,
      variableOverhead: 1,
      fixedOverhead: 2,
      openingUnits: 4,
      producedUnits: [10, 0],
      soldUnits: [12, 1],
      // One part is spoiled: 21 go into 10 lamps.
      issues: [{ componentId: 'part', units: [21, 0] }],
      closingUnits: [2, 1],
    },
  ],
  purchases: [{ itemId: 'part', units: [20, 0], unitCost: [2.6, 2.6] }],
  labor: [
    {
      resourceId: 'bench',
      regularHours: [5, 0],
      overtimeHours: [1, 0],
      costPerHour: [6, 6],
      overtimeCostPerHour: [9, 9],
      variableOverheadPerHour: [2, 2],
    },
  ],
  overheads: [
    { id: 'rent', function: 'production', amounts: [25, 25] },
    { id: 'commission', function: 'selling', rateOfRevenue: 0.05 },
  ],
  assets: [{ id: 'press', cost: 120, lifeMonths: 12, acquiredDate: '2027-01' }],
  customerTerms: { profile: [0.5, 0.5] },
  supplierTerms: { profile: [0, 1] },
  minimumCash: 50,
  creditFacilities: [{ id: 'bank', interestRatePerYear: 0.1 }],
  taxes: [{ id: 'profit', rateShare: 0.2 }],
}

const ledger = buildLedger(company)

test('the opening entry, with retained earnings derived', () => {
  // 100 + 50 + 10 parts x 2.50 + 4 lamps x 11 - 20 - 150 = 49
  expect(postingsOf(ledger, -1)).toEqual([
    'opening - cash 10000',
    'opening - receivables 5000',
    'opening lamp inventoryFinishedGoods 4400',
    'opening part inventoryMaterials 2500',
    'opening - payables -2000',
    'opening - shareCapital -15000',
    'opening - retainedEarnings -4900',
  ])
  expect(ledger.warnings).toEqual([
    {
      kind: 'warning',
      code: 'opening-retained-earnings',
      severity: 'info',
      path: 'openingBalances',
      refs: [],
      amount: 49,
      unit: 'money',
      message: 'Opening retained earnings were not given; 49 makes the opening balance sheet balance.',
      remedy: 'Give all opening balances, retained earnings among them.',
    },
  ])
})

test('every posting of the first month', () => {
  expect(postingsOf(ledger, 0)).toEqual([
    'sale lamp receivables 24000', // 12 x 20
    'sale lamp revenue -24000',
    'purchase part payables -5200', // 20 x 2.60
    'purchase part inventoryMaterials 5000', // 20 x 2.50
    'purchase part purchasePriceVariance 200',
    'produce lamp inventoryFinishedGoods 11000', // 10 x 11
    'produce part inventoryMaterials -5250', // 21 x 2.50
    'produce lamp laborAbsorbed -3000',
    'produce lamp variableOverheadAbsorbed -1000',
    'produce lamp fixedOverheadAbsorbed -2000',
    'produce lamp usageVariance 250', // the spoiled part
    'costOfSales lamp standardCostOfSales 13200', // 12 x 11
    'costOfSales lamp inventoryFinishedGoods -13200',
    'payroll bench laborCost 3000', // 5 x 6
    'payroll bench laborCost 900', // 1 x 9
    'payroll bench wagesPayable -3900',
    'variableOverhead bench variableOverheadCost 1200', // 6 x 2
    'variableOverhead bench payables -1200',
    'overhead commission variableSellingExpense 1200', // 5 % of 240
    'overhead commission payables -1200',
    'overhead rent fixedOverheadCost 2500',
    'overhead rent payables -2500',
    'acquireAsset press fixedAssetsAtCost 12000',
    'acquireAsset press capitalPayables -12000',
    'depreciation press productionDepreciation 1000', // 120 / 12
    'depreciation press accumulatedDepreciation -1000',
    'collect - cash 17000', // half of 240, and all 50 that were open (half of the month before)
    'collect - receivables -17000',
    'paySuppliers - payables 2000', // what was open; purchases and variable overhead follow in February
    'paySuppliers - cash -2000',
    'paySuppliers commission payables 1200',
    'paySuppliers commission cash -1200',
    'paySuppliers rent payables 2500',
    'paySuppliers rent cash -2500',
    'payAssets press capitalPayables 12000',
    'payAssets press cash -12000',
    'payWages - wagesPayable 3900',
    'payWages - cash -3900',
    'tax - incomeTax 1310', // 20 % of 65.50
    'tax - taxPayable -1310',
    'payTax - taxPayable 1310',
    'payTax - cash -1310',
    'drawCredit bank cash 910', // 100 + 170 - 20 - 25 - 12 - 120 - 39 - 13.10 = 40.90; 9.10 to the minimum of 50
    'drawCredit bank creditFacilities -910',
  ])
})

test('the second month: interest, a loss that gives tax back, the loan repaid', () => {
  const posted = postingsOf(ledger, 1)
  expect(posted).toContain('paySuppliers - cash -5200')
  expect(posted).toContain('paySuppliers bench cash -1200')
  expect(posted).toContain('interest bank cash -7') // 9.10 x 0.1 x 28 / 365 = 0.0698
  // Year to date 65.50 - 27.07 = 38.43, tax 7.686: 7.69 less the 13.10 of January.
  expect(posted).toContain('tax - incomeTax -541')
  expect(posted.slice(-2)).toEqual(['repayCredit bank creditFacilities 910', 'repayCredit bank cash -910'])
})

test('the income statement', () => {
  const statement = incomeStatement(ledger)
  expect(statement.periodIds).toEqual(['2027-01', '2027-02'])
  expect(Object.fromEntries(statement.lines.map(({ id, amounts: values }) => [id, values]))).toEqual({
    revenue: [240, 20],
    standardCostOfSales: [-132, -11],
    purchasePriceVariance: [-2, 0],
    stockRevaluation: [0, 0],
    laborVariance: [-9, 0], // paid 39, absorbed 30
    variableOverheadVariance: [-2, 0], // 12 less 10
    fixedOverheadVariance: [-15, -35], // rent 25 and depreciation 10, absorbed 20 and 0
    productionVariance: [-2.5, 0],
    costOfSales: [-162.5, -46],
    grossProfit: [77.5, -26],
    sellingExpense: [-12, -1],
    administrativeExpense: [0, 0],
    nonProductionDepreciation: [0, 0],
    disposalResult: [0, 0],
    operatingIncome: [65.5, -27],
    interestExpense: [0, -0.07],
    profitBeforeTax: [65.5, -27.07],
    incomeTax: [-13.1, 5.41],
    netIncome: [52.4, -21.66],
  })
})

test('the balance sheet', () => {
  const sheet = balanceSheet(ledger)
  expect(Object.fromEntries(sheet.lines.map(({ id, opening, amounts: values }) => [id, [opening, ...values]]))).toEqual(
    {
      cash: [100, 50, 86.24],
      receivables: [50, 120, 10],
      taxReceivable: [0, 0, 0],
      inventoryMerchandise: [0, 0, 0],
      inventoryMaterials: [25, 22.5, 22.5],
      inventoryWorkInProgress: [0, 0, 0],
      inventoryFinishedGoods: [44, 22, 11],
      currentAssets: [219, 214.5, 129.74],
      fixedAssetsAtCost: [0, 120, 120],
      accumulatedDepreciation: [0, -10, -20],
      fixedAssets: [0, 110, 100],
      totalAssets: [219, 324.5, 229.74],
      bankOverdraft: [0, 0, 0],
      payables: [20, 64, 0],
      capitalPayables: [0, 0, 0],
      wagesPayable: [0, 0, 0],
      taxPayable: [0, 0, 0],
      creditFacilities: [0, 9.1, 0],
      totalLiabilities: [20, 73.1, 0],
      shareCapital: [150, 150, 150],
      retainedEarnings: [49, 49, 49],
      profitToDate: [0, 52.4, 30.74],
      totalEquity: [199, 251.4, 229.74],
      totalLiabilitiesAndEquity: [219, 324.5, 229.74],
    },
  )
})

test('the cash flow statement, direct and indirect', () => {
  const direct = cashFlow(ledger, { method: 'direct' })
  expect(direct.method).toBe('direct')
  expect(Object.fromEntries(direct.lines.map(({ id, amounts: values }) => [id, values]))).toEqual({
    receiptsFromCustomers: [170, 130],
    paymentsToSuppliers: [-57, -90],
    paymentsToEmployees: [-39, 0],
    interestPaid: [0, -0.07],
    taxPaid: [-13.1, 5.41],
    operatingCashFlow: [60.9, 45.34],
    capitalExpenditure: [-120, 0],
    disposalProceeds: [0, 0],
    investingCashFlow: [-120, 0],
    creditDrawn: [9.1, 0],
    creditRepaid: [0, -9.1],
    financingCashFlow: [9.1, -9.1],
    netChangeInCash: [-50, 36.24],
    openingCash: [100, 50],
    closingCash: [50, 86.24],
  })
  const indirect = cashFlow(ledger, { method: 'indirect' })
  expect(Object.fromEntries(indirect.lines.slice(0, 9).map(({ id, amounts: values }) => [id, values]))).toEqual({
    netIncome: [52.4, -21.66],
    depreciation: [10, 10],
    disposalResult: [0, 0],
    changeInReceivables: [-70, 110],
    changeInInventory: [24.5, 11],
    changeInPayables: [44, -64],
    changeInWagesPayable: [0, 0],
    changeInTaxPayable: [0, 0],
    operatingCashFlow: [60.9, 45.34],
  })
  expect(indirect.lines.slice(9)).toEqual(direct.lines.slice(6))
})

test('the contribution statement', () => {
  // Fixed overhead in stock: 4, 2 and 1 lamps at 2.
  const statement = contributionStatement(ledger, { fixedOverheadInStock: { opening: 8, closing: [4, 2] } })
  expect(Object.fromEntries(statement.lines.map(({ id, amounts: values }) => [id, values]))).toEqual({
    revenue: [240, 20],
    // 12 lamps at 9 variable, and the variances 2 + 9 + 2 + 2.50; then 1 lamp at 9.
    variableCostOfSales: [-123.5, -9],
    variableSellingExpense: [-12, -1],
    contributionMargin: [104.5, 10],
    fixedProductionOverhead: [-35, -35],
    fixedSellingExpense: [0, 0],
    administrativeExpense: [0, 0],
    nonProductionDepreciation: [0, 0],
    disposalResult: [0, 0],
    variableCostingOperatingIncome: [69.5, -25],
    changeInFixedOverheadInStock: [-4, -2],
    operatingIncome: [65.5, -27],
  })
})

test('totals name the lines that they add', () => {
  const total = incomeStatement(ledger).lines.find(({ id }) => id === 'grossProfit')
  expect(total).toMatchObject({ kind: 'total', of: ['revenue', 'costOfSales'], label: 'Gross profit' })
  expect(openingOf(balanceSheet(ledger), 'totalAssets')).toBe(219)
  expect(amounts(incomeStatement(ledger, { by: 'fiscalYear' }), 'netIncome')).toEqual([30.74])
  expect(balanceSheet(ledger, { by: 'fiscalYear' }).periodIds).toEqual(['2027'])
})
