import { fromMinor } from '../core/money.js'
import type { AccountMovements } from './accountMovements.js'
import { createMinorAdder } from './minorAdder.js'
import type { Ledger, Statement, StatementLine } from './types.js'

/** A line before it is added up: minor units by column (place 0 before the first), or the lines that it totals. */
export type LineDraft =
  | { readonly id: string; readonly label: string; readonly minor: readonly number[] }
  | { readonly id: string; readonly label: string; readonly of: readonly string[] }

/** The same amounts with the other sign. */
export function negate(amounts: readonly number[]): number[] {
  return amounts.map((amount) => 0 - amount)
}

/** Adds the totals up, in the order of the lines, and turns everything into major units. */
export function assembleStatement(
  statement: Statement['statement'],
  ledger: Ledger,
  movements: AccountMovements,
  drafts: readonly LineDraft[],
  method?: 'direct' | 'indirect',
): Statement {
  const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
  const add = createMinorAdder('ledger')
  const known = new Map<string, readonly number[]>()
  const lines = drafts.map((draft): StatementLine => {
    const minor =
      'minor' in draft
        ? draft.minor
        : draft.of
            .map((id) => known.get(id) as readonly number[])
            .reduce((a, b) => a.map((x, n) => add(x, b[n] as number)))
    known.set(draft.id, minor)
    const [opening, ...amounts] = minor.map((amount) => fromMinor(amount, scale))
    return {
      id: draft.id,
      label: draft.label,
      ...('of' in draft ? { kind: 'total', of: draft.of } : { kind: 'amount' }),
      amounts,
      ...(statement === 'balanceSheet' && { opening: opening as number }),
    }
  })
  return {
    statement,
    ...(method !== undefined && { method }),
    currency: ledger.currency,
    periodIds: movements.columns.ids,
    lines,
  }
}
