import { type CashFlowClass, STOCK_ACCOUNTS } from './accounts.js'
import type { Layout, LayoutLine } from './layout.js'

const OPERATING_FUNCTIONS = ['sales', 'production', 'selling', 'administration', 'other'] as const

/** Income statement by function of expense (IAS 1.103). */
export const INCOME_STATEMENT: Layout = {
  covers: { kinds: ['income', 'expense'] },
  lines: [
    { id: 'revenue', label: 'Revenue', accounts: ['revenue'] },
    { id: 'standardCostOfSales', label: 'Cost of sales at standard', accounts: ['standardCostOfSales'] },
    { id: 'purchasePriceVariance', label: 'Purchase price variance', accounts: ['purchasePriceVariance'] },
    { id: 'stockRevaluation', label: 'Revaluation of stock to standard', accounts: ['stockRevaluation'] },
    {
      id: 'stockWriteDown',
      label: 'Write-down of stock, less what is sold or reversed',
      accounts: ['stockWriteDown'],
      isOptional: true,
    },
    { id: 'laborVariance', label: 'Labor variance', accounts: ['laborCost', 'laborAbsorbed'] },
    {
      id: 'variableOverheadVariance',
      label: 'Variable overhead variance',
      accounts: ['variableOverheadCost', 'variableOverheadAbsorbed'],
    },
    {
      id: 'fixedOverheadVariance',
      label: 'Fixed overhead variance',
      accounts: ['fixedOverheadCost', 'fixedLaborCost', 'productionDepreciation', 'fixedOverheadAbsorbed'],
    },
    { id: 'productionVariance', label: 'Production variance', accounts: ['usageVariance', 'inventoryRounding'] },
    {
      id: 'variableProductionExpense',
      label: 'Production expense that follows revenue',
      accounts: ['variableProductionExpense'],
      isOptional: true,
    },
    {
      id: 'costOfSales',
      label: 'Cost of sales',
      of: [
        'standardCostOfSales',
        'purchasePriceVariance',
        'stockRevaluation',
        'stockWriteDown',
        'laborVariance',
        'variableOverheadVariance',
        'fixedOverheadVariance',
        'productionVariance',
        'variableProductionExpense',
      ],
      takes: { functions: ['production'] },
    },
    {
      id: 'grossProfit',
      label: 'Gross profit',
      of: ['revenue', 'costOfSales'],
      takes: { functions: ['sales'] },
    },
    {
      id: 'sellingExpense',
      label: 'Selling expense',
      accounts: ['fixedSellingExpense', 'variableSellingExpense'],
    },
    { id: 'administrativeExpense', label: 'Administrative expense', accounts: ['administrativeExpense'] },
    {
      id: 'variableAdministrativeExpense',
      label: 'Administrative expense that follows revenue',
      accounts: ['variableAdministrativeExpense'],
      isOptional: true,
    },
    {
      id: 'nonProductionDepreciation',
      label: 'Depreciation outside production',
      accounts: ['nonProductionDepreciation'],
    },
    { id: 'disposalResult', label: 'Gain or loss on disposals', accounts: ['disposalResult'] },
    {
      id: 'operatingIncome',
      label: 'Operating income',
      of: [
        'grossProfit',
        'sellingExpense',
        'administrativeExpense',
        'variableAdministrativeExpense',
        'nonProductionDepreciation',
        'disposalResult',
      ],
      takes: { functions: ['selling', 'administration', 'other'] },
    },
    { id: 'interestExpense', label: 'Interest expense', accounts: ['interestExpense'] },
    {
      id: 'profitBeforeTax',
      label: 'Profit before tax',
      of: ['operatingIncome', 'interestExpense'],
      takes: { functions: ['finance'] },
    },
    { id: 'incomeTax', label: 'Income tax', accounts: ['incomeTax'] },
    { id: 'netIncome', label: 'Net income', of: ['profitBeforeTax', 'incomeTax'], takes: { functions: ['tax'] } },
  ],
}

