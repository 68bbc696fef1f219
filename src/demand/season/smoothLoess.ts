/** How one series of evenly spaced values is smoothed. */
export interface LoessSettings {
  /** Number of neighbors that count, an odd number. */
  readonly window: number
  /** 0 for a local mean, 1 for a local line. */
  readonly degree: 0 | 1
  /** Every how many places the curve is computed; straight lines join them. */
  readonly jump: number
}

/**
 * Locally weighted regression over evenly spaced values, with tricube weights.
 *
 * Source: Cleveland, Cleveland, McRae and Terpenning, "STL: a seasonal-trend decomposition procedure based on loess",
 * Journal of Official Statistics 6 (1990), sections 2.2 and 3.4 (the jumps).
 *
 * @param weights - what each value counts beside its distance; all alike where not given
 * @param smooth - receives the curve at the places of the values
 */
export function smoothLoess(
  values: Float64Array,
  count: number,
  settings: LoessSettings,
  smooth: Float64Array,
  weights?: Float64Array,
): void {
  const last = count - 1
  const step = Math.max(1, Math.min(settings.jump, last))
  // away from the ends all neighborhoods are alike and even-sided, where a line is no better than a mean
  const half = settings.window >> 1
  const shares = weights === undefined && settings.window <= count ? innerShares(half) : undefined
  const at = (place: number): number =>
    shares !== undefined && place >= half && place + half <= last
      ? innerMean(values, place, shares)
      : loessAt(values, count, settings, place, weights)
  let from = 0
  smooth[0] = at(0)
  while (from < last) {
    const to = Math.min(from + step, last)
    const start = smooth[from]
    const end = at(to)
    const slope = (end - start) / (to - from)
    for (let t = from + 1; t < to; t += 1) smooth[t] = start + slope * (t - from)
    smooth[to] = end
    from = to
  }
}

/** Tricube weights by distance, as shares of their sum over both sides. */
function innerShares(half: number): Float64Array {
  const shares = new Float64Array(half)
  let sum = -1
  for (let away = 0; away < half; away += 1) {
    const share = away / half
    const rest = 1 - share * share * share
    shares[away] = rest * rest * rest
    sum += 2 * shares[away]
  }
  for (let away = 0; away < half; away += 1) shares[away] = shares[away] / sum
  return shares
}

function innerMean(values: Float64Array, place: number, shares: Float64Array): number {
  let mean = shares[0] * values[place]
  for (let away = 1; away < shares.length; away += 1) {
    mean += shares[away] * (values[place - away] + values[place + away])
  }
  return mean
}

/**
 * The curve at one place, which may lie before or behind the values. Where none of the neighbors has a weight, the
 * nearest value stands for it.
 *
 * A window beyond the values widens their reach by half of what it exceeds them by, as R's `stl` has it; the paper
 * stretches it in proportion. For a window without end the two are the same.
 */
export function loessAt(
  values: Float64Array,
  count: number,
  { window, degree }: LoessSettings,
  place: number,
  weights?: Float64Array,
): number {
  const from = Math.max(0, Math.min(place - (window >> 1), count - window))
  const to = Math.min(count, from + window)
  const beyond = window > count ? (window - count) >> 1 : 0
  const perPlace = 1 / (Math.max(place - from, to - 1 - place) + beyond)
  let w0 = 0
  let w1 = 0
  let w2 = 0
  let y0 = 0
  let y1 = 0
  for (let t = from; t < to; t += 1) {
    const away = t - place
    const share = Math.abs(away) * perPlace
    if (share >= 1) continue
    const rest = 1 - share * share * share
    let weight = rest * rest * rest
    if (weights !== undefined) weight *= weights[t]
    const y = weight * values[t]
    w0 += weight
    w1 += weight * away
    w2 += weight * away * away
    y0 += y
    y1 += y * away
  }
  if (!(w0 > 0)) return place >= 0 && place < count ? values[place] : Number.NaN
  const spread = w0 * w2 - w1 * w1
  return degree === 1 && spread > 1e-9 * w0 * w2 ? (w2 * y0 - w1 * y1) / spread : y0 / w0
}
