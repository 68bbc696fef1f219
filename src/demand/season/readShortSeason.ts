import { fitLine } from '../../math/leastSquares.js'
import { lonePeaks, withoutPeaks } from './lonePeaks.js'
import { keepVariance, levelExponent, logLevels } from './levelExponent.js'
import { placesWithDemand } from './placesWithDemand.js'

/** Share of the swing of one cycle that is taken for noise as long as hardly a place was seen twice. */
const NOISE_UNSEEN = 0.5
/** What that belief is worth, in looks at the difference between two cycles. */
const LOOKS_UNSEEN = 3
/** Chance that one change from cycle to cycle is the mean change by accident, as those of small whole numbers often are. */
const ALIKE_BY_CHANCE = 0.1
/** Swing, by the mean square of the values, below which there is float noise only. */
const FLOAT_NOISE = 1e-20
/** Share of what would be believed that is, where no place at all was seen twice. */
const NOTHING_SEEN_TWICE = 0.5
/** A swing follows the level no further than by this share of it: a level is not known better after so few cycles. */
const MOST_STRETCH = 0.5

/** What one or two cycles tell of a season. */
export interface ShortSeason {
  readonly seasonLength: number
  /** Places of the cycle that were seen twice. */
  readonly confirmed: number
  /** How much of the last cycle is believed, 0 to 1. */
  readonly share: number
  /** Deviation of each place from the level, all of it; the season of period t stands at t modulo the season length. */
  readonly deviations: Float64Array
  /** Variance of one value about level and season. */
  readonly noise: number
  /** How many times the deviation of the noise each place has, as far as it follows the level; their mean square is one. */
  readonly sizes: Float64Array
  /** Share of a belief in `noise`, 1 where no change from cycle to cycle was seen. */
  readonly doubt: number
  /** Growth of the level from one cycle to the next. */
  readonly growth: number
  /** Level in the middle of the last cycle. */
  readonly level: number
  /** Whether the deviations grow with the level. */
  readonly proportional: boolean
  /** Periods of the last cycle that stand far out of it, and that no other has shown. */
  readonly peaks: readonly number[]
}

/**
 * Reads a season off the last cycle, and believes it as far as the cycle before it, or the seen part of that, confirms it.
 *
 * The last cycle, less its growth, varies by A + V: season and noise. Where a place was seen twice, the change between
 * the two less the mean change (the growth) has the variance 2 V. With q free looks the ratio V / (A + V) is estimated
 * as the geometric mean of what these places show, q times, and of a prior belief of one half, three times; the share
 * believed is A / (A + V), the rule of James and Stein as Miller and Williams put it for seasons ("Shrinkage estimators
 * of time series seasonal factors and their effect on forecasting accuracy", International Journal of Forecasting 19,
 * 2003), who need more cycles to know V. Growth is believed in the same way, as far as it stands out of its own error.
 *
 * See docs/decisions/short-seasons.md for what was tried.
 *
 * @param values - at least one season of values
 */
