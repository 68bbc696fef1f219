export { checkPlanInput } from './checkPlanInput.js'
export { migrateInput } from './migrateInput.js'
export { planInputJsonSchema } from './planInputJsonSchema.js'
export type * from './demandTypes.js'
export type * from './financeTypes.js'
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
} from './normalInput.js'
export type * from './rowTypes.js'
export type * from './supplyTypes.js'
export type * from './types.js'
