import type { Ref } from '../../../core/keys/ref.js'
import type { Limit, LimitEaser } from '../../../lp/search/easeLimits.js'
import { gainInOrder, type ProgramInOrder } from '../../../production/model/gainInOrder.js'
import { stockProgram } from '../../../production/customersFirst/programs.js'
import { isOtherLimit, type LimitPlaces, limitPlaces } from '../../../production/model/limitPlaces.js'
import type { ProductionModel } from '../../../production/model/buildProductionModel.js'
import { worthAlone } from '../../../production/model/worthAlone.js'
import type { ProgramCertificate } from '../../../production/types.js'
import { workingOn } from '../facts/billsAround.js'
import { customersWorth } from './customersWorth.js'
import { type Facts, resourceKey } from '../facts/facts.js'
import { hoursToldBy } from '../optimum/hoursToldBy.js'
import { oncePerPlan } from '../facts/oncePerPlan.js'
import { provenEaser } from './provenEaser.js'
import { provenPrograms } from '../optimum/provenPrograms.js'
import { repeatProblem } from '../facts/repeatProblem.js'
import { slopesOf } from '../optimum/slopes.js'

/** What one more of a limit brings by itself, to the proof, and what is reached with it. */
export interface ProvenWorth {
  readonly worth: number
  readonly t: number
  readonly isAtMost: boolean
  readonly together?: { readonly refs: readonly Ref[]; readonly worth: number; readonly t: number }
}

/** What one more of the limits of a plan brings. */
export interface ProvenGains {
  ofHour(resourceId: string, periods: readonly number[]): ProvenWorth | undefined
  /** One more hour in each of some periods. */
  ofHours(resourceId: string, periods: readonly number[]): number
  ofSupply(itemId: string, periods: readonly number[]): ProvenWorth | undefined
  /** Whether room for one more unit in stock at a close brings anything by itself. */
  isRoomOfUse(itemId: string, t: number): boolean
  /** Room for one more unit in stock at one of some closes. */
  ofRoom(itemId: string, periods: readonly number[]): ProvenWorth | undefined
  /** Whether one more hour, or unit of supply, brings customers by itself all that the multipliers promise. */
  isWorthAlone(limit: { readonly resourceId?: string; readonly itemId?: string }, t: number): boolean
}

interface Program {
  readonly production: ProductionModel
  readonly certificate: ProgramCertificate
  /** Whether what customers of an item get in it is what they get in the next one. */
  readonly holds: (itemId: string) => boolean
}

/** A gain below this is what a solver leaves. */
const NOTHING = 1e-6

const NOT_TOLD: ProvenGains = {
  ofHour: () => undefined,
  ofHours: () => 0,
  ofSupply: () => undefined,
  ofRoom: () => undefined,
  isRoomOfUse: () => false,
  isWorthAlone: () => true,
}

