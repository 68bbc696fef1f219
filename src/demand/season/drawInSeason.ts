import type { SeasonalAdjustment } from './seasonalAdjustment.js'
import { seasonShare } from './seasonShare.js'

/**
 * Draws the season of an adjustment in to the share of it that is more than noise (see `seasonShare`): what takes the
 * place of a test whether there is one.
 *
 * @param values - what the adjustment was made of
 */
export function drawInSeason(adjustment: SeasonalAdjustment, values: Float64Array, count: number): SeasonalAdjustment {
  const { kind, seasonLength, adjusted, expected, seasonsAfter } = adjustment
  if (kind === 'none' || count < 2 * seasonLength) return adjustment
  const multiplicative = kind === 'multiplicative'
  const none = multiplicative ? 1 : 0
  const share = seasonShare(values, count, seasonLength, multiplicative)
  const drawn = (season: number): number => none + share * (season - none)
  return {
    kind,
    seasonLength,
    adjusted: adjusted.map((rest, t) => {
      const value = values[t]
      return multiplicative ? value / drawn(value / rest) : value - drawn(value - rest)
    }),
    expected: expected.map(drawn),
    seasonsAfter: (known, seasons) => {
      seasonsAfter(known, seasons)
      for (let h = 0; h < seasons.length; h += 1) seasons[h] = drawn(seasons[h])
    },
  }
}
