import type { Calendar } from '../core/calendar.js'
import type { IssueList } from '../core/errors.js'
import { checkTerms, type PaymentTerms } from '../core/terms.js'
import type { PlanInput, PlanItem } from './types.js'

export const DATE_REMEDY = "Write it as 'YYYY-MM-DD', as '2027-01-31'."

/** The records of a table that are records: what is not was reported with the shape. */
export function rows<T extends object>(table: readonly T[] | undefined): (readonly [number, T])[] {
  if (!Array.isArray(table)) return []
  return table.map((row, i) => [i, row] as const).filter(([, row]) => row !== null && typeof row === 'object')
}

/** Everything that the checks of one input look things up in. */
export interface Context {
  readonly input: PlanInput
  readonly issues: IssueList
  readonly calendar: Calendar | undefined
  readonly items: ReadonlyMap<string, PlanItem>
}

/** An id, or what stands for one, is there once; the paths tell where. */
export function checkUnique(
  ids: readonly (readonly [string, string])[],
  what: string,
  issues: IssueList,
): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const [path, id] of ids) {
    if (seen.has(id)) {
      issues.add('DUPLICATE_ID', path, id, `This ${what} is there twice.`, 'Keep one of the two, or add them up.')
    }
    seen.add(id)
  }
  return seen
}

/** An id is one of a table. */
export function checkKnown(
  known: { has(id: string): boolean },
  id: string | undefined,
  path: string,
  table: string,
  issues: IssueList,
): void {
  if (id === undefined || known.has(id)) return
  issues.add('UNKNOWN_ID', path, id, `There is no '${id}' in ${table}.`, `Add it to ${table}, or correct the id.`)
}

/** An array by period has a value for each. */
export function checkLength(value: unknown, path: string, { calendar, issues }: Context): void {
  if (!Array.isArray(value) || calendar === undefined || value.length === calendar.periods.length) return
  issues.add(
    'MISALIGNED',
    path,
    `${value.length} values`,
    `The calendar has ${calendar.periods.length} periods.`,
    'Give one value for every period, or a single number for all.',
  )
}

/** A currency that is named is that of the plan. */
export function checkCurrency(currency: string | undefined, path: string, { input, issues }: Context): void {
  const own = input.currency ?? 'USD'
  if (currency === undefined || currency === own) return
  issues.add(
    'CURRENCY_MISMATCH',
    path,
    currency,
    `The plan is in ${own}.`,
    `Convert the amounts to ${own} first (convertMoney).`,
  )
}

/** The shares of a profile add to one, and days are whole. */
export function checkTermsShares(terms: PaymentTerms | undefined, path: string, issues: IssueList): void {
  if (terms === undefined || terms === null || typeof terms !== 'object') return
  if ('profile' in terms ? Array.isArray(terms.profile) : 'netDays' in terms) checkTerms(terms, path, issues)
}
