export { optimizeProduction } from './optimizeProduction.js'
export type {
  ComponentUse,
  LimitConflict,
  OptimalityCertificate,
  ProductionDiagnosis,
  ProductionItem,
  ProductionObjective,
  ProductionOptions,
  ProductionPlan,
  ProductionProblem,
  ProductionRecord,
  ProductionResource,
  ProductionSource,
  ResourceRecord,
  ShadowPrice,
  SourceRecord,
  UnmetDemand,
} from './types.js'
