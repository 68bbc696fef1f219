/**
 * {@include ./README.md}
 *
 * @module inventory
 */

export { availableToPromise, type PromiseInput } from './availableToPromise.js'
export type { DemandShape } from './demandShape.js'
export { type ForwardCover, type ForwardCoverInput, forwardCover } from './forwardCover.js'
export { type MasterSchedule, masterSchedule, type MasterScheduleInput } from './masterSchedule.js'
export { projectInventory } from './projectInventory.js'
export { type SafetyStock, safetyStock } from './safetyStock.js'
export type { ForecastDemandInput, ServiceTarget, SteadyDemandInput } from './safetyStockInput.js'
export { type StockTurns, stockTurns, type StockTurnsInput } from './stockTurns.js'
export type { InventoryRecord, ProjectionItem } from './types.js'
