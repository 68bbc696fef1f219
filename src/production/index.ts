/**
 * {@include ./README.md}
 *
 * @module production
 */

export { optimizeProduction } from './optimizeProduction.js'
export type {
  ComponentUse,
  CustomersCertificate,
  DemandPart,
  LimitConflict,
  OpenRangeRecord,
  OptimalityCertificate,
  PartCertificate,
  PreviousProduction,
  ProductionDiagnosis,
  ProductionItem,
  ProductionObjective,
  ProductionOptions,
  ProductionPlan,
  ProductionProblem,
  ProductionRecord,
  ProductionResource,
  ProgramCertificate,
  ProductionSource,
  ResourceRecord,
  ShadowPrice,
  SourceRecord,
  UnmetDemand,
} from './types.js'
