import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { productToMinor, toMinor } from '../../src/core/money/money.js'
import {
  balanceSheet,
  buildLedger,
  cashFlow,
  contributionStatement,
  fixedAssetSchedule,
  incomeStatement,
  type Ledger,
  type LedgerInput,
  type Statement,
} from '../../src/finance/index.js'
import { arbitraryCompany, featuresOf } from './arbitraryCompany.js'
import { amounts, deepFreeze, openingOf } from './readStatement.js'

const RUNS = Number(process.env['SOP_FC_RUNS'] ?? 100)

/** Back to whole minor units, where sums are exact. */
const minor = (ledger: Ledger, values: readonly number[]): number[] =>
  values.map((value) => Math.round(value * 10 ** ledger.decimals))

function holds(check: (input: LedgerInput, ledger: Ledger) => void): void {
  fc.assert(
    fc.property(arbitraryCompany, (input) => check(input, buildLedger(input))),
    { numRuns: RUNS },
  )
}

/** Movement of an account in minor units, straight from the postings. */
function movement(ledger: Ledger, accounts: readonly string[], rule?: string): number[] {
  const total = new Array<number>(ledger.calendar.periods.length + 1).fill(0)
  ledger.amountMinor.forEach((amount, i) => {
    if (!accounts.includes(ledger.accounts[ledger.account[i] as number] as string)) return
    if (rule !== undefined && ledger.rules[ledger.rule[i] as number] !== rule) return
    const place = (ledger.periodIndex[i] as number) + 1
    total[place] = (total[place] as number) + amount
  })
  return total
}

/** What was put into units up to a period less what was taken out of them when they were complete, each sum rounded. */
function valueInWork(input: LedgerInput, t: number, scale: Parameters<typeof productToMinor>[2]): number {
  const upTo = (units: readonly number[] = []): number => units.slice(0, t + 1).reduce((a, b) => a + b, 0)
  return (input.stock ?? []).reduce((sum, flow) => {
    const { producedUnits, startedUnits = producedUnits, equivalentUnits = producedUnits } = flow
    const own = [flow.labor ?? 0, flow.variableOverhead ?? 0, flow.fixedOverhead ?? 0]
    const micro = (amount: number): number => Math.round(amount * 1e6)
    const rest = micro(flow.standardCost) - own.concat(flow.outsideProcessing ?? 0).reduce((a, b) => a + micro(b), 0)
    const grown = (units: readonly number[] | undefined, perUnit: number): number =>
      productToMinor(upTo(units), perUnit, scale) - productToMinor(upTo(producedUnits), perUnit, scale)
    return own.reduce(
      (total, element) => total + grown(equivalentUnits, element),
      sum + grown(startedUnits, rest / 1e6),
    )
  }, 0)
}

