import type { Ledger, LedgerOpening, Statement } from '../../src/finance/index.js'

/** Amounts of a line by column. */
export function amounts(statement: Statement, id: string): readonly number[] {
  const line = statement.lines.find((candidate) => candidate.id === id)
  if (line === undefined) throw new Error(`${statement.statement} has no line '${id}'`)
  return line.amounts
}

/** Amount of a line of the balance sheet before the first period. */
export function openingOf(statement: Statement, id: string): number {
  const line = statement.lines.find((candidate) => candidate.id === id)
  if (line?.opening === undefined) throw new Error(`no opening amount of '${id}'`)
  return line.opening
}

/** Postings as readable text: `rule ref account amount`, those of one period; a Ref is its ids, `-` where it is empty. */
export function postingsOf(ledger: Ledger, period: number): string[] {
  return ledger.amountMinor
    .map((amount, i) =>
      ledger.periodIndex[i] === period
        ? [
            ledger.rules[ledger.rule[i] as number],
            Object.values(ledger.refs[ledger.ref[i] as number] ?? {}).join('@') || '-',
            ledger.accounts[ledger.account[i] as number],
            amount,
          ].join(' ')
        : '',
    )
    .filter((text) => text !== '')
}

/** Freezes a value and everything in it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}

/** Opening balances by account, as rows. */
export function opening(amountsByAccount: Readonly<Record<string, number>>): LedgerOpening[] {
  return Object.entries(amountsByAccount).map(([account, amount]) => ({ account, amount }))
}
