import { createIssueList } from '../core/errors.js'
import { fromMinor, type MoneyInput, productToMinor, sumMinor, toMinor } from '../core/money.js'
import { createNotice } from '../core/notices.js'
import { PROFIT_ACCOUNTS, type AccountId, CHART } from './accounts.js'
import type { LedgerContext } from './ledgerContext.js'
import { openingRetainedEarnings } from './notices.js'
import { inventoryAccount } from './postStock.js'

const SOURCE = 'opening'

const LIABILITIES_AND_CAPITAL = ['payables', 'wagesPayable', 'taxPayable', 'creditLine', 'shareCapital'] as const

/** Posts the opening entry; derives the retained earnings that are not given, refuses given ones that do not balance. */
export function postOpening(context: LedgerContext): void {
  const { input, scale, writer, warnings } = context
  const { opening } = input
  const minor = (amount: MoneyInput | undefined, field: string): number =>
    toMinor(amount ?? 0, scale, `opening.${field}`)
  writer.begin(-1, 'opening', SOURCE)
  writer.post('cash', minor(opening.cash, 'cash'))
  writer.post('receivables', minor(opening.receivables, 'receivables'))
  ;(input.stock ?? []).forEach((flow, i) => {
    const value = productToMinor(flow.openingUnits, flow.standardCost, scale, `stock[${i}].standardCost`)
    writer.post(inventoryAccount(flow), value, flow.itemId)
  })
  ;(input.assets ?? []).forEach((asset, i) => {
    const timeline = context.assets[i]
    if (timeline === undefined || timeline.acquiredIn >= 0 || timeline.disposedIn < 0) return
    writer.post('fixedAssets', timeline.costMinor, asset.id)
    writer.post('accumulatedDepreciation', -timeline.openingDepreciation, asset.id)
  })
  for (const field of LIABILITIES_AND_CAPITAL) writer.post(field, -minor(opening[field], field))

  const accounts: AccountId[] = CHART.map(({ id }) => id).filter((id) => !PROFIT_ACCOUNTS.includes(id))
  const balancing = sumMinor(accounts.map((id) => writer.balance(id)))
  if (opening.retainedEarnings === undefined) {
    writer.post('retainedEarnings', -balancing)
    if (balancing === 0) return
    const amount = fromMinor(balancing, scale)
    warnings.push(createNotice(openingRetainedEarnings, { path: 'opening.retainedEarnings', amount, unit: 'money' }))
    return
  }
  const given = minor(opening.retainedEarnings, 'retainedEarnings')
  if (given !== balancing) {
    const issues = createIssueList()
    const difference = fromMinor(given - balancing, scale)
    issues.add(
      'UNBALANCED',
      'opening.retainedEarnings',
      opening.retainedEarnings,
      `The opening balance sheet is off by ${difference}: assets less liabilities and share capital are ${fromMinor(balancing, scale)}.`,
      'Correct the opening balances, or leave retainedEarnings out to have it derived.',
    )
    issues.throwIfAny()
  }
  writer.post('retainedEarnings', -given)
}
