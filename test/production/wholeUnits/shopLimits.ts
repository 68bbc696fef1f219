import type { Calendar } from '../../../src/core/time/calendar.js'
import type { ProductionItem } from '../../../src/production/types.js'
import { type Dice, rounded } from './dice.js'
import type { Draft } from './generateShop.js'

/** Stock, lead time and limits of an item, most of them such that a plan exists; `rules` (0..1) says how often there is one. */
export function stockAndSupply(
  dice: Dice,
  { need, decimals, isMade }: Draft,
  { calendar, isStrict, rules }: { readonly calendar: Calendar; readonly isStrict: boolean; readonly rules: number },
): Partial<ProductionItem> {
  const periods = need.length
  const mean = need.reduce((a, b) => a + b, 0) / periods
  const each = (share: () => number): number[] => need.map(() => rounded(mean * share(), decimals))
  const days = calendar.periods[0]?.days ?? 30
  const leadTimeDays = dice.chance(0.3 * rules) ? Math.round(days * dice.of([0.2, 0.5, 1, 1.5, 2])) : 0
  const late = Math.min(periods, Math.ceil(leadTimeDays / days))
  const untilArrival = need.slice(0, late).reduce((a, b) => a + b, 0)
  const cushion = leadTimeDays > 0 && dice.chance(isStrict ? 0.97 : 0.85) ? untilArrival * 1.1 : 0
  const extra = dice.chance(0.5) ? mean * dice.between(0, 1.5) : 0
  const minimum = dice.chance(0.12 * rules) ? mean * dice.between(0.05, 0.4) : 0
  const onHand = rounded(cushion + extra + (dice.chance(0.8) ? minimum * 1.3 : 0), decimals)
  const receipts =
    !isMade && dice.chance(0.2 * rules) ? each(() => (dice.chance(0.3) ? dice.between(0.2, 1) : 0)) : need.map(() => 0)
  const hasMaximum = dice.chance((isStrict ? 0.12 : 0.2) * rules)
  const maximumBase = Math.max(
    minimum * 1.5,
    onHand * dice.of([0.8, 1, 1, 1, 1.2]) + Math.max(...receipts),
    mean * dice.between(0.1, 1.5),
  )
  const firm = dice.chance((isStrict ? 0.06 : 0.12) * rules)
  const firmFrom = leadTimeDays > 0 ? late : 0
  const overLimit = isStrict ? 1.35 : dice.of([0.85, 1, 1.2])
  return {
    ...(leadTimeDays > 0 && { leadTimeDays }),
    ...(onHand > 0 && { onHand }),
    ...(receipts.some((quantity) => quantity > 0) && { scheduledReceipts: receipts }),
    ...(dice.chance(0.2 * rules) && { safetyStock: each(() => 0.3) }),
    ...(dice.chance(0.1 * rules) && { safetyStockPenaltyPerUnit: rounded(dice.between(0.05, 3), 2) }),
    ...(minimum > 0 && { minimumStock: each(() => minimum / mean) }),
    ...(hasMaximum && { maximumStock: need.map(() => rounded(maximumBase, decimals)) }),
    ...(dice.chance(0.18 * rules) && { supplyLimit: each(() => overLimit * dice.between(0.9, 1.1)) }),
    ...(firm && {
      firmSupply: need.map((quantity, t) =>
        t >= firmFrom && dice.chance(0.35) ? rounded(quantity * dice.of([0, 0.5, 0.8, 1]), decimals) : null,
      ),
    }),
  }
}
