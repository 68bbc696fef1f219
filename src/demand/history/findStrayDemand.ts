import { sortedQuantile } from '../../math/quantile.js'

/** How many times the largest of what it is compared with a value must be; at the ends less of that is known. */
const FAR = 4
const FAR_AT_ENDS = 5
const FAR_AMONG_ZEROS = 20
/** How many times smaller than the least of it: a low value is mostly a stock-out. */
const FAR_BELOW = 10
/** A value below zero is far off from this share of what is usual on. */
const FAR_NEGATIVE = 0.5
/** How many times as far off as any other value, so that it stands by itself. */
const ALONE = 2
/** Quartile distances beyond the quartiles that ratios to what is usual must lie. */
const FENCES = 3
/** Neighbors on each side, or as many in all at an end. */
const NEIGHBORS = 3
/** Seasons before and after it: further off the level is another one. */
const CYCLES = 3
/** Observations, demands, and values to compare with, below which nothing is usual. */
const LEAST_OBSERVED = 6
const LEAST_DEMANDS = 4
const LEAST_COMPARED = 3
/** Share of zeros from which neighbors say nothing of a size. */
const SPARSE = 0.2
/** Values that may be far off together; where more are, they are how the item sells. */
const MOST_SHARE = 0.1
const MOST_COUNT = 3

/** A value of a history that nothing around it would let one expect. */
export interface StrayDemand {
  /** Place in the history, from 0. */
  readonly periodIndex: number
  readonly given: number
  /** Median of the values around it and of those of its season. */
  readonly usual: number
}

/** An observed value and its place. */
interface Seen {
  readonly t: number
  readonly value: number
}

/**
 * Finds single values that are most likely slips: a point left out, another unit, a wrong sign.
 *
 * A value is compared with the six around it and with those of its season, a period earlier and later included. It is a stray where
 * it is four times the largest of them, or a tenth of the least, and its ratio to their median lies outside Tukey's outer fences
 * (Exploratory Data Analysis, 1977, chapter 2) of these ratios of all values, twice as far as any other. So is the only value below
 * zero. A peak that was seen twice, a step, a launch and promotions that come again are none. Among many zeros it must be twenty times
 * all others. How often it alarms for nothing: docs/decisions/stray-demand.md.
 */
export function findStrayDemand(values: readonly (number | null)[], seasonLength: number): StrayDemand[] {
  const seen = values.flatMap((value, t): Seen[] => (value === null ? [] : [{ t, value }]))
  const demands = seen.filter(({ value }) => value > 0)
  if (seen.length < LEAST_OBSERVED || demands.length < LEAST_DEMANDS) return []
  const isSparse = seen.filter(({ value }) => value === 0).length >= SPARSE * seen.length
  const list = isSparse ? seen.filter(({ value }) => value !== 0) : seen
  const leaps = list.flatMap((_, place) => (isLeap(list, place) ? [place] : []))
  if (leaps.length === 0) return []

  // without a season length, peaks that come again may be a season
  const high = highTogether(list, seasonLength > 1 ? mostOf(list.length) : 1)
  const ordinary = sizesOf(demands.filter((one) => !high.has(one)))
  const compared = (place: number): readonly number[] =>
    isSparse ? ordinary : sizesOf(comparable(list, place, { high, seasonLength }))
  const usualOf = (sizes: readonly number[]): number => sortedQuantile(sizes, 0.5) || sortedQuantile(ordinary, 0.5)
  const negatives = seen.filter(({ value }) => value < 0).length
  const suspects = leaps.flatMap((place): { place: number; usual: number }[] => {
    const { value } = list[place]
    if (value === 0) return []
    // most leaps end here: what is not far from its neighbors need not be held against its season
    const beside = [list[place - 1], list[place + 1]].filter((one) => one !== undefined && !high.has(one))
    const isNear = beside.some((one) => value < FAR * one.value && FAR_BELOW * value > one.value)
    if (value > 0 && isNear && !isSparse) return []
    const sizes = compared(place)
    const usual = usualOf(sizes)
    if (sizes.length < LEAST_COMPARED) return []
    if (value < 0) return negatives === 1 && -value >= FAR_NEGATIVE * usual ? [{ place, usual }] : []
    const isAtEnd = place < 2 || place >= list.length - 2
    const times = isSparse ? FAR_AMONG_ZEROS : isAtEnd ? FAR_AT_ENDS : FAR
    const isFar =
      value >= times * (sizes[sizes.length - 1] || ordinary[ordinary.length - 1]) ||
      (!isSparse && !isAtEnd && FAR_BELOW * value <= sizes[0])
    return isFar ? [{ place, usual }] : []
  })
  if (suspects.length === 0) return []

  const ratios = list.map(({ value }, place) => Math.log(value / usualOf(compared(place))))
  const found = suspects.filter(({ place }) => {
    const own = ratios[place]
    if (!(list[place].value > 0)) return true
    const others = ratios.filter((_, k) => k !== place && list[k].value > 0 && !high.has(list[k]))
    others.sort((a, b) => a - b)
    const [lower, upper] = [sortedQuantile(others, 0.25), sortedQuantile(others, 0.75)]
    const reach = FENCES * (upper - lower)
    return own > 0
      ? own > Math.max(upper + reach, others[others.length - 1] + Math.log(ALONE))
      : own < Math.min(lower - reach, others[0] - Math.log(ALONE))
  })
  if (found.length > mostOf(seen.length)) return []
  return found.map(({ place, usual }) => ({ periodIndex: list[place].t, given: list[place].value, usual }))
}

