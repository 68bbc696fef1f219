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
  ResourceRecord,
  ShadowPrice,
  UnmetDemand,
} from './types.js'
