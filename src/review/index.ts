/**
 * {@include ./README.md}
 *
 * @module review
 */

export {
  attributeDifference,
  type AttributeDifferenceOptions,
  type DifferenceAttribution,
  type DifferencePart,
} from './attributeDifference.js'
export { comparePlans, type PlanDifference } from './comparePlans.js'
export { contentHash, isSignedOff } from './contentHash.js'
export type { KpiName, PlanMeasure } from './measure.js'
