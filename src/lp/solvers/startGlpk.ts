import { SopError } from '../../core/errors.js'
import { GLP_OPT } from './glpkProblem.js'
import type { GlpkEngine } from './glpkProblem.js'
import { waitFor } from './waitFor.js'

/**
 * Starts an engine, and waits no longer than given: a page that blocks the worker leaves its promise pending for ever.
 *
 * @throws SopError of code `SOLVER_FAILED`
 */
export async function startGlpk(load: () => Promise<unknown>, timeoutSeconds: number): Promise<GlpkEngine> {
  let loaded: unknown
  try {
    loaded = await waitFor(load(), { seconds: timeoutSeconds })
  } catch (error) {
    throw solverFailure(`GLPK could not be loaded: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (loaded === 'timeout') throw solverFailure(`GLPK did not start within ${timeoutSeconds} seconds.`)
  const engine = loaded as GlpkEngine
  // A worker that may not compile WebAssembly answers with an error in place of its constants.
  if (engine.GLP_OPT !== GLP_OPT) throw solverFailure('GLPK started, but its engine did not.')
  return engine
}

/** What a solve throws when the engine is lost. */
export function solverFailure(message: string): SopError {
  return new SopError([
    {
      code: 'SOLVER_FAILED',
      path: 'solver',
      message,
      received: 'glpk.js',
      remedy:
        "In a browser allow workers from blob: URLs and WebAssembly (worker-src blob:; script-src 'wasm-unsafe-eval'), or pass another solver in the options.",
    },
  ])
}
