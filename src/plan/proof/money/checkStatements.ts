import type { AccountFunction } from '../../../finance/chart/accounts.js'
import {
  BALANCE_SHEET,
  CASH_FLOW_DIRECT,
  CASH_FLOW_INDIRECT,
  CONTRIBUTION_STATEMENT,
  INCOME_STATEMENT,
} from '../../../finance/chart/layouts.js'
import type { ProductionRecord } from '../../../production/types.js'
import { type Check, startCheck } from '../checks.js'
import { compareStatement } from './compareStatement.js'
import type { Facts } from '../facts/facts.js'
import { accountsWhere, add, type Amounts, negative, type Sums, sumLedger } from './ledgerSums.js'
import { minorAmounts } from '../facts/minorAmounts.js'
import { STOCK_ACCOUNTS } from '../facts/moneyFacts.js'
import { standardsInForce } from '../facts/standardFacts.js'
import { hasWork, unitsBegun } from '../facts/workFacts.js'

const isProfit = (kind: string): boolean => kind === 'income' || kind === 'expense'

/** Income less expense of some functions. */
function resultOf(sums: Sums, ...functions: readonly AccountFunction[]): Amounts {
  return negative(
    sums.movement(
      ...accountsWhere(({ kind, function: purpose }) => isProfit(kind) && functions.includes(purpose ?? 'other')),
    ),
  )
}

function profitLines(sums: Sums): Record<string, Amounts> & { readonly netIncome: Amounts } {
  const line = (...accounts: readonly string[]): Amounts => negative(sums.movement(...accounts))
  const costOfSales = resultOf(sums, 'production')
  const grossProfit = add(resultOf(sums, 'sales'), costOfSales)
  const operatingIncome = add(grossProfit, resultOf(sums, 'selling', 'administration', 'other'))
  const profitBeforeTax = add(operatingIncome, resultOf(sums, 'finance'))
  return {
    laborVariance: line('laborCost', 'laborAbsorbed'),
    variableOverheadVariance: line('variableOverheadCost', 'variableOverheadAbsorbed'),
    fixedOverheadVariance: line(
      'fixedOverheadCost',
      'fixedLaborCost',
      'productionDepreciation',
      'fixedOverheadAbsorbed',
    ),
    productionVariance: line('usageVariance', 'inventoryRounding'),
    costOfSales,
    grossProfit,
    sellingExpense: resultOf(sums, 'selling'),
    operatingIncome,
    profitBeforeTax,
    netIncome: add(profitBeforeTax, resultOf(sums, 'tax')),
  }
}

/** Fixed overhead held in stock, and in units in work, at a close: unit by unit at standard, each product rounded. */
function fixedOverheadHeld(facts: Facts): (t: number) => number {
  const { inventory, supply } = facts.plan
  const standards = standardsInForce(facts)
  const { product } = minorAmounts(facts)
  const ofWork = (record: ProductionRecord, t: number): bigint => {
    const card = standards.get(record.itemId)?.[t]
    const begun = unitsBegun(record, t, 10 ** (facts.items.get(record.itemId)?.quantityDecimals ?? 0))
    // The units themselves hold what their components brought along; their own overhead comes with the work.
    return (
      product(begun, card?.lowerLevels.fixedOverhead ?? 0) +
      product(record.workInProgress?.[t] ?? 0, card?.thisLevel.fixedOverhead ?? 0)
    )
  }
  const inWork = supply.records.filter(hasWork)
  const beyond = sumLedger(facts).balance('inventoryOverheadVariances').closing
  return (t) => {
    const inStock = inventory.reduce((sum, stock) => {
      const units = (t < 0 ? stock.opening[0] : stock.closing[t]) ?? 0
      return sum + product(units, standards.get(stock.itemId)?.[Math.max(0, t)]?.fixedCost ?? 0)
    }, 0n)
    // What it costs beyond standard, or less, stands on an account of its own.
    return t < 0
      ? Number(inStock)
      : Number(inWork.reduce((sum, record) => sum + ofWork(record, t), inStock)) + (beyond[t] ?? 0)
  }
}

