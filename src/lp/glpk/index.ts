export { createGlpkSolver } from '../solvers/glpk.js'
export type { GlpkSolverOptions, GlpkWasm } from '../solvers/glpk.js'
