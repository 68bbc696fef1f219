/** What an account counts, which decides the statement that it stands in. */
export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'expense'

/**
 * What cash was for that is booked against an account (IAS 7.10): `cash` is cash itself; the classes of operations are
 * `customers`, `suppliers`, `employees`, `interest`, `tax` and, for anything else, `operating`; those of investing are
 * `fixedAssets` and `investing`; those of financing `credit`, `owners` and `financing`.
 */
export type CashFlowClass =
  | 'cash'
  | 'customers'
  | 'suppliers'
  | 'employees'
  | 'interest'
  | 'tax'
  | 'operating'
  | 'fixedAssets'
  | 'investing'
  | 'credit'
  | 'owners'
  | 'financing'

/** What an income or expense is for (IAS 1.103). */
export type AccountFunction = 'sales' | 'production' | 'selling' | 'administration' | 'other' | 'finance' | 'tax'

/**
 * What an income or expense is made of (IAS 1.102). What is used up does not pass through an account of its own: it comes into
 * stock and leaves it, so that `changeInInventories` is what leaves stock less the conversion that comes in, and holds the
 * goods and the work outside that were bought; `goods` is what they cost beyond their standard. The other natures are
 * what was spent: `labor` the wages, `overhead` all other costs.
 */
export type AccountNature =
  'sales' | 'goods' | 'changeInInventories' | 'labor' | 'overhead' | 'depreciation' | 'disposal' | 'interest' | 'tax'

/** One account of a chart. */
export interface Account {
  /** Stable name, as `receivables`. */
  readonly id: string
  readonly label: string
  readonly kind: AccountKind
  /**
   * What cash booked against it was for; default `owners` for equity, `investing` for assets and `financing` for liabilities
   * that are not current, else `operating`.
   */
  readonly cashFlow?: CashFlowClass
  /** Assets and liabilities: turns into cash, or is due, within a year or the operating cycle (IAS 1.66, 1.69); default true. */
  readonly isCurrent?: boolean
  /** Income and expense: follows the volume (`variable`) or not; default `fixed`. */
  readonly costBehavior?: 'variable' | 'fixed'
  /** Income and expense: default `other`, which is operating. */
  readonly function?: AccountFunction
  /** Income and expense: default none. */
  readonly nature?: AccountNature
}

/** Names of the accounts that the rules post to. */
export type AccountId =
  | 'cash'
  | 'receivables'
  | 'inventoryMerchandise'
  | 'inventoryMaterials'
  | 'inventoryWorkInProgress'
  | 'inventoryFinishedGoods'
  | 'inventoryPriceVariances'
  | 'inventoryOverheadVariances'
  | 'inventoryWriteDowns'
  | 'fixedAssetsAtCost'
  | 'accumulatedDepreciation'
  | 'payables'
  | 'capitalPayables'
  | 'wagesPayable'
  | 'taxPayable'
  | 'creditFacilities'
  | 'shareCapital'
  | 'retainedEarnings'
  | 'revenue'
  | 'standardCostOfSales'
  | 'purchasePriceVariance'
  | 'stockRevaluation'
  | 'stockWriteDown'
  | 'usageVariance'
  | 'inventoryRounding'
  | 'laborCost'
  | 'laborAbsorbed'
  | 'variableOverheadCost'
  | 'variableOverheadAbsorbed'
  | 'fixedOverheadCost'
  | 'fixedLaborCost'
  | 'productionDepreciation'
  | 'fixedOverheadAbsorbed'
  | 'variableProductionExpense'
  | 'fixedSellingExpense'
  | 'variableSellingExpense'
  | 'administrativeExpense'
  | 'variableAdministrativeExpense'
  | 'nonProductionDepreciation'
  | 'disposalResult'
  | 'interestExpense'
  | 'incomeTax'

