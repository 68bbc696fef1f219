import type { SolveModelOptions } from './solveModel.js'
import type { LpSolver } from './solver.js'

/** What is left when all is used up: a limit of nothing would be none. */
const LEAST_SECONDS = 0.001

/**
 * Options under which all models solved with them share one limit of time: what one takes, the next has no more. By the
 * caller's clock from now on, or else by the seconds that the solver says it worked.
 */
export function sharedLimit(options: SolveModelOptions): SolveModelOptions {
  const { timeLimitSeconds, now, solver } = options
  if (timeLimitSeconds === undefined) return options
  const began = now?.() ?? 0
  let reported = 0
  const counted: LpSolver = {
    name: solver.name,
    capabilities: solver.capabilities,
    async solve(model, solveOptions) {
      const answer = await solver.solve(model, solveOptions)
      if (Number.isFinite(answer?.solveSeconds)) reported += Math.max(0, answer.solveSeconds ?? 0)
      return answer
    },
  }
  return {
    ...options,
    solver: counted,
    get timeLimitSeconds() {
      const spent = now === undefined ? reported : (now() - began) / 1000
      return Math.max(LEAST_SECONDS, timeLimitSeconds - spent)
    },
  }
}