describe('every ledger', () => {
  test('has entries that each add to zero, in one period, by one rule, in the order of periods, then of rules', () => {
    holds((_, ledger) => {
      const sums = new Map<number, number>()
      const heads = new Map<number, string>()
      let mixed = false
      let scattered = false
      ledger.entry.forEach((entry, i) => {
        sums.set(entry, (sums.get(entry) ?? 0) + (ledger.amountMinor[i] as number))
        const head = `${ledger.periodIndex[i]} ${ledger.rule[i]}`
        mixed ||= (heads.get(entry) ?? head) !== head
        heads.set(entry, head)
        const step = entry - (i === 0 ? 0 : (ledger.entry[i - 1] as number))
        scattered ||= step !== 0 && step !== 1
      })
      expect([...sums.values()].every((sum) => sum === 0)).toBe(true)
      expect({ mixed, scattered }).toEqual({ mixed: false, scattered: false })
      expect(ledger.amountMinor.every((amount) => Number.isSafeInteger(amount) && amount !== 0)).toBe(true)
      const order = ledger.entry.map(
        (_entry, i) => (ledger.periodIndex[i] as number) * 100 + (ledger.rule[i] as number),
      )
      expect(order.every((value, i) => i === 0 || value >= (order[i - 1] as number))).toBe(true)
    })
  })

  test('survives JSON, and does not change its input', () => {
    fc.assert(
      fc.property(arbitraryCompany, (input) => {
        const ledger = buildLedger(deepFreeze(input))
        expect(JSON.parse(JSON.stringify(ledger))).toEqual(ledger)
        for (const statement of [incomeStatement(ledger), balanceSheet(ledger), cashFlow(ledger)]) {
          expect(JSON.parse(JSON.stringify(statement))).toEqual(statement)
          expect(statement.lines.every(({ amounts: values }) => values.every((value) => !Object.is(value, -0)))).toBe(
            true,
          )
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('values the stock of every item at standard cost, which takes a few minor units of rounding at most', () => {
    holds((input, ledger) => {
      const scale = { decimals: ledger.decimals, rounding: input.rounding ?? 'halfEven' }
      for (const [inventoryClass, account] of [
        ['merchandise', 'inventoryMerchandise'],
        ['material', 'inventoryMaterials'],
        ['workInProgress', 'inventoryWorkInProgress'],
        ['finishedGoods', 'inventoryFinishedGoods'],
      ] as const) {
        const closing = amounts(balanceSheet(ledger), account)
        closing.forEach((value, t) => {
          const flows = (input.stock ?? []).filter((flow) => flow.inventoryClass === inventoryClass)
          const expected = flows.reduce(
            (sum, flow) => sum + productToMinor(flow.closingUnits[t] as number, flow.standardCost, scale),
            0,
          )
          const inWork = inventoryClass === 'workInProgress' ? valueInWork(input, t, scale) : 0
          expect(Math.round(value * 10 ** ledger.decimals)).toBe(expected + inWork)
        })
      }
      const flows = (input.stock ?? []).length * 6
      expect(movement(ledger, ['inventoryRounding']).every((amount) => Math.abs(amount) <= flows)).toBe(true)
    })
  })

  test('keeps cash at its minimum unless there is no credit line or its limit is reached, and repays what is not needed', () => {
    holds((input, ledger) => {
      const scale = { decimals: ledger.decimals, rounding: 'halfEven' } as const
      const minimum = toMinor(input.minimumCash ?? 0, scale)
      const facility = input.creditFacilities?.[0]
      const limit = facility?.limit === undefined ? Number.POSITIVE_INFINITY : toMinor(facility.limit, scale)
      const sheet = balanceSheet(ledger)
      const cash = minor(ledger, amounts(cashFlow(ledger), 'closingCash'))
      const drawn = minor(ledger, amounts(sheet, 'creditFacilities'))
      const before = [Math.round(openingOf(sheet, 'creditFacilities') * 10 ** ledger.decimals), ...drawn]
      cash.forEach((balance, t) => {
        if (facility === undefined) expect(drawn[t]).toBe(before[t])
        else if (balance < minimum) expect(drawn[t]).toBeGreaterThanOrEqual(Math.max(limit, 0))
        else if (balance > minimum) expect(drawn[t]).toBe(0)
        if ((drawn[t] as number) > (before[t] as number)) expect(drawn[t]).toBeLessThanOrEqual(limit)
      })
      const short = cash.some((balance) => balance < minimum)
      expect(ledger.warnings.some(({ code }) => code === 'credit-limit' || code === 'cash-not-borrowed')).toBe(short)
    })
  })

  test('moves the units of the stock: the quantities on inventory add to what is there', () => {
    holds((input, ledger) => {
      for (const flow of input.stock ?? []) {
        // What is worth less than a minor unit posts nothing, and so moves no units either.
        const lots = (flow.openingLots ?? []).some(({ unitCost = 1 }) => Number(unitCost) * 10 ** ledger.decimals < 1)
        const work = (flow.outsideProcessing ?? 1) * 0.25 * 10 ** ledger.decimals <= 1
        if (lots || work) continue
        if (flow.standardCost * 0.25 * 10 ** ledger.decimals <= 1) continue
        const found = new Array<number>(ledger.calendar.periods.length + 1).fill(0)
        ledger.quantity.forEach((quantity, n) => {
          const account = ledger.accounts[ledger.account[n] as number] as string
          const isItem = ledger.refs[ledger.ref[n] as number]?.itemId === flow.itemId
          if (!isItem || !account.startsWith('inventory') || account === 'inventoryRounding') return
          const place = (ledger.periodIndex[n] as number) + 1
          found[place] = (found[place] as number) + (quantity ?? 0)
        })
        let units = 0
        const balances = found.map((moved) => (units += moved))
        expect(balances).toEqual([flow.openingUnits, ...flow.closingUnits])
      }
    })
  })

  test('says when invoices are due: the last day of the period and the net days after it', () => {
    holds((input, ledger) => {
      const terms = input.payrollTerms ?? { netDays: 0 }
      ledger.dueDate.forEach((place, n) => {
        const rule = ledger.rules[ledger.rule[n] as number]
        if (rule !== 'payroll' || ledger.accounts[ledger.account[n] as number] !== 'wagesPayable') return
        const { end } = ledger.calendar.periods[ledger.periodIndex[n] as number] as { end: string }
        const day = 'netDays' in terms ? Date.parse(end) / 86_400_000 - 1 + terms.netDays : undefined
        const expected = day === undefined ? null : new Date(day * 86_400_000).toISOString().slice(0, 10)
        expect(place === null ? null : ledger.dueDates[place]).toBe(expected)
      })
    })
  })

  test('is the same, byte for byte, whatever the order of the rows', () => {
    holds((input, ledger) => {
      const turned = Object.fromEntries(
        Object.entries(input).map(([name, rows]) => [
          name,
          Array.isArray(rows) ? [...(rows as unknown[])].reverse() : rows,
        ]),
      ) as unknown as LedgerInput
      const { warnings: _, ...one } = ledger
      const { warnings: __, ...other } = buildLedger(turned)
      expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    })
  })

  test('depreciates as the fixed asset schedule says', () => {
    holds((input, ledger) => {
      const schedule = fixedAssetSchedule(input.assets ?? [], {
        calendar: input.calendar,
        currency: input.currency,
        ...(input.rounding && { rounding: input.rounding }),
      })
      const sheet = balanceSheet(ledger)
      expect(schedule.total.closingBookValue).toEqual(amounts(sheet, 'fixedAssets'))
      expect(schedule.total.disposalResult).toEqual(amounts(incomeStatement(ledger), 'disposalResult'))
    })
  })
})

describe('the statements of every ledger', () => {
  test('balance in every period, the opening included', () => {
    holds((_, ledger) => {
      const sheet = balanceSheet(ledger)
      expect(amounts(sheet, 'totalAssets')).toEqual(amounts(sheet, 'totalLiabilitiesAndEquity'))
      expect(openingOf(sheet, 'totalAssets')).toBe(openingOf(sheet, 'totalLiabilitiesAndEquity'))
    })
  })

  test('have totals that are the sums of their parts', () => {
    holds((_, ledger) => {
      const statements: Statement[] = [
        incomeStatement(ledger),
        balanceSheet(ledger),
        cashFlow(ledger, { method: 'direct' }),
        cashFlow(ledger, { method: 'indirect' }),
        incomeStatement(ledger, { by: 'fiscalYear' }),
      ]
      for (const statement of statements) {
        for (const line of statement.lines) {
          if (line.kind !== 'total') continue
          const parts = (line.of ?? []).map((id) => minor(ledger, amounts(statement, id)))
          const sums = line.amounts.map((_amount, t) => parts.reduce((sum, part) => sum + (part[t] as number), 0))
          expect(minor(ledger, line.amounts)).toEqual(sums)
        }
      }
    })
  })

  test('agree on cash: direct, indirect, and the movement of the cash account', () => {
    holds((_, ledger) => {
      const direct = cashFlow(ledger, { method: 'direct' })
      const indirect = cashFlow(ledger, { method: 'indirect' })
      expect(amounts(direct, 'operatingCashFlow')).toEqual(amounts(indirect, 'operatingCashFlow'))
      expect(amounts(direct, 'closingCash')).toEqual(amounts(indirect, 'closingCash'))
      const sheet = balanceSheet(ledger)
      const overdrawn = minor(ledger, amounts(sheet, 'bankOverdraft'))
      expect(minor(ledger, amounts(direct, 'closingCash'))).toEqual(
        minor(ledger, amounts(sheet, 'cash')).map((amount, t) => amount - (overdrawn[t] as number)),
      )
      expect(minor(ledger, amounts(direct, 'netChangeInCash'))).toEqual(movement(ledger, ['cash']).slice(1))
    })
  })

  test('agree on profit: income statement, indirect cash flow, and the profit to date of the balance sheet', () => {
    holds((_, ledger) => {
      const income = minor(ledger, amounts(incomeStatement(ledger), 'netIncome'))
      expect(minor(ledger, amounts(cashFlow(ledger, { method: 'indirect' }), 'netIncome'))).toEqual(income)
      let sum = 0
      expect(minor(ledger, amounts(balanceSheet(ledger), 'profitToDate'))).toEqual(
        income.map((amount) => (sum += amount)),
      )
    })
  })

  test('carry receivables forward: opening + sales - collections = closing', () => {
    holds((_, ledger) => {
      const sheet = balanceSheet(ledger)
      const revenue = minor(ledger, amounts(incomeStatement(ledger), 'revenue'))
      const collected = minor(ledger, amounts(cashFlow(ledger), 'receiptsFromCustomers'))
      let open = Math.round(openingOf(sheet, 'receivables') * 10 ** ledger.decimals)
      const expected = revenue.map((amount, t) => (open += amount - (collected[t] as number)))
      expect(minor(ledger, amounts(sheet, 'receivables'))).toEqual(expected)
    })
  })

  test('reconcile variable with absorption costing', () => {
    holds((_, ledger) => {
      const closing = ledger.calendar.periods.map((_period, t) => (t * 37) % 101)
      const statement = contributionStatement(ledger, { fixedOverheadInStock: { opening: 50, closing } })
      expect(amounts(statement, 'operatingIncome')).toEqual(amounts(incomeStatement(ledger), 'operatingIncome'))
    })
  })

  test('by fiscal year add up the periods and end with the last of them', () => {
    holds((_, ledger) => {
      const years = ledger.calendar.periods.map(({ fiscalYear }) => fiscalYear)
      const distinct = [...new Set(years)]
      const revenue = minor(ledger, amounts(incomeStatement(ledger), 'revenue'))
      const sums = distinct.map((year) =>
        revenue.reduce((sum, amount, t) => (years[t] === year ? sum + amount : sum), 0),
      )
      expect(minor(ledger, amounts(incomeStatement(ledger, { by: 'fiscalYear' }), 'revenue'))).toEqual(sums)
      const cash = amounts(cashFlow(ledger), 'closingCash')
      const ends = distinct.map((year) => cash[years.lastIndexOf(year)])
      const assets = amounts(balanceSheet(ledger), 'totalAssets')
      expect(amounts(balanceSheet(ledger, { by: 'fiscalYear' }), 'totalAssets')).toEqual(
        distinct.map((year) => assets[years.lastIndexOf(year)]),
      )
      expect(amounts(cashFlow(ledger, { by: 'fiscalYear' }), 'closingCash')).toEqual(ends)
    })
  })
})

describe('the generator', () => {
  const seen = new Map<string, number>()
  const RULES_OF_A_LEDGER = [
    'opening',
    'revalueStock',
    'sale',
    'purchase',
    'outsideProcessing',
    'produce',
    'costOfSales',
    'stockRounding',
    'payroll',
    'variableOverhead',
    'overhead',
    'acquireAsset',
    'depreciation',
    'disposeAsset',
    'collect',
    'paySuppliers',
    'payAssets',
    'payWages',
    'interest',
    'tax',
    'payTax',
    'drawCredit',
    'repayCredit',
  ]

  test('reaches every rule and option in at least 1 % of the runs', () => {
    holds((input, ledger) => {
      const rules = new Set(ledger.rule.map((rule) => `rule ${ledger.rules[rule]}`))
      for (const feature of [...featuresOf(input), ...rules, ...ledger.warnings.map(({ code }) => `warning ${code}`)]) {
        seen.set(feature, (seen.get(feature) ?? 0) + 1)
      }
    })
    const features = [
      ...RULES_OF_A_LEDGER.map((rule) => `rule ${rule}`),
      ...['USD', 'JPY', 'KWD'].map((currency) => `currency ${currency}`),
      ...['halfEven', 'halfUp', 'default'].map((rounding) => `rounding ${rounding}`),
      'wide buckets',
      'weeks',
      'several fiscal years',
      'credit line',
      'credit limit',
      'no credit line',
      'tax',
      'market',
      'component',
      'rate of revenue',
      'asset before the plan',
      'asset in the plan',
      'disposal',
      'opening with a due day',
      'opening of a market',
      'opening of a supplier',
      'order with a price',
      'subcontract',
      'lot with a book value',
      ...['merchandise', 'material', 'workInProgress', 'finishedGoods'].map((name) => `class ${name}`),
      'net days',
      'profile',
      'warning credit-limit',
      'warning cash-not-borrowed',
    ]
    expect(features.filter((feature) => (seen.get(feature) ?? 0) < RUNS / 100)).toEqual([])
  })

  afterAll(() => {
    if (RUNS < 1000) return
    const rows = [...seen]
      .sort((a, b) => b[1] - a[1])
      .map(([feature, count]) => `${((100 * count) / RUNS).toFixed(1)} % ${feature}`)
    process.stdout.write(`generated companies:\n${rows.join('\n')}\n`)
  })
})