/** The accounts that the rules of the ledger post to, in the order of the balance sheet and the income statement. */
export const STANDARD_ACCOUNTS: readonly (Account & { readonly id: AccountId })[] = [
  { id: 'cash', label: 'Cash', kind: 'asset', isCurrent: true, cashFlow: 'cash' },
  { id: 'receivables', label: 'Receivables', kind: 'asset', isCurrent: true, cashFlow: 'customers' },
  {
    id: 'inventoryMerchandise',
    label: 'Inventory, merchandise',
    kind: 'asset',
    isCurrent: true,
    cashFlow: 'suppliers',
  },
  { id: 'inventoryMaterials', label: 'Inventory, materials', kind: 'asset', isCurrent: true, cashFlow: 'suppliers' },
  {
    id: 'inventoryWorkInProgress',
    label: 'Inventory, work in progress',
    kind: 'asset',
    isCurrent: true,
    cashFlow: 'suppliers',
  },
  {
    id: 'inventoryFinishedGoods',
    label: 'Inventory, finished goods',
    kind: 'asset',
    isCurrent: true,
    cashFlow: 'suppliers',
  },
  {
    id: 'inventoryPriceVariances',
    label: 'Inventory, cost beyond standard',
    kind: 'asset',
    isCurrent: true,
    cashFlow: 'suppliers',
  },
  {
    id: 'inventoryOverheadVariances',
    label: 'Inventory, fixed overhead beyond standard',
    kind: 'asset',
    isCurrent: true,
    cashFlow: 'suppliers',
  },
  {
    id: 'inventoryWriteDowns',
    label: 'Inventory, written down',
    kind: 'asset',
    isCurrent: true,
    cashFlow: 'suppliers',
  },
  { id: 'fixedAssetsAtCost', label: 'Fixed assets at cost', kind: 'asset', isCurrent: false, cashFlow: 'fixedAssets' },
  {
    id: 'accumulatedDepreciation',
    label: 'Accumulated depreciation',
    kind: 'asset',
    isCurrent: false,
    cashFlow: 'fixedAssets',
  },
  { id: 'payables', label: 'Payables', kind: 'liability', isCurrent: true, cashFlow: 'suppliers' },
  {
    id: 'capitalPayables',
    label: 'Payables for fixed assets',
    kind: 'liability',
    isCurrent: true,
    cashFlow: 'fixedAssets',
  },
  { id: 'wagesPayable', label: 'Wages payable', kind: 'liability', isCurrent: true, cashFlow: 'employees' },
  { id: 'taxPayable', label: 'Tax payable', kind: 'liability', isCurrent: true, cashFlow: 'tax' },
  { id: 'creditFacilities', label: 'Credit facilities', kind: 'liability', isCurrent: true, cashFlow: 'credit' },
  { id: 'shareCapital', label: 'Share capital', kind: 'equity', cashFlow: 'owners' },
  { id: 'retainedEarnings', label: 'Retained earnings before the plan', kind: 'equity', cashFlow: 'owners' },
  {
    id: 'revenue',
    label: 'Revenue',
    kind: 'income',
    cashFlow: 'customers',
    costBehavior: 'variable',
    function: 'sales',
    nature: 'sales',
  },
  {
    id: 'standardCostOfSales',
    label: 'Cost of sales at standard',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'purchasePriceVariance',
    label: 'Purchase price variance',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'goods',
  },
  {
    id: 'stockRevaluation',
    label: 'Revaluation of stock to standard',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'stockWriteDown',
    label: 'Write-down of stock',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'fixed',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'usageVariance',
    label: 'Usage variance of production',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'inventoryRounding',
    label: 'Rounding of inventory',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'laborCost',
    label: 'Labor cost',
    kind: 'expense',
    cashFlow: 'employees',
    costBehavior: 'variable',
    function: 'production',
    nature: 'labor',
  },
  {
    id: 'laborAbsorbed',
    label: 'Labor absorbed by production',
    kind: 'expense',
    cashFlow: 'employees',
    costBehavior: 'variable',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'variableOverheadCost',
    label: 'Variable overhead cost',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'overhead',
  },
  {
    id: 'variableOverheadAbsorbed',
    label: 'Variable overhead absorbed by production',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'fixedOverheadCost',
    label: 'Fixed production overhead cost',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'fixed',
    function: 'production',
    nature: 'overhead',
  },
  {
    id: 'fixedLaborCost',
    label: 'Wages paid by capacity',
    kind: 'expense',
    cashFlow: 'employees',
    costBehavior: 'fixed',
    function: 'production',
    nature: 'labor',
  },
  {
    id: 'productionDepreciation',
    label: 'Depreciation in production',
    kind: 'expense',
    cashFlow: 'fixedAssets',
    costBehavior: 'fixed',
    function: 'production',
    nature: 'depreciation',
  },
  {
    id: 'fixedOverheadAbsorbed',
    label: 'Fixed overhead absorbed by production',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'changeInInventories',
  },
  {
    id: 'variableProductionExpense',
    label: 'Production expense that follows revenue',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'production',
    nature: 'overhead',
  },
  {
    id: 'fixedSellingExpense',
    label: 'Fixed selling expense',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'fixed',
    function: 'selling',
    nature: 'overhead',
  },
  {
    id: 'variableSellingExpense',
    label: 'Variable selling expense',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'selling',
    nature: 'overhead',
  },
  {
    id: 'administrativeExpense',
    label: 'Administrative expense',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'fixed',
    function: 'administration',
    nature: 'overhead',
  },
  {
    id: 'variableAdministrativeExpense',
    label: 'Administrative expense that follows revenue',
    kind: 'expense',
    cashFlow: 'suppliers',
    costBehavior: 'variable',
    function: 'administration',
    nature: 'overhead',
  },
  {
    id: 'nonProductionDepreciation',
    label: 'Depreciation outside production',
    kind: 'expense',
    cashFlow: 'fixedAssets',
    costBehavior: 'fixed',
    function: 'administration',
    nature: 'depreciation',
  },
  {
    id: 'disposalResult',
    label: 'Gain or loss on disposals',
    kind: 'expense',
    cashFlow: 'fixedAssets',
    costBehavior: 'fixed',
    function: 'other',
    nature: 'disposal',
  },
  {
    id: 'interestExpense',
    label: 'Interest expense',
    kind: 'expense',
    cashFlow: 'interest',
    costBehavior: 'fixed',
    function: 'finance',
    nature: 'interest',
  },
  {
    id: 'incomeTax',
    label: 'Income tax',
    kind: 'expense',
    cashFlow: 'tax',
    costBehavior: 'fixed',
    function: 'tax',
    nature: 'tax',
  },
]

