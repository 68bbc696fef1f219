import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../src/core/time/calendar.js'
import { isSopError } from '../../src/core/checking/errors.js'
import {
  type Account,
  balanceSheet,
  buildLedger,
  cashFlow,
  chartOfAccounts,
  contributionStatement,
  incomeStatement,
  type JournalEntry,
  type Ledger,
  type LedgerStart,
  postJournal,
  readLedger,
  trialBalance,
} from '../../src/finance/index.js'
import { amounts, opening, openingOf } from './readStatement.js'

const OWN: readonly Account[] = [
  { id: 'bankLoan', label: 'Bank loan', kind: 'liability', isCurrent: false },
  { id: 'deposit', label: 'Rent deposit', kind: 'asset', isCurrent: false },
  { id: 'prepaid', label: 'Prepaid rent', kind: 'asset' },
  { id: 'savings', label: 'Savings', kind: 'asset', cashFlow: 'cash' },
  { id: 'research', label: 'Research', kind: 'expense', function: 'administration' },
  { id: 'royalties', label: 'Royalties', kind: 'income', function: 'sales', costBehavior: 'variable' },
  { id: 'loanInterest', label: 'Interest on the loan', kind: 'expense', function: 'finance', cashFlow: 'interest' },
  { id: 'reserve', label: 'Legal reserve', kind: 'equity' },
]

const start: LedgerStart = {
  calendar: createCalendar({ start: '2027-01-01', months: 2 }),
  currency: 'USD',
  chart: chartOfAccounts({ accounts: OWN }),
}

const entry = (periodId: string | null, debit: string, credit: string, amount: number): JournalEntry => ({
  periodId,
  postings: [
    { account: debit, debit: amount },
    { account: credit, credit: amount },
  ],
})

