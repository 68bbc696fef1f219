import { buildModel } from '../../../production/model/buildProductionModel.js'
import type { ProductionModelMap } from '../../../production/model/productionModelMap.js'
import { customersProgram } from '../../../production/customersFirst/programs.js'
import { named } from './checkCustomersFirst.js'
import { checkProgram } from './checkProgram.js'
import type { Checker } from '../checks.js'
import type { Facts } from '../facts/facts.js'
import { gridOf } from '../gridUnits.js'
import { openUnitsOf } from './openUnits.js'
import { lossOfItemBesideHull } from '../customers/queueMoney.js'
import { repeatProblem } from '../facts/repeatProblem.js'
import { askedOfItems } from '../customers/servedDemand.js'

const PLACE = 'supply.certificate'

/** Less than this share of what is left is what a solver leaves. */
const NOISE = 1e-6

/**
 * Where it was decided which part of a queue of rising prices is served: the ranges are those of queues, and the program without them is
 * proven, so that no plan earns more than it says. What is said to be left for want of pay is left by the answer. What the search has left open is no more than what its answer misses at true prices.
 */
export function checkRanges(
  check: Checker,
  facts: Facts,
  { map, roundsUp }: { readonly map: ProductionModelMap; readonly roundsUp: boolean },
): void {
  const { openRanges, withoutRanges, undecided } = facts.plan.supply.certificate
  const isNamed = openRanges !== undefined
  const isWhole = (withoutRanges !== undefined) === isNamed && (undecided !== undefined) === isNamed
  check.holds(
    `${PLACE}.openRanges`,
    isWhole,
    openRanges?.length ?? null,
    null,
    'Ranges come with the program without them, and with what was left undecided.',
  )
  if (openRanges === undefined || withoutRanges === undefined) return
  const last = facts.plan.calendar.periods.at(-1)?.id
  const leftOf = openUnitsOf(facts, map, facts.plan.supply.certificate.primal)
  openRanges.forEach(({ itemId, periodId, least, most, unpaid = 0 }, n) => {
    const isLost = facts.policies.get(itemId)?.unmetDemand === 'lost'
    const t = facts.plan.calendar.periods.findIndex(({ id }) => id === periodId)
    const asked = (askedOfItems(facts).get(itemId)?.asked ?? []).reduce(
      (sum, part) => (!isLost || Math.max(0, part.t) === t ? sum + part.units : sum),
      0,
    )
    const { power } = gridOf(facts.items.get(itemId))
    const left = leftOf(itemId, t)
    const isQueue = isLost ? t >= 0 : periodId === last
    const isLeft = unpaid >= 0 && unpaid <= left + NOISE * Math.max(1, left)
    const isForbidden = facts.policies.get(itemId)?.unmetDemand === 'forbidden'
    check.holds(
      `${PLACE}.openRanges[${n}]`,
      isQueue && !isForbidden && isLeft && least >= 0 && least <= most && most * power <= asked + 1e-6,
      most,
      asked / power,
      'A range is of what is left at the end of demand that waits, or lost in a period, between nothing and all that is asked for.',
    )
  })
  const { withoutRanges: prepared } = repeatProblem(facts)
  const ids = new Set(withoutRanges.itemIds)
  const isOrdered = prepared.items.some(({ besideStock }) => besideStock !== undefined)
  const production = buildModel(isOrdered ? customersProgram(prepared) : prepared, {
    roundsUp,
    isIn: named(prepared, ids),
  })
  check.holds(
    `${PLACE}.withoutRanges.itemIds`,
    ids.size === withoutRanges.itemIds.length && openRanges.every(({ itemId }) => ids.has(itemId)),
    withoutRanges.itemIds.length,
    null,
    'The program without ranges is of the parts of the company whose items have one.',
  )
  const proven = checkProgram(check, `${PLACE}.withoutRanges`, {
    certificate: withoutRanges,
    model: production.model,
  })
  if (proven === undefined) return
  const open = openUnitsOf(facts, production.map, proven.primal)
  const missed = withoutRanges.itemIds.reduce((sum, id) => {
    const isLost = facts.policies.get(id)?.unmetDemand === 'lost'
    const closes = isLost ? facts.days.map((_, t) => t) : [facts.count - 1]
    return closes.reduce((own, t) => {
      const left = open(id, t) * gridOf(facts.items.get(id)).power
      return own + lossOfItemBesideHull(facts, id, { left, range: undefined, t })
    }, sum)
  }, 0)
  check.holds(
    `${PLACE}.undecided`,
    undecided !== undefined &&
      undecided >= 0 &&
      undecided <= missed + 1e-6 * Math.max(1, Math.abs(proven.verdict.objective)),
    undecided ?? null,
    missed,
    'What was left undecided is more than what the program without ranges reckons with beside true prices.',
  )
}
