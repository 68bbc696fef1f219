import { sortedQuantile } from '../../math/quantile.js'
import type { Outlook } from './applyEffects.js'

/** A forecast from an earlier origin, and what came. */
export interface EarlierForecast {
  readonly outlook: Outlook
  /** Demand by period ahead; null where it was not observed. */
  readonly actual: readonly (number | null)[]
}

/** Probability of the interval that is held against what came. */
const MIDDLE = 0.8
/** Logarithms of odds of its upper end, and of that of the interval from which on nothing is moved: of 95 %. */
const MIDDLE_ODDS = logOdds(0.5 + MIDDLE / 2)
const OUTER_ODDS = logOdds(0.975)
/** Errors that the stated shape is worth. */
const PRIOR_ERRORS = 20
/** Probabilities at which demand that came is looked for: evenly by the logarithms of their odds, from 1 to 99 %. */
const LOOKED_AT: readonly number[] = Array.from({ length: 47 }, (_, k) => chance((k - 23) / 5))
/** Parts of the probability of a value that many quantiles share. */
const PARTS = 5

/**
 * Narrows the middle of a forecast's distribution as far as forecasts from earlier origins held more than they said.
 *
 * What sells at two levels, with a deal and without, errs little most of the time and much now and then: an interval of 95 % that
 * is right leaves, by the shape of a normal distribution, one of 80 % that holds over 90. Where demand stood in the earlier
 * distributions is told by the logarithm of its odds; what 80 % of them stay within takes the place of what was stated, as far as
 * so many errors are believed. Up to there the odds move in a straight line, and in another from there to those of 95 %, beyond
 * which few errors tell. Nothing is widened: from an earlier origin less was known.
 *
 * Sources: Dawid, "Present position and potential developments: the prequential approach", Journal of the Royal Statistical
 * Society A 147 (1984), for the recalibration; Czado, Gneiting and Held, "Predictive model assessment for count data", Biometrics
 * 65 (2009), for a value of a count, whose probability is spread evenly over where it may stand.
 */
export function narrowMiddle(outlook: Outlook, earlier: readonly EarlierForecast[]): Outlook {
  const sizes = Float64Array.from(earlier.flatMap(sizesOfOdds)).sort()
  const errors = sizes.length / PARTS
  const ratio = errors > 0 ? sortedQuantile(sizes, MIDDLE) / MIDDLE_ODDS : 1
  if (ratio >= 1) return outlook
  const narrowed = MIDDLE_ODDS * Math.pow(ratio, errors / (errors + PRIOR_ERRORS))
  const { quantile } = outlook
  return { ...outlook, quantile: (probability, h) => quantile(moved(probability, narrowed), h) }
}

/** A probability, moved by as much as the one at the end of the middle is. */
function moved(probability: number, narrowed: number): number {
  const odds = logOdds(probability)
  const size = Math.abs(odds)
  if (size >= OUTER_ODDS) return probability
  const share = (size - MIDDLE_ODDS) / (OUTER_ODDS - MIDDLE_ODDS)
  const own = share > 0 ? narrowed + share * (OUTER_ODDS - narrowed) : (size * narrowed) / MIDDLE_ODDS
  return chance(Math.sign(odds) * own)
}

/** How far from the median what came stood, in logarithms of odds; each period as often as it has parts. */
function sizesOfOdds({ outlook, actual }: EarlierForecast): number[] {
  const below = actual.map(() => 0)
  const upTo = actual.map(() => 1)
  for (const probability of LOOKED_AT) {
    actual.forEach((value, h) => {
      if (value === null || upTo[h] < 1) return
      const quantile = outlook.quantile(probability, h)
      if (quantile < value) below[h] = probability
      else if (quantile > value) upTo[h] = probability
    })
  }
  return actual.flatMap((value, h) => {
    if (value === null) return []
    const step = (upTo[h] - below[h]) / PARTS
    return Array.from({ length: PARTS }, (_, k) => Math.abs(logOdds(below[h] + (k + 0.5) * step)))
  })
}

function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability))
}

/** The probability of odds, by their logarithm. */
function chance(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}
