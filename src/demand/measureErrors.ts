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
    const a = actual[t] as number | null
    const f = forecast[t] as number | null
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
function naiveErrors(
  history: readonly (number | null)[],
  seasonLength: number,
): { absolute: number | null; square: number | null } {
  let absolute = 0
  let seasons = 0
  let squares = 0
  let steps = 0
  for (let t = 1; t < history.length; t += 1) {
    const now = history[t] as number | null
    const last = history[t - 1] as number | null
    const season = t >= seasonLength ? (history[t - seasonLength] as number | null) : null
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
