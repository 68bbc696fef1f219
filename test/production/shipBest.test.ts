import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shipBest, type ShipmentRules } from '../../src/production/wholeUnits/shipBest.js'
import { RUNS } from './helpers.js'

const PERIODS = 3
/** What a unit beyond a hard limit weighs in the count below. */
const HARD = 1e6

/** What the stock gains in all by each period, and what of it is new supply of the period. */
interface Gains {
  readonly inflow: readonly number[]
  readonly supply: readonly number[]
}

/** What the first units of a period earn where its demand is lost. */
function earnedBy({ margin, lostParts }: ShipmentRules, t: number, units: number): number {
  const parts = lostParts?.[t]?.earned
  if (parts === undefined) return (margin[t] as number) * units
  const each = Array.from(parts.units).flatMap((count, k) => Array.from({ length: count }, () => parts.margin[k] ?? 0))
  return each.slice(0, units).reduce((sum, own) => sum + own, 0)
}

/** The worth of shipments by plain arithmetic. */
function worth(rules: ShipmentRules, { inflow, supply }: Gains, ship: ArrayLike<number>): number {
  let [shipped, asked, sum] = [0, 0, 0]
  for (let t = 0; t < PERIODS; t += 1) {
    const now = ship[t] as number
    const demand = rules.demand[t] as number
    shipped += now
    asked += demand
    const closing = (inflow[t] as number) - shipped
    const open = rules.isLost ? demand - now : asked - shipped
    if (rules.isLost) sum += earnedBy(rules, t, now)
    sum -= (rules.holding[t] as number) * closing
    if ((rules.target[t] as number) > 0) {
      sum -= (rules.shortCost[t] as number) * Math.max(0, (rules.target[t] as number) - closing)
    }
    sum -= (rules.openCost[t] as number) * open + (rules.isForced ? 2 * HARD * open : 0)
    const held = rules.held?.open[t] ?? Infinity
    sum -= open > held ? (rules.held?.cost[t] as number) * (open - held) : 0
    sum -= HARD * Math.max(0, (rules.minimum[t] as number) - closing)
    sum -= HARD * Math.max(0, closing - (rules.maximum[t] as number))
    const over = (rules.arrivals?.[t] ?? []).map(
      ({ most, isAfterSupply }) =>
        shipped - most - (t === 0 ? 0 : (inflow[t - 1] as number)) - (isAfterSupply ? (supply[t] as number) : 0),
    )
    sum -= HARD * Math.max(0, ...over)
  }
  if (rules.isLost) return sum
  // What waits is served oldest first, and keeps its price.
  const queue = Array.from(rules.waiting.units).flatMap((units, k) =>
    Array.from({ length: units }, () => rules.waiting.margin[k] as number),
  )
  return queue.slice(0, shipped).reduce((all, margin) => all + margin, sum)
}

/** The best of all shipments, by trying them. */
function bestOf(rules: ShipmentRules, gains: Gains): number {
  const demand = Array.from(rules.demand)
  let best = -Infinity
  const tryFrom = (t: number, ship: number[], open: number): void => {
    if (t === PERIODS) {
      best = Math.max(best, worth(rules, gains, ship))
      return
    }
    const most = (rules.isLost ? 0 : open) + (demand[t] as number)
    for (let now = 0; now <= most; now += 1) tryFrom(t + 1, [...ship, now], most - now)
  }
  tryFrom(0, [], 0)
  return best
}

/** Parts of one unit each, and the rest, at prices that fall: there the hull is what they earn. */
function fallingParts(
  { demand, margin }: { readonly demand: readonly number[]; readonly margin: readonly number[] },
  before: number,
  falls: readonly (readonly [number, number] | undefined)[],
): NonNullable<ShipmentRules['lostParts']> {
  return demand.map((own, t) => {
    const [fall, units] = [falls[t], own + (t === 0 ? before : 0)]
    if (fall === undefined) return undefined
    const first = margin[t] as number
    const parts = {
      units: [Math.min(1, units), Math.min(1, Math.max(0, units - 1)), Math.max(0, units - 2)],
      margin: [first, first - fall[0], first - fall[0] - fall[1]],
    }
    return { earned: parts, hull: parts }
  })
}

