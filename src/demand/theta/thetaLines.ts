/** What the Theta models of one history share: the straight line through its first t values, for each t. */
export interface ThetaLines {
  readonly values: Float64Array
  readonly count: number
  /** Height of the line at period 0 (the first value is period 1), after t values at t. */
  readonly intercepts: Float64Array
  readonly slopes: Float64Array
  /** 1 / t at t, as far as forecasts reach: a division would be half of the work on a step. */
  readonly inverses: Float64Array
}

/**
 * Lines by least squares through the first values, each from the one before.
 *
 * @param horizon - the most periods that will be forecast from any origin
 */
export function thetaLines(values: Float64Array, count: number, horizon: number): ThetaLines {
  const inverses = new Float64Array(count + horizon + 2)
  for (let t = 1; t < inverses.length; t += 1) inverses[t] = 1 / t
  const intercepts = new Float64Array(count + 1)
  const slopes = new Float64Array(count + 1)
  let mean = 0
  for (let t = 1; t <= count; t += 1) {
    const y = values[t - 1]
    slopes[t] = nextSlope(slopes[t - 1], y - mean, t, inverses)
    mean += (y - mean) * inverses[t]
    intercepts[t] = mean - ((t + 1) / 2) * slopes[t]
  }
  return { values, count, intercepts, slopes, inverses }
}

/** Slope of the line through t values from that through t - 1 and what the last one is above their mean. */
function nextSlope(slope: number, above: number, t: number, inverses: Float64Array): number {
  return t === 1 ? 0 : ((t - 2) * slope + 6 * above * inverses[t]) * inverses[t + 1]
}

/** A Theta model with its parameters. */
export interface ThetaFit {
  readonly alpha: number
  /** Share of the line in a forecast, 1 - 1 / theta: 0 is simple exponential smoothing, 1/2 the classical method. */
  readonly share: number
  /** Level before the first period. */
  readonly start: number
  /** Sum of squared one-step errors. */
  readonly squares: number
  /** Whether a forecast takes the line through the values before it, instead of that through all of them. */
  readonly dynamic: boolean
}

/** Values of alpha tried first; the search goes on around the best. */
const GRID: readonly number[] = [0.04, 0.17, 0.35, 0.55, 0.77, 0.96]
const LEAST = 1e-3
const MOST = 0.999
const GOLDEN = 0.3819660112501051
/** Sections after which alpha is known to about a hundredth: the sum of squares is flat around its minimum. */
const SECTIONS = 6
/** The most that the share may be: theta would be infinite at one. */
const MOST_SHARE = 0.999

/**
 * Fits a Theta model by least squares: for a given alpha the best level and the best share are linear, so the search is
 * one over alpha alone.
 *
 * @param share - share of the line, where it is not to be found
 */
export function fitThetaLines(lines: ThetaLines, dynamic: boolean, share?: number): ThetaFit {
  const { values, count, intercepts, slopes } = lines
  const lastIntercept = intercepts[count]
  const lastSlope = slopes[count]
  let best: ThetaFit = { alpha: 0.5, share: share ?? 0, start: 0, squares: Number.POSITIVE_INFINITY, dynamic }
  const squaresAt = (alpha: number): number => {
    const stay = 1 - alpha
    const byAlpha = 1 / alpha
    // error = rest - start * fading - share * line
    let level = 0
    let fading = 1
    let ff = 0
    let fl = 0
    let ll = 0
    let fr = 0
    let lr = 0
    let rr = 0
    for (let t = 1; t <= count; t += 1) {
      const y = values[t - 1]
      const rest = y - level
      const intercept = dynamic ? intercepts[t - 1] : lastIntercept
      const slope = dynamic ? slopes[t - 1] : lastSlope
      const next = fading * stay
      const line = fading * intercept + (1 - next) * byAlpha * slope
      ff += fading * fading
      fl += fading * line
      ll += line * line
      fr += fading * rest
      lr += line * rest
      rr += rest * rest
      level += alpha * rest
      fading = next
    }
    const own = ll - (fl * fl) / ff
    const pull = lr - (fl * fr) / ff
    const found = share ?? bestShare(own, pull, ll)
    const squares = Math.max(0, rr - (fr * fr) / ff - 2 * found * pull + found * found * own)
    if (squares < best.squares) best = { alpha, share: found, start: (fr - found * fl) / ff, squares, dynamic }
    return squares
  }
  let place = 0
  let least = Number.POSITIVE_INFINITY
  GRID.forEach((alpha, k) => {
    const squares = squaresAt(alpha)
    if (squares < least) {
      least = squares
      place = k
    }
  })
  let low = GRID[place - 1] ?? LEAST
  let high = GRID[place + 1] ?? MOST
  let left = low + GOLDEN * (high - low)
  let right = high - GOLDEN * (high - low)
  let atLeft = squaresAt(left)
  let atRight = squaresAt(right)
  for (let k = 0; k < SECTIONS; k += 1) {
    if (atLeft < atRight) {
      high = right
      right = left
      atRight = atLeft
      left = low + GOLDEN * (high - low)
      atLeft = squaresAt(left)
    } else {
      low = left
      left = right
      atLeft = atRight
      right = high - GOLDEN * (high - low)
      atRight = squaresAt(right)
    }
  }
  return best
}

