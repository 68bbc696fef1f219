import { isSopError, SopError } from '../../core/errors.js'
import { buildLedger } from '../../finance/ledger/buildLedger.js'
import type { Ledger } from '../../finance/types.js'
import { type LedgerSources, toLedgerInput } from './toLedgerInput.js'

/** Where a value of the ledger's input stands in that of the plan. */
function placeInPlan(path: string): string {
  if (/^openingBalances\b/.test(path)) return 'finance.retainedEarnings'
  if (path.startsWith('creditFacilities[0]')) return path.replace('creditFacilities[0]', 'finance.creditLine')
  if (path.startsWith('taxes[0]')) return path.replace('taxes[0]', 'finance.tax')
  return /^(assets|overheads|minimumCash)\b/.test(path) ? `finance.${path}` : path
}

/** Posts the ledger of a plan; what is found wrong only then is named by its place in the plan's input. */
export function postLedger(sources: LedgerSources): Ledger {
  try {
    return buildLedger(toLedgerInput(sources))
  } catch (error) {
    if (!isSopError(error)) throw error
    throw new SopError(error.issues.map((issue) => ({ ...issue, path: placeInPlan(issue.path) })))
  }
}
