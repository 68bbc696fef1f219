import { createIssueList } from '../core/errors.js'
import { createMinorAdder } from './minorAdder.js'
import type { AccountId, RuleId } from './accounts.js'
import type { Ledger } from './types.js'

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
export interface AccountMovements {
  readonly columns: StatementColumns
  /** Sum of the postings on some accounts, debit positive. */
  of(...accounts: readonly AccountId[]): number[]
  /** Sum of the postings that one rule made on an account. */
  byRule(account: AccountId, rule: RuleId): number[]
  /** Running sum of `of`: the balances at the end of each column. */
  balances(...accounts: readonly AccountId[]): number[]
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

function checkColumns(ledger: Ledger, by: unknown): void {
  const issues = createIssueList()
  const count = ledger.amountMinor.length
  for (const column of ['period', 'account', 'rule', 'source', 'entry'] as const) {
    if (ledger[column].length !== count) {
      issues.add(
        'MISALIGNED',
        `ledger.${column}`,
        ledger[column].length,
        `The ledger has ${count} amounts.`,
        'Pass a ledger as buildLedger made it.',
      )
    }
  }
  if (by !== undefined && by !== 'period' && by !== 'fiscalYear') {
    issues.add('OUT_OF_RANGE', 'options.by', by, 'There are no such columns.', "Use 'period' or 'fiscalYear'.")
  }
  issues.throwIfAny()
}

/** Adds the postings of a ledger up by account, rule and column. */
export function accountMovements(ledger: Ledger, options: StatementOptions = {}): AccountMovements {
  checkColumns(ledger, options.by)
  const columns = columnsOf(ledger, options.by)
  const width = columns.ids.length + 1
  const { accounts, rules } = ledger
  const add = createMinorAdder('ledger.amountMinor')
  const movements = new Float64Array(accounts.length * width)
  const byRule = new Float64Array(accounts.length * rules.length * width)
  for (let i = 0; i < ledger.amountMinor.length; i++) {
    const period = ledger.period[i] as number
    const column = period < 0 ? 0 : (columns.columnOf[period] as number) + 1
    const account = ledger.account[i] as number
    const amount = ledger.amountMinor[i] as number
    const place = account * width + column
    movements[place] = add(movements[place] as number, amount)
    const rulePlace = (account * rules.length + (ledger.rule[i] as number)) * width + column
    byRule[rulePlace] = add(byRule[rulePlace] as number, amount)
  }
  const of = (...ids: readonly AccountId[]): number[] => {
    const total = new Array<number>(width).fill(0)
    for (const id of ids) {
      const account = accounts.indexOf(id)
      if (account < 0) continue
      for (let n = 0; n < width; n++) total[n] = add(total[n] as number, movements[account * width + n] as number)
    }
    return total
  }
  return {
    columns,
    of,
    byRule(account, rule) {
      const start = (accounts.indexOf(account) * rules.length + rules.indexOf(rule)) * width
      return Array.from(byRule.subarray(start, start + width))
    },
    balances(...ids) {
      let balance = 0
      return of(...ids).map((movement) => (balance = add(balance, movement)))
    },
  }
}
