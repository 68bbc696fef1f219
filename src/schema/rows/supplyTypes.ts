import type { MoneyInput } from '../../core/money/money.js'
import type { BillLine, Operation, SourceKind } from '../../core/structure/structure.js'
import type { StockId } from '../../core/keys/seriesId.js'
import type { PaymentTerms } from '../../core/time/terms.js'
import type { ItemUnits } from '../../core/structure/units.js'
import type { UnitCost } from '../../costing/types.js'
import type { InventoryClass } from '../../finance/chart/accounts.js'
import type { UnmetDemand } from '../../production/types.js'
import type { PerPeriod, PerPeriodMoney, PlanRow } from './rowTypes.js'

/** How an item is supplied; the columns of `items` that are shorthand for its row in `sources`. */
export interface SupplyColumns {
  /** Price paid for one unit, major units; what the work outside costs where it is subcontracted. What it is when a fiscal year begins is the standard. */
  readonly purchaseCost?: PerPeriodMoney
  /** Calendar days from release to receipt, parts of a day included; at most 36,500. Default 0. */
  readonly leadTimeDays?: number
  /** Standard deviation of the lead time, days; safety stock allows for it; default 0. */
  readonly leadTimeStdDevDays?: number
  /** Who is paid; default nobody by name. */
  readonly supplierId?: string
  /** The most units that can come in a period; one number is that of a bucket of the calendar's first kind; default no limit. */
  readonly supplyLimit?: PerPeriod
  /** Units of supply that are fixed in a period; null leaves the period free; default all free. */
  readonly firmSupply?: readonly (number | null)[]
  /** Share of the units begun that come out good, above 0 up to 1, of what is made; default 1. */
  readonly yieldShare?: number
  /** Units of one lot, over which set-up is spread; default 1. */
  readonly lotSize?: number
}

/** How stock is held; the columns of `items` that are shorthand for its row in `stockPolicies`. */
export interface StockColumns {
  /** Target of the closing stock in units; default worked out from forecast error. */
  readonly safetyStock?: PerPeriod
  /** Closing stock in units that must not be undercut; default none. */
  readonly minimumStock?: PerPeriod
  /** Closing stock in units that must not be passed; default none. */
  readonly maximumStock?: PerPeriod
  /**
   * Cycle service level, above 0 and below 1; default that of the policy, of a component the highest of the items that it goes
   * into.
   */
  readonly serviceLevelShare?: number
  /** Share of the demand to be served from stock, above 0 and below 1, in place of a service level; default none. */
  readonly fillRateShare?: number
  /** What becomes of demand that is not met in its period; default that of the policy. */
  readonly unmetDemand?: UnmetDemand
  /** Cost of one unit lost, beyond its margin and what waiting to the end of the plan would cost, major units; default 0. */
  readonly lostSaleCostPerUnit?: PerPeriod
}

/** One item: a good that is made or bought, or a service. */
export interface PlanItem extends ItemUnits, SupplyColumns, StockColumns, PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** `good` is stocked; `service` takes capacity and is never stocked. Default `good`. */
  readonly kind?: 'good' | 'service'
  /** Decimals of its quantities, 0 to 6; default 3 where its unit is kg, g, l, m, m2 or m3, else 0 (pieces). */
  readonly quantityDecimals?: number
  /** Class of its stock; default by use. */
  readonly inventoryClass?: InventoryClass
  /** Selling price of one unit, major units; default none: the item earns nothing. */
  readonly price?: PerPeriodMoney
  /** Currency of its price and cost, ISO 4217; must be that of the plan, which is the default. */
  readonly currency?: string
  /** Shorthand for the kind of its one source; default as there. */
  readonly source?: SourceKind
}

/** Where an item comes from: one row for each item for now. */
export interface PlanSource extends StockId, SupplyColumns, PlanRow {
  /** Default the id of its item. */
  readonly id?: string
  /**
   * `make` uses bill and routing; `buy` is purchased; `subcontract` uses bill and routing and pays a supplier for each unit
   * as well. Default `subcontract` where there is a bill line or an operation and a purchase cost, `make` where there is no
   * cost or the item is a service, else `buy`.
   */
  readonly kind?: SourceKind
  /** Currency of the purchase cost, ISO 4217; must be that of the plan, which is the default. */
  readonly currency?: string
}