/** Income statement and contribution statement are sums over the ledger. */
export function checkProfit(facts: Facts): Check {
  const check = startCheck(
    'profit-ties',
    'Every line of the income and contribution statements is a sum over the ledger; both profits differ by the fixed overhead in stock.',
  )
  const sums = sumLedger(facts)
  const lines = profitLines(sums)
  const { statements } = facts.plan
  compareStatement(check, facts, sums, {
    name: 'statements.incomeStatement',
    statement: statements.incomeStatement,
    layout: INCOME_STATEMENT,
    amounts: lines,
  })

  const held = fixedOverheadHeld(facts)
  const change = facts.days.map((_, t) => held(t) - held(t - 1))
  const isOperating = (purpose: AccountFunction | undefined): boolean => purpose !== 'finance' && purpose !== 'tax'
  const ofBehavior = (behavior: 'variable' | 'fixed'): Amounts =>
    negative(
      sums.movement(
        ...accountsWhere(
          ({ kind, costBehavior, function: purpose }) =>
            isProfit(kind) && isOperating(purpose) && (costBehavior ?? 'fixed') === behavior,
        ),
      ),
    )
  const fixedProductionOverhead = negative(
    sums.movement('fixedOverheadCost', 'fixedLaborCost', 'productionDepreciation'),
  )
  const contributionMargin = add(ofBehavior('variable'), negative(change))
  const variableCostingOperatingIncome = add(contributionMargin, ofBehavior('fixed'))
  compareStatement(check, facts, sums, {
    name: 'statements.contribution',
    statement: statements.contribution,
    layout: CONTRIBUTION_STATEMENT,
    amounts: {
      variableCostOfSales: add(
        lines['costOfSales'] as Amounts,
        negative(fixedProductionOverhead),
        sums.movement('variableProductionExpense', 'stockWriteDown'),
        negative(change),
      ),
      contributionMargin,
      fixedProductionOverhead,
      variableCostingOperatingIncome,
      changeInFixedOverheadInStock: change,
      operatingIncome: add(variableCostingOperatingIncome, change),
    },
  })
  add(variableCostingOperatingIncome, change).forEach((minor, t) => {
    check.number(`statements.incomeStatement.operatingIncome[${t}]`, (lines['operatingIncome'] as Amounts)[t], minor)
  })
  return check.result()
}

/** The balance sheet is the running sum of the ledger, and its two sides are equal in every period. */
export function checkBalance(facts: Facts): Check {
  const check = startCheck(
    'balance-sheet-balances',
    'Assets equal liabilities and equity in every period, and no line is a plug.',
  )
  const sums = sumLedger(facts)
  const amounts: Record<string, Amounts> = {}
  const openings: Record<string, number> = {}
  const put = (id: string, opening: number, closing: Amounts): void => {
    amounts[id] = closing
    openings[id] = opening === 0 ? 0 : opening
  }
  const debit = (id: string, ...accounts: readonly string[]): void => {
    const { opening, closing } = sums.balance(...accounts)
    put(id, opening, closing)
  }
  const credit = (id: string, ...accounts: readonly string[]): void => {
    const { opening, closing } = sums.balance(...accounts)
    put(id, -opening, negative(closing))
  }
  /** What of the balances of one account each stands on the debit side, those of the chart where not said otherwise. */
  const split = (debitId: string, creditId: string, account: string): void => {
    const { opening, closing } = sums.balance(account)
    put(
      debitId,
      Math.max(0, opening),
      closing.map((amount) => Math.max(0, amount)),
    )
    put(
      creditId,
      Math.max(0, -opening),
      closing.map((amount) => Math.max(0, -amount)),
    )
  }
  for (const id of accountsWhere(({ kind }) => kind === 'asset')) debit(id, id)
  for (const id of accountsWhere(({ kind }) => kind === 'liability' || kind === 'equity')) credit(id, id)
  split('cash', 'bankOverdraft', 'cash')
  split('taxReceivable', 'taxPayable', 'taxPayable')
  const isNonCurrent = accountsWhere(({ kind, isCurrent }) => kind === 'asset' && isCurrent === false)
  debit('fixedAssets', ...isNonCurrent)
  const total = (id: string, base: Amounts, opening: number, ...extra: readonly string[]): void =>
    put(
      id,
      extra.reduce((sum, name) => sum + (openings[name] as number), opening),
      add(base, ...extra.map((name) => amounts[name] as Amounts)),
    )
  const current = sums.balance(
    ...accountsWhere(({ id, kind, isCurrent }) => kind === 'asset' && isCurrent !== false && id !== 'cash'),
  )
  total('currentAssets', current.closing, current.opening, 'cash', 'taxReceivable')
  total('totalAssets', amounts['currentAssets'] as Amounts, openings['currentAssets'] as number, 'fixedAssets')
  const owed = sums.balance(...accountsWhere(({ id, kind }) => kind === 'liability' && id !== 'taxPayable'))
  total('totalLiabilities', negative(owed.closing), -owed.opening, 'bankOverdraft', 'taxPayable')
  credit('profitToDate', ...accountsWhere(({ kind }) => isProfit(kind)))
  credit('totalEquity', ...accountsWhere(({ kind }) => kind === 'equity' || isProfit(kind)))
  total(
    'totalLiabilitiesAndEquity',
    amounts['totalLiabilities'] as Amounts,
    openings['totalLiabilities'] as number,
    'totalEquity',
  )
  const { balanceSheet } = facts.plan.statements
  compareStatement(check, facts, sums, {
    name: 'statements.balanceSheet',
    statement: balanceSheet,
    layout: BALANCE_SHEET,
    amounts,
    openings,
  })
  const difference = (t: number): number => {
    const [assets, claims] = (['totalAssets', 'totalLiabilitiesAndEquity'] as const).map((id) => {
      const line = balanceSheet.lines.find((one) => one.id === id)
      return (t < 0 ? line?.opening : line?.amounts[t]) ?? Number.NaN
    }) as [number, number]
    return assets - claims
  }
  check.number('statements.balanceSheet.difference.opening', difference(-1), 0)
  facts.days.forEach((_, t) => check.number(`statements.balanceSheet.difference[${t}]`, difference(t), 0))
  return check.result()
}

