export { checkSolver } from './checkSolver.js'
export type { CheckSolverOptions, SolverCaseResult, SolverReport } from './checkSolver.js'
