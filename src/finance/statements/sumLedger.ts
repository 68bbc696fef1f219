import { oneOf, optional, record } from '../../core/checking/checks.js'
import { createIssueList } from '../../core/checking/errors.js'
import { type CheckedLedger, checkLedger } from '../ledger/checkLedger.js'
import { createMinorAdder } from '../minorAdder.js'
import type { Ledger } from '../types.js'

/** Columns of a statement: the periods of the ledger, or its fiscal years. */
export interface StatementColumns {
  /** Names of the columns: period ids, or fiscal years as `2027`. */
  readonly ids: readonly string[]
  /** Column of each period. */
  readonly columnOf: readonly number[]
}

/** How the columns of a statement are made. */
export interface StatementOptions {
  /** One column per period (the default) or per fiscal year, as far as the plan covers it. */
  readonly by?: 'period' | 'fiscalYear'
}

/** What moved on the accounts, in minor units: place 0 is before the first period, place n is column n - 1. */
export interface LedgerSums extends CheckedLedger {
  readonly columns: StatementColumns
  /** Columns and the place before them. */
  readonly width: number
  /** Sum of the postings on some accounts, debit positive. */
  movement(accounts: readonly string[]): number[]
  /** Running sum of `movement`: the balances at the end of each column. */
  balance(accounts: readonly string[]): number[]
}

function columnsOf({ calendar }: Ledger, by: StatementOptions['by']): StatementColumns {
  if (by !== 'fiscalYear') {
    return { ids: calendar.periods.map(({ id }) => id), columnOf: calendar.periods.map((_, t) => t) }
  }
  const ids: string[] = []
  const columnOf = calendar.periods.map(({ fiscalYear }) => {
    const id = String(fiscalYear).padStart(4, '0')
    if (ids.at(-1) !== id) ids.push(id)
    return ids.length - 1
  })
  return { ids, columnOf }
}

/** Adds the postings of a ledger up by account and column; a ledger that is not right is refused. */
export function sumLedger(ledger: Ledger, options: StatementOptions): LedgerSums {
  const issues = createIssueList()
  record<StatementOptions>({ by: optional(oneOf('period', 'fiscalYear')) })(options, 'options', issues)
  issues.throwIfAny()
  const checked = checkLedger(ledger)
  const { by } = options
  const columns = columnsOf(ledger, by)
  const width = columns.ids.length + 1
  const add = createMinorAdder('ledger.amountMinor')
  const movements = new Float64Array(ledger.accounts.length * width)
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const place = (ledger.account[n] as number) * width + columnOfPosting(ledger, columns, n)
    movements[place] = add(movements[place] as number, ledger.amountMinor[n] as number)
  }
  const places = new Map(ledger.accounts.map((id, place) => [id, place]))
  const movement = (ids: readonly string[]): number[] => {
    const total = new Array<number>(width).fill(0)
    for (const id of ids) {
      const account = places.get(id)
      if (account === undefined) continue
      for (let n = 0; n < width; n++) total[n] = add(total[n] as number, movements[account * width + n] as number)
    }
    return total
  }
  return {
    ...checked,
    columns,
    width,
    movement,
    balance(ids) {
      let balance = 0
      return movement(ids).map((amount) => (balance = add(balance, amount)))
    },
  }
}

/** Column of a posting; place 0 is before the first. */
export function columnOfPosting(ledger: Ledger, columns: StatementColumns, n: number): number {
  const period = ledger.periodIndex[n] as number
  return period < 0 ? 0 : (columns.columnOf[period] as number) + 1
}
