import { createNotice, type Notice } from '../../core/notices/notices.js'
import { decimalSum } from '../../core/money/money.js'
import { isProfitAccount, STANDARD_ACCOUNTS } from '../../finance/chart/accounts.js'
import { taxYearAsPlanned, taxYearUnknown } from '../../scenario/notices.js'
import type { PlanTax } from '../../schema/rows/financeTypes.js'
import { beyondPlan, type ClosedInvoices } from './closedInvoices.js'
import { type Closing, givenRows } from './closing.js'

/** What was invoiced otherwise than planned, and where it is told. */
interface TaxSources {
  readonly invoices: ClosedInvoices
  readonly assumptions: Notice[]
}

/** Profit before tax, at the end of a closed period: of the whole fiscal year so far, or of its part within the plan. */
interface Profit {
  readonly amount: number
  readonly isWhole: boolean
}

/** Profit of the fiscal year by the books, else by the plan from a period on; undefined where nothing tells it. */
function profitOfYear({ actuals, closed, balances }: Closing, count: number, before: number): Profit | undefined {
  const end = closed[count - 1]?.end
  const accounts = STANDARD_ACCOUNTS.filter((account) => isProfitAccount(account) && account.id !== 'incomeTax')
  const rows = actuals.filter((row) => row.kind === 'balance' && row.end === end)
  const given = new Map(rows.map(({ account, amount = 0 }) => [account, amount]))
  if (accounts.some(({ id }) => given.has(id)))
    return {
      amount: decimalSum(accounts.map(({ id, kind }) => (kind === 'income' ? 1 : -1) * (given.get(id) ?? 0))),
      isWhole: true,
    }
  if (balances === undefined) return undefined
  // Accounts of a plan go on over the years: the year is what came since it began.
  const [now, then] = [balances(count), balances(before)]
  const amount = decimalSum(
    accounts.flatMap(({ id, kind }) => {
      const sign = kind === 'income' ? 1 : -1
      return [sign * (now.get(id) ?? 0), -sign * (then.get(id) ?? 0)]
    }),
  )
  return { amount, isWhole: false }
}

/**
 * Taxes with what the closed periods leave: at the end of a fiscal year its profit is set off against the loss of earlier ones, or adds
 * to it; what was earned in a year that goes on stands beside it, for tax was charged on it. Balances of income and expense are
 * those since the first day of the fiscal year.
 */
export function closeTaxYear(closing: Closing, sources: TaxSources): readonly PlanTax[] {
  const { assumptions } = sources
  const taxes = givenRows(closing.open, 'taxes')
  const { closed, to } = closing
  const [first] = taxes
  if (first === undefined) return taxes
  const { openingLoss = 0, openingProfit = 0, ...own } = first
  let loss = Number(openingLoss)
  let earned = Number(openingProfit)
  let yearBegan = 0
  let isPlanned = false
  for (let t = 0; t < closed.length; t++) {
    const isLast = t === closed.length - 1
    const following = closed[t + 1] ?? to.periods[0]
    const yearEnds = closed[t]?.fiscalYear !== following?.fiscalYear
    if (!isLast && !yearEnds) continue
    const profit = profitOfYear(closing, t + 1, yearBegan)
    if (profit === undefined) {
      assumptions.push(createNotice(taxYearUnknown, { path: `taxes['${first.id}']` }))
      return taxes
    }
    isPlanned ||= !profit.isWhole
    const ofYear = profit.isWhole ? profit.amount : decimalSum([earned, profit.amount])
    if (yearEnds) {
      loss = Math.max(0, decimalSum([loss, -ofYear]))
      earned = 0
      yearBegan = t + 1
    } else earned = ofYear
  }
  if (isPlanned) noteProfit(closing, first, sources)
  if (earned < 0) [loss, earned] = [decimalSum([loss, -earned]), 0]
  return [
    { ...own, ...(loss > 0 && { openingLoss: loss }), ...(earned > 0 && { openingProfit: earned }) },
    ...taxes.slice(1),
  ]
}

/** Tells by how much revenue less wages and overheads is not as planned, where profit is that of the plan: tax of the year goes on from it. */
function noteProfit(closing: Closing, { id }: PlanTax, { invoices, assumptions }: TaxSources): void {
  const amount = beyondPlan(closing, invoices)
  if (amount === 0) return
  assumptions.push(createNotice(taxYearAsPlanned, { path: `taxes['${id}']`, amount, unit: 'money' }))
}
