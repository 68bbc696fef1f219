export { createHighsSolver } from '../solvers/highs.js'
export type { HighsMethod, HighsSolverOptions, HighsWasm } from '../solvers/highs.js'
