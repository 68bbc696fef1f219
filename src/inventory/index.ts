export { availableToPromise, type PromiseInput } from './availableToPromise.js'
export { type ForwardCover, type ForwardCoverInput, forwardCover } from './forwardCover.js'
export { type MasterSchedule, masterSchedule, type MasterScheduleInput } from './masterSchedule.js'
export { projectInventory } from './projectInventory.js'
export {
  type ForecastDemandInput,
  type SafetyStock,
  safetyStock,
  type ServiceTarget,
  type SteadyDemandInput,
} from './safetyStock.js'
export { type StockTurns, stockTurns, type StockTurnsInput } from './stockTurns.js'
export type { InventoryRecord, ProjectionItem } from './types.js'
