import type { Calendar, Period } from '../core/time/calendar.js'
import type { DatedQuantity } from '../core/time/series.js'
import type { BillLine, Operation, SourceKind, StructureItem } from '../core/structure/structure.js'
import type { RunOptions } from '../core/running/progress.js'
import type { Notice } from '../core/notices/notices.js'
import type { StockId } from '../core/keys/seriesId.js'
import type { LpSolver, LpStatus } from '../lp/solver.js'

/** What happens to demand that is not met in its period: it waits, it is gone, or the plan must not leave any. */
export type UnmetDemand = 'backlog' | 'lost' | 'forbidden'

/** What is sold below its variable cost: stock at hand, everything that is asked for, or nothing. */
export type SellBelowCost = 'stockOnly' | 'always' | 'never'

/** Where an item comes from, one for each item; money in major units, quantities in stock units, arrays by period. */
export interface ProductionSource extends StockId {
  /** Default the id of its item. */
  readonly id?: string
  /**
   * `make` uses bill and routing, `subcontract` too, and pays a supplier for each unit; `buy` is purchased and uses
   * neither. Default `make` where there is a bill line or an operation, and of a service, else `buy`; `make` with a
   * purchase cost is `subcontract`.
   */
  readonly kind?: SourceKind
  /** What is paid to a supplier for one unit: for the unit itself, or for the work done outside on it; default 0. */
  readonly purchaseCost?: number | readonly number[]
  /**
   * Calendar days from release to receipt: nothing new but firm supply arrives earlier than that after the first day;
   * default 0. In the bucket of that day supply is allowed, and `lost` demand of the days before it is met from what is
   * there (`demandDates`). Work on an item that takes longer than a period begins on the first day.
   */
  readonly leadTimeDays?: number
  /** The most that can be bought (or made) for receipt in each period, a single number as in `plan`; default no limit. */
  readonly supplyLimit?: number | readonly number[]
  /**
   * Supply fixed in a period (a firm order), on the item's grid; null leaves the period free. It outranks lead time and
   * supply limit.
   */
  readonly firmSupply?: readonly (number | null)[]
}

/** Units that are asked for at one price. */
export interface DemandPart {
  /** Place of the period in which they are asked for; -1 for backlog. */
  readonly periodIndex: number
  readonly quantity: number
  readonly price: number
  /** True of booked orders, which are served even below cost; default false, and true of backlog. */
  readonly isBooked?: boolean
}

/**
 * One item of a production problem; money in major units, quantities in stock units, arrays by period. `source` and the
 * columns of {@link ProductionSource} are shorthand for its one row in `sources`.
 */
