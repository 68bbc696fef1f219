import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import { standardsByPeriod } from '../../plan/costs/planStandards.js'
import { writeDownsHeld } from '../asPlanned/writeDowns.js'
import type { Closing } from './closing.js'

/**
 * What a unit of stock stands at in the books of a plan at the close, where the next plan would value it otherwise: it is written down,
 * or its standard changes on the first day that is planned anew. Undefined where both say the same, or no plan is given.
 */
export function closeBookValues({
  plan,
  closed,
}: Pick<Closing, 'plan' | 'closed'>): (itemId: string, units: number) => number | undefined {
  if (plan === undefined) return () => undefined
  const cards = standardsByPeriod(plan.standards, plan.calendar)
  const writeDowns = writeDownsHeld(plan)
  return (itemId, units) => {
    const row = cards.get(itemId)
    const standard = row?.[closed.length - 1]?.unitCost
    if (standard === undefined || units <= 0) return undefined
    const writtenDown = writeDowns.held(itemId, closed.length, units)
    const next = row?.[closed.length]?.unitCost ?? standard
    if (writtenDown === 0 && next === standard) return undefined
    // What is written down may be cost beyond standard, of which nothing is carried, and which is told (`noteVariances`).
    return toSixDecimals(Math.max(0, standard + writtenDown / units))
  }
}