/** Values that may be far off together in so many. */
const mostOf = (count: number): number => Math.max(1, Math.min(MOST_COUNT, Math.floor(MOST_SHARE * count)))

/** What was seen, in rising order of size. */
const sizesOf = (list: readonly Seen[]): number[] => list.map(({ value }) => value).sort((a, b) => a - b)

/** Whether a value is far from one of its two neighbors, without which it is far from nothing. */
function isLeap(list: readonly Seen[], place: number): boolean {
  const { value } = list[place]
  const before = (list[place - 1] ?? list[place + 1]).value
  const after = (list[place + 1] ?? list[place - 1]).value
  return value < 0 || value >= FAR * Math.min(before, after) || FAR_BELOW * value <= Math.max(before, after)
}

/**
 * The few largest values, far from all others, which must not hide each other. Those that go on to the end are none: a step looks
 * so while it is new.
 */
function highTogether(list: readonly Seen[], most: number): ReadonlySet<Seen> {
  const falling = [...list].sort((a, b) => b.value - a.value)
  for (let count = most; count > 0; count -= 1) {
    const next = falling[count]
    if (next === undefined || !(falling[count - 1].value >= FAR * next.value && next.value > 0)) continue
    const high = new Set(falling.slice(0, count))
    let last = list.length - 1
    while (last > 0 && high.has(list[last]) && high.has(list[last - 1])) last -= 1
    if (last < list.length - 1) for (const one of list.slice(last)) high.delete(one)
    return high
  }
  return new Set()
}

/** The values next to one, and those of its season as it came before and later. */
function comparable(
  list: readonly Seen[],
  place: number,
  { high, seasonLength }: { readonly high: ReadonlySet<Seen>; readonly seasonLength: number },
): Seen[] {
  const { t } = list[place]
  const m = seasonLength
  const reach = m > 1 ? CYCLES * m + 1 : 0
  const ofSeason: Seen[] = []
  /** The usable values of one side, nearest first, as many as both sides may need. */
  const side = (step: 1 | -1): Seen[] => {
    const near: Seen[] = []
    for (let k = place + step; k >= 0 && k < list.length; k += step) {
      const one = list[k]
      const apart = Math.abs(one.t - t)
      if (apart > reach && near.length >= 2 * NEIGHBORS) break
      if (one.value < 0) continue
      if (near.length < 2 * NEIGHBORS && !high.has(one)) near.push(one)
      const off = apart % m
      // one that is high, too, in the same place of the season is the season
      if (apart >= m - 1 && apart <= reach && Math.min(off, m - off) <= 1) ofSeason.push(one)
    }
    return near
  }
  const [before, after] = [side(-1), side(1)]
  return [
    ...new Set([
      ...before.slice(0, Math.max(NEIGHBORS, 2 * NEIGHBORS - after.length)),
      ...after.slice(0, Math.max(NEIGHBORS, 2 * NEIGHBORS - before.length)),
      ...ofSeason,
    ]),
  ]
}
