/**
 * HiGHS as the solver; needs the package `highs`.
 *
 * @module lp/highs
 */

export { createHighsSolver } from '../solvers/highs.js'
export type { HighsMethod, HighsSolverOptions, HighsWasm } from '../solvers/highs.js'
