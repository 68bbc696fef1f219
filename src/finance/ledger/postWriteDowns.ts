import { minorTimesShare, toMinor } from '../../core/money/money.js'
import { shareOfMinor } from '../roundRatio.js'
import type { RealizablePart } from '../types.js'
import type { LedgerContext, PostRule } from './ledgerContext.js'
import type { StockVariances } from './postVariances.js'
import type { StockValues } from './stockValues.js'

/** The rules that keep stock at the lower of cost and net realizable value. */
export interface WriteDownRules {
  /** Rule `writeDownOpening`: the opening stock, in the first period. */
  readonly open: PostRule
  /** Rule `useWriteDowns`. */
  readonly use: PostRule
  /** Rule `writeDownStock`. */
  readonly measure: PostRule
}

/**
 * Rules `writeDownOpening`, `useWriteDowns` and `writeDownStock`: stock stands at the lower of cost and what it will bring.
 *
 * Before the first period and at every close each part of an item's stock is compared with its cost, its share of all that the
 * item's stock stands at; what is missing is its write-down. Units that are sold take theirs with them, so that what they cost
 * is what they stood at. A write-down that is no more needed is taken back, and stock never comes above cost. Source: IAS 2,
 * paragraphs 9 and 28 to 34.
 */
export function writeDownRules(
  { scale, writer, periods }: LedgerContext,
  stock: StockValues,
  variances: StockVariances,
): WriteDownRules {
  /** What each part is written down by, as it was measured last. */
  const held = stock.flows.map((): number[] => [])
  const share = (amount: number, part: number, all: number): number => shareOfMinor(amount, part, all, scale.rounding)
  /** Parts at a place: 0 the opening stock, then the close of each period. */
  const partsAt = (item: number, place: number): readonly RealizablePart[] =>
    stock.flows[item]?.realizable?.[place] ?? []
  const needed = (item: number, place: number): number[] => {
    const { openingUnits = 0, closingUnits = [], at = '' } = stock.flows[item] ?? {}
    const units = place === 0 ? openingUnits : (closingUnits[place - 1] ?? 0)
    const value = stock.value(item) + variances.inStock(item)
    return partsAt(item, place).map((part, n) => {
      const cost = units > 0 ? share(value, part.units, units) : 0
      const path = `${at}.realizable[${place}][${n}].amount`
      const ofCost = minorTimesShare(cost, part.costShare ?? 0, scale)
      return Math.max(0, cost - ofCost - toMinor(part.amount ?? 0, scale, path))
    })
  }
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
  const post = (amount: number): void => {
    writer.post('stockWriteDown', amount)
    writer.post('inventoryWriteDowns', -amount)
  }
  const measure = (t: number, place: number, rule: 'writeDownOpening' | 'writeDownStock'): void => {
    stock.flows.forEach((_, item) => {
      const before = sum(held[item] ?? [])
      const now = needed(item, place)
      held[item] = now
      writer.begin(t, rule, stock.refs[item] ?? {})
      post(sum(now) - before)
    })
  }
  const isOpen = stock.flows.some(({ realizable }) => realizable !== undefined)
  const none: PostRule = () => undefined
  if (!isOpen || periods.length === 0) return { open: none, use: none, measure: none }
  return {
    open: (t) => {
      if (t === 0) measure(t, 0, 'writeDownOpening')
    },
    use: (t) => {
      stock.flows.forEach((_, item) => {
        const before = sum(held[item] ?? [])
        held[item] = partsAt(item, t).map(({ units, leavingUnits = 0 }, n) => {
          const own = held[item]?.[n] ?? 0
          return own === 0 || units === 0 ? 0 : own - share(own, leavingUnits, units)
        })
        writer.begin(t, 'useWriteDowns', stock.refs[item] ?? {})
        post(sum(held[item] ?? []) - before)
      })
    },
    measure: (t) => measure(t, t + 1, 'writeDownStock'),
  }
}
