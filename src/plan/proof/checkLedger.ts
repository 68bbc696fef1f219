import { findCurrencyDecimals } from '../../core/currencies.js'
import { REF_FIELDS, type Ref, refKey } from '../../core/ref.js'
import { STANDARD_ACCOUNTS } from '../../finance/chart/accounts.js'
import { RULES } from '../../finance/ledger/rules.js'
import { type Check, type Checker, startCheck } from './checks.js'
import { cellKey, type ExpectedPosting, expectPostings } from './expectedPostings.js'
import type { Facts } from './facts.js'

const COLUMNS = ['periodIndex', 'account', 'amountMinor', 'rule', 'ref', 'entry', 'quantity', 'dueDate'] as const

/** The names of the ledger are those of its rule book; what postings speak of, and days, stand there once and are used. */
function checkDictionaries(check: Checker, { plan }: Facts): void {
  const { ledger } = plan
  const words = [
    ['accounts', ledger.accounts, STANDARD_ACCOUNTS.map(({ id }) => id as string)],
    ['rules', ledger.rules, [...RULES] as string[]],
  ] as const
  for (const [name, found, expected] of words) {
    check.number(`ledger.${name}.length`, found.length, expected.length)
    const missing = expected.filter((word) => !found.includes(word))
    check.holds(
      `ledger.${name}`,
      missing.length === 0,
      found.length,
      missing[0] ?? null,
      `ledger.${name} lacks a name.`,
    )
    found.forEach((word, n) => {
      check.holds(
        `ledger.${name}[${n}]`,
        expected.includes(word) && found.indexOf(word) === n,
        word,
        null,
        `ledger.${name}[${n}] is no name of the rule book, or is there twice.`,
      )
    })
  }
  const used = new Set(ledger.ref)
  const refs = new Set<string>()
  ledger.refs.forEach((ref, n) => {
    const isRef = Object.keys(ref).every((field) => (REF_FIELDS as readonly string[]).includes(field))
    check.holds(
      `ledger.refs[${n}]`,
      isRef && used.has(n) && !refs.has(refKey(ref)),
      JSON.stringify(ref),
      null,
      `ledger.refs[${n}] is no Ref, stands there twice or is not used.`,
    )
    refs.add(refKey(ref))
  })
  const due = new Set(ledger.dueDate)
  ledger.dueDates.forEach((day, n) => {
    check.holds(
      `ledger.dueDates[${n}]`,
      due.has(n) && ledger.dueDates.indexOf(day) === n,
      day,
      null,
      `ledger.dueDates[${n}] stands there twice or is not used.`,
    )
  })
}