/** Contribution statement (variable costing); the change of fixed overhead in stock leads back to absorption costing. */
export const CONTRIBUTION_STATEMENT: Layout = {
  covers: { kinds: ['income', 'expense'], functions: OPERATING_FUNCTIONS },
  lines: [
    { id: 'revenue', label: 'Revenue', accounts: ['revenue'] },
    {
      id: 'variableCostOfSales',
      label: 'Variable cost of sales',
      accounts: [
        'standardCostOfSales',
        'purchasePriceVariance',
        'stockRevaluation',
        'usageVariance',
        'inventoryRounding',
        'laborCost',
        'laborAbsorbed',
        'variableOverheadCost',
        'variableOverheadAbsorbed',
        'fixedOverheadAbsorbed',
      ],
    },
    { id: 'variableSellingExpense', label: 'Variable selling expense', accounts: ['variableSellingExpense'] },
    {
      id: 'variableProductionExpense',
      label: 'Production expense that follows revenue',
      accounts: ['variableProductionExpense'],
      isOptional: true,
    },
    {
      id: 'variableAdministrativeExpense',
      label: 'Administrative expense that follows revenue',
      accounts: ['variableAdministrativeExpense'],
      isOptional: true,
    },
    {
      id: 'contributionMargin',
      label: 'Contribution margin',
      of: [
        'revenue',
        'variableCostOfSales',
        'variableSellingExpense',
        'variableProductionExpense',
        'variableAdministrativeExpense',
      ],
      takes: { costBehavior: 'variable' },
    },
    {
      id: 'fixedProductionOverhead',
      label: 'Fixed production overhead',
      accounts: ['fixedOverheadCost', 'fixedLaborCost', 'productionDepreciation'],
    },
    {
      id: 'stockWriteDown',
      label: 'Write-down of stock, less what is sold or reversed',
      accounts: ['stockWriteDown'],
      isOptional: true,
    },
    { id: 'fixedSellingExpense', label: 'Fixed selling expense', accounts: ['fixedSellingExpense'] },
    { id: 'administrativeExpense', label: 'Administrative expense', accounts: ['administrativeExpense'] },
    {
      id: 'nonProductionDepreciation',
      label: 'Depreciation outside production',
      accounts: ['nonProductionDepreciation'],
    },
    { id: 'disposalResult', label: 'Gain or loss on disposals', accounts: ['disposalResult'] },
    {
      id: 'variableCostingOperatingIncome',
      label: 'Operating income, variable costing',
      of: [
        'contributionMargin',
        'fixedProductionOverhead',
        'stockWriteDown',
        'fixedSellingExpense',
        'administrativeExpense',
        'nonProductionDepreciation',
        'disposalResult',
      ],
      takes: { costBehavior: 'fixed' },
    },
    { id: 'changeInFixedOverheadInStock', label: 'Change in fixed overhead in stock', isDerived: true },
    {
      id: 'operatingIncome',
      label: 'Operating income, absorption costing',
      of: ['variableCostingOperatingIncome', 'changeInFixedOverheadInStock'],
    },
  ],
}

