/**
 * {@include ./README.md}
 *
 * @module finance
 */

export type {
  Account,
  AccountFunction,
  AccountKind,
  AccountNature,
  CashFlowClass,
  InventoryClass,
} from './chart/accounts.js'
export { type ChartOptions, chartOfAccounts } from './chart/chartOfAccounts.js'
export { buildLedger } from './ledger/buildLedger.js'
export { type JournalEntry, type JournalPosting, type LedgerStart, postJournal } from './ledger/postJournal.js'
export { readLedger } from './ledger/readLedger.js'
export { balanceSheet } from './statements/balanceSheet.js'
export type { StatementOptions } from './statements/sumLedger.js'
export { type TrialBalance, type TrialBalanceRow, trialBalance } from './statements/trialBalance.js'
export { type CashBudget, cashBudget, type CashBudgetInput, type CashBudgetRow } from './cashBudget.js'
export { cashFlow, type CashFlowOptions } from './statements/cashFlow.js'
export { type BudgetOptions, type Collections, collections, type CollectionsInput } from './collections.js'
export { type ContributionOptions, contributionStatement } from './statements/contributionStatement.js'
export { type CreditSweep, creditSweep, type CreditSweepInput } from './creditSweep.js'
export { type DepreciableAsset, depreciate, type DepreciationSchedule } from './depreciate.js'
export {
  type AssetRecord,
  type AssetRollForward,
  type FixedAssetOptions,
  type FixedAssetSchedule,
  fixedAssetSchedule,
} from './fixedAssetSchedule.js'
export { growthPlan, type GrowthPlanInput, type GrowthPlanYear } from './growthPlan.js'
export { lineAmounts } from './statements/lineAmounts.js'
export { incomeStatement } from './statements/incomeStatement.js'
export { type CashFlowTotals, indirectCashFlow, type IndirectCashFlowInput } from './indirectCashFlow.js'
export { type PurchasesBudget, purchasesBudget, type PurchasesBudgetInput } from './purchasesBudget.js'
export type {
  CostFunction,
  CreditLine,
  FixedAsset,
  LaborFlow,
  LaterStandard,
  Ledger,
  LedgerColumnsInput,
  LedgerCredit,
  LedgerInput,
  LedgerOpening,
  LedgerTax,
  OpeningLot,
  RealizablePart,
  OverheadFlow,
  PurchaseFlow,
  SalesFlow,
  Statement,
  StatementLine,
  StockFlow,
  StockIssue,
  TaxRule,
} from './types.js'
