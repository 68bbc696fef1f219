import { runEts } from '../smoothing/etsModel.js'
import type { EtsFit, EtsStarts } from '../smoothing/fitEts.js'
import { seasonalIndices } from './seasonalIndices.js'

/** A history freed of its season, and how the season comes back. */
export interface SeasonalAdjustment {
  readonly kind: 'none' | 'additive' | 'multiplicative'
  readonly seasonLength: number
  readonly adjusted: Float64Array
  /** Season of each period of the history, as the periods before it told it. */
  readonly expected: Float64Array
  /** Fills in the season of the period after the first `known` ones and of those that follow, as these tell it. */
  readonly seasonsAfter: (known: number, seasons: Float64Array) => void
}

export function noAdjustment(values: Float64Array): SeasonalAdjustment {
  const expected = new Float64Array(values.length)
  return {
    kind: 'none',
    seasonLength: 1,
    adjusted: values,
    expected,
    seasonsAfter: (_, seasons) => void seasons.fill(0),
  }
}

/** The season of the classical decomposition, the same in all years: multiplicative where values and indices permit. */
export function classicalAdjustment(values: Float64Array, count: number, seasonLength: number): SeasonalAdjustment {
  const indices = new Float64Array(seasonLength)
  let multiplicative = true
  for (let t = 0; t < count && multiplicative; t += 1) multiplicative = values[t] > 0
  seasonalIndices(values, count, seasonLength, multiplicative, indices)
  if (multiplicative && indices.some((index) => index < 1e-4)) {
    multiplicative = false
    seasonalIndices(values, count, seasonLength, false, indices)
  }
  const adjusted = new Float64Array(count)
  const expected = new Float64Array(count)
  for (let t = 0; t < count; t += 1) {
    const index = indices[t % seasonLength]
    expected[t] = index
    adjusted[t] = multiplicative ? values[t] / index : values[t] - index
  }
  const kind = multiplicative ? 'multiplicative' : 'additive'
  const seasonsAfter = (known: number, seasons: Float64Array): void => {
    for (let h = 0; h < seasons.length; h += 1) seasons[h] = indices[(known + h) % seasonLength]
  }
  return { kind, seasonLength, adjusted, expected, seasonsAfter }
}

/** The season of a fitted exponential smoothing model: it moves with the years, and its last state is carried on. */
export function smoothedAdjustment(fit: EtsFit, starts: EtsStarts): SeasonalAdjustment {
  const { values, count, seasonLength: m } = starts
  const multiplicative = fit.form.season === 2
  const trace = new Float64Array(3 * count)
  const { form, parameters, start } = fit
  runEts(form, starts, { parameters, state: start.slice(), sums: new Float64Array(1), trace })
  const adjusted = new Float64Array(count)
  const expected = new Float64Array(count)
  for (let t = 0; t < count; t += 1) {
    const season = trace[3 * t + 2]
    expected[t] = (t < m ? fit.start[2 + t] : trace[3 * (t - m) + 2]) as number
    adjusted[t] = multiplicative ? values[t] / season : values[t] - season
  }
  const seasonsAfter = (known: number, seasons: Float64Array): void => {
    let seen = known - m
    for (let h = 0; h < seasons.length; h += 1) {
      seasons[h] = (seen < 0 ? fit.start[2 + ((known + h) % m)] : trace[3 * seen + 2]) as number
      seen += 1
      if (seen === known) seen -= m
    }
  }
  return { kind: multiplicative ? 'multiplicative' : 'additive', seasonLength: m, adjusted, expected, seasonsAfter }
}
