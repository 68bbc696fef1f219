/**
 * {@include ./README.md}
 *
 * @module schema
 */

export { checkPlanInput } from './checkPlanInput.js'
export { migrateInput } from './migrateInput.js'
export { planInputJsonSchema } from './tables/planInputJsonSchema.js'
export type * from './rows/costingTypes.js'
export type * from './rows/demandTypes.js'
export type * from './rows/financeTypes.js'
export type {
  NormalAsset,
  NormalBillLine,
  NormalCreditFacility,
  NormalFinance,
  NormalInput,
  NormalItem,
  NormalOperation,
  NormalOverhead,
  NormalResource,
  NormalSource,
  NormalStockLevel,
  NormalStockPolicy,
  NormalSupplyOrder,
  NormalTax,
  NormalWorkCalendar,
} from './normalForm/normalInput.js'
export type * from './rows/peopleTypes.js'
export type * from './rows/rowTypes.js'
export type * from './rows/supplyTypes.js'
export type * from './types.js'