/** Balance sheet (IAS 1.54): cash, and tax, stand on the side of their balance. */
export const BALANCE_SHEET: Layout = {
  covers: {},
  lines: [
    { id: 'cash', label: 'Cash', accounts: ['cash'], side: 'debit', positive: 'debit' },
    { id: 'receivables', label: 'Receivables', accounts: ['receivables'], positive: 'debit' },
    { id: 'taxReceivable', label: 'Tax receivable', accounts: ['taxPayable'], side: 'debit', positive: 'debit' },
    {
      id: 'inventoryMerchandise',
      label: 'Inventory, merchandise',
      accounts: ['inventoryMerchandise'],
      positive: 'debit',
    },
    { id: 'inventoryMaterials', label: 'Inventory, materials', accounts: ['inventoryMaterials'], positive: 'debit' },
    {
      id: 'inventoryWorkInProgress',
      label: 'Inventory, work in progress',
      accounts: ['inventoryWorkInProgress'],
      positive: 'debit',
    },
    {
      id: 'inventoryFinishedGoods',
      label: 'Inventory, finished goods',
      accounts: ['inventoryFinishedGoods'],
      positive: 'debit',
    },
    {
      id: 'inventoryPriceVariances',
      label: 'Inventory, cost beyond standard',
      accounts: ['inventoryPriceVariances'],
      positive: 'debit',
      isOptional: true,
    },
    {
      id: 'inventoryOverheadVariances',
      label: 'Inventory, fixed overhead beyond standard',
      accounts: ['inventoryOverheadVariances'],
      positive: 'debit',
      isOptional: true,
    },
    {
      id: 'inventoryWriteDowns',
      label: 'Inventory, written down',
      accounts: ['inventoryWriteDowns'],
      positive: 'debit',
      isOptional: true,
    },
    {
      id: 'currentAssets',
      label: 'Current assets',
      of: ['cash', 'receivables', 'taxReceivable', ...STOCK_ACCOUNTS],
      takes: { kinds: ['asset'], isCurrent: true },
    },
    { id: 'fixedAssetsAtCost', label: 'Fixed assets at cost', accounts: ['fixedAssetsAtCost'], positive: 'debit' },
    {
      id: 'accumulatedDepreciation',
      label: 'Accumulated depreciation',
      accounts: ['accumulatedDepreciation'],
      positive: 'debit',
    },
    { id: 'fixedAssets', label: 'Fixed assets, net', of: ['fixedAssetsAtCost', 'accumulatedDepreciation'] },
    {
      id: 'totalAssets',
      label: 'Total assets',
      of: ['currentAssets', 'fixedAssets'],
      takes: { kinds: ['asset'], isCurrent: false },
    },
    { id: 'bankOverdraft', label: 'Bank overdraft', accounts: ['cash'], side: 'credit' },
    { id: 'payables', label: 'Payables', accounts: ['payables'] },
    { id: 'capitalPayables', label: 'Payables for fixed assets', accounts: ['capitalPayables'] },
    { id: 'wagesPayable', label: 'Wages payable', accounts: ['wagesPayable'] },
    { id: 'taxPayable', label: 'Tax payable', accounts: ['taxPayable'], side: 'credit' },
    { id: 'creditFacilities', label: 'Credit facilities', accounts: ['creditFacilities'] },
    {
      id: 'totalLiabilities',
      label: 'Total liabilities',
      of: ['bankOverdraft', 'payables', 'capitalPayables', 'wagesPayable', 'taxPayable', 'creditFacilities'],
      takes: { kinds: ['liability'] },
    },
    { id: 'shareCapital', label: 'Share capital', accounts: ['shareCapital'] },
    { id: 'retainedEarnings', label: 'Retained earnings before the plan', accounts: ['retainedEarnings'] },
    { id: 'profitToDate', label: 'Profit of the plan to date', every: { kinds: ['income', 'expense'] } },
    {
      id: 'totalEquity',
      label: 'Total equity',
      of: ['shareCapital', 'retainedEarnings', 'profitToDate'],
      takes: { kinds: ['equity'] },
    },
    {
      id: 'totalLiabilitiesAndEquity',
      label: 'Total liabilities and equity',
      of: ['totalLiabilities', 'totalEquity'],
    },
  ],
}

const other = (id: string, label: string, cashFlow: CashFlowClass): LayoutLine => ({
  id,
  label,
  every: { cashFlow: [cashFlow] },
  isOptional: true,
})

const INVESTING_AND_FINANCING: readonly LayoutLine[] = [
  {
    id: 'capitalExpenditure',
    label: 'Payments for fixed assets',
    every: { cashFlow: ['fixedAssets'] },
    side: 'debit',
  },
  { id: 'disposalProceeds', label: 'Proceeds of disposals', every: { cashFlow: ['fixedAssets'] }, side: 'credit' },
  other('otherInvestingCash', 'Other investing activities', 'investing'),
  {
    id: 'investingCashFlow',
    label: 'Cash flow from investing activities',
    of: ['capitalExpenditure', 'disposalProceeds', 'otherInvestingCash'],
  },
  { id: 'creditDrawn', label: 'Drawn on credit facilities', every: { cashFlow: ['credit'] }, side: 'credit' },
  { id: 'creditRepaid', label: 'Repaid on credit facilities', every: { cashFlow: ['credit'] }, side: 'debit' },
  other('ownersCash', 'Received from owners, less paid to them', 'owners'),
  other('otherFinancingCash', 'Other financing activities', 'financing'),
  {
    id: 'financingCashFlow',
    label: 'Cash flow from financing activities',
    of: ['creditDrawn', 'creditRepaid', 'ownersCash', 'otherFinancingCash'],
  },
  {
    id: 'netChangeInCash',
    label: 'Net change in cash',
    of: ['operatingCashFlow', 'investingCashFlow', 'financingCashFlow'],
  },
  { id: 'openingCash', label: 'Opening cash', every: { cashFlow: ['cash'] }, isDerived: true },
  { id: 'closingCash', label: 'Closing cash', of: ['openingCash', 'netChangeInCash'] },
]

