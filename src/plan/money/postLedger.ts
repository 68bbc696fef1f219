import { isSopError, SopError } from '../../core/checking/errors.js'
import type { Steps } from '../../core/running/progress.js'
import { buildLedgerInSteps } from '../../finance/ledger/buildLedger.js'
import type { Ledger } from '../../finance/types.js'
import type { PlanInput } from '../../schema/types.js'
import { placeInPlan } from './placeInPlan.js'
import { type LedgerSources, toLedgerInput } from './toLedgerInput.js'

/** Posts the ledger of a plan; what is found wrong only then is named by its place in the caller's input. */
export function* postLedger(sources: LedgerSources, given: PlanInput): Steps<Ledger> {
  const flows = toLedgerInput(sources)
  yield
  try {
    return yield* buildLedgerInSteps(flows)
  } catch (error) {
    if (!isSopError(error)) throw error
    const placed = { flows, normal: sources.input, given }
    throw new SopError(error.issues.map((issue) => ({ ...issue, path: placeInPlan(issue.path, placed) })))
  }
}