const issuesOf = (action: () => unknown): string[] => {
  try {
    action()
  } catch (error) {
    if (isSopError(error)) return error.issues.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
  return []
}

test('units that an entry moves come in by debit and go out by credit', () => {
  const postings = [
    { account: 'prepaid', debit: 50, quantity: 5 },
    { account: 'savings', credit: 50, quantity: 2 },
  ]
  expect(postJournal(start, [{ periodId: '2027-01', postings }]).quantity).toEqual([5, -2])
})

describe("accounts of the user's own", () => {
  // 1,000 of capital; 5,000 borrowed, 600 of it deposited, 300 prepaid, 1,000 saved; research of 250 and royalties of 400
  // in cash, 90 of the prepaid rent used up, 45 of interest; a machine of 700 bought by the loan, without cash.
  const ledger = postJournal(start, [
    entry(null, 'cash', 'shareCapital', 1000),
    entry('2027-01', 'cash', 'bankLoan', 5000),
    entry('2027-01', 'deposit', 'cash', 600),
    entry('2027-01', 'prepaid', 'cash', 300),
    entry('2027-01', 'savings', 'cash', 1000),
    entry('2027-01', 'research', 'cash', 250),
    entry('2027-02', 'cash', 'royalties', 400),
    entry('2027-02', 'research', 'prepaid', 90),
    entry('2027-02', 'loanInterest', 'cash', 45),
    entry('2027-02', 'fixedAssetsAtCost', 'bankLoan', 700),
    entry('2027-02', 'shareCapital', 'reserve', 100),
  ])

  test('stand in the balance sheet by their kind, and it balances', () => {
    const sheet = balanceSheet(ledger)
    expect(amounts(sheet, 'prepaid')).toEqual([300, 210])
    expect(amounts(sheet, 'savings')).toEqual([1000, 1000])
    expect(amounts(sheet, 'currentAssets')).toEqual([5150, 5415])
    expect(amounts(sheet, 'deposit')).toEqual([600, 600])
    expect(amounts(sheet, 'totalAssets')).toEqual([5750, 6715])
    expect(amounts(sheet, 'bankLoan')).toEqual([5000, 5700])
    expect(amounts(sheet, 'totalLiabilities')).toEqual([5000, 5700])
    expect(amounts(sheet, 'reserve')).toEqual([0, 100])
    expect(amounts(sheet, 'totalLiabilitiesAndEquity')).toEqual([5750, 6715])
    expect(openingOf(sheet, 'totalAssets')).toBe(1000)
    const order = sheet.lines.map(({ id }) => id)
    expect(order.indexOf('deposit')).toBe(order.indexOf('totalAssets') - 1)
    expect(sheet.lines.find(({ id }) => id === 'totalLiabilities')?.of?.at(-1)).toBe('bankLoan')
  })

  test('stand in both profit statements by their function and behavior', () => {
    const income = incomeStatement(ledger)
    expect(amounts(income, 'grossProfit')).toEqual([0, 400])
    expect(amounts(income, 'research')).toEqual([-250, -90])
    expect(amounts(income, 'operatingIncome')).toEqual([-250, 310])
    expect(amounts(income, 'netIncome')).toEqual([-250, 265])
    const contribution = contributionStatement(ledger, { fixedOverheadInStock: { opening: 0, closing: [0, 0] } })
    expect(amounts(contribution, 'contributionMargin')).toEqual([0, 400])
    expect(amounts(contribution, 'operatingIncome')).toEqual([-250, 310])
  })

  test('stand in the cash flow by their class, direct and indirect alike', () => {
    const direct = cashFlow(ledger)
    // Prepaid rent and research are operating; what was bought by the loan is no cash flow (IAS 7.43).
    expect(amounts(direct, 'otherOperatingCash')).toEqual([-550, 400])
    expect(amounts(direct, 'otherInvestingCash')).toEqual([-600, 0])
    expect(amounts(direct, 'interestPaid')).toEqual([0, -45])
    expect(amounts(direct, 'otherFinancingCash')).toEqual([5000, 0])
    expect(amounts(direct, 'capitalExpenditure')).toEqual([0, 0])
    expect(amounts(direct, 'closingCash')).toEqual([4850, 5205])
    const indirect = cashFlow(ledger, { method: 'indirect' })
    expect(amounts(indirect, 'operatingCashFlow')).toEqual([-550, 355])
    expect(amounts(indirect, 'changeInOther')).toEqual([-300, 90])
    expect(amounts(indirect, 'netChangeInCash')).toEqual(amounts(direct, 'netChangeInCash'))
    expect(indirect.lines.find(({ id }) => id === 'changeInOther')?.accounts).toEqual(['prepaid'])
  })

  test('have a trial balance whose sides are equal', () => {
    const { rows, totalDebits, totalCredits } = trialBalance(ledger)
    expect(totalDebits).toEqual([7150, 1335])
    expect(totalCredits).toEqual([7150, 1335])
    expect(rows.map(({ account }) => account)).toEqual([
      'cash',
      'fixedAssetsAtCost',
      'shareCapital',
      ...OWN.map(({ id }) => id),
    ])
    expect(rows[0]).toMatchObject({ opening: 1000, debits: [5000, 400], credits: [2150, 45], closing: [3850, 4205] })
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
    expect(sum(rows.map((row) => row.closing[1] as number))).toBe(0)
    expect(trialBalance(ledger, { by: 'fiscalYear' }).totalDebits).toEqual([8485])
  })

  test('can have opening balances, and entries beside the postings of a plan', () => {
    const built = buildLedger({ ...start, openingBalances: opening({ cash: 700, bankLoan: 500 }) })
    expect(amounts(balanceSheet(built), 'bankLoan')).toEqual([500, 500])
    expect(openingOf(balanceSheet(built), 'retainedEarnings')).toBe(200)
    const paid = postJournal(built, [entry('2027-02', 'bankLoan', 'cash', 150)])
    expect(amounts(balanceSheet(paid), 'bankLoan')).toEqual([500, 350])
    expect(paid.entry.at(-1)).toBe(1)
    expect(built.amountMinor.length).toBe(3)
  })
})

describe('a cash account below zero, and tax to come back', () => {
  test('change sides, and the balance sheet still balances', () => {
    const sheet = balanceSheet(
      postJournal({ ...start, chart: chartOfAccounts() }, [
        entry('2027-01', 'administrativeExpense', 'cash', 80),
        entry('2027-01', 'taxPayable', 'incomeTax', 20),
        entry('2027-02', 'cash', 'shareCapital', 100),
        entry('2027-02', 'incomeTax', 'taxPayable', 50),
      ]),
    )
    expect(amounts(sheet, 'cash')).toEqual([0, 20])
    expect(amounts(sheet, 'bankOverdraft')).toEqual([80, 0])
    expect(amounts(sheet, 'taxReceivable')).toEqual([20, 0])
    expect(amounts(sheet, 'taxPayable')).toEqual([0, 30])
    expect(amounts(sheet, 'totalAssets')).toEqual([20, 20])
    expect(amounts(sheet, 'totalLiabilitiesAndEquity')).toEqual([20, 20])
  })
})

test('an id that is a line and an account means the same amount in both, in every statement of the plan', () => {
  const ledger = postJournal(
    { ...start, chart: chartOfAccounts() },
    chartOfAccounts()
      .filter(({ id }) => id !== 'shareCapital')
      .map(({ id }, n) => entry('2027-01', id, 'shareCapital', n + 1)),
  )
  const balances = new Map(trialBalance(ledger).rows.map((row) => [row.account, row]))
  for (const statement of [incomeStatement(ledger), balanceSheet(ledger)]) {
    for (const line of statement.lines) {
      const row = balances.get(line.id)
      if (row === undefined || line.side !== undefined) continue
      expect(line.accounts, line.id).toEqual([line.id])
      expect(Math.abs(line.amounts[0] as number), line.id).toBe(Math.abs(row.closing[0] as number))
    }
  }
})

describe('what is wrong is refused by name', () => {
  const good = postJournal(start, [entry(null, 'cash', 'shareCapital', 10)])
  const found = (entries: unknown): string[] => issuesOf(() => postJournal(good, entries as JournalEntry[]))
  const posting = (change: object): unknown => [
    {
      periodId: '2027-01',
      postings: [
        { account: 'cash', debit: 5, ...change },
        { account: 'revenue', credit: 5 },
      ],
    },
  ]

  test.each([
    [posting({ account: 'bankloan' }), 'UNKNOWN_ID entries[0].postings[0].account'],
    [posting({ debit: 6 }), 'UNBALANCED entries[0]'],
    [posting({ credit: 1 }), 'CONFLICT entries[0].postings[0]'],
    [posting({ debit: -5 }), 'OUT_OF_RANGE entries[0].postings[0].debit'],
    [posting({ debit: 5.001 }), 'OUT_OF_RANGE entries[0].postings[0].debit'],
    [posting({ debit: '5.0000000000001' }), 'OUT_OF_RANGE entries[0].postings[0].debit'],
    [posting({ debit: 'five' }), 'NOT_FINITE entries[0].postings[0].debit'],
    [posting({ dueDate: '2027-02-30' }), 'INVALID_DATE entries[0].postings[0].dueDate'],
    [posting({ quantity: Number.NaN }), 'NOT_FINITE entries[0].postings[0].quantity'],
    [posting({ ref: { itemID: 'a' } }), 'UNKNOWN_FIELD entries[0].postings[0].ref.itemID'],
    [posting({ amount: 5 }), 'UNKNOWN_FIELD entries[0].postings[0].amount'],
    [[{ ...entry('2027-03', 'cash', 'revenue', 5) }], 'UNKNOWN_ID entries[0].periodId'],
    [[{ postings: entry('2027-01', 'cash', 'revenue', 5).postings }], 'MISSING_VALUE entries[0].periodId'],
    [[{ periodId: '2027-01', postings: [] }], 'EMPTY entries[0].postings'],
    ['none', 'WRONG_TYPE entries'],
  ])('%j', (entries, expected) => {
    expect(found(entries)).toContain(expected)
  })

  test('amounts finer than a cent: one of 0.001 was posted as 0, and three thirds did not balance', () => {
    const third = { account: 'cash', debit: 10 / 3 }
    const thirds = { periodId: '2027-01', postings: [third, third, third, { account: 'revenue', credit: 10 }] }
    expect(found([entry('2027-01', 'cash', 'revenue', 0.001)])).toEqual([
      'OUT_OF_RANGE entries[0].postings[0].debit',
      'OUT_OF_RANGE entries[0].postings[1].credit',
    ])
    // Three times one error, and not a fourth that debits and credits differ by 0.01.
    expect(found([thirds])).toEqual([0, 1, 2].map((k) => `OUT_OF_RANGE entries[0].postings[${k}].debit`))
    // What floats cannot tell apart from whole cents is whole cents.
    expect(found([entry('2027-01', 'cash', 'revenue', 0.1 + 0.2)])).toEqual([])
  })

  test('a ledger made elsewhere with an account that no chart has: it was skipped, and 1,100 were shown of 6,100', () => {
    const elsewhere = {
      ...postJournal({ ...start, chart: chartOfAccounts() }, [entry('2027-01', 'cash', 'shareCapital', 1100)]),
    }
    const foreign: Ledger = {
      ...elsewhere,
      accounts: [...elsewhere.accounts, 'bankLoan'],
      periodIndex: [0, 0, 0, 0],
      account: [...elsewhere.account, elsewhere.accounts.indexOf('cash'), elsewhere.accounts.length],
      amountMinor: [...elsewhere.amountMinor, 500_000, -500_000],
      rule: [0, 0, 0, 0],
      ref: [0, 0, 0, 0],
      entry: [0, 0, 1, 1],
      quantity: [null, null, null, null],
      dueDate: [null, null, null, null],
    }
    const where = `UNKNOWN_ID ledger.accounts[${elsewhere.accounts.length}]`
    for (const read of [readLedger, balanceSheet, incomeStatement, cashFlow, trialBalance]) {
      expect(issuesOf(() => read(foreign))).toEqual([where])
    }
    expect(amounts(balanceSheet({ ...foreign, chart: chartOfAccounts({ accounts: OWN }) }), 'totalAssets')).toEqual([
      6100, 6100,
    ])
  })

  test.each([
    [{ entry: [0, 1] }, ['UNBALANCED ledger.entry 0', 'UNBALANCED ledger.entry 1']],
    [{ amountMinor: [1000, -999.5] }, ['NOT_FINITE ledger.amountMinor[1]', 'UNBALANCED ledger.entry 0']],
    [{ periodIndex: [-1, 0] }, ['CONFLICT ledger.periodIndex[1]']],
    [{ periodIndex: [-1, 7] }, ['OUT_OF_RANGE ledger.periodIndex[1]', 'CONFLICT ledger.periodIndex[1]']],
    [{ account: [0, 99] }, ['OUT_OF_RANGE ledger.account[1]']],
    [{ dueDate: [0, null] }, ['OUT_OF_RANGE ledger.dueDate[0]']],
    [{ quantity: [1, 'two'] }, ['NOT_FINITE ledger.quantity[1]']],
    [{ rule: [0] }, ['MISALIGNED ledger.rule']],
    [{ refs: undefined, ref: [0, 1] }, ['OUT_OF_RANGE ledger.ref[1]']],
    [{ currency: 'EURO' }, ['UNKNOWN_ID ledger.currency']],
    [{ decimals: 3 }, ['CONFLICT ledger.decimals']],
    [{ calendar: undefined }, ['MISSING_VALUE ledger.calendar']],
  ])('a ledger with %j', (change, expected) => {
    expect(issuesOf(() => readLedger({ ...good, ...change } as Ledger))).toEqual(expected)
  })

  test('a statement of a ledger in other decimals than its currency has', () => {
    const problems = issuesOf(() => balanceSheet({ ...readLedger(good), decimals: 3 }))
    expect(problems).toEqual(['CONFLICT ledger.decimals'])
  })
})
