import type { Calendar } from '../core/calendar.js'
import type { BillLine, Operation, StructureItem } from '../core/structure.js'
import type { RunOptions } from '../core/progress.js'
import type { Notice } from '../core/notices.js'
import type { LpSolver, LpStatus } from '../lp/solver.js'

/** What happens to demand that is not met in its period: it waits, it is gone, or the plan must not leave any. */
export type UnmetDemand = 'backlog' | 'lost' | 'forbidden'

/** One item of a production problem; money in major units, quantities in stock units, arrays by period. */
export interface ProductionItem extends StructureItem {
  /** `make` uses bill and routing, `buy` is purchased; default `make` where there is a bill line or an operation. */
  readonly source?: 'make' | 'buy'
  /** Customers' demand; default none. Off the item's grid it is planned in whole units, by its running sum. */
  readonly demand?: readonly number[]
  /** Demand already late before the first period; default 0. Where demand is `lost` it adds to that of the first period. */
  readonly backlog?: number
  /** Revenue of one unit shipped; default 0. */
  readonly price?: number | readonly number[]
  /** Selling cost of one unit shipped, as freight and commission; default 0. */
  readonly sellingCostPerUnit?: number | readonly number[]
  /** Cost of one unit bought; default 0. */
  readonly purchaseCost?: number | readonly number[]
  /**
   * Calendar days from release to receipt: nothing new but firm supply arrives earlier than that after the first day;
   * default 0. In the bucket of that day supply is allowed, and `lost` demand of the days before it is met from what is
   * there: shipped <= (1 - share of the days) x demand + opening stock + scheduled receipts.
   */
  readonly leadTimeDays?: number
  /** Stock on hand at the start, on the item's grid; default 0. */
  readonly onHand?: number
  /** Receipts already ordered, by period, on the item's grid; default none. */
  readonly scheduledReceipts?: readonly number[]
  /** Target of the closing stock; missing it costs `safetyStockPenaltyPerUnit`. Default none. */
  readonly safetyStock?: readonly number[]
  /**
   * Cost of one unit under the safety stock at the close of a period. Default (with a warning): the holding cost and 2 %
   * of the item's value per month; its value is the price, else the variable cost by bill and routing, else 1.
   */
  readonly safetyStockPenaltyPerUnit?: number | readonly number[]
  /** Cost of holding one unit at the close of a period; default 0. */
  readonly holdingCostPerUnit?: number | readonly number[]
  /** Default `backlog`. */
  readonly unmetDemand?: UnmetDemand
  /** Cost of one unit late at the close of a period. Default (with a warning): 5 % of the item's value per month. */
  readonly backlogCostPerUnit?: number | readonly number[]
  /** Cost of one unit lost, beyond its margin. Default (with a warning): 10 % of the item's value. */
  readonly lostSaleCostPerUnit?: number | readonly number[]
  /** The most that can be bought (or made) for receipt in each period; default no limit. */
  readonly supplyLimit?: readonly number[]
  /** Closing stock that must not be undercut; default 0. */
  readonly minimumStock?: readonly number[]
  /** Closing stock that must not be passed; default no limit. */
  readonly maximumStock?: readonly number[]
  /**
   * Supply fixed in a period (a firm order), on the item's grid; null leaves the period free. It outranks lead time and
   * supply limit.
   */
  readonly firmSupply?: readonly (number | null)[]
  /** Decimals of a quantity, 0 to 6; 0 (the default) for pieces. */
  readonly quantityDecimals?: number
}

/** One resource; hours by period. */
export interface ProductionResource {
  readonly id: string
  /** Regular hours. */
  readonly capacityHours: number | readonly number[]
  /** The most overtime hours; default 0. */
  readonly overtimeHours?: number | readonly number[]
  /** Wages of one regular hour. */
  readonly costPerHour?: number | readonly number[]
  /** Wages of one overtime hour; default 1.5 times the regular wage. */
  readonly overtimeCostPerHour?: number | readonly number[]
  /** Overhead that every hour worked brings along; default 0. */
  readonly variableOverheadPerHour?: number | readonly number[]
}

/** What to plan: items, bills, routings and resources at one site over a calendar. */
export interface ProductionProblem {
  readonly calendar: Calendar
  readonly items: readonly ProductionItem[]
  readonly billOfMaterials?: readonly BillLine[]
  readonly operations?: readonly Operation[]
  readonly resources?: readonly ProductionResource[]
  /** Number of first periods in which supply is what `firmSupply` says (0 where it says nothing); default 0. */
  readonly firmPeriods?: number
  /** Day at which bills are read; default the first day of the calendar. */
  readonly asOf?: string
}