describe('shipments of an item', () => {
  it('are the best that there are, whatever the prices, costs and limits', () => {
    const series = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
      fc.array(of, { minLength: PERIODS, maxLength: PERIODS })
    const rules = fc
      .record({
        demand: series(fc.nat(3)),
        isLost: fc.boolean(),
        isForced: fc.boolean(),
        minimum: series(fc.constantFrom(0, 0, 1)),
        maximum: series(fc.constantFrom(Infinity, 2, 4)),
        target: series(fc.constantFrom(0, 1, 1.5, 2.25)),
        shortCost: series(fc.nat(5)),
        holding: series(fc.nat(3)),
        late: fc.tuple(fc.nat(2), fc.nat(9)),
        margin: series(fc.nat(9)),
        openCost: series(fc.nat(4)),
        held: fc.option(fc.record({ open: series(fc.nat(3)), cost: series(fc.constantFrom(0, 5, 50)) }), {
          nil: undefined,
        }),
        /** By how much the second and the third of a period earn less than the one before, where they do. */
        falls: series(fc.option(fc.tuple(fc.nat(6), fc.nat(6)), { nil: undefined })),
        arrivals: series(fc.array(fc.record({ most: fc.nat(3), isAfterSupply: fc.boolean() }), { maxLength: 2 })),
      })
      .map(({ late: [before, own], held, falls, ...all }) => ({
        ...all,
        ...(all.isLost && { lostParts: fallingParts(all, before, falls) }),
        held: all.isLost ? undefined : held,
        demand: all.demand.map((units, t) => units + (t === 0 ? before : 0)),
        waiting: { units: [before, ...all.demand], margin: [own, ...all.margin] },
        isForced: all.isForced && !all.isLost,
        arrivals: all.isLost ? all.arrivals : [],
      }))
    fc.assert(
      fc.property(rules, series(fc.integer({ min: -1, max: 4 })), series(fc.nat(2)), (given, others, supply) => {
        let sum = 2
        const inflow = others.map((gain, t) => (sum += gain + (supply[t] as number)))
        const ship = new Float64Array(PERIODS)
        shipBest(given, { inflow, supply: [9, ...supply], from: 1 }, ship)
        expect(worth(given, { inflow, supply }, ship)).toBeCloseTo(bestOf(given, { inflow, supply }), 6)
      }),
      { numRuns: 20 * RUNS },
    )
  })

  it('are held back for a higher price, and sent at once where nothing is gained by waiting', () => {
    const rules: ShipmentRules = {
      demand: [5, 5],
      isLost: true,
      isForced: false,
      minimum: [0, 0],
      maximum: [Infinity, Infinity],
      target: [0, 0],
      shortCost: [0, 0],
      holding: [1, 1],
      margin: [10, 12],
      waiting: { units: [0, 5, 5], margin: [10, 10, 12] },
      openCost: [0, 0],
    }
    const shipped = (given: ShipmentRules): number[] => {
      const ship = new Float64Array(2)
      shipBest(given, { inflow: [6, 6], supply: [6, 0], from: 0 }, ship)
      return Array.from(ship)
    }
    // A unit kept costs 1 to hold and earns 2 more: five are kept for the second month, of which only one is left over.
    expect(shipped(rules)).toEqual([1, 5])
    expect(shipped({ ...rules, margin: [10, 10.5] })).toEqual([5, 1])
    // Where demand waits, the oldest is served first and keeps its price: nothing is gained by waiting.
    expect(shipped({ ...rules, isLost: false })).toEqual([5, 1])
  })
})
