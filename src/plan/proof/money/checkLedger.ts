import { findCurrencyDecimals } from '../../../core/money/currencies.js'
import { REF_FIELDS, type Ref, refKey } from '../../../core/keys/ref.js'
import { STANDARD_ACCOUNTS } from '../../../finance/chart/accounts.js'
import { RULES } from '../../../finance/ledger/rules.js'
import type { Ledger } from '../../../finance/types.js'
import { type Check, type Checker, startCheck, type Wrong } from '../checks.js'
import type { ExpectedPosting } from './expectedJournal.js'
import { expectPostings } from './expectedPostings.js'
import { readCells } from './ledgerCells.js'
import type { Facts } from '../facts/facts.js'

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
    const isRef =
      Object(ref) === ref && Object.keys(ref).every((field) => (REF_FIELDS as readonly string[]).includes(field))
    const key = refKey(ref)
    check.claim(isRef && used.has(n) && !refs.has(key), () => ({
      path: `ledger.refs[${n}]`,
      actual: JSON.stringify(ref),
      expected: null,
      message: `ledger.refs[${n}] is no Ref, stands there twice or is not used.`,
    }))
    refs.add(key)
  })
  const due = new Set(ledger.dueDate)
  const days = new Set<string>()
  ledger.dueDates.forEach((day, n) => {
    const wrong = `ledger.dueDates[${n}] stands there twice or is not used.`
    check.holds(`ledger.dueDates[${n}]`, due.has(n) && !days.has(day), day, null, wrong)
    days.add(day)
  })
}

/** Every entry adds to zero, entries are numbered without a gap, and every place in a dictionary exists. */
export function checkEntries(facts: Facts): Check {
  const check = startCheck('ledger-balanced', 'The postings of every entry add to zero.')
  const { plan, count } = facts
  const { ledger } = plan
  // Of columns that differ the odd one is wrong, whichever it is.
  const lengths = COLUMNS.map((column) => ledger[column].length).sort((a, b) => a - b)
  const rows = lengths[Math.floor(lengths.length / 2)] ?? 0
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
  const isPlace = (value: unknown, least: number, most: number): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) < most
  for (const [column, least, most] of [
    ['periodIndex', -1, count],
    ['entry', 0, rows],
  ] as const) {
    check.each(
      rows,
      (n) => isPlace(ledger[column][n], least, most),
      (n) => wrongCell(ledger, column, n, 'is out of the plan'),
    )
  }
  check.each(
    rows,
    (n) => Number.isSafeInteger(ledger.amountMinor[n]) && ledger.amountMinor[n] !== 0,
    (n) => wrongCell(ledger, 'amountMinor', n, 'is no whole number of minor units, or zero'),
  )
  for (const [column, { length }] of [
    ['account', ledger.accounts],
    ['rule', ledger.rules],
    ['ref', ledger.refs],
    ['dueDate', ledger.dueDates],
  ] as const) {
    check.each(
      rows,
      (n) => isPlace(ledger[column][n], 0, length) || (column === 'dueDate' && ledger[column][n] === null),
      (n) => wrongCell(ledger, column, n, 'is no place among the names of the ledger'),
    )
  }
  checkSums(check, ledger)
  return check.result()
}

/** Amounts of every entry add to zero; what is out of the plan as an entry stands in none. */
function checkSums(check: Checker, ledger: Ledger): void {
  const rows = ledger.amountMinor.length
  const sums = new Float64Array(rows)
  const last = new Int32Array(rows).fill(-1)
  let count = 0
  for (let n = 0; n < rows; n++) {
    const entry = ledger.entry[n] as number
    if (!(entry >= 0 && entry < rows && Number.isInteger(entry))) continue
    sums[entry] = (sums[entry] as number) + (ledger.amountMinor[n] as number)
    last[entry] = n
    count = Math.max(count, entry + 1)
  }
  check.each(
    count,
    (entry) => last[entry] !== -1 && sums[entry] === 0,
    (entry) => {
      const sum = sums[entry] as number
      const n = last[entry] as number
      if (n < 0) {
        const message = `Entry ${entry}, which must be there, has no posting.`
        return { path: 'ledger.entry', actual: null, expected: entry, message }
      }
      const message = `Entry ${entry}, which ends with posting ${n}, does not add to zero but to ${sum}.`
      return { path: `ledger.amountMinor[${n}]`, actual: sum, expected: 0, message }
    },
  )
}

function wrongCell(ledger: Ledger, column: (typeof COLUMNS)[number], n: number, is: string): Wrong {
  const path = `ledger.${column}[${n}]`
  return { path, actual: ledger[column][n], expected: null, message: `${path} ${is}.` }
}

