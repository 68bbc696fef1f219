import { createIssueList } from '../../core/checking/errors.js'
import { fromMinor, sumMinor, toMinor } from '../../core/money/money.js'
import { createNotice } from '../../core/notices/notices.js'
import type { Ref } from '../../core/keys/ref.js'
import type { Account } from '../chart/accounts.js'
import { openingRetainedEarnings } from '../notices.js'
import type { LedgerOpening } from '../types.js'
import type { LedgerContext } from './ledgerContext.js'
import type { StockValues } from './stockValues.js'

/** What an opening balance speaks of. */
function openingRef(
  { account, marketId, customerId, supplierId, creditFacilityId }: LedgerOpening,
  onlyFacility: string | undefined,
): Ref {
  const facility = creditFacilityId ?? (account === 'creditFacilities' ? onlyFacility : undefined)
  return {
    ...(customerId !== undefined && { customerId }),
    ...(marketId !== undefined && { marketId }),
    ...(supplierId !== undefined && { supplierId }),
    ...(facility !== undefined && { creditFacilityId: facility }),
  }
}

/** Posts the opening entry; derives the retained earnings that are not given, refuses given ones that do not balance. */
export function postOpening(context: LedgerContext, stock: StockValues, chart: readonly Account[]): void {
  const { input, flows, scale, writer, warnings } = context
  const onlyFacility = input.creditFacilities?.[0]?.id
  const kinds = new Map(chart.map(({ id, kind }) => [id, kind]))
  const places = new Map(chart.map(({ id }, place) => [id, place]))
  const openings = flows.openings
    .map((row) => {
      const amount = toMinor(row.amount, scale, `${row.at}.amount`)
      return { row, minor: kinds.get(row.account) === 'asset' ? amount : -amount, place: places.get(row.account) ?? 0 }
    })
    // Rows stand in the order of the chart; those of one account stay in the order of their keys.
    .sort((a, b) => a.place - b.place)
  const post = (isMeant: (account: string) => boolean): void => {
    for (const { row, minor } of openings) {
      if (!isMeant(row.account)) continue
      writer.post(row.account, minor, { ref: openingRef(row, onlyFacility), dueDate: row.dueDate ?? null })
    }
  }
  writer.begin(-1, 'opening', {})
  post((account) => kinds.get(account) === 'asset')
  stock.postOpening()
  flows.assets.forEach((asset, i) => {
    const timeline = context.assets[i]
    if (timeline === undefined || timeline.acquiredIn >= 0 || timeline.disposedIn < 0) return
    const ref = { assetId: asset.id }
    writer.post('fixedAssetsAtCost', timeline.costMinor, { ref })
    writer.post('accumulatedDepreciation', -timeline.openingDepreciation, { ref })
  })
  post((account) => kinds.get(account) !== 'asset' && account !== 'retainedEarnings')

  const balancing = sumMinor(chart.map(({ id }) => writer.balance(id)))
  const retained = openings.filter(({ row }) => row.account === 'retainedEarnings')
  if (retained.length === 0) {
    writer.post('retainedEarnings', -balancing)
    if (balancing === 0) return
    const amount = fromMinor(balancing, scale)
    warnings.push(createNotice(openingRetainedEarnings, { path: 'openingBalances', amount, unit: 'money' }))
    return
  }
  const given = -sumMinor(retained.map(({ minor }) => minor))
  if (given !== balancing) {
    const issues = createIssueList()
    issues.add(
      'UNBALANCED',
      `${retained[0]?.row.at}.amount`,
      retained[0]?.row.amount,
      `The opening balance sheet is off by ${fromMinor(given - balancing, scale)}: assets less liabilities and share capital are ${fromMinor(balancing, scale)}.`,
      'Correct the opening balances, or leave retainedEarnings out to have it derived.',
    )
    issues.throwIfAny()
  }
  post((account) => account === 'retainedEarnings')
}
