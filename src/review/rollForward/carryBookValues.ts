import { toSixDecimals } from '../../core/numbers/toSixDecimals.js'
import type { Calendar } from '../../core/time/calendar.js'
import { planCosts } from '../../plan/costs/planCosts.js'
import { standardsByPeriod } from '../../plan/costs/planStandards.js'
import { normalizeInput } from '../../schema/normalForm/normalizeInput.js'
import type { PlanInput } from '../../schema/types.js'
import { writeDownsHeld } from '../asPlanned/writeDowns.js'
import type { Closing } from './closing.js'

/**
 * Gives stock what a unit of it stands at in the books of the plan that ends, where the next plan would value it otherwise: it is written
 * down, or the next plan rolls up another standard. Without a plan nothing is known of what it stands at.
 */
export function carryBookValues(
  { plan, closed }: Pick<Closing, 'plan' | 'closed'>,
  { input, calendar }: { readonly input: PlanInput; readonly calendar: Calendar },
): PlanInput {
  if (plan === undefined || input.stock === undefined) return input
  const cards = standardsByPeriod(plan.standards, plan.calendar)
  const { standards } = planCosts(normalizeInput(input, calendar, [], []), calendar, [])
  const nextCards = standardsByPeriod(standards, calendar)
  const writeDowns = writeDownsHeld(plan)
  const stock = input.stock.map((row) => {
    const { itemId, onHand } = row
    const standard = cards.get(itemId)?.[closed.length - 1]?.unitCost
    if (standard === undefined || onHand <= 0) return row
    const writtenDown = writeDowns.held(itemId, closed.length, onHand)
    if (writtenDown === 0 && nextCards.get(itemId)?.[0]?.unitCost === standard) return row
    // What is written down may be cost beyond standard, of which nothing is carried, and which is told (`noteVariances`).
    return { ...row, unitCost: toSixDecimals(Math.max(0, standard + writtenDown / onHand)) }
  })
  return { ...input, stock }
}
