import { createIssueList } from '../../core/checking/errors.js'
import { type Account, type AccountFunction, type AccountKind, type CashFlowClass, cashFlowClass } from './accounts.js'

/** Which accounts are meant: those that have one of the values of every list that is given. */
export interface AccountSelector {
  readonly kinds?: readonly AccountKind[]
  readonly isCurrent?: boolean
  readonly cashFlow?: readonly CashFlowClass[]
  readonly functions?: readonly AccountFunction[]
  readonly costBehavior?: 'variable' | 'fixed'
}

/** A line of a statement over a chart of accounts. */
export interface LayoutLine {
  readonly id: string
  readonly label: string
  /** Accounts that the line adds up, by name. */
  readonly accounts?: readonly string[]
  /** All accounts of some kind, which the line adds up. */
  readonly every?: AccountSelector
  /** The side for which these accounts stand here: `debit` while they have a debit balance; default both. */
  readonly side?: 'debit' | 'credit'
  /** The side that is shown positive; default `credit`. */
  readonly positive?: 'debit' | 'credit'
  /** A total: the lines that it adds up. */
  readonly of?: readonly string[]
  /** A total: accounts that no line names come as lines of their own before it, and are part of it. */
  readonly takes?: AccountSelector
  /** The line adds up the accounts that no other line names. */
  readonly isRest?: true
  /** Worked out by the statement itself, not from accounts. */
  readonly isDerived?: true
  /** Left out where all of its amounts are zero. */
  readonly isOptional?: true
}

/** A statement as data: its lines over the accounts that it must hold. */
export interface Layout {
  /** The accounts of which each must stand in the statement, for both of its sides, once. */
  readonly covers: AccountSelector
  readonly lines: readonly LayoutLine[]
}

/** A line with its accounts found in a chart. */
export interface ResolvedLine extends LayoutLine {
  readonly accounts: readonly string[]
}

/** Whether an account is one of those meant. */
function selects(selector: AccountSelector, account: Account): boolean {
  const { kinds, isCurrent, cashFlow, functions, costBehavior } = selector
  return (
    (kinds === undefined || kinds.includes(account.kind)) &&
    (isCurrent === undefined || isCurrent === (account.isCurrent ?? true)) &&
    (cashFlow === undefined || cashFlow.includes(cashFlowClass(account))) &&
    (functions === undefined || functions.includes(account.function ?? 'other')) &&
    (costBehavior === undefined || costBehavior === (account.costBehavior ?? 'fixed'))
  )
}

/**
 * Lays a statement over a chart: each line with its accounts, and the accounts that no line names as lines of their own.
 *
 * @throws SopError `CONFLICT` unless each account that the statement covers stands in it once for each of its sides
 */
export function layOut({ covers, lines }: Layout, chart: readonly Account[]): ResolvedLine[] {
  const known = new Set(chart.map(({ id }) => id))
  const named = lines.map((line): ResolvedLine => {
    const accounts =
      line.every === undefined
        ? (line.accounts ?? []).filter((id) => known.has(id))
        : chart.filter((account) => selects(line.every as AccountSelector, account)).map(({ id }) => id)
    return { ...line, accounts }
  })
  const taken = new Set(named.flatMap(({ accounts }) => accounts))
  const own = chart.filter((account) => !taken.has(account.id) && selects(covers, account))
  const placed = new Set<string>()
  const resolved = named.flatMap((line): ResolvedLine[] => {
    const { takes } = line
    if (line.isRest === true) return [{ ...line, accounts: own.map(({ id }) => id) }]
    if (takes === undefined) return [line]
    const ownLines = own
      .filter((account) => !placed.has(account.id) && selects(takes, account))
      .map(({ id, label, kind }): ResolvedLine => {
        placed.add(id)
        return { id, label, accounts: [id], positive: kind === 'asset' ? 'debit' : 'credit' }
      })
    return [...ownLines, { ...line, of: [...(line.of ?? []), ...ownLines.map(({ id }) => id)] }]
  })
  checkCoverage(
    resolved,
    chart.filter((account) => selects(covers, account)),
  )
  return resolved
}

function checkCoverage(lines: readonly ResolvedLine[], accounts: readonly Account[]): void {
  const sides = new Map<string, number>()
  for (const line of lines) {
    for (const id of line.accounts) {
      for (const side of line.side === undefined ? ['debit', 'credit'] : [line.side]) {
        const key = `${side} ${id}`
        sides.set(key, (sides.get(key) ?? 0) + 1)
      }
    }
  }
  const issues = createIssueList()
  for (const { id } of accounts) {
    for (const side of ['debit', 'credit']) {
      const count = sides.get(`${side} ${id}`) ?? 0
      if (count === 1) continue
      issues.add(
        'CONFLICT',
        'chart',
        id,
        `The ${side} side of account '${id}' stands in the statement ${count} times.`,
        'Give the account the kind and classes that place it once.',
      )
    }
  }
  issues.throwIfAny()
}