/** Options of `optimizeProduction`. */
export interface ProductionOptions extends RunOptions {
  /** Default: the built-in solver, loaded when it is needed. */
  readonly solver?: LpSolver
  /** Stops the solver; needs a solver that can. */
  readonly timeLimitSeconds?: number
  /** Clock in milliseconds for the time limit over several models; without it each model gets the whole limit. */
  readonly now?: () => number
}

/**
 * Units of one component that an item's production takes, by period: whole units of the component's grid in (effective
 * quantity x all that was produced so far), less what was taken before.
 */
export interface ComponentUse {
  readonly componentId: string
  readonly quantities: readonly number[]
}

/**
 * The plan of one item; quantities in stock units, on the item's grid, by period: closing = closing before + produced +
 * purchased + scheduledReceipts - shipped - dependentDemand.
 */
export interface ProductionRecord {
  readonly itemId: string
  readonly source: 'make' | 'buy'
  readonly demand: readonly number[]
  readonly produced: readonly number[]
  readonly purchased: readonly number[]
  readonly scheduledReceipts: readonly number[]
  /** Use as a component of other items. */
  readonly dependentDemand: readonly number[]
  readonly shipped: readonly number[]
  readonly backlog: readonly number[]
  readonly lost: readonly number[]
  readonly closing: readonly number[]
  readonly safetyStock: readonly number[]
  readonly safetyStockShortfall: readonly number[]
  /** Components that this item's production takes. */
  readonly components: readonly ComponentUse[]
  /** Money that one more unit in stock at the start of the period would add to the objective. */
  readonly worthOfOneUnit: readonly number[]
}

/** The load of one resource; hours by period, kept to 6 decimals. */
export interface ResourceRecord {
  readonly resourceId: string
  readonly capacityHours: readonly number[]
  readonly overtimeLimitHours: readonly number[]
  readonly regularHours: readonly number[]
  readonly overtimeHours: readonly number[]
  /** Hours worked over regular capacity; 0 where there is no capacity. */
  readonly utilization: readonly number[]
  /** Money that one more regular hour would add to the objective. */
  readonly worthOfOneHour: readonly number[]
  /** Money that one more hour of permitted overtime would add to the objective. */
  readonly worthOfOneOvertimeHour: readonly number[]
}

/** The worth of one more unit of a limit, by period. */
export interface ShadowPrice {
  readonly limit: 'capacity' | 'overtime' | 'demand' | 'supply' | 'firmSupply' | 'minimumStock' | 'maximumStock'
  /** Item or resource. */
  readonly id: string
  /** Money per unit (or hour) by which the objective rises when the limit is eased by one. */
  readonly values: readonly number[]
}

/** The objective in money: `total` is the sum of the parts, costs negative; unrounded. */
export interface ProductionObjective {
  readonly total: number
  readonly revenue: number
  readonly sellingCost: number
  readonly purchases: number
  readonly regularLabor: number
  readonly overtime: number
  readonly variableOverhead: number
  readonly holding: number
  readonly backlog: number
  readonly lostSales: number
  readonly safetyStockShortfall: number
  /** Objective of the solver's answer, before quantities were brought onto the items' grids. */
  readonly beforeRounding: number
}

/**
 * What proves the plan: the answer to the model of `buildProductionModel` with its multipliers, checked without the
 * solver. Figures that are not known are `Number.MAX_VALUE`, because results must survive JSON.
 */
export interface OptimalityCertificate {
  readonly ok: boolean
  readonly primal: readonly number[]
  readonly rowDual: readonly number[]
  readonly reducedCost: readonly number[]
  readonly objective: number
  readonly bound: number
  /** |objective - bound| / max(1, |objective|) */
  readonly gap: number
  readonly primalInfeasibility: number
  readonly dualInfeasibility: number
}

/** One limit that stands in the way of an infeasible problem, with the least easing that would mend it. */
export interface LimitConflict {
  readonly limit: 'capacity' | 'demand' | 'supply' | 'firmSupply' | 'minimumStock' | 'maximumStock' | 'openingStock'
  /** Item or resource. */
  readonly id: string
  readonly periodId: string
  /** By how much it would have to be eased, in `unit`. */
  readonly amount: number
  readonly unit: 'units' | 'hours'
  /** The conflict in a planner's words. */
  readonly message: string
}

/** Why no plan exists. */
export interface ProductionDiagnosis {
  readonly conflicts: readonly LimitConflict[]
}

/** The answer of `optimizeProduction`. */
export interface ProductionPlan {
  readonly status: LpStatus
  /** In order of input; empty where there is no plan. */
  readonly records: readonly ProductionRecord[]
  readonly resources: readonly ResourceRecord[]
  readonly shadowPrices: readonly ShadowPrice[]
  readonly objective: ProductionObjective
  readonly certificate: OptimalityCertificate
  /** Only where the status is `infeasible`. */
  readonly diagnosis?: ProductionDiagnosis
  readonly warnings: readonly Notice[]
}