/** One-step forecasts inside the history; levels and powers of 1 - alpha as they stand after t values, at t. */
export interface ThetaPath {
  readonly fitted: Float64Array
  readonly levels: Float64Array
  readonly fadings: Float64Array
}

export function traceTheta(lines: ThetaLines, { alpha, share, start, dynamic }: ThetaFit): ThetaPath {
  const { values, count, intercepts, slopes } = lines
  const fitted = new Float64Array(count)
  const levels = new Float64Array(count + 1)
  const fadings = new Float64Array(count + 1)
  let level = start
  let fading = 1
  levels[0] = level
  fadings[0] = fading
  for (let t = 1; t <= count; t += 1) {
    const seen = dynamic ? t - 1 : count
    const next = fading * (1 - alpha)
    fitted[t - 1] = level + share * (fading * intercepts[seen] + ((1 - next) / alpha) * slopes[seen])
    level += alpha * (values[t - 1] - level)
    fading = next
    levels[t] = level
    fadings[t] = fading
  }
  return { fitted, levels, fadings }
}

/** What a model would have been, its alpha apart, had only the first t values been known: at t. */
export interface ThetaOrigins {
  readonly shares: Float64Array
  /** The level after t values with the start fitted to these. */
  readonly levels: Float64Array
}

/**
 * Fits share and start anew at each origin, by sums that run along: the line through all values, and a share fitted to
 * them, would foresee.
 */
export function refitThetaOrigins(lines: ThetaLines, { alpha, dynamic }: ThetaFit, path: ThetaPath): ThetaOrigins {
  const { values, count, intercepts, slopes } = lines
  const shares = new Float64Array(count + 1)
  const levels = new Float64Array(count + 1)
  // the line is intercept * fading + slope * reach; static lines enter the sums when they are known
  let level = 0
  let ff = 0
  let fr = 0
  let fg = 0
  let gg = 0
  let gr = 0
  for (let t = 1; t <= count; t += 1) {
    const rest = values[t - 1] - level
    const fading = path.fadings[t - 1]
    const reach = (1 - path.fadings[t]) / alpha
    const line = dynamic ? fading * intercepts[t - 1] + reach * slopes[t - 1] : reach
    ff += fading * fading
    fr += fading * rest
    fg += fading * line
    gg += line * line
    gr += line * rest
    level += alpha * rest
    const a = dynamic ? 0 : intercepts[t]
    const b = dynamic ? 1 : slopes[t]
    const fl = a * ff + b * fg
    const ll = a * a * ff + 2 * a * b * fg + b * b * gg
    const lr = a * fr + b * gr
    const share = bestShare(ll - (fl * fl) / ff, lr - (fl * fr) / ff, ll)
    shares[t] = share
    levels[t] = level + path.fadings[t] * ((fr - share * fl) / ff)
  }
  return { shares, levels }
}

/**
 * The share with the least sum of squares, where the start is the best for it.
 *
 * @param own - sum of squares of the line, less what the start explains of it
 * @param pull - sum of line times rest, less the same
 * @param whole - sum of squares of the line
 */
function bestShare(own: number, pull: number, whole: number): number {
  const free = own > 1e-12 * whole ? pull / own : 0
  return Math.min(Math.max(free, 0), MOST_SHARE)
}

/** Where a forecast begins. */
export interface ThetaOrigin {
  /** Number of values known. */
  readonly known: number
  /** After these. */
  readonly level: number
  readonly fading: number
}

/**
 * Forecasts from an origin at which the first `known` values are known, by the line through these: each forecast stands
 * for the value in what follows.
 */
export function extendTheta(
  lines: ThetaLines,
  { alpha, share, dynamic }: Pick<ThetaFit, 'alpha' | 'share' | 'dynamic'>,
  { known, level, fading }: ThetaOrigin,
  points: Float64Array,
): void {
  const { inverses } = lines
  let intercept = lines.intercepts[known]
  let slope = lines.slopes[known]
  let mean = intercept + ((known + 1) / 2) * slope
  let height = level
  let now = fading
  const byAlpha = 1 / alpha
  for (let h = 0; h < points.length; h += 1) {
    const next = now * (1 - alpha)
    const point = height + share * (now * intercept + (1 - next) * byAlpha * slope)
    points[h] = point
    height += alpha * (point - height)
    now = next
    if (!dynamic) continue
    const t = known + h + 1
    slope = nextSlope(slope, point - mean, t, inverses)
    mean += (point - mean) * inverses[t]
    intercept = mean - ((t + 1) / 2) * slope
  }
}
