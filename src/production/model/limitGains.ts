import type { Limit, LimitEaser } from '../../lp/search/easeLimits.js'
import { easeParts, type KnownGains } from '../../lp/search/easeParts.js'
import type { SolvedInOrder, SolvedProgram } from '../customersFirst/solveInOrder.js'
import { isOtherLimit, type LimitPlaces, limitPlaces, type ReachedLimit } from './limitPlaces.js'
import type { ProductionWorth } from './shadowPrices.js'
import { gainInOrder, type ProgramInOrder } from './gainInOrder.js'
import { type PricedLimit, worthAlone } from './worthAlone.js'

/** What one more of a limit is worth in the worst of some periods, alone and with others. */
export interface ToldWorth {
  readonly worth: number
  readonly t: number
  readonly isAtMost: boolean
  readonly together?: { readonly limits: readonly ReachedLimit[]; readonly worth: number; readonly t: number }
}

/** What one more of the limits of a plan brings, in the programs that tell of it. */
export interface LimitGains {
  /** One more hour in one of some periods; undefined where it is worth nothing in any. */
  ofHour(r: number, periods: readonly number[]): ToldWorth | undefined
  /** One more hour in each of some periods. */
  ofHours(r: number, periods: readonly number[]): number
  /** Whether one more of a limit brings customers by itself all that the multipliers promise. */
  isWorthAlone(limit: ReachedLimit): boolean
  /** One more unit of the supply of an item in one of some periods. */
  ofSupply(i: number, periods: readonly number[]): ToldWorth | undefined
  /** Whether room for one more unit in stock at a close brings customers anything by itself. */
  isRoomOfUse(i: number, t: number): boolean
  /** Room for one more unit in stock at one of some closes. */
  ofRoom(i: number, periods: readonly number[]): ToldWorth | undefined
}

/** A gain below this is what a solver leaves. */
const LEAST_GAIN = 1e-6

interface EasedProgram {
  readonly easer: LimitEaser
  readonly places: LimitPlaces
}

/**
 * What one more of a limit brings, worked out where it is asked for: the multipliers of an optimum say what limits are worth
 * together, not what one of them is worth alone (`worthAlone`).
 *
 * @param known - gains of parts of programs that were asked for before
 */