export interface ProductionItem extends StructureItem, Omit<ProductionSource, 'id' | 'itemId' | 'kind'> {
  /** Shorthand for the kind of its source; default as there. */
  readonly source?: SourceKind
  /** Customers' demand; default none. Off the item's grid it is planned in whole units, by its running sum. */
  readonly demand?: readonly number[]
  /** What of the demand is booked orders, on the item's grid: they are served even below cost. Default none. */
  readonly booked?: readonly number[]
  /**
   * Days of demand that is part of `demand`, as those of orders. They count where demand is `lost`: for every day on which new
   * supply can first be there, or a receipt comes, shipped <= asked for from that day on + what is there before it. All other demand is
   * spread evenly over the days of its period, and backlog is asked for on the first. Default none.
   */
  readonly demandDates?: readonly DatedQuantity[]
  /**
   * Demand already late before the first period; default 0. Where demand is `lost` it adds to that of the first period, on whose
   * first day it is asked for.
   */
  readonly backlog?: number
  /**
   * Revenue of one unit of the demand of a period, whenever it is shipped: demand that waits is served oldest first and keeps
   * its price. Default 0.
   */
  readonly price?: number | readonly number[]
  /** Whether `price` is what the planner takes a unit to be worth, since nobody pays: no order is then told to lose by it. Default false. */
  readonly isPriceAssumed?: boolean
  /** Revenue of one unit of the backlog; default the price of the first period. */
  readonly backlogPrice?: number
  /**
   * What demand and backlog consist of, in the order in which it is served, where units of one period have several prices: they are planned
   * by their own prices, and late and lost units are told at the prices of those who wait, or go away. `price` stays the mean of a period. Default: one part a period.
   */
  readonly demandParts?: readonly DemandPart[]
  /** Selling cost of one unit of the demand of a period when it is shipped, as freight and commission; default 0. */
  readonly sellingCostPerUnit?: number | readonly number[]
  /**
   * What selling takes of any price, a ratio; where nobody pays in any period, the price that would pay is found by it. Default: what
   * it takes of `price` in the nearest period in which somebody pays, else 0.
   */
  readonly sellingCostRate?: number
  /** Selling cost of one unit of the backlog when it is shipped; default that of the first period. */
  readonly backlogSellingCostPerUnit?: number
  /** Stock on hand at the start, on the item's grid; default 0. */
  readonly onHand?: number
  /** Receipts already ordered, by period, on the item's grid; default none. */
  readonly scheduledReceipts?: readonly number[]
  /** Days of receipts that are part of `scheduledReceipts` (`demandDates`); others are there when their period begins. Default none. */
  readonly receiptDates?: readonly DatedQuantity[]
  /** Target of the closing stock; missing it costs `safetyStockPenaltyPerUnit`. Default none. */
  readonly safetyStock?: number | readonly number[]
  /**
   * Cost of one unit under the safety stock at the close of a period. Default (with a warning): the holding cost and 2 %
   * of the item's value per month, or as much less that no customer waits for it; the value of an item is its price, else
   * its variable cost by bill and routing, else 1. A given one that may keep units from customers is kept, with a warning,
   * but where the problem says `customersFirst`: there the default is not lowered, either.
   */
  readonly safetyStockPenaltyPerUnit?: number | readonly number[]
  /** Cost of holding one unit at the close of a period, of a unit in work for the share that is done; default 0. */
  readonly holdingCostPerUnit?: number | readonly number[]
  /** Default `backlog`. */
  readonly unmetDemand?: UnmetDemand
  /** Cost of one unit late at the close of a period. Default (with a warning): 5 % of the item's value per month. */
  readonly backlogCostPerUnit?: number | readonly number[]
  /**
   * Cost of one unit lost, beyond its margin. Default (with a warning): 10 % of the item's value, and, but where the problem says
   * `customersFirst`, 5 % of what losing it costs per month from its period to the end of the calendar, as if it waited until then.
   */
  readonly lostSaleCostPerUnit?: number | readonly number[]
  /** Closing stock that must not be undercut; default 0. */
  readonly minimumStock?: number | readonly number[]
  /** Closing stock that must not be passed; default no limit. */
  readonly maximumStock?: number | readonly number[]
  /** Decimals of a quantity, 0 to 6; default 3 where the unit is kg, g, l, m, m2 or m3, else 0 (pieces). */
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
  /** Where items come from, instead of the columns of `items`; default those. */
  readonly sources?: readonly ProductionSource[]
  readonly billOfMaterials?: readonly BillLine[]
  readonly operations?: readonly Operation[]
  readonly resources?: readonly ProductionResource[]
  /** Number of first periods in which supply is what `firmSupply` says (0 where it says nothing); default 0. */
  readonly firmPeriods?: number
  /**
   * True: what customers get is planned first, without safety stock, and of them who would go away before who waits; safety stock comes
   * after it, at the wish `safetyStockPenaltyPerUnit`, and takes nothing from anybody
   * (docs/decisions/planning-penalties.md). Default false: all is one program, at the penalties that are given.
   */
  readonly customersFirst?: boolean
  /**
   * Whether customers whose price, less the selling cost, does not cover the variable cost of their item are served: out of stock
   * that is there (`stockOnly`), by what is bought or made for them too (`always`), or not at all (`never`). Booked orders and
   * what is late before the first period always are. Default: penalties weigh against the loss.
   */
  readonly sellBelowCost?: SellBelowCost
  /** Day at which bills are read, for all periods; default the first day of the calendar. */
  readonly asOf?: string
}

/** A plan made before, by item and period; what `plan` or `optimizeProduction` returned has more than is read. */
export interface PreviousProduction {
  /** Its periods: those of the same id are held against each other. */
  readonly calendar: { readonly periods: readonly Pick<Period, 'id'>[] }
  readonly records: readonly Pick<ProductionRecord, 'itemId' | 'produced' | 'purchased'>[]
}

