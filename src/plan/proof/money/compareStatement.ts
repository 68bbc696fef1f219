import { type Account, STANDARD_ACCOUNTS } from '../../../finance/chart/accounts.js'
import { type Layout, layOut } from '../../../finance/chart/layout.js'
import type { Statement, StatementLine } from '../../../finance/types.js'
import type { Checker } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import type { Amounts, Sums } from './ledgerSums.js'

/** A statement of the plan with what was worked out of it. */
export interface ExpectedStatement {
  readonly name: string
  readonly statement: Statement
  /** Its lines as the rule book has them: labels, accounts, parts of totals. */
  readonly layout: Layout
  /** Minor units by period of every line that can be worked out by itself. */
  readonly amounts: Readonly<Record<string, Amounts>>
  readonly openings?: Readonly<Record<string, number>>
}

/** Compares a statement, words and amounts, with what was worked out; a line on one side only is an error. */
export function compareStatement(check: Checker, facts: Facts, sums: Sums, expected: ExpectedStatement): void {
  const { name, statement, layout, amounts, openings = {} } = expected
  const word = (path: string, actual: unknown, wanted: string): void =>
    check.holds(path, actual === wanted, actual, wanted, `${path} is ${String(actual)} and must be ${wanted}.`)
  const accounts = new Map((STANDARD_ACCOUNTS as readonly Account[]).map((account) => [account.id, account]))
  const lines = new Map(layOut(layout, STANDARD_ACCOUNTS).map((line) => [line.id, line]))
  for (const { id, isOptional } of lines.values()) {
    const found = statement.lines.filter((line) => line.id === id).length
    const isRight = found === 1 || (found === 0 && isOptional === true)
    check.holds(`${name}.lines`, isRight, found, id, `${name} has ${found} lines '${id}'.`)
  }
  const shown = new Set(statement.lines.map(({ id }) => id))
  statement.lines.forEach((line, n) => {
    const at = `${name}.lines[${n}]`
    const model = lines.get(line.id)
    check.holds(
      `${at}.id`,
      model !== undefined,
      line.id,
      null,
      `${name} has a line '${line.id}' that nothing stands behind.`,
    )
    if (model === undefined) return
    word(`${at}.label`, line.label, model.label)
    word(`${at}.kind`, line.kind, model.of === undefined ? 'amount' : 'total')
    word(`${at}.side`, line.side ?? 'both', model.side ?? 'both')
    const of = model.of?.filter((id) => shown.has(id))
    compareNames(check, `${at}.of`, line.of, of)
    compareNames(check, `${at}.accounts`, line.accounts, of === undefined ? model.accounts : undefined)
    check.number(`${at}.amounts.length`, line.amounts.length, facts.count)
    const own = amounts[line.id] ?? ownAccount(line, accounts, sums)
    check.holds(`${at}.id`, own !== undefined, line.id, null, `${at} is '${line.id}', which cannot be worked out.`)
    own?.forEach((minor, t) => check.number(`${at}.amounts[${t}]`, line.amounts[t], minor / sums.power))
    const opening = openings[line.id]
    if (opening !== undefined) check.number(`${at}.opening`, line.opening, opening / sums.power)
    else check.holds(`${at}.opening`, line.opening === undefined, line.opening, null, `${at} has an opening amount.`)
  })
}

/** The same names, in any order; a name that does not belong is itself named. */
function compareNames(
  check: Checker,
  path: string,
  found: readonly string[] | undefined,
  expected: readonly string[] | undefined,
): void {
  const missing = (expected ?? []).find((id) => found?.includes(id) !== true)
  const isSame = (found === undefined) === (expected === undefined) && found?.length === expected?.length
  check.holds(path, isSame && missing === undefined, found?.length ?? 0, missing ?? null, `${path} is not complete.`)
  found?.forEach((id, n) =>
    check.holds(
      `${path}[${n}]`,
      expected?.includes(id) === true && found.indexOf(id) === n,
      id,
      null,
      `${path}[${n}] is '${id}', which does not belong there or is there twice.`,
    ),
  )
}

/** A line with the name of an account of income or expense is that account. */
function ownAccount({ id }: StatementLine, accounts: ReadonlyMap<string, Account>, sums: Sums): Amounts | undefined {
  const kind = accounts.get(id)?.kind
  return kind === 'income' || kind === 'expense' ? sums.movement(id).map((amount) => 0 - amount) : undefined
}
