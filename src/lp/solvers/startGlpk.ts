import { SopError } from '../../core/checking/errors.js'
import { engineRemedy } from './engineRemedy.js'
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
    const words = describe(error)
    throw solverFailure(`GLPK could not be loaded: ${words}.`, engineRemedy(`${codeOf(error)} ${words}`))
  }
  if (loaded === 'timeout') {
    throw solverFailure(`GLPK did not start within ${timeoutSeconds} seconds.`, engineRemedy(''))
  }
  const engine = loaded as GlpkEngine
  // A worker that may not compile WebAssembly answers with an error in place of its constants.
  if (engine.GLP_OPT !== GLP_OPT) throw solverFailure('GLPK started, but its engine did not.', engineRemedy(''))
  return engine
}

/** A thrown value in words, without the full stop. */
export function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}

/** The code that a host gives an error of its own. */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? code : ''
}

/** What a solve throws when the engine is lost. */
export function solverFailure(message: string, remedy: string): SopError {
  return new SopError([{ code: 'SOLVER_FAILED', path: 'solver', message, received: 'glpk.js', remedy }])
}
