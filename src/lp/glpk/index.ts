/**
 * The default solver with an engine of your choice: in a thread of its own, from a file that you hand over.
 *
 * @module lp/glpk
 */

export { createGlpkSolver } from '../solvers/glpk.js'
export type { GlpkSolverOptions, GlpkWasm } from '../solvers/glpk.js'
