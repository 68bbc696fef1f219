import type { Calendar } from '../core/time/calendar.js'
import type { Notice } from '../core/notices/notices.js'
import type { RunOptions } from '../core/running/progress.js'
import type { CostCard } from '../costing/types.js'
import type { Ledger, Statement } from '../finance/types.js'
import type { InventoryRecord } from '../inventory/types.js'
import type { LpSolver, LpStatus } from '../lp/solver.js'
import type { ProductionPlan } from '../production/types.js'
import type { CustomerTotal } from './demand/totalCustomers.js'
import type { StandardRecord } from './costs/planStandards.js'
import type { DemandReconciliation, DemandRecord } from './demand/types.js'
import type { ContributionRecord } from './money/contributionRecords.js'
import type { ProfitabilityRecord } from './money/profitabilityRecords.js'
import type { ShipmentRecord } from './money/splitShipments.js'
import type { NormalInput } from '../schema/normalForm/normalInput.js'
import type { PlannedOrder } from './supply/plannedOrders.js'
import type { Kpis } from './report/kpis.js'
import type { SafetyStockRecord } from './stock/planSafetyStock.js'

/** Options of `plan`. */
export interface PlanOptions extends RunOptions {
  /**
   * The plan made before: of equal plans the one that stays with it is taken. Where it is still possible and earns no less, a part of
   * the company (items that share bills or resources) is supplied as it says; elsewhere, of all optima before rounding, the nearest
   * to it is taken, each unit at its variable cost. Periods are matched by their ids, items by theirs. No plan earns less by it before
   * rounding, and the same input with the same previous plan gives the same plan. Default: none.
   */
  readonly previous?: Plan
  /** Default: the built-in solver, loaded when it is needed. */
  readonly solver?: LpSolver
  /**
   * Seconds until the last model is solved. With `now` they count from the call, forecasting included; without it, what the
   * solver says that it took. Whole units, ledger and statements come after, and are not limited.
   */
  readonly timeLimitSeconds?: number
  /** Clock in milliseconds, as `performance.now`, for the time limit. */
  readonly now?: () => number
}

/** The statements of a plan; amounts by period. */
export interface PlanStatements {
  readonly incomeStatement: Statement
  readonly balanceSheet: Statement
  /** Direct method. */
  readonly cashFlow: Statement
  readonly cashFlowIndirect: Statement
  /** Variable costing, reconciled to the income statement through the change in stock. */
  readonly contribution: Statement
}

/** The plan of supply: what the optimizer answers, and the orders that it comes to. */
export interface PlanSupply extends ProductionPlan {
  /** What is to be bought, made and subcontracted, with days, by item and day; empty where there is no plan. */
  readonly plannedOrders: readonly PlannedOrder[]
}

/** What `plan` returns: plain data that survives JSON and structuredClone unchanged. */
export interface Plan {
  readonly schemaVersion: 1
  /**
   * `optimal`: the best plan, proven. `feasible`: a plan, not proven the best within the time limit. Any other: there is
   * no plan; supply, inventory, ledger and statements are empty and `supply.diagnosis` says why.
   */
  readonly status: LpStatus
  readonly calendar: Calendar
  readonly demand: readonly DemandRecord[]
  /** What each customer took in the transactions of the input; customers are planned with their market. */
  readonly customers: readonly CustomerTotal[]
  /** With a hierarchy: the totals that the demand adds up to. */
  readonly reconciliation?: DemandReconciliation
  readonly safetyStock: readonly SafetyStockRecord[]
  /** Cost cards of the first period, from which the optimizer decides. */
  readonly costs: readonly CostCard[]
  /** Standards of the whole plan, by item and by the period in which they are set. */
  readonly standards: readonly StandardRecord[]
  readonly supply: PlanSupply
  readonly shipments: readonly ShipmentRecord[]
  readonly inventory: readonly InventoryRecord[]
  readonly ledger: Ledger
  readonly statements: PlanStatements
  /** The contribution statement by item and market; what no item causes stands in the record without ids. */
  readonly contribution: readonly ContributionRecord[]
  /** Operating income by item, market and customer; what nobody causes stands in the record without ids. */
  readonly profitability: readonly ProfitabilityRecord[]
  readonly kpis: Kpis
  /** Worst first. */
  readonly exceptions: readonly Notice[]
  readonly assumptions: readonly Notice[]
  readonly warnings: readonly Notice[]
  /** The input with every default written out. */
  readonly input: NormalInput
}
