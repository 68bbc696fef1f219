/**
 * {@include ./README.md}
 *
 * @module lp
 */

export { createModelBuilder } from './model.js'
export type { ColumnOptions, LinearModel, ModelBuilder, ModelSense, RowOptions } from './model.js'
export type { LpCapabilities, LpSolution, LpSolveOptions, LpSolver, LpStatus, LpTolerances } from './solver.js'
export { loadDefaultSolver } from './defaultSolver.js'
export { solveModel } from './solveModel.js'
export type { SolveModelOptions } from './solveModel.js'
export { checkSolution } from './checkSolution.js'
export type { CheckSolutionOptions, LpViolation, LpViolationKind, SolutionCheck } from './checkSolution.js'
export { splitModel } from './splitModel.js'
export type { ModelParts, SubModel } from './splitModel.js'
export { elasticModel } from './elasticModel.js'
export type { ElasticColumns, ElasticModel, ElasticModelOptions, ElasticRow } from './elasticModel.js'
export { createMockSolver } from './solvers/mock.js'
export type { MockAnswer, MockSolver } from './solvers/mock.js'