export function limitGains(
  { problem, customers, ...stock }: SolvedInOrder,
  {
    reported,
    customersWorth,
    known: knownGains,
  }: {
    readonly reported: ProductionWorth
    readonly customersWorth: ProductionWorth
    readonly known?: KnownGains | undefined
  },
): LimitGains {
  const { periodCount } = problem
  const isLost = (i: number): boolean => problem.items[i].unmetDemand === 'lost'
  const programs: readonly (Pick<SolvedProgram, 'production' | 'solution'> & Pick<ProgramInOrder, 'holds'>)[] = [
    ...(customers?.losses === undefined
      ? []
      : [{ ...customers.losses, holds: (i: number): boolean => customers.losses?.isIn[i] === 1 && isLost(i) }]),
    ...(customers === undefined ? [] : [{ ...customers, holds: (i: number): boolean => customers.isIn[i] === 1 }]),
    { ...stock, holds: () => false },
  ]
  const known = new Map<number, EasedProgram>()
  const eased = (n: number): EasedProgram => {
    const { production, solution } = programs[n]
    const found = known.get(n) ?? {
      easer: easeParts(production.model, solution, knownGains),
      places: limitPlaces(production.map),
    }
    known.set(n, found)
    return found
  }
  const isWeighed = problem.items.some(({ atGivenRates }) => atGivenRates !== undefined)
  /** What a plan earns more with one more of some limits of a program; undefined where that is what the program says. */
  const inOrder = ({ places }: EasedProgram): PricedLimit['inOrder'] => {
    if (programs.length === 1 && !isWeighed) return undefined
    return (limits) => {
      const all = programs.map(({ production: { model, map }, solution: { primal }, holds }, n): ProgramInOrder => {
        return { items: problem.items, model, map, primal, holds, ...eased(n) }
      })
      return gainInOrder(
        all,
        limits.flatMap((limit) => places.reached(limit) ?? []),
        ({ of, t }) => problem.costs[t][of],
      )
    }
  }
  const told = (
    { easer, places }: EasedProgram,
    periods: readonly number[],
    of: { readonly limit: (t: number) => Limit; readonly worth: (t: number) => number },
  ): ToldWorth | undefined => {
    const cost = costOf(places)
    const isOther = isOtherLimit(places)
    const found = worthAlone({ easer, ...of, cost, isOther, inOrder: inOrder({ easer, places }) }, periods)
    if (found === undefined) return undefined
    const { together, ...alone } = found
    if (together === undefined) return alone
    const limits = together.limits.flatMap((limit) => places.reached(limit) ?? [])
    return { ...alone, together: { ...together, limits } }
  }
  /** A unit that arrives sooner than it can is bought or made all the same. */
  const costOf =
    ({ reached }: LimitPlaces) =>
    (limit: Limit): number => {
      const own = limit < 0 ? reached(limit) : undefined
      return own === undefined ? 0 : problem.costs[own.t][own.of]
    }
  /** The program in which customers are served with an item. */
  const programOfItem = (i: number): number => programs.length - (customers?.isIn[i] === 1 ? 2 : 1)
  const alone = new Map<string, boolean>()
  /** Periods by the program that tells of their hours. */
  const byProgram = (r: number, periods: readonly number[]): [number, number[]][] => {
    const found = new Map<number, number[]>()
    for (const t of periods) {
      if (reported.hour[r * periodCount + t] === 0) continue
      const n = reported.hourProgram[r * periodCount + t]
      found.set(n, [...(found.get(n) ?? []), t])
    }
    return [...found].sort(([a], [b]) => a - b)
  }
  return {
    ofHour(r, periods) {
      let best: ToldWorth | undefined
      for (const [n, own] of byProgram(r, periods)) {
        const { easer, places } = eased(n)
        const found = told({ easer, places }, own, {
          limit: (t) => places.hour(r, t),
          worth: (t) => reported.hour[r * periodCount + t],
        })
        const most = ({ worth, together }: ToldWorth): number => Math.max(worth, together?.worth ?? 0)
        if (found !== undefined && (best === undefined || most(found) > most(best))) best = found
      }
      return best
    },
    ofHours: (r, periods) =>
      byProgram(r, periods).reduce((sum, [n, own]) => {
        const { easer, places } = eased(n)
        const limits = own.map((t) => places.hour(r, t))
        const { gain } = easer.gainOf(limits.map((limit) => ({ limit, by: 1 })))
        return sum + (inOrder({ easer, places })?.(limits) ?? gain)
      }, 0),
    isWorthAlone({ kind, of, t }) {
      const key = `${kind} ${of} ${t}`
      const at = of * periodCount + t
      const known = alone.get(key)
      if (known !== undefined) return known
      const n = kind === 'resource' ? customersWorth.hourProgram[at] : programOfItem(of)
      const worth = kind === 'resource' ? customersWorth.hour[at] : customersWorth.source[at]
      const { easer, places } = eased(n)
      const limit = kind === 'resource' ? places.hour(of, t) : places.supply(of, t)
      const { gain } = easer.gainOf([{ limit, by: 1 }])
      const isAll = gain >= worth - 1e-6 * Math.max(1, worth)
      alone.set(key, isAll)
      return isAll
    },
    isRoomOfUse(i, t) {
      const key = `room ${i} ${t}`
      const found = alone.get(key)
      if (found !== undefined) return found
      const { easer, places } = eased(programOfItem(i))
      const limit = places.room(i, t)
      const isOfUse = limit !== undefined && easer.gainOf([{ limit, by: 1 }]).gain > LEAST_GAIN
      alone.set(key, isOfUse)
      return isOfUse
    },
    ofRoom(i, periods) {
      const { easer, places } = eased(programOfItem(i))
      const scarce = periods.filter((t) => customersWorth.room[i * periodCount + t] > 0)
      return told({ easer, places }, scarce, {
        limit: (t) => places.room(i, t) ?? Number.NaN,
        worth: (t) => customersWorth.room[i * periodCount + t],
      })
    },
    ofSupply(i, periods) {
      if (periods.every((t) => customersWorth.source[i * periodCount + t] <= 0)) return undefined
      const { easer, places } = eased(programOfItem(i))
      return told({ easer, places }, periods, {
        limit: (t) => places.supply(i, t),
        worth: (t) => customersWorth.source[i * periodCount + t],
      })
    },
  }
}
