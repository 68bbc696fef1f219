import type { ForecastPolicy } from '../rows/demandTypes.js'
import type { CreditFacility, PlanAsset, PlanFinance, PlanOverhead, PlanTax } from '../rows/financeTypes.js'
import type {
  PlanBillLine,
  PlanItem,
  PlanOperation,
  PlanResource,
  PlanSource,
  StockColumns,
  StockLevel,
  StockPolicy,
  SupplyColumns,
  SupplyOrder,
  WorkCalendar,
} from '../rows/supplyTypes.js'
import type { NormalTableName, TableRow } from '../tables/table.js'
import type { PlanInput, PlanPolicy } from '../types.js'

/** A record of which some optional fields are always there. */
export type Filled<T, K extends keyof T> = T & { readonly [P in K]-?: NonNullable<T[P]> }

/** An item with its own columns only, and their defaults filled in. */
export type NormalItem = Filled<
  Omit<PlanItem, 'source' | keyof SupplyColumns | keyof StockColumns>,
  'kind' | 'unit' | 'quantityDecimals' | 'inventoryClass'
>

/** The one source of an item, with its defaults filled in. */
export type NormalSource = Filled<PlanSource, 'id' | 'kind' | 'leadTimeDays' | 'yieldShare' | 'lotSize'>

/** How to plan, with its defaults filled in: a service level, unless there is a fill rate; a version where there are standards. */
export type NormalPolicy = Filled<
  PlanPolicy,
  Exclude<keyof PlanPolicy, 'serviceLevelShare' | 'fillRateShare' | 'standardVersion'>
>

/** The stock policy of an item, with its defaults filled in: a service level, unless it has a fill rate. */
export type NormalStockPolicy = Filled<StockPolicy, 'holdingCostRatePerYear' | 'unmetDemand' | 'lostSaleCostPerUnit'>

/** A line of a bill with its defaults filled in. */
export type NormalBillLine = Filled<PlanBillLine, 'scrapShare'>

/** An operation with its defaults filled in. */
export type NormalOperation = Filled<PlanOperation, 'setupHours'>

/** A work calendar with its defaults filled in. */
export type NormalWorkCalendar = Filled<WorkCalendar, 'workWeek' | 'holidays' | 'hoursPerDay' | 'exceptions'>

/** A resource with its defaults filled in; of hours of a period and hours of a working day it has the one or the other. */
export type NormalResource = Filled<
  PlanResource,
  'overtimeHours' | 'costPerHour' | 'paidHours' | 'overtimeCostPerHour' | 'variableOverheadPerHour'
>

/** Stock before the plan, with its defaults filled in. */
export type NormalStockLevel = Filled<StockLevel, 'backlog'>

/** A supply order with its defaults filled in. */
export type NormalSupplyOrder = Filled<SupplyOrder, 'sourceId'>

/** An overhead with its defaults filled in. */
export type NormalOverhead = Filled<PlanOverhead, 'terms'>

/** An asset with its defaults filled in. */
export type NormalAsset = Filled<PlanAsset, 'salvageValue' | 'function' | 'terms'>

/** A credit facility with its defaults filled in. */
export type NormalCreditFacility = Filled<CreditFacility, 'interestRatePerYear'>

/** A tax with its defaults filled in. */
export type NormalTax = Filled<PlanTax, 'openingLoss' | 'terms'>

/** Terms of payment and cash with their defaults filled in. */
export type NormalFinance = Filled<
  Pick<PlanFinance, 'currency' | 'customerTerms' | 'supplierTerms' | 'payrollTerms' | 'minimumCash'>,
  'customerTerms' | 'supplierTerms' | 'payrollTerms' | 'minimumCash'
>

/** Rows that have more in the normal form than in the input. */
interface NormalRows {
  readonly items: NormalItem
  readonly sources: NormalSource
  readonly stockPolicies: NormalStockPolicy
  readonly billOfMaterials: NormalBillLine
  readonly operations: NormalOperation
  readonly workCalendars: NormalWorkCalendar
  readonly resources: NormalResource
  readonly stock: NormalStockLevel
  readonly supplyOrders: NormalSupplyOrder
  readonly overheads: NormalOverhead
  readonly assets: NormalAsset
  readonly creditFacilities: NormalCreditFacility
  readonly taxes: NormalTax
}

/** Every table in its normal form. */
export type NormalTables = {
  readonly [Name in NormalTableName]: readonly (Name extends keyof NormalRows ? NormalRows[Name] : TableRow<Name>)[]
}

/**
 * A plan's input in rows only, in the order of their keys, with every default written out; itself a valid PlanInput, and
 * the same normal form when it is read back.
 */
export interface NormalInput extends NormalTables {
  readonly schemaVersion: 1
  readonly currency: string
  readonly rounding: NonNullable<PlanInput['rounding']>
  readonly asOf: string
  readonly calendar: PlanInput['calendar']
  readonly policy: NormalPolicy
  readonly forecasting: Required<ForecastPolicy>
  readonly finance: NormalFinance
}

/** Columns of `items` that say something about the item's source. */
export const SUPPLY_COLUMNS: readonly (keyof SupplyColumns)[] = [
  'purchaseCost',
  'leadTimeDays',
  'leadTimeStdDevDays',
  'supplierId',
  'supplyLimit',
  'firmSupply',
  'yieldShare',
  'lotSize',
]

/** Columns of `items` that say something about the item's stock policy. */
export const STOCK_COLUMNS: readonly (keyof StockColumns)[] = [
  'safetyStock',
  'minimumStock',
  'maximumStock',
  'serviceLevelShare',
  'fillRateShare',
  'unmetDemand',
  'lostSaleCostPerUnit',
]
