import type { LpSolver } from './solver.js'

/**
 * Loads the default solver, GLPK through glpk.js, which is fetched only now.
 *
 * @returns a solver for linear and mixed-integer models; solving in Node is synchronous, in browsers a worker solves
 * @throws SopError of code `SOLVER_FAILED`, at the first solve, where the engine cannot be started
 * @example
 * ```ts
 * import { createModelBuilder, loadDefaultSolver } from 'sop-engine/lp'
 * const builder = createModelBuilder('maximize')
 * const made = builder.addColumn({ objective: 5, upper: 8 })
 * builder.addTerm(builder.addRow({ upper: 12 }), made, 2)
 * const solver = await loadDefaultSolver()
 * const solution = await solver.solve(builder.build())
 * solution.objective // => 30
 * ```
 */
export async function loadDefaultSolver(): Promise<LpSolver> {
  const { createGlpkSolver } = await import('./solvers/glpk.js')
  return createGlpkSolver()
}
