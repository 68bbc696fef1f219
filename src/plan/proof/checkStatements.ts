import type { Statement } from '../../finance/types.js'
import { type Check, type Checker, startCheck } from './checks.js'
import type { Facts } from './facts.js'

type Amounts = readonly number[]

/** Sums of the ledger in minor units: debits by period and account, and cash by period and rule. */
interface Sums {
  readonly count: number
  readonly power: number
  movement(...accounts: readonly string[]): Amounts
  /** Balance at the close of each period, and before the first. */
  balance(...accounts: readonly string[]): { readonly opening: number; readonly closing: Amounts }
  cash(rule: string): Amounts
}

function sumLedger({ plan, count }: Facts): Sums {
  const { ledger } = plan
  const movements = new Map<string, number[]>()
  const openings = new Map<string, number>()
  const cash = new Map<string, number[]>()
  const zeros = (): number[] => new Array<number>(count).fill(0)
  for (let n = 0; n < ledger.period.length; n++) {
    const account = ledger.accounts[ledger.account[n] as number] as string
    const t = ledger.period[n] as number
    const amount = ledger.amountMinor[n] as number
    if (t < 0) {
      openings.set(account, (openings.get(account) ?? 0) + amount)
      continue
    }
    const row = movements.get(account) ?? zeros()
    movements.set(account, row)
    row[t] = (row[t] as number) + amount
    if (account !== 'cash') continue
    const rule = ledger.rules[ledger.rule[n] as number] as string
    const byRule = cash.get(rule) ?? zeros()
    cash.set(rule, byRule)
    byRule[t] = (byRule[t] as number) + amount
  }
  const movement = (...accounts: readonly string[]): Amounts =>
    accounts.reduce<Amounts>(
      (total, account) => total.map((amount, t) => amount + (movements.get(account)?.[t] ?? 0)),
      zeros(),
    )
  return {
    count,
    power: 10 ** ledger.decimals,
    movement,
    balance(...accounts) {
      const opening = accounts.reduce((total, account) => total + (openings.get(account) ?? 0), 0)
      let running = opening
      return { opening, closing: movement(...accounts).map((amount) => (running += amount)) }
    },
    cash: (rule) => cash.get(rule) ?? zeros(),
  }
}

const negative = (amounts: Amounts): Amounts => amounts.map((amount) => -amount)
const add = (...rows: readonly Amounts[]): Amounts =>
  (rows[0] as Amounts).map((_, t) => rows.reduce((sum, row) => sum + (row[t] as number), 0))

/** Compares the lines of a statement with amounts worked out here; a line on one side only is an error. */
function compare(
  check: Checker,
  name: string,
  statement: Statement,
  expected: Readonly<Record<string, Amounts>>,
  power: number,
  openings: Readonly<Record<string, number>> = {},
): void {
  for (const id of Object.keys(expected)) {
    const found = statement.lines.some((line) => line.id === id)
    check.holds(`${name}.lines`, found, null, id, `${name} has no line '${id}'.`)
  }
  statement.lines.forEach((line, n) => {
    const own = expected[line.id]
    check.holds(
      `${name}.lines[${n}]`,
      own !== undefined,
      line.id,
      null,
      `${name} has a line '${line.id}' that nothing stands behind.`,
    )
    check.number(`${name}.lines[${n}].amounts.length`, line.amounts.length, statement.periodIds.length)
    own?.forEach((minor, t) => check.number(`${name}.lines[${n}].amounts[${t}]`, line.amounts[t], minor / power))
    const opening = openings[line.id]
    if (opening !== undefined) check.number(`${name}.lines[${n}].opening`, line.opening, opening / power)
  })
}

const EXPENSES = {
  standardCostOfSales: ['costOfSales'],
  purchasePriceVariance: ['purchasePriceVariance'],
  laborVariance: ['laborCost', 'laborAbsorbed'],
  variableOverheadVariance: ['variableOverheadCost', 'variableOverheadAbsorbed'],
  fixedOverheadVariance: ['fixedOverheadCost', 'productionDepreciation', 'fixedOverheadAbsorbed'],
  productionVariance: ['productionVariance', 'inventoryRounding'],
  sellingExpense: ['sellingExpense', 'variableSellingExpense'],
  administrativeExpense: ['administrativeExpense'],
  depreciation: ['depreciation'],
  disposalResult: ['disposalResult'],
  interestExpense: ['interestExpense'],
  incomeTax: ['incomeTax'],
} as const

const COST_OF_SALES = [
  'standardCostOfSales',
  'purchasePriceVariance',
  'laborVariance',
  'variableOverheadVariance',
  'fixedOverheadVariance',
  'productionVariance',
] as const

