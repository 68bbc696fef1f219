import { type DemandClass, HISTORY_MONTHS, LOOP_MONTHS, PLAN_MONTHS, type Promotion } from './company.js'

type Random = () => number

const MONTHS = HISTORY_MONTHS + LOOP_MONTHS + PLAN_MONTHS

/** The demand of one good. */
export interface DrawnDemand {
  readonly demand: readonly number[]
  readonly firstMonth: number
  readonly promotions: readonly Promotion[]
}

/** Gamma with mean 1 and this coefficient of variation (Marsaglia and Tsang 2000). */
export function drawGamma(random: Random, cv: number): number {
  const shape = 1 / (cv * cv)
  // Below 1 the method draws at shape + 1 and thins it.
  const d = Math.max(shape, shape + (shape < 1 ? 1 : 0)) - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + c * normal) ** 3
    if (v <= 0) continue
    if (Math.log(1 - random()) >= 0.5 * normal * normal + d * (1 - v + Math.log(v))) continue
    return (d * v * (shape < 1 ? random() ** (1 / shape) : 1)) / shape
  }
}

const between = (random: Random, low: number, high: number): number => low + (high - low) * random()

/** Expected demand by month as a ratio of the level, and how far the demand of a month strays from it. */
interface Course {
  readonly mean: readonly number[]
  readonly cv: number
  /** How far the level itself strays in a month, as a ratio; default 0. */
  readonly drift?: number
  /** Share of the months that have a demand at all. */
  readonly activeShare?: number
  readonly firstMonth?: number
  readonly promotions?: readonly Promotion[]
}

const months = (mean: (month: number) => number): number[] => Array.from({ length: MONTHS }, (_, m) => mean(m))

const COURSES: { readonly [name in DemandClass]: (random: Random, peakMonth: number) => Course } = {
  smooth: (random, peakMonth) => {
    const growth = between(random, 0, 0.012)
    const season = seasonOf(random, peakMonth, [0.05, 0.2])
    return {
      mean: months((m) => season(m) * (1 + growth) ** (m - HISTORY_MONTHS)),
      cv: between(random, 0.1, 0.3),
      drift: 0.03,
    }
  },
  seasonal: (random, peakMonth) => ({
    mean: months(seasonOf(random, peakMonth, [0.35, 0.7])),
    cv: between(random, 0.1, 0.25),
    drift: 0.03,
  }),
  lumpy: (random) => ({
    mean: months(() => 1),
    cv: between(random, 0.6, 1),
    activeShare: between(random, 0.7, 0.95),
  }),
  intermittent: (random) => ({
    mean: months(() => 1),
    cv: between(random, 0.5, 1),
    activeShare: between(random, 0.2, 0.45),
  }),
  launch: (random) => {
    // From three to six months before the first plan; most of the level is reached in a year or more.
    const firstMonth = HISTORY_MONTHS - 3 - Math.floor(random() * 4)
    const pace = between(random, 6, 12)
    return {
      mean: months((m) => (m < firstMonth ? 0 : 1 - 0.9 * Math.exp(-(m - firstMonth) / pace))),
      cv: between(random, 0.1, 0.25),
      firstMonth,
    }
  },
  dying: (random) => {
    const [from, rate] = [HISTORY_MONTHS - 12 + Math.floor(random() * 18), between(random, 0.03, 0.07)]
    return { mean: months((m) => 1.3 * (1 - rate) ** Math.max(0, m - from)), cv: between(random, 0.1, 0.25) }
  },
  promoted: (random) => {
    const promotions: (Promotion & { readonly realRate: number })[] = []
    for (let month = Math.floor(random() * 4); month < MONTHS; month += 3 + Math.floor(random() * 4)) {
      const expectedRate = Math.round(between(random, 0.4, 1.2) * 20) / 20
      promotions.push({ month, expectedRate, realRate: expectedRate * drawGamma(random, 0.5) })
    }
    const rate = new Map(promotions.map(({ month, realRate }) => [month, realRate]))
    return {
      mean: months((m) => 0.85 * (1 + (rate.get(m) ?? 0))),
      cv: between(random, 0.1, 0.25),
      drift: 0.02,
      promotions: promotions.map(({ month, expectedRate }) => ({ month, expectedRate })),
    }
  },
  step: (random) => {
    const at = HISTORY_MONTHS + 3 + Math.floor(random() * 14)
    return { mean: months((m) => (m < at ? 1 : 1.5)), cv: between(random, 0.1, 0.25) }
  },
}

/** A year with one peak, in about the month of the company's, so high over the mean. */
function seasonOf(
  random: Random,
  peakMonth: number,
  [least, most]: readonly [number, number],
): (month: number) => number {
  const [height, peak] = [between(random, least, most), peakMonth + between(random, -1, 1)]
  return (month) => 1 + height * Math.cos(((month - peak) * Math.PI) / 6)
}

/** Draws whole units month by month. */
export function drawDemand(
  {
    demandClass,
    level,
    peakMonth,
    noise,
  }: {
    readonly demandClass: DemandClass
    readonly level: number
    readonly peakMonth: number
    /** Multiplies how far demand strays. */
    readonly noise: number
  },
  random: Random,
): DrawnDemand {
  const {
    mean,
    cv,
    drift = 0,
    activeShare = 1,
    firstMonth = 0,
    promotions = [],
  } = COURSES[demandClass](random, peakMonth)
  let course = level
  const demand = mean.map((ratio) => {
    if (drift > 0) course *= drawGamma(random, drift * noise)
    const units = (course * ratio * drawGamma(random, cv * noise)) / activeShare
    return random() < activeShare ? Math.round(units) : 0
  })
  return { demand, firstMonth, promotions }
}