/** The programs of a plan, written anew, and what one more of a limit brings in them; what is told is held against it. */
export const provenGains: (facts: Facts) => ProvenGains = oncePerPlan((facts) => {
  const { plan, count } = facts
  const { prepared } = repeatProblem(facts)
  const { certificate } = plan.supply
  // What is wrong with the programs is told where they are checked.
  const { customers, last: production } = provenPrograms(facts)
  const programs: Program[] = []
  if (customers?.losses !== undefined && certificate.customers?.losses !== undefined)
    programs.push({
      production: customers.losses.production,
      certificate: certificate.customers.losses,
      holds: (id) => customers.losses?.itemIds.has(id) === true && facts.policies.get(id)?.unmetDemand === 'lost',
    })
  if (customers !== undefined && certificate.customers !== undefined)
    programs.push({
      production: customers.production,
      certificate: certificate.customers,
      holds: (id) => customers.itemIds.has(id),
    })
  const last: Program = { production, certificate, holds: () => false }
  programs.push(last)
  const isWhole = ({ production: { model }, certificate: { primal, rowDual } }: Program): boolean =>
    primal.length === model.columnCount && rowDual.length === model.rowCount
  if (!programs.every(isWhole)) return NOT_TOLD

  const known = new Map<Program, { readonly easer: LimitEaser; readonly places: LimitPlaces }>()
  const eased = (program: Program): { readonly easer: LimitEaser; readonly places: LimitPlaces } => {
    const { production, certificate: answer } = program
    const found = known.get(program) ?? {
      easer: provenEaser(production.model, answer),
      places: limitPlaces(production.map),
    }
    known.set(program, found)
    return found
  }
  const slopes = programs.map(({ production: { map }, certificate: { rowDual, reducedCost } }) =>
    slopesOf({ map, rowDual, reduced: reducedCost }),
  )
  const toldBy = hoursToldBy(facts, {
    last: slopes.at(-1) as (typeof slopes)[number],
    primal: certificate.primal,
    before: slopes.slice(0, -1),
  })
  const items = new Map(prepared.items.map(({ id }, i) => [id, i]))
  const resources = new Map(prepared.resources.map(({ id }, r) => [id, r]))
  const programOf = (resourceId: string, t: number): Program =>
    programs[toldBy((resources.get(resourceId) ?? Number.NaN) * count + t)] ?? last
  const programOfItem = (itemId: string): Program =>
    (customers?.itemIds.has(itemId) === true ? programs.at(-2) : undefined) ?? last
  const served = workingOn(facts, customers?.itemIds ?? [])
  const refOf = ({ reached }: LimitPlaces, limit: Limit): Ref[] => {
    const { kind, of } = reached(limit) ?? {}
    if (of === undefined) return []
    return kind === 'resource'
      ? [{ resourceId: prepared.resources[of]?.id ?? '' }]
      : [{ itemId: prepared.items[of]?.id ?? '' }]
  }
  const weighed = stockProgram(prepared).items
  const isWeighed = weighed.some(({ atGivenRates }) => atGivenRates !== undefined)
  /** What the plan earns more with one more of some limits, program after program, each proven. */
  const inOrder = (places: LimitPlaces): ((limits: readonly Limit[]) => number | undefined) | undefined => {
    if (programs.length === 1 && !isWeighed) return undefined
    const all = programs.map((program): ProgramInOrder => {
      const { production: own, certificate: answer, holds } = program
      const { model, map } = own
      const holdsItem = (i: number): boolean => holds(prepared.items[i]?.id ?? '')
      return { items: weighed, model, map, primal: answer.primal, holds: holdsItem, ...eased(program) }
    })
    return (limits) =>
      gainInOrder(
        all,
        limits.flatMap((limit) => places.reached(limit) ?? []),
        ({ of, t }) => prepared.costs[t]?.[of] ?? 0,
      )
  }
  const told = (
    program: Program,
    periods: readonly number[],
    of: { readonly limit: (places: LimitPlaces, t: number) => Limit; readonly worth: (t: number) => number },
  ): ProvenWorth | undefined => {
    const { easer, places } = eased(program)
    const cost = (limit: Limit): number => {
      const own = limit < 0 ? places.reached(limit) : undefined
      return own === undefined ? 0 : (prepared.costs[own.t]?.[own.of] ?? 0)
    }
    const limit = (t: number): Limit => of.limit(places, t)
    const isOther = isOtherLimit(places)
    const found = worthAlone({ easer, limit, worth: of.worth, cost, isOther, inOrder: inOrder(places) }, periods)
    if (found === undefined) return undefined
    const { together, ...alone } = found
    if (together === undefined) return alone
    const refs = together.limits.flatMap((one) => refOf(places, one))
    return { ...alone, together: { refs, worth: together.worth, t: together.t } }
  }
  const hoursOf = (resourceId: string): readonly number[] =>
    facts.rows.resources.get(resourceKey(resourceId))?.row.worthOfOneHour ?? []
  const byProgram = (resourceId: string, periods: readonly number[]): Map<Program, number[]> => {
    const worth = hoursOf(resourceId)
    const found = new Map<Program, number[]>()
    for (const program of programs) {
      const own = periods.filter((t) => (worth[t] ?? 0) !== 0 && programOf(resourceId, t) === program)
      if (own.length > 0) found.set(program, own)
    }
    return found
  }
  const hourLimit =
    (resourceId: string) =>
    ({ hour }: LimitPlaces, t: number): Limit =>
      hour(resources.get(resourceId) ?? Number.NaN, t)
  const worths = customersWorth(facts)
  return {
    ofHour(resourceId, periods) {
      const most = ({ worth, together }: ProvenWorth): number => Math.max(worth, together?.worth ?? 0)
      const worth = hoursOf(resourceId)
      const found = [...byProgram(resourceId, periods)].flatMap(
        ([program, own]) => told(program, own, { limit: hourLimit(resourceId), worth: (t) => worth[t] ?? 0 }) ?? [],
      )
      return found.reduce<ProvenWorth | undefined>(
        (best, one) => (best === undefined || most(one) > most(best) ? one : best),
        undefined,
      )
    },
    ofHours: (resourceId, periods) =>
      [...byProgram(resourceId, periods)].reduce((sum, [program, own]) => {
        const { easer, places } = eased(program)
        const limits = own.map((t) => hourLimit(resourceId)(places, t))
        const { gain } = easer.gainOf(limits.map((limit) => ({ limit, by: 1 })))
        return sum + (inOrder(places)?.(limits) ?? gain)
      }, 0),
    ofSupply(itemId, periods) {
      const worth = worths.source(itemId)
      if (periods.every((t) => !((worth[t] ?? 0) > 0))) return undefined
      const i = items.get(itemId) ?? Number.NaN
      const limit = ({ supply }: LimitPlaces, t: number): Limit => supply(i, t)
      return told(programOfItem(itemId), periods, { limit, worth: (t) => worth[t] ?? 0 })
    },
    isRoomOfUse(itemId, t) {
      const { easer, places } = eased(programOfItem(itemId))
      const limit = places.room(items.get(itemId) ?? Number.NaN, t)
      return limit !== undefined && easer.gainOf([{ limit, by: 1 }]).gain > NOTHING
    },
    ofRoom(itemId, periods) {
      const worth = worths.room(itemId)
      const i = items.get(itemId) ?? Number.NaN
      const limit = ({ room }: LimitPlaces, t: number): Limit => room(i, t) ?? Number.NaN
      const scarce = periods.filter((t) => (worth[t] ?? 0) > 0)
      return told(programOfItem(itemId), scarce, { limit, worth: (t) => worth[t] ?? 0 })
    },
    isWorthAlone({ resourceId, itemId = '' }, t) {
      const isServed = resourceId !== undefined && served.has(resourceId)
      const program =
        resourceId === undefined
          ? programOfItem(itemId)
          : isServed
            ? (programs.at(-2) ?? last)
            : programOf(resourceId, t)
      const worth = (resourceId === undefined ? worths.source(itemId) : worths.hour(resourceId))[t] ?? 0
      const { easer, places } = eased(program)
      const limit =
        resourceId === undefined ? places.supply(items.get(itemId) ?? Number.NaN, t) : hourLimit(resourceId)(places, t)
      if (!(limit >= 0)) return true
      return easer.gainOf([{ limit, by: 1 }]).gain >= worth - NOTHING * Math.max(1, worth)
    },
  }
})