/** How the stock of an item is held. */
export interface StockPolicy extends StockId, StockColumns, PlanRow {
  /** Cost of holding stock as a yearly ratio of its standard cost; default that of the policy. */
  readonly holdingCostRatePerYear?: number
}

/** One line of a bill of materials; two lines of the same item, component and first day need different ids, and add up. */
export interface PlanBillLine extends BillLine, PlanRow {
  /** Tells lines with the same item, component and first day apart; default none. */
  readonly id?: string
}

/** One operation of a routing; two of the same item and resource need different ids, and add up. */
export interface PlanOperation extends Operation, PlanRow {
  /** Tells operations of the same item and resource apart; default none. */
  readonly id?: string
}

/** A day that counts otherwise than the week and the holidays say: an extra Saturday, a half day. */
export interface WorkException {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** What the day counts, in working days: 1 for an extra Saturday, 0.5 for a half day, 0 for none; at most 3. */
  readonly workingDays: number
}

/** When people and machines work, where that is not when the plan's own calendar says. */
export interface WorkCalendar extends PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** Working days as ISO weekdays, 1 Monday to 7 Sunday; default those of the plan's calendar. */
  readonly workWeek?: readonly number[]
  /** Days without work, `YYYY-MM-DD`; default those of the plan's calendar. */
  readonly holidays?: readonly string[]
  /** Hours of a working day, above 0 and at most 24; default 8. */
  readonly hoursPerDay?: number
  /** Days that count otherwise; they outrank week and holidays. Default none. */
  readonly exceptions?: readonly WorkException[]
}

/**
 * A resource with its hours: those of a period (`capacityHours`), or those that its working days make (`hoursPerWorkingDay`).
 * One number of hours of a period is that of a bucket of the calendar's first kind.
 */
export interface PlanResource extends PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** Regular hours by period, however many working days it has. Give this or `hoursPerWorkingDay`. */
  readonly capacityHours?: PerPeriod
  /**
   * Hours that one machine works on a working day, at most 24; its regular hours of a period are its working days x these x
   * `machines` x `efficiencyShare`. Default the `hoursPerDay` of its calendar, else 8, where `machines`, `efficiencyShare` or
   * `calendarId` is given and `capacityHours` is not.
   */
  readonly hoursPerWorkingDay?: PerPeriod
  /** Machines or people that work at the same time; stands beside hours of a working day only. Default 1. */
  readonly machines?: PerPeriod
  /** Share of these hours that standard hours can be worked in, 0 to 1; beside hours of a working day only. Default 1. */
  readonly efficiencyShare?: PerPeriod
  /** When it works; default when the plan's calendar says. */
  readonly calendarId?: string
  /** The most overtime hours by period, all machines together: as they are given, whatever working days and efficiency. Default 0. */
  readonly overtimeHours?: PerPeriod
  /** Wages of a regular hour, major units; default 0. What they are when a fiscal year begins is the standard. */
  readonly costPerHour?: PerPeriod
  /**
   * Which regular hours are paid: `worked`, or all of its `capacity`, worked or not. Wages of capacity are a fixed cost that no
   * decision changes: a unit takes them as fixed overhead, and idle hours are a cost of their period. Default `worked`.
   */
  readonly paidHours?: 'worked' | 'capacity'
  /** Wages of an overtime hour, major units; default 1.5 times the regular wage. */
  readonly overtimeCostPerHour?: PerPeriod
  /** Overhead that every hour brings along, major units; default 0. */
  readonly variableOverheadPerHour?: PerPeriod
  /**
   * Fixed overhead that a standard hour absorbs, major units; by period, what it is when a fiscal year begins holds for the year.
   * Default: production overheads and depreciation of each fiscal year over all regular hours of that year.
   */
  readonly fixedOverheadPerHour?: PerPeriod
}

