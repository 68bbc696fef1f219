import { fromMinor } from '../../core/money/money.js'
import type { ResolvedLine } from '../chart/layout.js'
import { createMinorAdder } from '../minorAdder.js'
import type { Ledger, Statement, StatementLine } from '../types.js'
import type { LedgerSums } from './sumLedger.js'

/** The same amounts with the other sign. */
export function negate(amounts: readonly number[]): number[] {
  return amounts.map((amount) => 0 - amount)
}

/** What of amounts (debit positive) stands on a side, with the sign in which a line shows it. */
export function onSide(debits: readonly number[], { side, positive }: ResolvedLine): number[] {
  const shown = debits.map((amount) =>
    side === undefined || (side === 'debit' ? amount > 0 : amount < 0) ? amount : 0,
  )
  return positive === 'debit' ? shown : negate(shown)
}

/** Fills the lines of a layout, adds the totals up in their order, and turns everything into major units. */
export function assembleStatement(options: {
  readonly statement: Statement['statement']
  readonly method?: 'direct' | 'indirect'
  readonly ledger: Ledger
  readonly sums: LedgerSums
  readonly lines: readonly ResolvedLine[]
  /** Amounts of a line that is no total, minor units; place 0 is before the first column. */
  readonly amountsOf: (line: ResolvedLine) => readonly number[]
}): Statement {
  const { statement, method, ledger, sums, lines, amountsOf } = options
  const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
  const add = createMinorAdder('ledger')
  const known = new Map<string, readonly number[]>()
  const shown = lines.flatMap((line): StatementLine[] => {
    const of = line.of?.filter((id) => known.has(id))
    const minor =
      of === undefined
        ? amountsOf(line)
        : of.map((id) => known.get(id) as readonly number[]).reduce((a, b) => a.map((x, n) => add(x, b[n] as number)))
    if (line.isOptional === true && minor.slice(1).every((amount) => amount === 0)) return []
    known.set(line.id, minor)
    const [opening, ...amounts] = minor.map((amount) => fromMinor(amount, scale))
    const kind = of === undefined ? 'amount' : 'total'
    return [
      {
        id: line.id,
        label: line.label,
        kind,
        ...(of !== undefined && { of }),
        ...(of === undefined && { accounts: line.accounts }),
        ...(line.side !== undefined && { side: line.side }),
        amounts,
        ...(statement === 'balanceSheet' && { opening: opening as number }),
      },
    ]
  })
  return {
    statement,
    ...(method !== undefined && { method }),
    currency: ledger.currency,
    periodIds: sums.columns.ids,
    lines: shown,
  }
}