/** Every entry adds to zero, entries are numbered without a gap, and every place in a dictionary exists. */
export function checkEntries(facts: Facts): Check {
  const check = startCheck('ledger-balanced', 'The postings of every entry add to zero.')
  const { plan, count } = facts
  const { ledger } = plan
  const rows = ledger.amountMinor.length
  check.number('ledger.decimals', ledger.decimals, findCurrencyDecimals(plan.input.currency) ?? Number.NaN)
  check.holds(
    'ledger.currency',
    ledger.currency === plan.input.currency,
    ledger.currency,
    plan.input.currency,
    'ledger.currency is not the currency of the plan.',
  )
  check.holds(
    'ledger.chart',
    ledger.chart === undefined,
    'a chart',
    null,
    'The ledger of a plan has the standard chart.',
  )
  for (const column of COLUMNS) check.number(`ledger.${column}.length`, ledger[column].length, rows)
  checkDictionaries(check, facts)
  const entries = new Map<number, { sum: number; last: number }>()
  for (let n = 0; n < rows; n++) {
    const [period, entry] = [ledger.periodIndex[n] as number, ledger.entry[n] as number]
    const whole = (column: 'periodIndex' | 'entry', value: number, least: number, most: number): void =>
      check.holds(
        `ledger.${column}[${n}]`,
        Number.isInteger(value) && value >= least && value < most,
        value,
        null,
        `ledger.${column}[${n}] is out of the plan.`,
      )
    whole('periodIndex', period, -1, count)
    whole('entry', entry, 0, rows)
    check.holds(
      `ledger.amountMinor[${n}]`,
      Number.isSafeInteger(ledger.amountMinor[n]) && ledger.amountMinor[n] !== 0,
      ledger.amountMinor[n],
      null,
      `ledger.amountMinor[${n}] is no whole number of minor units, or zero.`,
    )
    for (const [column, names] of [
      ['account', ledger.accounts],
      ['rule', ledger.rules],
      ['ref', ledger.refs],
      ['dueDate', ledger.dueDates],
    ] as const) {
      const place = ledger[column][n]
      check.holds(
        `ledger.${column}[${n}]`,
        (column === 'dueDate' && place === null) || names[place as number] !== undefined,
        place,
        null,
        `ledger.${column}[${n}] is no place among the names of the ledger.`,
      )
    }
    const known = entries.get(entry) ?? { sum: 0, last: n }
    entries.set(entry, { sum: known.sum + (ledger.amountMinor[n] as number), last: n })
  }
  for (const [entry, { sum, last }] of entries) {
    check.holds(
      `ledger.amountMinor[${last}]`,
      sum === 0,
      sum,
      0,
      `Entry ${entry}, which ends with posting ${last}, does not add to zero but to ${sum}.`,
    )
  }
  for (let entry = 0; entry < entries.size; entry++) {
    if (entries.has(entry)) continue
    check.holds('ledger.entry', false, null, entry, `Entry ${entry}, which must be there, has no posting.`)
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
  const expected = new Map<string, ExpectedPosting[]>()
  const postings = expectPostings(facts)
  checkRefs(check, facts, postings)
  for (const posting of postings) {
    const key = cellKey(posting.t, posting.rule, posting.account, posting.ref)
    expected.set(key, [...(expected.get(key) ?? []), posting])
  }
  const entries = startEntryMatch(check)
  const found = new Map<string, number[]>()
  const spare: number[] = []
  for (let n = 0; n < ledger.amountMinor.length; n++) {
    const { rule, account, ref } = wordsOf(facts, n)
    const key = cellKey(ledger.periodIndex[n] as number, rule, account, ref)
    if (expected.has(key)) found.set(key, [...(found.get(key) ?? []), n])
    else spare.push(n)
  }
  for (const [key, cell] of expected) {
    const places = found.get(key) ?? []
    // Of several postings in one cell, those with the same amount are meant to be the same.
    const pairs = cell.map((posting) => {
      const at = places.findIndex((n) => BigInt(Math.round(ledger.amountMinor[n] ?? 0)) === posting.amount)
      return { posting, n: at < 0 ? undefined : (places.splice(at, 1)[0] as number) }
    })
    for (const { posting, n } of pairs) {
      const place = n ?? places.shift()
      if (place === undefined) reportMissing(check, posting)
      else comparePosting(check, facts, place, posting)
      if (place !== undefined) entries.match(ledger.entry[place] as number, posting.entry, place)
    }
    spare.push(...places)
  }
  for (const n of spare) {
    check.holds(
      `ledger.amountMinor[${n}]`,
      false,
      ledger.amountMinor[n],
      null,
      `No rule makes posting ${n} (${where(facts, n)}).`,
    )
  }
  return check.result()
}

/** What postings speak of, and days, are those of the rules. */
function checkRefs(check: Checker, { plan }: Facts, postings: readonly ExpectedPosting[]): void {
  const refs = new Set(postings.map(({ ref }) => refKey(ref)))
  check.number('ledger.refs.length', plan.ledger.refs.length, refs.size)
  plan.ledger.refs.forEach((ref, n) => {
    if (refs.has(refKey(ref))) return
    for (const field of Object.keys(ref)) {
      const at = `ledger.refs[${n}].${field}`
      check.holds(at, false, ref[field as keyof Ref], null, `No rule speaks of ledger.refs[${n}].`)
    }
  })
  const days = new Set(postings.flatMap(({ dueDate }) => dueDate ?? []))
  check.number('ledger.dueDates.length', plan.ledger.dueDates.length, days.size)
  plan.ledger.dueDates.forEach((day, n) => {
    check.holds(`ledger.dueDates[${n}]`, days.has(day), day, null, `Nothing is due on ledger.dueDates[${n}], ${day}.`)
  })
}

function wordsOf({ plan }: Facts, n: number): { readonly rule: string; readonly account: string; readonly ref: Ref } {
  const { ledger } = plan
  return {
    rule: ledger.rules[ledger.rule[n] as number] ?? '?',
    account: ledger.accounts[ledger.account[n] as number] ?? '?',
    ref: ledger.refs[ledger.ref[n] as number] ?? {},
  }
}

/** Says where a posting stands: its period, rule, what it speaks of, and account. */
function where(facts: Facts, n: number): string {
  const { rule, account, ref } = wordsOf(facts, n)
  return `period ${facts.plan.ledger.periodIndex[n]}, rule ${rule}, of ${JSON.stringify(ref)}, account ${account}`
}

function comparePosting(check: Checker, facts: Facts, n: number, expected: ExpectedPosting): void {
  const { ledger } = facts.plan
  const amount = ledger.amountMinor[n] as number
  check.holds(
    `ledger.amountMinor[${n}]`,
    Number.isInteger(amount) && BigInt(amount) === expected.amount,
    amount,
    Number(expected.amount),
    `Posting ${n} (${where(facts, n)}) is ${amount} and must be ${expected.amount}.`,
  )
  check.nullable(`ledger.quantity[${n}]`, ledger.quantity[n], expected.quantity, 1e-9)
  const place = ledger.dueDate[n]
  const day = place === null ? null : (ledger.dueDates[place as number] ?? '?')
  check.holds(
    `ledger.dueDate[${n}]`,
    day === expected.dueDate,
    day,
    expected.dueDate,
    `Posting ${n} (${where(facts, n)}) is due ${day ?? 'on no day'} and must be due ${expected.dueDate ?? 'on no day'}.`,
  )
}

function reportMissing(check: Checker, { t, rule, account, ref, amount }: ExpectedPosting): void {
  const at = `period ${t}, rule ${rule}, of ${JSON.stringify(ref)}, account ${account}`
  check.holds('ledger', false, null, Number(amount), `A posting is missing: ${at}, amount ${amount}.`)
}

/** Postings share an entry where the rule makes them together, whatever the number of the entry. */
function startEntryMatch(check: Checker): { match(found: number, expected: number, n: number): void } {
  const expectedOf = new Map<number, number>()
  const foundOf = new Map<number, number>()
  return {
    match(found, expected, n) {
      const isSame = (expectedOf.get(found) ?? expected) === expected && (foundOf.get(expected) ?? found) === found
      if (!expectedOf.has(found)) expectedOf.set(found, expected)
      if (!foundOf.has(expected)) foundOf.set(expected, found)
      check.holds(`ledger.entry[${n}]`, isSame, found, null, `Posting ${n} stands in entry ${found}, with others.`)
    },
  }
}
