/**
 * Models with known answers, for whoever brings a solver of their own.
 *
 * @module lp/conformance
 */

export { checkSolver } from './checkSolver.js'
export type { CheckSolverOptions, SolverCaseResult, SolverReport } from './checkSolver.js'