function profitLines(sums: Sums): Record<string, Amounts> & { readonly netIncome: Amounts } {
  const line = (id: keyof typeof EXPENSES): Amounts => negative(sums.movement(...EXPENSES[id]))
  const revenue = negative(sums.movement('revenue'))
  const costOfSales = add(...COST_OF_SALES.map(line))
  const grossProfit = add(revenue, costOfSales)
  const operatingIncome = add(
    grossProfit,
    line('sellingExpense'),
    line('administrativeExpense'),
    line('depreciation'),
    line('disposalResult'),
  )
  const profitBeforeTax = add(operatingIncome, line('interestExpense'))
  const netIncome = add(profitBeforeTax, line('incomeTax'))
  const single = Object.fromEntries((Object.keys(EXPENSES) as (keyof typeof EXPENSES)[]).map((id) => [id, line(id)]))
  return { ...single, revenue, costOfSales, grossProfit, operatingIncome, profitBeforeTax, netIncome }
}

/** Income statement and contribution statement are sums over the ledger. */
export function checkProfit(facts: Facts): Check {
  const check = startCheck(
    'profit-ties',
    'Every line of the income and contribution statements is a sum over the ledger; both profits differ by the fixed overhead in stock.',
  )
  const sums = sumLedger(facts)
  const lines = profitLines(sums)
  const { statements, costs, inventory, input } = facts.plan
  compare(check, 'statements.incomeStatement', statements.incomeStatement, lines, sums.power)

  // Fixed overhead held in stock: unit by unit at standard, rounded for each item.
  const exact = (units: number, cost: number): number => {
    // Whole millionths of a unit times whole millionths of money: exact as BigInt.
    const product = BigInt(Math.round(units * 1e6)) * BigInt(Math.round(cost * 1e6)) * BigInt(sums.power)
    const whole = product / 10n ** 12n
    const twice = (product % 10n ** 12n) * 2n
    const up = twice > 10n ** 12n || (twice === 10n ** 12n && (input.rounding === 'halfUp' || whole % 2n === 1n))
    return Number(up ? whole + 1n : whole)
  }
  const held = (t: number): number =>
    inventory.reduce(
      (sum, stock, i) => sum + exact((t < 0 ? stock.opening[0] : stock.closing[t]) ?? 0, costs[i]?.fixedCost ?? 0),
      0,
    )
  const change = facts.days.map((_, t) => held(t) - held(t - 1))
  const fixed = negative(sums.movement('fixedOverheadCost', 'productionDepreciation'))
  const variableCost = add(lines['costOfSales'] as Amounts, negative(fixed), negative(change))
  const selling = negative(sums.movement('variableSellingExpense'))
  const contributionMargin = add(lines['revenue'] as Amounts, variableCost, selling)
  const own = {
    revenue: lines['revenue'] as Amounts,
    variableCostOfSales: variableCost,
    variableSellingExpense: selling,
    contributionMargin,
    fixedProductionOverhead: fixed,
    sellingExpense: negative(sums.movement('sellingExpense')),
    administrativeExpense: lines['administrativeExpense'] as Amounts,
    depreciation: lines['depreciation'] as Amounts,
    disposalResult: lines['disposalResult'] as Amounts,
  }
  const operatingIncome = add(
    contributionMargin,
    own.fixedProductionOverhead,
    own.sellingExpense,
    own.administrativeExpense,
    own.depreciation,
    own.disposalResult,
  )
  compare(
    check,
    'statements.contribution',
    statements.contribution,
    {
      ...own,
      operatingIncome,
      changeInFixedOverheadInStock: change,
      absorptionOperatingIncome: add(operatingIncome, change),
    },
    sums.power,
  )
  add(operatingIncome, change).forEach((minor, t) => {
    check.number(`statements.incomeStatement.operatingIncome[${t}]`, (lines['operatingIncome'] as Amounts)[t], minor)
  })
  return check.result()
}

const ASSETS = ['cash', 'receivables', 'inventoryPurchased', 'inventoryManufactured'] as const
const LIABILITIES = ['payables', 'capitalPayables', 'wagesPayable', 'taxPayable', 'creditLine'] as const

