import { isSopError, SopError } from '../../core/checking/errors.js'
import type { Steps } from '../../core/running/progress.js'
import { buildLedgerInSteps } from '../../finance/ledger/buildLedger.js'
import type { Ledger, LedgerInput } from '../../finance/types.js'
import type { PlanInput } from '../../schema/types.js'
import { placeInPlan } from './placeInPlan.js'
import { realizableStock, type StockJudge } from './realizableStock.js'
import { salesFlows } from './salesFlows.js'
import type { ShipmentSplit } from './splitShipments.js'
import { type LedgerSources, toLedgerInput } from './toLedgerInput.js'

/** What the ledger of a plan is posted from. */
type PostingSources = Omit<LedgerSources, 'sales' | 'realizable'> & { readonly split: ShipmentSplit }

/** The books of a plan, and what its stock will bring, by item. */
export interface PostedLedger {
  readonly ledger: Ledger
  readonly realizable: ReadonlyMap<string, StockJudge>
}

/** Posts the ledger of a plan; what is found wrong only then is named by its place in the caller's input. */
export function* postLedger(sources: PostingSources, given: PlanInput): Steps<PostedLedger> {
  const { input, split } = sources
  let flows: Partial<LedgerInput> = {}
  try {
    const sales = salesFlows(sources)
    flows = { sales }
    const realizable = realizableStock({ ...sources, sales })
    const posted = toLedgerInput({ ...sources, sales, realizable })
    flows = posted
    yield
    return { ledger: yield* buildLedgerInSteps(posted), realizable }
  } catch (error) {
    if (!isSopError(error)) throw error
    const placed = { flows, shipments: split.records, normal: input, given }
    throw new SopError(error.issues.map((issue) => ({ ...issue, path: placeInPlan(issue.path, placed) })))
  }
}