export function readShortSeason(values: Float64Array, count: number, seasonLength: number): ShortSeason {
  const m = seasonLength
  const confirmed = Math.min(count - m, m)
  const peaks = lonePeaks(values, count, m)
  const first = count - confirmed
  let change = 0
  for (let t = first; t < count; t += 1) change += (values[t] - values[t - m]) / confirmed
  // the swing may have grown with the level, or not: whichever leaves smaller changes
  const grown = cycleOf(values, count, m, change)
  const byLevel = grown.level > 0 ? change / grown.level : 0
  let [added, multiplied] = [0, 0]
  for (let t = first; t < count; t += 1) {
    const error = values[t] - values[t - m] - change
    added += error * error
    const rest = error - byLevel * grown.deviations[t % m]
    multiplied += rest * rest
  }
  const proportional = multiplied < added
  // months without demand that are alike confirm an off-season, and no height of a peak
  const places = peaks.length > 0 ? placesWithDemand(values, count, m) : confirmed
  const looks = Math.max(0, places - 1)
  const seen = looks > 0 ? added / (2 * looks) : 0
  const doubt = LOOKS_UNSEEN / (looks + LOOKS_UNSEEN)
  const noiseOf = ({ swing, deviations }: Cycle): number => {
    if (!(swing > 0)) return seen
    let overlap = 0
    for (let t = first; t < count; t += 1) overlap += (deviations[t % m] * deviations[t % m]) / confirmed
    // against what the same places swing by: a peak that no other cycle has shown must not speak for itself
    const ratio = looks > 0 ? seen / Math.max(overlap, swing * 1e-9) : 1
    return (
      swing * Math.pow(Math.max(Math.pow(ALIKE_BY_CHANCE, looks), ratio), 1 - doubt) * Math.pow(NOISE_UNSEEN, doubt)
    )
  }
  let growth = change
  if (confirmed === 0) growth = m * fitLine(withoutPeaks(values, peaks), count).slope
  else {
    const error = (2 * noiseOf(grown)) / confirmed
    const square = change * change
    if (square + error > 0) growth = change * (square / (square + error))
  }
  const cycle = cycleOf(values, count, m, growth)
  const { swing, level, deviations } = cycle
  const noise = noiseOf(cycle)
  const kept = swing > 0 ? Math.max(0, 1 - noise / swing) : 0
  const rests = Array.from({ length: confirmed }, (_, k) => {
    const error = values[first + k] - values[first + k - m] - change
    return Math.abs(proportional ? error - byLevel * grown.deviations[(first + k) % m] : error)
  })
  return {
    seasonLength: m,
    confirmed,
    sizes: sizesOf(cycle, { rests, first }),
    share: confirmed === 0 ? NOTHING_SEEN_TWICE * kept : kept,
    deviations,
    noise,
    doubt,
    growth,
    level,
    proportional,
    peaks,
  }
}

/** The believed season of a period as the level stands then. */
export function seasonAt(season: ShortSeason, place: number, levelThen: number): number {
  const { share, deviations, level, proportional } = season
  const ratio = proportional && level > 0 ? levelThen / level : 1
  const stretch = Math.min(1 + MOST_STRETCH, Math.max(1 - MOST_STRETCH, ratio))
  return share * deviations[place] * stretch
}

/** The level that a straight line of this growth has in a period of the history. */
export function levelAt({ level, growth, seasonLength }: ShortSeason, count: number, t: number): number {
  return level + (growth / seasonLength) * (t - (count - 1 - (seasonLength - 1) / 2))
}

/** The last cycle about its level. */
interface Cycle extends Pick<ShortSeason, 'deviations' | 'level'> {
  /** Variance of the deviations. */
  readonly swing: number
}

/** How the noise of each place follows its level, by the changes of the places that were seen twice. */
function sizesOf(
  { level, deviations }: Cycle,
  { rests, first }: { readonly rests: readonly number[]; readonly first: number },
): Float64Array {
  const m = deviations.length
  const alike = new Float64Array(m).fill(1)
  const logs = logLevels(deviations.map((own) => level + own))
  if (logs === undefined) return alike
  const levels = rests.map((_, k) => logs[(first + k) % m])
  const exponent = levelExponent(rests, levels)
  return keepVariance(
    logs.map((own) => Math.exp(exponent * own)),
    alike,
  )
}

/** The last cycle with its growth taken out. */
function cycleOf(values: Float64Array, count: number, m: number, growth: number): Cycle {
  const deviations = new Float64Array(m)
  const middle = count - 1 - (m - 1) / 2
  let level = 0
  for (let t = count - m; t < count; t += 1) {
    const rest = values[t] - (growth / m) * (t - middle)
    deviations[t % m] = rest
    level += rest / m
  }
  let squares = 0
  for (let j = 0; j < m; j += 1) {
    const own = deviations[j] - level
    deviations[j] = own
    squares += own * own
  }
  const isSwing = squares > FLOAT_NOISE * m * level * level
  if (!isSwing) deviations.fill(0)
  return { deviations, level, swing: isSwing ? squares / (m - 1) : 0 }
}
