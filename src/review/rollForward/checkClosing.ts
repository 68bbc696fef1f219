import { isSopError, type IssueList, SopError } from '../../core/checking/errors.js'
import { keyOf } from '../../core/keys/keys.js'
import { decimalSum } from '../../core/money/money.js'
import type { Calendar } from '../../core/time/calendar.js'
import { ACTUAL_KEY } from '../../costing/variances/checkVarianceInput.js'
import { isDebitAccount, STANDARD_ACCOUNTS } from '../../finance/chart/accounts.js'
import { checkPlanInput, readPlanInput } from '../../schema/checkPlanInput.js'
import { OPENING_FIELDS } from '../../schema/tables/openingFields.js'
import type { StockLevel } from '../../schema/rows/supplyTypes.js'
import type { PlanInput } from '../../schema/types.js'
import { actualsOfKind, type Closing, type DatedActual } from './closing.js'
import type { HandedOver } from './types.js'

/** The tables that are handed over, in their place in the input. */
const HANDED_OVER = ['actuals', 'supplyOrders', 'customerOrders', 'openingBalances'] as const

function withoutBacklog(row: StockLevel): StockLevel {
  const { backlog: _, ...own } = row
  return own
}

/** Adds every mistake that the tables handed over have by themselves, at their place in the options. */
export function checkHandedOver(input: PlanInput, options: HandedOver, issues: IssueList): void {
  const { openOrders, ...rest } = input
  const shorthand = new Set<string>(OPENING_FIELDS.map(([field]) => field))
  const finance = Object.fromEntries(Object.entries(input.finance ?? {}).filter(([field]) => !shorthand.has(field)))
  const own = Object.fromEntries(
    HANDED_OVER.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  )
  const candidate = {
    ...rest,
    ...(options.supplyOrders === undefined && openOrders !== undefined && { openOrders }),
    // What was late before the plan, and is shorthand of orders, is none of those that are open now.
    ...(options.customerOrders !== undefined &&
      input.stock !== undefined && { stock: input.stock.map(withoutBacklog) }),
    ...own,
    ...(options.openingBalances !== undefined && { finance }),
  }
  for (const issue of checkPlanInput(candidate)) issues.issues.push({ ...issue, path: `options.${issue.path}` })
}

/** What is known of the closed periods lies in them, speaks of each, is said once, and balances. */
export function checkActuals(
  closing: Pick<Closing, 'actuals' | 'earlier' | 'closed' | 'start'>,
  issues: IssueList,
): void {
  const { actuals, earlier, closed, start } = closing
  const first = closed[0]?.start ?? ''
  const known = new Set(earlier.map((row) => keyOf(row, ACTUAL_KEY)))
  actuals.forEach((row) => {
    const at = `options.actuals[${row.place}]`
    if (row.start < first || row.end > start) {
      issues.add(
        'OUT_OF_RANGE',
        `${at}.periodId`,
        row.periodId,
        `It is not within the periods that are closed, '${closed[0]?.id}' to '${closed.at(-1)?.id}'.`,
        'Give the actuals of these periods alone, in buckets that do not reach beyond them.',
      )
    }
    if (known.has(keyOf(row, ACTUAL_KEY)))
      issues.add('DUPLICATE_ID', at, row.periodId, 'The input has this actual already.', 'Leave it out here, or there.')
  })
  for (const period of closed) {
    if (actuals.some((row) => row.start >= period.start && row.end <= period.end)) continue
    const message = `Nothing is told of '${period.id}', which is closed.`
    const remedy = 'Give its actuals, one row of 0 units where nothing moved; or roll forward to it.'
    issues.add('MISSING_VALUE', 'options.actuals', period.id, message, remedy)
  }
  checkBalance(closing, issues)
}

/** A trial balance that is given whole, retained earnings included, adds to nothing. */
function checkBalance(closing: Pick<Closing, 'actuals' | 'start'>, issues: IssueList): void {
  const rows = actualsOfKind(closing, 'balance')
  if (!rows.some(({ account }) => account === 'retainedEarnings')) return
  const debits = new Set<string>(STANDARD_ACCOUNTS.filter(isDebitAccount).map(({ id }) => id))
  const off = decimalSum(rows.map(({ account = '', amount = 0 }) => (debits.has(account) ? amount : -amount)))
  if (Math.abs(off) < 1e-6) return
  issues.add(
    'UNBALANCED',
    'options.actuals',
    off,
    `The balances at the close are off by ${off}: assets and expenses less liabilities, equity and income.`,
    'Give every account, positive where it usually stands; or leave retainedEarnings out to have them derived.',
  )
}

/** Says which account of a balance there is not. */
export function checkAccounts(actuals: readonly DatedActual[], issues: IssueList): void {
  const known = new Set<string>(STANDARD_ACCOUNTS.map(({ id }) => id))
  actuals.forEach(({ kind, account, place }) => {
    if (kind !== 'balance' || account === undefined || known.has(account)) return
    const message = 'The ledger of a plan has no such account.'
    issues.add(
      'UNKNOWN_ID',
      `options.actuals[${place}].account`,
      account,
      message,
      'Correct it, or sum it into one of them.',
    )
  })
}

/** Where the caller gave what is at a place of the rolled input. */
function givenAt(path: string, input: PlanInput, options: HandedOver): string {
  const [, table = '', index] = /^(\w+)(?:\[(\d+)\])?/.exec(path) ?? []
  if (
    (HANDED_OVER as readonly string[]).includes(table) &&
    options[table as (typeof HANDED_OVER)[number]] !== undefined
  )
    return `options.${path}`
  if (table !== 'openingBalances') return path
  const { account } = input.openingBalances?.[Number(index)] ?? {}
  const place = options.actuals.findIndex((row) => row.kind === 'balance' && row.account === account)
  return place < 0 ? path : `options.actuals[${place}].amount`
}

/** Throws what a rolled input would be refused for, at the place where the caller gave it. */
export function checkRolled(
  input: PlanInput,
  options: HandedOver,
): { readonly input: PlanInput; readonly calendar: Calendar } {
  try {
    return readPlanInput(input)
  } catch (error) {
    if (!isSopError(error)) throw error
    throw new SopError(error.issues.map((issue) => ({ ...issue, path: givenAt(issue.path, input, options) })))
  }
}
