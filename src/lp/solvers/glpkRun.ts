import type { CancelSignal } from '../../core/running/progress.js'
import type { LpSolveOptions } from '../solver.js'
import type { GlpkOptions, GlpkProblem, GlpkResult } from './glpkProblem.js'

/** One call of the engine. */
export type Run = (problem: GlpkProblem, options: GlpkOptions, signal: CancelSignal | undefined) => Promise<GlpkResult>

/** Longest time limit that fits GLPK's milliseconds in 32 bits. */
const MAX_SECONDS = 2_000_000
/** Shortest time limit: GLPK counts whole milliseconds. */
const MIN_SECONDS = 0.001

/** The seconds left of a limit; undefined where there is none. */
export function secondsLeft(options: LpSolveOptions, used: number): number | undefined {
  const limit = options.timeLimitSeconds
  if (limit === undefined || limit === Infinity) return undefined
  return Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, limit - used))
}

/** GLPK looks at its clock now and then, so a run that used nearly all of its time was stopped by it. */
export function timedOut(seconds: number, limit: number | undefined): boolean {
  return limit !== undefined && seconds >= limit * 0.98 - 0.001
}

/** What one call of the engine is told. */
export function engineOptions(presol: boolean, limit: number | undefined, mipgap?: number): GlpkOptions {
  return {
    presol,
    msglev: 0,
    ...(limit === undefined ? {} : { tmlim: limit }),
    ...(mipgap === undefined ? {} : { mipgap }),
  }
}

/**
 * A simplex search can walk in a circle for ever, some one in a thousand small models with presolve. It is stopped after
 * hundreds of times the seconds that such a model takes, as an attempt that failed; then the model is put another way.
 */
export function guarded(problem: GlpkProblem, options: GlpkOptions): GlpkOptions {
  if (problem.generals.length > 0) return options
  const size = problem.subjectTo.length + problem.bounds.length
  const guard = Math.min(MAX_SECONDS, 1 + 1e-5 * size * size)
  return options.tmlim !== undefined && options.tmlim <= guard ? options : { ...options, tmlim: guard }
}
