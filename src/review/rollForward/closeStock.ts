import { createNotice, type Notice, noteRecords } from '../../core/notices/notices.js'
import type { IssueList } from '../../core/checking/errors.js'
import { groupBy, indexById } from '../../core/keys/keys.js'
import { STOCK_KEY, stockKey } from '../../core/keys/seriesId.js'
import { decimalSum, fromMinor, moneyScale, productToMinor } from '../../core/money/money.js'
import { lotsPutTogether, stockCountDiffers, stockNotCounted } from '../../scenario/notices.js'
import type { StockLevel } from '../../schema/rows/supplyTypes.js'
import { movedUnits } from '../asPlanned/movedUnits.js'
import { actualsOfKind, type Closing, givenRows } from './closing.js'

/** Stock that was counted beside what should be there. */
export interface StockDifference {
  readonly itemId: string
  /** What was there, with what came and less what went by the actuals. */
  readonly calculated: number
  readonly counted: number
  /** `counted` less `calculated`. */
  readonly difference: number
  /** Its worth at the standard cost of the plan, major units; left out without a plan. */
  readonly money?: number
}

/** The stock that the next plan begins with, and where what was counted is not what should be there. */
export function closeStock(
  closing: Closing,
  waiting: ReadonlyMap<string, number>,
  {
    issues,
    assumptions,
    warnings,
  }: { readonly issues: IssueList; readonly assumptions: Notice[]; readonly warnings: Notice[] },
): { readonly rows: readonly StockLevel[]; readonly differences: readonly StockDifference[] } {
  const { items } = closing.open.normal
  const scale = moneyScale(closing.open.normal, 'input')
  const before = groupBy(givenRows(closing.open, 'stock'), STOCK_KEY)
  const sources = indexById(closing.open.normal.sources, 'itemId')
  const moved = movedUnits(closing.actuals, (itemId) => sources.get(itemId)?.kind === 'buy')
  const counts = new Map(actualsOfKind(closing, 'stockCount').map((row) => [row.itemId, row.units ?? 0]))
  const costs = new Map((closing.plan?.costs ?? []).map((card) => [card.itemId, card.unitCost]))
  const differences: StockDifference[] = []
  const notCounted: string[] = []
  const inLots: string[] = []
  const rows = items.flatMap((item): StockLevel[] => {
    const { id: itemId } = item
    const backlog = waiting.get(itemId) ?? 0
    if (item.kind === 'service') return backlog === 0 ? [] : [{ itemId, onHand: 0, backlog }]
    const own = before.get(stockKey({ itemId })) ?? []
    const calculated = decimalSum([...own.map(({ onHand }) => onHand), ...(moved.get(itemId) ?? [])])
    const counted = counts.get(itemId)
    if (counted === undefined) {
      if (moved.has(itemId) || own.length > 0) notCounted.push(itemId)
      if (calculated < 0) {
        issues.add(
          'OUT_OF_RANGE',
          'options.actuals',
          calculated,
          `More of '${itemId}' went than was there: by the actuals its stock at the close is ${calculated}.`,
          'Give its stockCount at the close, or the movements that are missing.',
        )
        return []
      }
    } else if (counted !== calculated) {
      const difference = decimalSum([counted, -calculated])
      const cost = costs.get(itemId)
      differences.push({
        itemId,
        calculated,
        counted,
        difference,
        ...(cost !== undefined && { money: fromMinor(productToMinor(difference, cost, scale), scale) }),
      })
    }
    if (own.some(({ lotId, unitCost }) => lotId !== undefined || unitCost !== undefined)) inLots.push(itemId)
    const onHand = counted ?? calculated
    if (onHand === 0 && backlog === 0) return []
    return [{ itemId, onHand, ...(backlog > 0 && { backlog }) }]
  })
  const refs = (ids: readonly string[]): { readonly itemId: string }[] => ids.map((itemId) => ({ itemId }))
  noteRecords(assumptions, stockNotCounted, { path: 'actuals', refs: refs(notCounted) })
  noteRecords(assumptions, lotsPutTogether, { path: 'stock', refs: refs(inLots) })
  for (const { itemId, calculated, counted, difference, money } of differences)
    warnings.push(
      createNotice(stockCountDiffers, {
        path: `stock['${itemId}'].onHand`,
        refs: [{ itemId }],
        amount: difference,
        unit: 'units',
        ...(money !== undefined && { moneyAtStake: Math.abs(money) }),
        value: { calculated, counted },
      }),
    )
  return { rows, differences }
}
