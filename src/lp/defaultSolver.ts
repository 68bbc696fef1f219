import type { LpSolver } from './solver.js'

/**
 * Loads the default solver, GLPK through glpk.js, which is fetched only now.
 *
 * @returns a solver for linear and mixed-integer models; solving in Node is synchronous, in browsers a worker solves
 * @throws SopError of code `SOLVER_FAILED`, at the first solve, where the engine cannot be started
 */
export async function loadDefaultSolver(): Promise<LpSolver> {
  const { createGlpkSolver } = await import('./solvers/glpk.js')
  return createGlpkSolver()
}
