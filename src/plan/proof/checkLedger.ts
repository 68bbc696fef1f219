import { findCurrencyDecimals } from '../../core/currencies.js'
import { type Check, startCheck } from './checks.js'
import { cellKey, expectPostings } from './expectedPostings.js'
import type { Facts } from './facts.js'

const COLUMNS = ['period', 'account', 'amountMinor', 'rule', 'source', 'entry'] as const

/** Every entry adds to zero, entries are numbered in order, and every place in a dictionary exists. */
export function checkEntries({ plan, count }: Facts): Check {
  const check = startCheck('ledger-balanced', 'The postings of every entry add to zero.')
  const { ledger } = plan
  const rows = ledger.period.length
  check.number('ledger.decimals', ledger.decimals, findCurrencyDecimals(plan.input.currency) ?? Number.NaN)
  check.holds(
    'ledger.currency',
    ledger.currency === plan.input.currency,
    ledger.currency,
    plan.input.currency,
    'ledger.currency is not the currency of the plan.',
  )
  for (const column of COLUMNS) check.number(`ledger.${column}.length`, ledger[column].length, rows)
  let sum = 0
  for (let n = 0; n < rows; n++) {
    const entry = ledger.entry[n] as number
    const isFirst = n === 0 || entry !== ledger.entry[n - 1]
    // The first entry has number 0, the next 1, without a gap.
    const expected = n === 0 ? 0 : (ledger.entry[n - 1] as number) + (isFirst ? 1 : 0)
    check.number(`ledger.entry[${n}]`, entry, expected)
    const period = ledger.period[n] as number
    check.holds(
      `ledger.period[${n}]`,
      Number.isInteger(period) && period >= -1 && period < count,
      period,
      null,
      `ledger.period[${n}] is no period of the plan.`,
    )
    check.holds(
      `ledger.amountMinor[${n}]`,
      Number.isSafeInteger(ledger.amountMinor[n]),
      ledger.amountMinor[n],
      null,
      `ledger.amountMinor[${n}] is no whole number of minor units.`,
    )
    for (const [column, names] of [
      ['account', ledger.accounts],
      ['rule', ledger.rules],
      ['source', ledger.sources],
    ] as const) {
      const place = ledger[column][n] as number
      check.holds(
        `ledger.${column}[${n}]`,
        names[place] !== undefined,
        place,
        null,
        `ledger.${column}[${n}] is no place among the names of the ledger.`,
      )
    }
    sum += ledger.amountMinor[n] as number
    if (n + 1 === rows || ledger.entry[n + 1] !== entry) {
      check.holds(
        `ledger.amountMinor[${n}]`,
        sum === 0,
        sum,
        0,
        `Entry ${entry}, which ends with posting ${n}, does not add to zero but to ${sum}.`,
      )
      sum = 0
    }
  }
  return check.result()
}

/** Every posting is the one that its rule makes of the plan's flows, worked out again in exact fractions. */
export function checkPostings(facts: Facts): Check {
  const check = startCheck(
    'ledger-follows-rules',
    'Every posting is what its rule makes of the flows of goods, hours and money.',
  )
  const { ledger } = facts.plan
  const { cells } = expectPostings(facts)
  const seen = new Map<string, number>()
  for (let n = 0; n < ledger.period.length; n++) {
    const [rule, source, account] = [
      ledger.rules[ledger.rule[n] as number] ?? '?',
      ledger.sources[ledger.source[n] as number] ?? '?',
      ledger.accounts[ledger.account[n] as number] ?? '?',
    ]
    const key = cellKey(ledger.period[n] as number, rule, source, account)
    const place = seen.get(key) ?? 0
    seen.set(key, place + 1)
    const expected = cells.get(key)?.[place]
    const where = `period ${ledger.period[n]}, rule ${rule}, source ${source}, account ${account}`
    if (expected === undefined) {
      check.holds(
        `ledger.amountMinor[${n}]`,
        false,
        ledger.amountMinor[n],
        null,
        `No rule makes posting ${n} (${where}).`,
      )
    } else {
      check.holds(
        `ledger.amountMinor[${n}]`,
        BigInt(Math.round(ledger.amountMinor[n] as number)) === expected,
        ledger.amountMinor[n],
        Number(expected),
        `Posting ${n} (${where}) is ${ledger.amountMinor[n]} and must be ${expected}.`,
      )
    }
  }
  for (const [key, amounts] of cells) {
    const found = seen.get(key) ?? 0
    if (found >= amounts.length) continue
    const [period, rule, source, account] = key.split('|')
    check.holds(
      'ledger',
      false,
      null,
      Number(amounts[found]),
      `A posting is missing: period ${period}, rule ${rule}, source ${source}, account ${account}, amount ${amounts[found]}.`,
    )
  }
  return check.result()
}
