import { type Notice, placeNotice } from '../../core/notices/notices.js'
import { rowPath } from '../../schema/tables/tables.js'
import type { CostCard } from '../../costing/types.js'

/** Notices that the steps of a plan gave, each step its own. */
export interface StepWarnings {
  readonly input: readonly Notice[]
  readonly demand: readonly Notice[]
  readonly costs: readonly CostCard[]
  readonly safetyStock: readonly Notice[]
  readonly orders: readonly Notice[]
  readonly supply: readonly Notice[]
  readonly ledger: readonly Notice[]
}

/** Codes that another list of the plan says already: of cost cards the assumptions, of cash and of stock the exceptions. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set([
  'assumed-unit-cost',
  'no-cost',
  'cash-not-borrowed',
  'credit-limit',
  'stock-above-price',
])

/** A notice of the ledger at its place in the input of the plan, which has other tables. */
function placeLedgerNotice(notice: Notice): Notice {
  const [ref] = notice.refs
  const at = (path: string): Notice => placeNotice(notice, { path, refs: notice.refs })
  switch (notice.code) {
    case 'asset-after-plan':
      return at(`${rowPath('assets', { id: ref?.assetId as string })}.acquiredDate`)
    case 'asset-before-plan':
      return at(`${rowPath('assets', { id: ref?.assetId as string })}.disposedDate`)
    case 'credit-line-idle':
      return at('creditFacilities')
    case 'opening-retained-earnings':
      return at('openingBalances')
    case 'stock-revalued':
      return at('stock[].unitCost')
    case 'standards-set-anew':
      return at('policy.restandardRate')
    case 'terms-of-source':
      if (ref?.marketId !== undefined) return at(`${rowPath('markets', { id: ref.marketId })}.terms`)
      if (ref?.supplierId !== undefined) return at(`${rowPath('suppliers', { id: ref.supplierId })}.terms`)
      return at('finance')
    default:
      return placeNotice(notice, { refs: notice.refs })
  }
}

/** The warnings of a plan, in the order of its steps. */
export function planWarnings({ input, demand, costs, safetyStock, orders, supply, ledger }: StepWarnings): Notice[] {
  return [
    ...input,
    ...demand,
    ...costs.flatMap(({ warnings }) => warnings),
    ...safetyStock,
    ...orders,
    ...supply,
    ...ledger.map(placeLedgerNotice),
  ].filter(({ code }) => !SAID_ELSEWHERE.has(code))
}
