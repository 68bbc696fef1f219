import { createCalendar } from 'sop-engine'
import type { PlanFinance } from 'sop-engine'
import {
  ASSETS,
  COSTS_OF_REVENUE,
  CREDIT_LINE,
  MARKETS,
  MINIMUM_CASH,
  OPENING_CASH,
  OPENING_CREDIT_LINE,
  OPENING_TAX_PAYABLE,
  OVERHEADS,
  PAYROLL_NET_DAYS,
  SHARE_CAPITAL,
  SUPPLIER_NET_DAYS,
  TAX,
} from './assumptions.js'
import { CALENDAR_OPTIONS } from './routings.js'

/** What the last month before the plan looked like, USD. */
export interface LastMonth {
  /** Revenue by market id. */
  readonly revenue: ReadonlyMap<string, number>
  /** Purchased parts and goods, as far as the month's sales used them. */
  readonly purchases: number
  /** Wages of all regular hours. */
  readonly wages: number
}

const DAYS_OF_MONTH = 30

/** Overheads, assets, terms and the opening balance sheet. */
export function buildFinance(lastMonth: LastMonth, returnRate: number): PlanFinance {
  const dollars = (amount: number): number => Math.round(amount)
  const receivables = MARKETS.reduce(
    (sum, { id, netDays }) => sum + ((lastMonth.revenue.get(id) ?? 0) * netDays) / DAYS_OF_MONTH,
    0,
  )
  const overheadsDue = OVERHEADS.reduce((sum, { perMonth, netDays }) => sum + (perMonth * netDays) / DAYS_OF_MONTH, 0)
  const { periods } = createCalendar(CALENDAR_OPTIONS)
  const firstYear = periods[0]?.fiscalYear ?? 0
  const amounts = (perMonth: number, growthPerYear: number): number[] =>
    periods.map(({ unit, fiscalYear }) =>
      dollars(perMonth * (unit === 'quarter' ? 3 : 1) * (1 + growthPerYear) ** (fiscalYear - firstYear)),
    )
  return {
    openingCash: OPENING_CASH,
    openingReceivables: dollars(receivables),
    openingPayables: dollars((lastMonth.purchases * SUPPLIER_NET_DAYS) / DAYS_OF_MONTH + overheadsDue),
    openingWagesPayable: dollars((lastMonth.wages * PAYROLL_NET_DAYS) / DAYS_OF_MONTH),
    openingTaxPayable: OPENING_TAX_PAYABLE,
    openingCreditLine: OPENING_CREDIT_LINE,
    shareCapital: SHARE_CAPITAL,
    customerTerms: { netDays: Math.round(MARKETS.reduce((sum, { netDays }) => sum + netDays, 0) / MARKETS.length) },
    supplierTerms: { netDays: SUPPLIER_NET_DAYS },
    payrollTerms: { netDays: PAYROLL_NET_DAYS },
    overheads: [
      ...OVERHEADS.map(({ id, function: of, perMonth, growthPerYear, netDays }) => ({
        id,
        function: of,
        amount: amounts(perMonth, growthPerYear),
        terms: { netDays },
      })),
      ...COSTS_OF_REVENUE.map(({ id, rate, netDays }) => ({
        id,
        function: 'selling' as const,
        rateOfRevenue: rate,
        terms: { netDays },
      })),
      {
        id: 'refunds for returns',
        function: 'selling',
        rateOfRevenue: Number(returnRate.toFixed(4)),
        terms: { netDays: 0 },
      },
    ],
    assets: ASSETS,
    minimumCash: MINIMUM_CASH,
    creditLine: CREDIT_LINE,
    tax: { rateShare: TAX.rateShare, terms: { netDays: TAX.netDays } },
  }
}