/** Cash-flow classes of operating activities. */
export const OPERATING_CLASSES = ['customers', 'suppliers', 'employees', 'interest', 'tax', 'operating'] as const

/** Cash flow statement, direct (IAS 7.18(a)): what cash was for, by the class of the account that it is booked against. */
export const CASH_FLOW_DIRECT: Layout = {
  covers: { cashFlow: [...OPERATING_CLASSES, 'fixedAssets', 'investing', 'credit', 'owners', 'financing'] },
  lines: [
    { id: 'receiptsFromCustomers', label: 'Receipts from customers', every: { cashFlow: ['customers'] } },
    { id: 'paymentsToSuppliers', label: 'Payments to suppliers', every: { cashFlow: ['suppliers'] } },
    { id: 'paymentsToEmployees', label: 'Payments to employees', every: { cashFlow: ['employees'] } },
    { id: 'interestPaid', label: 'Interest paid', every: { cashFlow: ['interest'] } },
    { id: 'taxPaid', label: 'Income tax paid', every: { cashFlow: ['tax'] } },
    other('otherOperatingCash', 'Other operating activities', 'operating'),
    {
      id: 'operatingCashFlow',
      label: 'Cash flow from operating activities',
      of: [
        'receiptsFromCustomers',
        'paymentsToSuppliers',
        'paymentsToEmployees',
        'interestPaid',
        'taxPaid',
        'otherOperatingCash',
      ],
    },
    ...INVESTING_AND_FINANCING,
  ],
}

/** Operating part of the indirect cash flow statement (IAS 7.18(b), 7.20): from net income, by what moved no cash. */
export const CASH_FLOW_INDIRECT: Layout = {
  covers: { kinds: ['asset', 'liability', 'equity'], cashFlow: OPERATING_CLASSES },
  lines: [
    { id: 'netIncome', label: 'Net income', every: { kinds: ['income', 'expense'] } },
    {
      id: 'depreciation',
      label: 'Depreciation',
      accounts: ['productionDepreciation', 'nonProductionDepreciation'],
      positive: 'debit',
    },
    { id: 'disposalResult', label: 'Loss (gain) on disposals', accounts: ['disposalResult'], positive: 'debit' },
    { id: 'otherNonOperating', label: 'Other items of investing and financing', isDerived: true, isOptional: true },
    { id: 'changeInReceivables', label: 'Change in receivables', accounts: ['receivables'] },
    {
      id: 'changeInInventory',
      label: 'Change in inventory',
      accounts: STOCK_ACCOUNTS,
    },
    { id: 'changeInPayables', label: 'Change in payables', accounts: ['payables'] },
    { id: 'changeInWagesPayable', label: 'Change in wages payable', accounts: ['wagesPayable'] },
    { id: 'changeInTaxPayable', label: 'Change in tax payable', accounts: ['taxPayable'] },
    { id: 'changeInOther', label: 'Change in other working capital', isRest: true, isOptional: true },
    {
      id: 'operatingCashFlow',
      label: 'Cash flow from operating activities',
      of: [
        'netIncome',
        'depreciation',
        'disposalResult',
        'otherNonOperating',
        'changeInReceivables',
        'changeInInventory',
        'changeInPayables',
        'changeInWagesPayable',
        'changeInTaxPayable',
        'changeInOther',
      ],
    },
    ...INVESTING_AND_FINANCING,
  ],
}

/** Names of the lines of all statements. */
export const LINE_IDS: readonly string[] = [
  INCOME_STATEMENT,
  CONTRIBUTION_STATEMENT,
  BALANCE_SHEET,
  CASH_FLOW_DIRECT,
  CASH_FLOW_INDIRECT,
].flatMap(({ lines }) => lines.map(({ id }) => id))
