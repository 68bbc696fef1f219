import type { Notice } from '../../core/notices/notices.js'
import type { CalendarOptions } from '../../core/time/calendar.js'
import type { Plan } from '../../plan/types.js'
import type { PlanActual } from '../../schema/rows/costingTypes.js'
import type { CustomerOrder } from '../../schema/rows/demandTypes.js'
import type { OpeningBalance } from '../../schema/rows/financeTypes.js'
import type { SupplyOrder } from '../../schema/rows/supplyTypes.js'
import type { PlanInput } from '../../schema/types.js'
import type { BalanceDifference } from './closeBalances.js'
import type { StockDifference } from './closeStock.js'

/** What is known when periods are closed, as tables of the input. */
export interface HandedOver {
  /**
   * What has happened in the closed periods, in their buckets or in shorter ones: what was sold, bought, made, used; at the end
   * of the last one what was counted, who waits, and what accounts stand at (positive where they usually stand).
   */
  readonly actuals: readonly PlanActual[]
  /** Orders for supply that are under way at the close; default: what had gone out and was not received. */
  readonly supplyOrders?: readonly SupplyOrder[]
  /** Orders of customers that are open at the close; default: those that were not delivered. */
  readonly customerOrders?: readonly CustomerOrder[]
  /** Open items at the close, each with its day, by account; they come before balances of the actuals. Default none. */
  readonly openingBalances?: readonly OpeningBalance[]
}

/** Options of {@link rollForward}. */
export interface RollForwardOptions extends HandedOver {
  /** Id of the first period of the next plan; the periods before it are closed. */
  readonly to: string
  /** The plan that was made of the input: where the actuals are silent it speaks. Default none. */
  readonly plan?: Plan
  /** Calendar of the next plan, beginning with the same day; default: what is left of the one before. */
  readonly calendar?: CalendarOptions
}

/** The input of the next plan, and what was found and taken for granted on the way. */
export interface RolledInput {
  readonly input: PlanInput
  /** Where stock that was counted is not what should be there; by item. */
  readonly stockDifferences: readonly StockDifference[]
  /** With a plan: accounts that stand otherwise than planned; in the order of the chart. */
  readonly balanceDifferences: readonly BalanceDifference[]
  readonly assumptions: readonly Notice[]
  readonly warnings: readonly Notice[]
}