/** The balance sheet is the running sum of the ledger, and its two sides are equal in every period. */
export function checkBalance(facts: Facts): Check {
  const check = startCheck(
    'balance-sheet-balances',
    'Assets equal liabilities and equity in every period, and no line is a plug.',
  )
  const sums = sumLedger(facts)
  const amounts: Record<string, Amounts> = {}
  const openings: Record<string, number> = {}
  const put = (
    id: string,
    { opening, closing }: { readonly opening: number; readonly closing: Amounts },
    sign = 1,
  ): void => {
    amounts[id] = sign > 0 ? closing : negative(closing)
    openings[id] = opening === 0 ? 0 : sign * opening
  }
  for (const id of ASSETS) put(id, sums.balance(id))
  put('currentAssets', sums.balance(...ASSETS))
  put('fixedAssetsAtCost', sums.balance('fixedAssets'))
  put('accumulatedDepreciation', sums.balance('accumulatedDepreciation'))
  put('fixedAssets', sums.balance('fixedAssets', 'accumulatedDepreciation'))
  put('totalAssets', sums.balance(...ASSETS, 'fixedAssets', 'accumulatedDepreciation'))
  for (const id of LIABILITIES) put(id, sums.balance(id), -1)
  put('totalLiabilities', sums.balance(...LIABILITIES), -1)
  put('shareCapital', sums.balance('shareCapital'), -1)
  put('retainedEarnings', sums.balance('retainedEarnings'), -1)
  const profit = ['revenue', ...new Set(Object.values(EXPENSES).flat())]
  put('profitToDate', sums.balance(...profit), -1)
  put('totalEquity', sums.balance('shareCapital', 'retainedEarnings', ...profit), -1)
  put('totalLiabilitiesAndEquity', sums.balance(...LIABILITIES, 'shareCapital', 'retainedEarnings', ...profit), -1)
  const { balanceSheet } = facts.plan.statements
  compare(check, 'statements.balanceSheet', balanceSheet, amounts, sums.power, openings)
  const line = (id: string): Statement['lines'][number] | undefined => balanceSheet.lines.find((one) => one.id === id)
  const [assets, claims] = [line('totalAssets'), line('totalLiabilitiesAndEquity')]
  check.number(
    'statements.balanceSheet.difference.opening',
    (assets?.opening ?? Number.NaN) - (claims?.opening ?? Number.NaN),
    0,
  )
  facts.days.forEach((_, t) => {
    check.number(
      `statements.balanceSheet.difference[${t}]`,
      (assets?.amounts[t] ?? Number.NaN) - (claims?.amounts[t] ?? Number.NaN),
      0,
    )
  })
  return check.result()
}

/** Both cash flow statements explain the movement of the cash account. */
export function checkCash(facts: Facts): Check {
  const check = startCheck('cash-ties', 'Both cash flow statements explain the movement of the cash account.')
  const sums = sumLedger(facts)
  const { statements } = facts.plan
  const direct = {
    receiptsFromCustomers: sums.cash('collect'),
    paymentsToSuppliers: sums.cash('paySuppliers'),
    paymentsToEmployees: sums.cash('payWages'),
    interestPaid: sums.cash('interest'),
    taxPaid: sums.cash('payTax'),
  }
  const operatingCashFlow = add(...Object.values(direct))
  const change = (...accounts: readonly string[]): Amounts => negative(sums.movement(...accounts))
  const indirect = {
    netIncome: profitLines(sums).netIncome,
    depreciation: sums.movement('productionDepreciation', 'depreciation'),
    disposalResult: sums.movement('disposalResult'),
    changeInReceivables: change('receivables'),
    changeInInventory: change('inventoryPurchased', 'inventoryManufactured'),
    changeInPayables: change('payables'),
    changeInWagesPayable: change('wagesPayable'),
    changeInTaxPayable: change('taxPayable'),
  }
  const cash = sums.balance('cash')
  const openingCash = cash.closing.map((_, t) => (t === 0 ? cash.opening : (cash.closing[t - 1] as number)))
  const rest = {
    operatingCashFlow,
    capitalExpenditure: sums.cash('payAssets'),
    disposalProceeds: sums.cash('disposeAsset'),
    investingCashFlow: add(sums.cash('payAssets'), sums.cash('disposeAsset')),
    creditDrawn: sums.cash('drawCredit'),
    creditRepaid: sums.cash('repayCredit'),
    financingCashFlow: add(sums.cash('drawCredit'), sums.cash('repayCredit')),
    netChangeInCash: sums.movement('cash'),
    openingCash,
    closingCash: cash.closing,
  }
  compare(check, 'statements.cashFlow', statements.cashFlow, { ...direct, ...rest }, sums.power)
  compare(check, 'statements.cashFlowIndirect', statements.cashFlowIndirect, { ...indirect, ...rest }, sums.power)
  add(...Object.values(indirect)).forEach((minor, t) => {
    check.number(`statements.cashFlowIndirect.operatingCashFlow[${t}]`, operatingCashFlow[t], minor)
  })
  return check.result()
}
