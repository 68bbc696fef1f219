export type { StatementOptions } from './accountMovements.js'
export { balanceSheet } from './balanceSheet.js'
export { buildLedger } from './buildLedger.js'
export { type CashBudget, cashBudget, type CashBudgetInput, type CashBudgetRow } from './cashBudget.js'
export { cashFlow, type CashFlowOptions } from './cashFlow.js'
export { type BudgetOptions, type Collections, collections, type CollectionsInput } from './collections.js'
export { type ContributionOptions, contributionStatement } from './contributionStatement.js'
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
export { incomeStatement } from './incomeStatement.js'
export { type CashFlowTotals, indirectCashFlow, type IndirectCashFlowInput } from './indirectCashFlow.js'
export { type PurchasesBudget, purchasesBudget, type PurchasesBudgetInput } from './purchasesBudget.js'
export type {
  CostFunction,
  CreditLine,
  FixedAsset,
  LaborFlow,
  Ledger,
  LedgerInput,
  OpeningBalances,
  OverheadFlow,
  SalesFlow,
  Statement,
  StatementLine,
  StockFlow,
  StockIssue,
  TaxRule,
} from './types.js'