/** The class of a stock (IAS 2.37), which chooses its account. */
export type InventoryClass = 'merchandise' | 'material' | 'workInProgress' | 'finishedGoods'

/** Account of the stock of each class. */
export const INVENTORY_ACCOUNTS: Readonly<Record<InventoryClass, AccountId>> = {
  merchandise: 'inventoryMerchandise',
  material: 'inventoryMaterials',
  workInProgress: 'inventoryWorkInProgress',
  finishedGoods: 'inventoryFinishedGoods',
}

/** What stock costs beyond its standard. */
export const STOCK_VARIANCE_ACCOUNTS: readonly AccountId[] = ['inventoryPriceVariances', 'inventoryOverheadVariances']

/** All that stock stands on: each class at standard cost, what it costs beyond that, and what it is written down by. */
export const STOCK_ACCOUNTS: readonly AccountId[] = [
  ...Object.values(INVENTORY_ACCOUNTS),
  ...STOCK_VARIANCE_ACCOUNTS,
  'inventoryWriteDowns',
]

/** The cash-flow class of an account, given or by default. */
export function cashFlowClass({ kind, isCurrent, cashFlow }: Account): CashFlowClass {
  if (cashFlow !== undefined) return cashFlow
  if (kind === 'equity') return 'owners'
  if (isCurrent !== false) return 'operating'
  return kind === 'asset' ? 'investing' : kind === 'liability' ? 'financing' : 'operating'
}

/** Whether an account usually stands on its debit side. */
export function isDebitAccount({ kind }: Account): boolean {
  return kind === 'asset' || kind === 'expense'
}

/** Whether an account is one of income or expense. */
export function isProfitAccount({ kind }: Account): boolean {
  return kind === 'income' || kind === 'expense'
}
