import { companions, workingOn } from '../facts/billsAround.js'
import type { Facts } from '../facts/facts.js'
import { openUnitsOf } from './openUnits.js'
import { overtimeBy, regularBy, type Slopes } from './slopes.js'

/** One more adds nothing to what customers get where it adds less money than this. */
export const NOTHING = 1e-6

/** The program of the safety stock, with its answer, and those before it in their order. */
export interface ProgramsOfHours {
  readonly last: Slopes
  readonly primal: readonly number[]
  readonly before: readonly Slopes[]
}

/**
 * The place of the program by which an hour of a resource and a period, regular or not, is told: where nobody must be served with it
 * first, the last.
 */
export function hoursToldBy(facts: Facts, { last, primal, before }: ProgramsOfHours): (place: number) => number {
  const held = before.length === 0 ? new Set<string>() : heldResources(facts, last, primal)
  return (place) => {
    if (!held.has(last.map.resourceIds[Math.floor(place / facts.count)] as string)) return before.length
    const first = before.findIndex((one) => regularBy(one, place) > NOTHING || overtimeBy(one, place) > NOTHING)
    return first < 0 ? before.length : first
  }
}

/** Resources that work, directly or through others, for a customer whom the last program would rather serve less. */
function heldResources(facts: Facts, { map, slope }: Slopes, primal: readonly number[]): ReadonlySet<string> {
  const group = companions(facts)
  const { count, policies, routings } = facts
  const open = openUnitsOf(facts, map, primal)
  // Where nobody is left late or lost, an hour more gives nobody more.
  const isHeld = (itemId: string, at: number): boolean => {
    const isLost = policies.get(itemId)?.unmetDemand === 'lost'
    const wishes = isLost ? slope(map.ship[at]) < -NOTHING : slope(map.backlog[at]) > NOTHING
    return wishes && open(itemId, at % count) > NOTHING
  }
  const groups = new Set(
    map.itemIds.flatMap((id, i) => (facts.days.some((_, t) => isHeld(id, i * count + t)) ? [group.get(id)] : [])),
  )
  return workingOn(
    facts,
    [...routings.keys()].filter((itemId) => groups.has(group.get(itemId))),
  )
}
