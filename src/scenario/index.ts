/**
 * {@include ./README.md}
 *
 * @module scenario
 */

export { applyPatch } from './applyPatch.js'
export { diffInputs } from './diffInputs.js'
export { invertPatch } from './invertPatch.js'
export { type Merge, type MergeConflict, mergeInputs, type MergeOptions } from './mergeInputs.js'
export type * from './types.js'
export { delaySupplier, type DelaySupplierOptions } from './writers/delaySupplier.js'
export { loseCustomer, type LoseCustomerOptions } from './writers/loseCustomer.js'
export { moveLaunch, type MoveLaunchOptions } from './writers/moveLaunch.js'
export type { ItemChoice } from './writers/patchHead.js'
export { raiseDemand, type RaiseDemandOptions } from './writers/raiseDemand.js'
export { raisePrices, type RaisePricesOptions } from './writers/raisePrices.js'
export { stopResource, type StopResourceOptions } from './writers/stopResource.js'
