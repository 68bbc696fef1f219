import { formatDay, parseDay } from '../../../src/core/time/calendar.js'
import type { DatedQuantity } from '../../../src/core/time/series.js'
import type { ProductionItem, ProductionProblem } from '../../../src/production/types.js'
import { createDice, type Dice } from './dice.js'

/** Gives days to some of what is asked for, and of what comes, of the items whose unmet demand is lost. */
export function drawDates(problem: ProductionProblem, seed: number): ProductionProblem {
  // Dice of its own, so that all else of a seed stays what it is.
  const dice = createDice(seed + 40_009)
  return {
    ...problem,
    items: problem.items.map((item): ProductionItem => {
      if (item.unmetDemand !== 'lost' || !dice.chance(0.9)) return item
      const receiptDates = datesOf(dice, problem, item, item.scheduledReceipts)
      return {
        ...item,
        ...(item.demand !== undefined && { demandDates: datesOf(dice, problem, item, item.demand) }),
        ...(receiptDates.length > 0 && { receiptDates }),
      }
    }),
  }
}

/** Some of the quantities of a series, or all of them, on days of their periods. */
function datesOf(
  dice: Dice,
  { calendar }: ProductionProblem,
  { quantityDecimals = 0 }: ProductionItem,
  quantities: readonly number[] = [],
): DatedQuantity[] {
  const scale = 10 ** quantityDecimals
  return quantities.flatMap((quantity, t) => {
    let left = Math.floor(quantity * scale + 1e-6)
    const period = calendar.periods[t]
    return Array.from({ length: dice.whole(1, 2) }, () => {
      const units = dice.whole(0, left)
      left -= units
      const day = (parseDay(period?.start) as number) + dice.whole(0, (period?.days ?? 1) - 1)
      return { date: formatDay(day), quantity: units / scale }
    }).filter((row) => row.quantity > 0)
  })
}
