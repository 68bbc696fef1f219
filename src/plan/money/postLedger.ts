import { isSopError, SopError } from '../../core/errors.js'
import { buildLedger } from '../../finance/buildLedger.js'
import type { Ledger } from '../../finance/types.js'
import { type LedgerSources, toLedgerInput } from './toLedgerInput.js'

/** Where a value of the ledger's input stands in that of the plan: `opening.cash` is `finance.openingCash`. */
function placeInPlan(path: string): string {
  const [, field] = /^opening\.(\w+)$/.exec(path) ?? []
  if (field === 'shareCapital' || field === 'retainedEarnings') return `finance.${field}`
  if (field !== undefined) return `finance.opening${field.charAt(0).toUpperCase()}${field.slice(1)}`
  return /^(assets|overheads|tax|creditLine|minimumCash)\b/.test(path) ? `finance.${path}` : path
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
