/** Sums of errors over the pairs in which both values are known. */
export interface ErrorMeasures {
  readonly pairs: number
  readonly wape: number | null
  readonly mase: number | null
  readonly smape: number | null
  readonly rmsse: number | null
  readonly bias: number | null
  readonly biasRatio: number | null
  readonly mae: number | null
  readonly rmse: number | null
  readonly mape: number | null
  readonly trackingSignal: number | null
}

/** A quotient, or null where it is not a finite number. */
export function ratio(numerator: number, denominator: number): number | null {
  const value = numerator / denominator
  return denominator !== 0 && Number.isFinite(value) ? value + 0 : null
}

/** All measures of one forecast; `forecast` may hold NaN where there was none. */
export function measureErrors(
  actual: readonly (number | null)[],
  forecast: ArrayLike<number | null>,
  history: readonly (number | null)[] | undefined,
  seasonLength: number,
): ErrorMeasures {
  let pairs = 0
  let absolute = 0
  let squares = 0
  let signed = 0
  let size = 0
  let level = 0
  let symmetric = 0
  let relative = 0
  let zeroActual = false
  for (let t = 0; t < actual.length; t += 1) {
    const a = actual[t]
    const f = forecast[t]
    if (a === null || f === null || Number.isNaN(f)) continue
    const e = f - a
    pairs += 1
    absolute += Math.abs(e)
    squares += e * e
    signed += e
    size += Math.abs(a)
    level += a
    const both = Math.abs(a) + Math.abs(f)
    if (both > 0) symmetric += (2 * Math.abs(e)) / both
    if (a === 0) zeroActual = true
    else relative += Math.abs(e) / Math.abs(a)
  }
  const naive = history === undefined ? null : naiveErrors(history, seasonLength)
  const mae = ratio(absolute, pairs)
  const meanSquare = ratio(squares, pairs)
  const scaledSquare = meanSquare === null || naive?.square == null ? null : ratio(meanSquare, naive.square)
  return {
    pairs,
    wape: ratio(absolute, size),
    mase: mae === null || naive?.absolute == null ? null : ratio(mae, naive.absolute),
    smape: ratio(symmetric, pairs),
    rmsse: scaledSquare === null ? null : Math.sqrt(scaledSquare),
    bias: ratio(signed, pairs),
    biasRatio: ratio(signed, level),
    mae,
    rmse: meanSquare === null ? null : Math.sqrt(meanSquare),
    mape: zeroActual ? null : ratio(relative, pairs),
    trackingSignal: mae === null ? null : ratio(-signed, mae),
  }
}

/** Mean absolute seasonal difference and mean squared one-step difference of a history; null where it has none. */
export function naiveErrors(
  history: readonly (number | null)[],
  seasonLength: number,
): { absolute: number | null; square: number | null } {
  let absolute = 0
  let seasons = 0
  let squares = 0
  let steps = 0
  for (let t = 1; t < history.length; t += 1) {
    const now = history[t]
    const last = history[t - 1]
    const season = t >= seasonLength ? history[t - seasonLength] : null
    if (now === null) continue
    if (season !== null) {
      absolute += Math.abs(now - season)
      seasons += 1
    }
    if (last !== null) {
      squares += (now - last) * (now - last)
      steps += 1
    }
  }
  return { absolute: ratio(absolute, seasons), square: ratio(squares, steps) }
}

/** How well an interval held; each measure is null where it is not defined. */
export interface IntervalMeasures {
  /** Share of periods in which the actual lay inside, its ends included: `level` for a good interval. */
  readonly coverage: number | null
  /** Mean width, in the unit of the values. */
  readonly meanWidth: number | null
  /** Mean interval score, in the unit of the values: lower is better. */
  readonly intervalScore: number | null
  /** The mean interval score by the mean absolute seasonal difference of the history: a ratio. */
  readonly msis: number | null
}

/** All measures of one interval over the periods in which the actual and both ends are known. */
export function measureInterval(
  actual: readonly (number | null)[],
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  level: number,
  scale: number | null,
): IntervalMeasures & { readonly pairs: number } {
  let pairs = 0
  let inside = 0
  let width = 0
  let outside = 0
  for (let t = 0; t < actual.length; t += 1) {
    const a = actual[t]
    const low = lower[t]
    const high = upper[t]
    if (a === null || low === null || high === null) continue
    pairs += 1
    width += high - low
    if (a < low) outside += low - a
    else if (a > high) outside += a - high
    else inside += 1
  }
  // from the two sums, each of which is exact for whole numbers
  const penalty = outside > 0 ? (2 * outside) / (1 - level) : 0
  const score = ratio(width + penalty, pairs)
  return {
    pairs,
    coverage: ratio(inside, pairs),
    meanWidth: ratio(width, pairs),
    intervalScore: score,
    msis: score === null || scale === null ? null : ratio(score, scale),
  }
}