/** Every posting is the one that its rule makes of the plan's flows, worked out again in exact fractions. */
export function checkPostings(facts: Facts): Check {
  const check = startCheck(
    'ledger-follows-rules',
    'Every posting is what its rule makes of the flows of goods, hours and money.',
  )
  const { ledger } = facts.plan
  const postings = expectPostings(facts)
  const cells = readCells(facts, postings)
  checkRefs(check, facts, cells.refs, postings)
  const entries = startEntryMatch(check)
  const compare = (n: number, posting: ExpectedPosting): void => {
    comparePosting(check, facts, n, posting)
    entries.match(ledger.entry[n] as number, posting.entry, n)
  }
  const spare = [...cells.spare]
  for (let cell = 0; cell < cells.count; cell++) {
    const found = cells.found(cell)
    const open: ExpectedPosting[] = []
    // Of several postings in one cell, those with the same amount are meant to be the same.
    for (const p of cells.expected(cell)) {
      const posting = postings[p] as ExpectedPosting
      const at = found.findIndex((n) => Math.round(ledger.amountMinor[n] ?? 0) === posting.amount)
      if (at < 0) open.push(posting)
      else compare(found.splice(at, 1)[0] as number, posting)
    }
    for (const posting of open) {
      const n = found.shift()
      if (n === undefined) reportMissing(check, posting)
      else compare(n, posting)
    }
    spare.push(...found)
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
function checkRefs(
  check: Checker,
  { plan }: Facts,
  refs: ReadonlySet<string>,
  postings: readonly ExpectedPosting[],
): void {
  check.number('ledger.refs.length', plan.ledger.refs.length, refs.size)
  plan.ledger.refs.forEach((ref, n) => {
    if (refs.has(refKey(ref))) return
    for (const field of Object.keys(ref)) {
      const at = `ledger.refs[${n}].${field}`
      check.holds(at, false, ref[field as keyof Ref], null, `No rule speaks of ledger.refs[${n}].`)
    }
  })
  const days = new Set<string>()
  for (const { dueDate } of postings) if (dueDate !== null) days.add(dueDate)
  check.number('ledger.dueDates.length', plan.ledger.dueDates.length, days.size)
  plan.ledger.dueDates.forEach((day, n) => {
    check.holds(`ledger.dueDates[${n}]`, days.has(day), day, null, `Nothing is due on ledger.dueDates[${n}], ${day}.`)
  })
}

/** Says where a posting stands: its period, rule, what it speaks of, and account. */
function where(facts: Facts, n: number): string {
  const { ledger } = facts.plan
  const rule = ledger.rules[ledger.rule[n] as number] ?? '?'
  const account = ledger.accounts[ledger.account[n] as number] ?? '?'
  const ref = ledger.refs[ledger.ref[n] as number] ?? {}
  return `period ${ledger.periodIndex[n]}, rule ${rule}, of ${JSON.stringify(ref)}, account ${account}`
}

function comparePosting(check: Checker, facts: Facts, n: number, expected: ExpectedPosting): void {
  const { ledger } = facts.plan
  const amount = ledger.amountMinor[n] as number
  check.claim(Number.isSafeInteger(amount) && amount === expected.amount, () => ({
    path: `ledger.amountMinor[${n}]`,
    actual: amount,
    expected: expected.amount,
    message: `Posting ${n} (${where(facts, n)}) is ${amount} and must be ${expected.amount}.`,
  }))
  const tolerance = 1e-9 * Math.max(1, Math.abs(expected.quantity ?? 0))
  check.cell('ledger', 'quantity', n, ledger.quantity[n], expected.quantity, tolerance)
  const place = ledger.dueDate[n]
  const day = place === null ? null : (ledger.dueDates[place as number] ?? '?')
  check.claim(day === expected.dueDate, () => {
    const [is, must] = [day, expected.dueDate].map((text) => text ?? 'on no day')
    const message = `Posting ${n} (${where(facts, n)}) is due ${is} and must be due ${must}.`
    return { path: `ledger.dueDate[${n}]`, actual: day, expected: expected.dueDate, message }
  })
}

function reportMissing(check: Checker, { t, rule, account, ref, amount }: ExpectedPosting): void {
  const at = `period ${t}, rule ${rule}, of ${JSON.stringify(ref)}, account ${account}`
  check.holds('ledger', false, null, amount, `A posting is missing: ${at}, amount ${amount}.`)
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
      check.claim(isSame, () => ({
        path: `ledger.entry[${n}]`,
        actual: found,
        expected: null,
        message: `Posting ${n} stands in entry ${found}, with others.`,
      }))
    },
  }
}
