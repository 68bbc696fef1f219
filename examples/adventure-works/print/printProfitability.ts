import type { Plan } from 'sop-engine'
import type { Extract } from '../readExtract.js'
import { itemOf } from '../structure.js'
import { cents, percent, sum, thousands, whole } from './formatNumbers.js'
import { print, printHeading, printTable, printTitle } from './printTable.js'
import { yearsOf } from './years.js'

const WORST = 15

/** Why a standard is set, in words. */
const REASONS = {
  firstPeriod: 'first day',
  fiscalYear: 'fiscal year',
  purchasePrice: 'price moved',
  given: 'given',
} as const

/** Standards by year, what each market earns, and the products that do not earn what they cost. */
export function printProfitability(plan: Plan, extract: Extract): void {
  const { profitability, standards, calendar } = plan
  const total = (
    records: typeof profitability,
    field: 'shipped' | 'revenue' | 'contributionMargin' | 'profit',
  ): number => sum(records.flatMap((record) => record[field]))
  printTitle(
    'Who earns what',
    'all of the plan; profit is after all cost of sales at standard, and adds to operating income',
  )

  printHeading('Standards that are set, by fiscal year and reason')
  const yearOf = new Map(calendar.periods.map(({ id, fiscalYear }) => [id, `FY${fiscalYear}`]))
  const reasons = [...new Set(standards.map(({ reason }) => reason))].sort()
  printTable(
    [{ title: 'year' }, ...reasons.map((reason) => ({ title: REASONS[reason as keyof typeof REASONS] ?? reason }))],
    yearsOf(plan).map(({ title }) => [
      title,
      ...reasons.map((reason) =>
        whole(standards.filter((row) => row.reason === reason && yearOf.get(row.periodId) === title).length),
      ),
    ]),
  )

  printHeading('By market, thousands')
  const markets = [...new Set(profitability.map(({ marketId }) => marketId))]
  printTable(
    [
      { title: 'market' },
      { title: 'revenue' },
      { title: 'contribution' },
      { title: 'profit' },
      { title: 'of revenue' },
    ],
    markets.map((marketId) => {
      const own = profitability.filter((record) => record.marketId === marketId)
      const [revenue, profit] = [total(own, 'revenue'), total(own, 'profit')]
      return [
        marketId ?? 'of no market',
        thousands(revenue),
        thousands(total(own, 'contributionMargin')),
        thousands(profit),
        revenue > 0 ? percent(profit / revenue, 1) : '',
      ]
    }),
  )

  const losing = plan.exceptions.filter(
    ({ code, refs: [ref] }) => code === 'margin-outside-band' && ref?.itemId !== undefined,
  )
  printHeading(`The ${Math.min(WORST, losing.length)} worst of ${losing.length} products that do not earn their cost`)
  printTable(
    ['product', 'units', 'kUSD', 'contribution', 'margin', 'needs a price of'].map((title) => ({ title })),
    losing.slice(0, WORST).map(({ refs: [ref], value }) => {
      const { itemId = '' } = ref ?? {}
      const own = profitability.filter((record) => record.itemId === itemId)
      const revenue = total(own, 'revenue')
      const { marginShare, price } = value as { readonly marginShare: number; readonly price: number | null }
      return [
        itemOf(extract, itemId).name,
        whole(total(own, 'shipped')),
        thousands(revenue),
        percent(total(own, 'contributionMargin') / revenue, 1),
        percent(marginShare, 1),
        price === null ? '' : cents(price),
      ]
    }),
  )
  print()
  print(
    'What contributes while its margin is below zero helps to pay for the plant; what does not even contribute is not made.',
  )
}
