/** What an account counts, which decides the statement that it stands in. */
export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'expense'

/** Names of the accounts of every ledger. */
export type AccountId =
  | 'cash'
  | 'receivables'
  | 'inventoryPurchased'
  | 'inventoryManufactured'
  | 'fixedAssets'
  | 'accumulatedDepreciation'
  | 'payables'
  | 'capitalPayables'
  | 'wagesPayable'
  | 'taxPayable'
  | 'creditLine'
  | 'shareCapital'
  | 'retainedEarnings'
  | 'revenue'
  | 'costOfSales'
  | 'purchasePriceVariance'
  | 'productionVariance'
  | 'inventoryRounding'
  | 'laborCost'
  | 'laborAbsorbed'
  | 'variableOverheadCost'
  | 'variableOverheadAbsorbed'
  | 'fixedOverheadCost'
  | 'productionDepreciation'
  | 'fixedOverheadAbsorbed'
  | 'sellingExpense'
  | 'variableSellingExpense'
  | 'administrativeExpense'
  | 'depreciation'
  | 'disposalResult'
  | 'interestExpense'
  | 'incomeTax'

/** Names of the rules that post, in the order in which they do. */
export type RuleId =
  | 'opening'
  | 'sale'
  | 'purchase'
  | 'produce'
  | 'costOfSales'
  | 'stockRounding'
  | 'payroll'
  | 'variableOverhead'
  | 'overhead'
  | 'acquireAsset'
  | 'depreciation'
  | 'disposeAsset'
  | 'collect'
  | 'paySuppliers'
  | 'payAssets'
  | 'payWages'
  | 'interest'
  | 'tax'
  | 'payTax'
  | 'drawCredit'
  | 'repayCredit'

/** One account of the chart. */
export interface Account {
  readonly id: AccountId
  readonly kind: AccountKind
}

const KINDS: Readonly<Record<AccountId, AccountKind>> = {
  cash: 'asset',
  receivables: 'asset',
  inventoryPurchased: 'asset',
  inventoryManufactured: 'asset',
  fixedAssets: 'asset',
  accumulatedDepreciation: 'asset',
  payables: 'liability',
  capitalPayables: 'liability',
  wagesPayable: 'liability',
  taxPayable: 'liability',
  creditLine: 'liability',
  shareCapital: 'equity',
  retainedEarnings: 'equity',
  revenue: 'income',
  costOfSales: 'expense',
  purchasePriceVariance: 'expense',
  productionVariance: 'expense',
  inventoryRounding: 'expense',
  laborCost: 'expense',
  laborAbsorbed: 'expense',
  variableOverheadCost: 'expense',
  variableOverheadAbsorbed: 'expense',
  fixedOverheadCost: 'expense',
  productionDepreciation: 'expense',
  fixedOverheadAbsorbed: 'expense',
  sellingExpense: 'expense',
  variableSellingExpense: 'expense',
  administrativeExpense: 'expense',
  depreciation: 'expense',
  disposalResult: 'expense',
  interestExpense: 'expense',
  incomeTax: 'expense',
}

/** The chart of accounts, in the order of the balance sheet and the income statement. */
export const CHART: readonly Account[] = (Object.keys(KINDS) as AccountId[]).map((id) => ({ id, kind: KINDS[id] }))

/** Every rule, in the order in which the rules post. */
export const RULES: readonly RuleId[] = [
  'opening',
  'sale',
  'purchase',
  'produce',
  'costOfSales',
  'stockRounding',
  'payroll',
  'variableOverhead',
  'overhead',
  'acquireAsset',
  'depreciation',
  'disposeAsset',
  'collect',
  'paySuppliers',
  'payAssets',
  'payWages',
  'interest',
  'tax',
  'payTax',
  'drawCredit',
  'repayCredit',
]

const places = <Id extends string>(ids: readonly Id[]): Readonly<Record<Id, number>> =>
  Object.fromEntries(ids.map((id, place) => [id, place])) as Record<Id, number>

/** Place of an account in the chart, which is its place in `Ledger.accounts`. */
export const ACCOUNT: Readonly<Record<AccountId, number>> = places(CHART.map(({ id }) => id))

/** Place of a rule, which is its place in `Ledger.rules`. */
export const RULE: Readonly<Record<RuleId, number>> = places(RULES)

/** Accounts of income and expense. */
export const PROFIT_ACCOUNTS: readonly AccountId[] = CHART.filter(
  ({ kind }) => kind === 'income' || kind === 'expense',
).map(({ id }) => id)
