import { isSopError, SopError } from '../../core/errors.js'
import { buildLedger } from '../../finance/ledger/buildLedger.js'
import type { Ledger } from '../../finance/types.js'
import type { NormalInput } from '../../schema/normalInput.js'
import type { PlanInput } from '../../schema/types.js'
import { type LedgerSources, toLedgerInput } from './toLedgerInput.js'

/** What a row of a table of money can be written as in `finance`. */
const SHORTHAND = { creditFacilities: 'creditLine', taxes: 'tax', overheads: 'overheads', assets: 'assets' } as const

/** Where a value of the ledger's input stands in the input that the caller gave. */
function placeInPlan(path: string, normal: NormalInput, given: PlanInput): string {
  const [, table = '', index = '', rest = ''] = /^(\w+)\[(\d+)\](.*)$/.exec(path) ?? []
  if (path === 'minimumCash') return 'finance.minimumCash'
  if (table === 'openingBalances') {
    const row = given.openingBalances?.findIndex(({ account }) => account === 'retainedEarnings') ?? -1
    return row < 0 ? 'finance.retainedEarnings' : `openingBalances[${row}]${rest}`
  }
  if (!Object.hasOwn(SHORTHAND, table)) return path
  const name = table as keyof typeof SHORTHAND
  const id = normal[name][Number(index)]?.id
  const place = (rows: readonly { readonly id: string }[]): number => rows.findIndex((row) => row.id === id)
  const rows = given[name]
  if (rows !== undefined) return `${name}[${place(rows)}]${rest}`
  if (name === 'overheads' || name === 'assets') return `finance.${name}[${place(given.finance?.[name] ?? [])}]${rest}`
  return `finance.${SHORTHAND[name]}${rest}`
}

/** Posts the ledger of a plan; what is found wrong only then is named by its place in the caller's input. */
export function postLedger(sources: LedgerSources, given: PlanInput): Ledger {
  try {
    return buildLedger(toLedgerInput(sources))
  } catch (error) {
    if (!isSopError(error)) throw error
    throw new SopError(error.issues.map((issue) => ({ ...issue, path: placeInPlan(issue.path, sources.input, given) })))
  }
}