/** Options of `optimizeProduction`. */
export interface ProductionOptions extends RunOptions {
  /**
   * A plan made before, which equal plans stay with: where it is possible and worth no less, a part of the company (items that share
   * bills or resources) is supplied as it says; elsewhere, of all optima before rounding, the nearest to it is taken. Default: none.
   */
  readonly previous?: PreviousProduction
  /** Default: the built-in solver, loaded when it is needed. */
  readonly solver?: LpSolver
  /**
   * Seconds for all models that are solved together, by `now`, or else by what the solver says that it took; needs a solver that
   * can stop. What else is done (writing the model, whole units) is not limited.
   */
  readonly timeLimitSeconds?: number
  /** Clock in milliseconds for the time limit over several models; without it each model gets the whole limit. */
  readonly now?: () => number
}

/**
 * Units of one component that an item's production takes, by period: whole units of the component's grid in (effective
 * quantity x all that was begun so far), less what was taken before. Units are begun and produced in one period, but for
 * an item with work in progress: of that, all that was begun is what was produced and what is in work, in whole units.
 */
export interface ComponentUse {
  readonly componentId: string
  readonly quantities: readonly number[]
}

/**
 * The plan of one item; quantities in stock units, on the item's grid, by period: closing = closing before + produced +
 * purchased + scheduledReceipts - shipped - dependentDemand.
 */
export interface ProductionRecord extends StockId {
  readonly demand: readonly number[]
  readonly produced: readonly number[]
  /**
   * Only of an item on which work goes on over several periods, because no one period completes a unit of it: work done, in
   * units, on what is not complete at the close. Hours of a period are those for produced + its change.
   */
  readonly workInProgress?: readonly number[]
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
  /**
   * Only of an item of which the rule on selling below cost refuses something: what of the demand of a period is refused, for its price, or since
   * it stands before a booked order and pays for nothing that is left. It stands in `backlog` or `lost`, behind everybody who is served.
   */
  readonly refused?: readonly number[]
  /** What of `shipped` went to who is refused: stock at hand that nobody who is served wants within the plan. There with `refused`. */
  readonly refusedShipped?: readonly number[]
}

/** What one source supplies; quantities in stock units, on the item's grid, by period. */
export interface SourceRecord extends StockId {
  readonly sourceId: string
  readonly kind: SourceKind
  readonly quantities: readonly number[]
  /** Money that one more unit of its supply limit, or of its firm supply, would add to the objective; 0 where it is free. */
  readonly worth: readonly number[]
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
  /**
   * Money that one more regular hour would add to the optimum in fractions (in whole units an hour may be too few for a unit): the
   * multiplier of the hours. At a corner, where an hour more and an hour less are worth different amounts, or where other limits
   * are reached with these hours, it is one of several, and one more hour alone may bring less, down to nothing; what it does bring
   * alone, and what with the others, `full-resource` tells. Where customers come first, and what
   * they get is held for them there: what it adds where somebody would go away, else what it adds to what all customers get at the given
   * rates, else to the safety stock. Where they get more than that, all that it adds.
   */
  readonly worthOfOneHour: readonly number[]
  /** Money that one more hour of permitted overtime would add to the objective, by the program that tells `worthOfOneHour`. */
  readonly worthOfOneOvertimeHour: readonly number[]
}

/** The worth of one more unit of a limit, by period. */
export interface ShadowPrice {
  readonly limit: 'capacity' | 'overtime' | 'demand' | 'supply' | 'firmSupply' | 'minimumStock' | 'maximumStock'
  /** The item whose limit it is; not for `capacity` and `overtime`. */
  readonly itemId?: string
  /** The source whose limit it is: for `supply` and `firmSupply`. */
  readonly sourceId?: string
  /** The resource whose limit it is: for `capacity` and `overtime`. */
  readonly resourceId?: string
  /** Money per unit (or hour) by which the objective rises when the limit is eased by one. */
  readonly values: readonly number[]
}