/** Both cash flow statements explain the movement of the cash account. */
export function checkCash(facts: Facts): Check {
  const check = startCheck('cash-ties', 'Both cash flow statements explain the movement of the cash account.')
  const sums = sumLedger(facts)
  const { statements } = facts.plan
  const direct = {
    receiptsFromCustomers: sums.cash('customers'),
    paymentsToSuppliers: sums.cash('suppliers'),
    paymentsToEmployees: sums.cash('employees'),
    interestPaid: sums.cash('interest'),
    taxPaid: sums.cash('tax'),
  }
  const operatingCashFlow = add(...Object.values(direct), sums.cash('operating'))
  const change = (...accounts: readonly string[]): Amounts => negative(sums.movement(...accounts))
  const indirect = {
    netIncome: profitLines(sums).netIncome,
    depreciation: sums.movement('productionDepreciation', 'nonProductionDepreciation'),
    disposalResult: sums.movement('disposalResult'),
    changeInReceivables: change('receivables'),
    changeInInventory: change(...STOCK_ACCOUNTS),
    changeInPayables: change('payables'),
    changeInWagesPayable: change('wagesPayable'),
    changeInTaxPayable: change('taxPayable'),
  }
  const cash = sums.balance('cash')
  const openingCash = cash.closing.map((_, t) => (t === 0 ? cash.opening : (cash.closing[t - 1] as number)))
  const rest = {
    operatingCashFlow,
    capitalExpenditure: sums.cash('fixedAssets', 'out'),
    disposalProceeds: sums.cash('fixedAssets', 'in'),
    investingCashFlow: sums.cash('fixedAssets'),
    creditDrawn: sums.cash('credit', 'in'),
    creditRepaid: sums.cash('credit', 'out'),
    financingCashFlow: sums.cash('credit'),
    netChangeInCash: sums.movement('cash'),
    openingCash,
    closingCash: cash.closing,
  }
  compareStatement(check, facts, sums, {
    name: 'statements.cashFlow',
    statement: statements.cashFlow,
    layout: CASH_FLOW_DIRECT,
    amounts: { ...direct, ...rest },
  })
  compareStatement(check, facts, sums, {
    name: 'statements.cashFlowIndirect',
    statement: statements.cashFlowIndirect,
    layout: CASH_FLOW_INDIRECT,
    amounts: { ...indirect, ...rest },
  })
  add(...Object.values(indirect)).forEach((minor, t) => {
    check.number(`statements.cashFlowIndirect.operatingCashFlow[${t}]`, operatingCashFlow[t], minor)
  })
  add(operatingCashFlow, rest.investingCashFlow, rest.financingCashFlow).forEach((minor, t) => {
    check.number(`statements.cashFlow.netChangeInCash[${t}]`, rest.netChangeInCash[t], minor)
  })
  return check.result()
}