/** Who sells purchased items. */
export interface Supplier extends PlanRow {
  readonly id: string
  /** A name to show; default the id. */
  readonly name?: string
  /** When its invoices are paid; default the supplier terms of `finance`. */
  readonly terms?: PaymentTerms
}

/** Stock at the start of the plan; the rows of an item, one for each lot, add up. */
export interface StockLevel extends StockId, PlanRow {
  /** The lot; default none. */
  readonly lotId?: string
  /** Units in stock. */
  readonly onHand: number
  /** Customers' orders that are already late, units; default 0. */
  readonly backlog?: number
  /** Book value of one unit, major units; default the standard cost. */
  readonly unitCost?: MoneyInput
}

/** An order for supply that is under way; orders to buy for now. */
export interface SupplyOrder extends StockId, PlanRow {
  readonly id: string
  /** The line of an order with several; default none. */
  readonly line?: string
  /** What kind of order it is; `buy` for now. */
  readonly kind: SourceKind | 'move'
  /** The source that it was given to; default the item's one source. */
  readonly sourceId?: string
  /** Units still to come. */
  readonly quantity: number
  /** Unit of the quantity; default the item's stock unit. */
  readonly unit?: string
  /**
   * Day of receipt, `YYYY-MM-DD`. What was due before the plan is expected in its first period; what is due in the plan is
   * expected on its day, also before `asOf`, since stock is that of the first day of the plan.
   */
  readonly dueDate: string
  /** Price of one stock unit agreed for this order, major units; default the purchase cost of its period. */
  readonly unitCost?: MoneyInput
}

/** Shorthand for a supply order of the kind `buy`. */
export interface OpenOrder extends StockId, PlanRow {
  /** Needed where an item has two orders that are due on the same day; default made of item and day. */
  readonly id?: string
  /** Units still to come. */
  readonly quantity: number
  /** Unit of the quantity; default the item's stock unit. */
  readonly unit?: string
  /**
   * Day of receipt, `YYYY-MM-DD`. What was due before the plan is expected in its first period; what is due in the plan is
   * expected on its day, also before `asOf`, since stock is that of the first day of the plan.
   */
  readonly dueDate: string
  /** Price of one stock unit agreed for this order, major units; default the purchase cost of its period. */
  readonly unitCost?: MoneyInput
}

/** A unit cost taken for granted for an item without a purchase cost; it comes back as an assumption. */
export interface AssumedUnitCost extends UnitCost, StockId, PlanRow {
  /** Where the figure comes from; default unknown. */
  readonly reason?: string
}

/** Tables of what there is to plan, and of how it comes to be. */
export interface SupplyTables {
  /** What is made, bought or sold. */
  readonly items: readonly PlanItem[]
  /** One row for each item that says more about its supply than the columns of `items` do; default those. */
  readonly sources?: readonly PlanSource[]
  /** One row for each item that says more about its stock than the columns of `items` do; default those. */
  readonly stockPolicies?: readonly StockPolicy[]
  /** What goes into an item that is made. */
  readonly billOfMaterials?: readonly PlanBillLine[]
  /** The hours that an item takes on resources. */
  readonly operations?: readonly PlanOperation[]
  /** When people and machines work, other than the plan's calendar says; default none. */
  readonly workCalendars?: readonly WorkCalendar[]
  /** Machines and people with their hours and wages. */
  readonly resources?: readonly PlanResource[]
  /** Who sells purchased items. */
  readonly suppliers?: readonly Supplier[]
  /** Stock and late orders at the start of the plan; default none. */
  readonly stock?: readonly StockLevel[]
  /** Orders for supply that are under way. */
  readonly supplyOrders?: readonly SupplyOrder[]
  /** Shorthand for `supplyOrders`. */
  readonly openOrders?: readonly OpenOrder[]
  /** Unit costs taken for granted for items without a purchase cost. */
  readonly assumedUnitCosts?: readonly AssumedUnitCost[]
}