/** The objective in money: `total` is the sum of the parts, costs negative; unrounded. */
export interface ProductionObjective {
  readonly total: number
  readonly revenue: number
  readonly sellingCost: number
  /** What suppliers are paid, for what is bought and for the work done outside. */
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

/** What proves a program: its answer and its multipliers. Figures that are not known are `Number.MAX_VALUE`, because results must survive JSON. */
export interface ProgramCertificate {
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

/** The proof of a program of some parts of the company. */
export interface PartCertificate extends ProgramCertificate {
  /** The items of these parts, in the order of their ids. */
  readonly itemIds: readonly string[]
}

/** The proof of the program of the customers, and of the one before it. */
export interface CustomersCertificate extends PartCertificate {
  /**
   * Of the parts in which some items wait and others are lost, where somebody is: the answer to the same model in which being late
   * within the plan weighs nothing. Who is lost in it bounds who is lost in the answer of the customers.
   */
  readonly losses?: PartCertificate
}

/** How many units of an item the plan before rounding may leave at the close of a period. */
export interface OpenRangeRecord {
  readonly itemId: string
  readonly periodId: string
  readonly least: number
  readonly most: number
  /**
   * Where overtime or a dear month that costs more than the item brings was in reach: what is left for that, which may be nothing. Lateness of
   * the item weighs next to nothing then; `least` is 0 where money alone leaves as much.
   */
  readonly unpaid?: number
}

/**
 * What proves the plan: the answer to the model of `buildProductionModel` with its multipliers, checked without the
 * solver, and the programs that it stands on.
 */
export interface OptimalityCertificate extends ProgramCertificate {
  /**
   * Where customers come first, and somebody is late or lost beside a safety stock, or lost beside others who wait: the answer to the
   * same model without any safety stock, of the parts of the company in which that is so. What each customer gets in it
   * bounds the late and lost units of the answer above.
   */
  readonly customers?: CustomersCertificate
  /**
   * Where newer orders pay more than older ones, what leaving units unserved loses is no convex function, and it was decided which part of
   * a queue is served; and where what forecast would still take costs more than it brings, it was decided how much of it is left. The
   * answer above is the best within these ranges of what may be left, or lost in a period.
   */
  readonly openRanges?: readonly OpenRangeRecord[]
  /**
   * There with `openRanges`: the answer of the parts of the company that hold these items without ranges, at the given rates
   * and without safety stock where customers come first. No plan of these parts earns more.
   */
  readonly withoutRanges?: PartCertificate
  /** There with `openRanges`: money that another choice of ranges might earn more, where the search ended before it was ruled out; else 0. */
  readonly undecided?: number
}

/** One limit that stands in the way of an infeasible problem, with the least easing that would mend it. */
export interface LimitConflict {
  readonly limit: 'capacity' | 'demand' | 'supply' | 'firmSupply' | 'minimumStock' | 'maximumStock'
  /** The item whose limit it is; not for `capacity`. */
  readonly itemId?: string
  /** The source whose limit it is: for `supply` and `firmSupply`. */
  readonly sourceId?: string
  /** The resource whose limit it is: for `capacity`. */
  readonly resourceId?: string
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
  /**
   * That of the solver; `infeasible` too where a search has shown that no plan in whole units keeps all hard limits, and
   * `noPlanInLimit` where it has found none.
   */
  readonly status: LpStatus
  /** In order of input; empty where there is no plan. */
  readonly records: readonly ProductionRecord[]
  /** One for each record. */
  readonly sources: readonly SourceRecord[]
  readonly resources: readonly ResourceRecord[]
  readonly shadowPrices: readonly ShadowPrice[]
  readonly objective: ProductionObjective
  readonly certificate: OptimalityCertificate
  /** Only where the status is `infeasible`, or `noPlanInLimit` because no plan in whole units was found. */
  readonly diagnosis?: ProductionDiagnosis
  /**
   * What must be looked at in the plan, worst first: one for each cause of late and lost units, with what it holds back;
   * resources whose hours are full; safety stock that is missing, lead times beyond the plan; that whole units cost more than 1 % of
   * revenue, or another choice of who is served where prices rise might bring as much.
   */
  readonly exceptions: readonly Notice[]
  readonly warnings: readonly Notice[]
}
