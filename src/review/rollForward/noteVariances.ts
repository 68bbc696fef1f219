import { createNotice, type Notice } from '../../core/notices/notices.js'
import { decimalSum } from '../../core/money/money.js'
import { STOCK_VARIANCE_ACCOUNTS } from '../../finance/chart/accounts.js'
import { variancesNotCarried } from '../../scenario/notices.js'
import { actualsOfKind, type Closing } from './closing.js'

const OF_YEAR = 'purchasePriceVariance'

/** Periods of the fiscal year in which the close lies that are closed before it. */
function yearBegan({ closed, to }: Closing): number {
  const year = to.periods[0]?.fiscalYear
  const place = closed.findIndex(({ fiscalYear }) => fiscalYear === year)
  return place < 0 ? closed.length : place
}

/** Tells what stock costs beyond its standard, and price variance of a year that goes on: a plan begins without either. */
export function noteVariances(closing: Closing, warnings: Notice[]): void {
  const { balances, closed } = closing
  const given = new Map(actualsOfKind(closing, 'balance').map(({ account, amount = 0 }) => [account, amount]))
  const planned = balances?.(closed.length)
  const began = balances?.(yearBegan(closing))
  const beyond = decimalSum(STOCK_VARIANCE_ACCOUNTS.map((account) => given.get(account) ?? planned?.get(account) ?? 0))
  const ofYear = decimalSum([planned?.get(OF_YEAR) ?? 0, -(began?.get(OF_YEAR) ?? 0)])
  if (beyond === 0 && ofYear === 0) return
  warnings.push(
    createNotice(variancesNotCarried, {
      path: 'stock[].unitCost',
      amount: decimalSum([beyond, ofYear]),
      unit: 'money',
      value: { beyondStandard: beyond, ofYear },
    }),
  )
}
