import type { SquaresSums } from '../../math/minimizeSquares.js'
import type { EtsForm, EtsSeries } from './etsModel.js'

/** Buffers of a sweep over one kind of season, made once for many sweeps. */
export interface EtsSweep {
  /** Season of period t at t modulo the season length; filled anew by each sweep. */
  readonly seasons: Float64Array
  /** Derivatives of the seasons, four to a season. */
  readonly seasonSlopes: Float64Array
}

export function createEtsSweep(seasonLength: number): EtsSweep {
  return { seasons: new Float64Array(seasonLength), seasonSlopes: new Float64Array(4 * seasonLength) }
}

/** The place of each parameter in the point: -1 for one that the form does not have. */
export interface EtsPlaces {
  readonly size: number
  readonly trend: number
  readonly season: number
  readonly damping: number
}

export function placesOf(form: EtsForm): EtsPlaces {
  const trend = form.trend === 0 ? -1 : 1
  const season = form.season === 0 ? -1 : trend === 1 ? 2 : 1
  const damping = form.trend === 2 ? (season === -1 ? 2 : 3) : -1
  const size = 1 + form.trend + (form.season === 0 ? 0 : 1)
  return { size, trend, season, damping }
}

/** One sweep. */
export interface EtsSweepRun {
  readonly places: EtsPlaces
  readonly sweep: EtsSweep
  /** [level, trend, season of period 0, 1, ...] before the first period. */
  readonly start: Float64Array
  /** alpha, beta / alpha, gamma / (1 - alpha), phi: those that the form has, in this order. */
  readonly point: Float64Array
  /** Receives the sums. */
  readonly sums: SquaresSums
}

/**
 * Runs a model over a history and sums up its errors and their derivatives by the smoothing parameters.
 *
 * The residuals are the one-step errors; with a multiplicative error the relative ones, each times the geometric mean of
 * the forecasts, so that for both kinds -2 ln(likelihood) is n ln(sum of squares) up to a constant (Hyndman et al. 2008,
 * section 5.1). The derivatives follow from those of the states by the chain rule, in the same pass.
 */
export function sweepEts(
  form: EtsForm,
  { values, count, seasonLength }: EtsSeries,
  { places, sweep, start, point, sums }: EtsSweepRun,
): void {
  const { seasons, seasonSlopes } = sweep
  const { size } = places
  const season = form.season
  const trended = form.trend !== 0
  const relative = form.error === 1
  const alpha = point[0]
  const ratio = trended ? point[places.trend] : 0
  const gammaRatio = season === 0 ? 0 : point[places.season]
  const gamma = (1 - alpha) * gammaRatio
  const phi = form.trend === 2 ? point[places.damping] : trended ? 1 : 0
  sums.squares = Number.POSITIVE_INFINITY

  let level = start[0]
  let trend = trended ? start[1] : 0
  if (season !== 0) {
    for (let j = 0; j < seasonLength; j += 1) seasons[j] = start[2 + j]
    seasonSlopes.fill(0)
  }
  // derivatives by alpha (a), trend ratio (b), season ratio (g) and damping (p)
  let levelA = 0
  let levelB = 0
  let levelG = 0
  let levelP = 0
  let trendA = 0
  let trendB = 0
  let trendG = 0
  let trendP = 0
  let seasonA = 0
  let seasonB = 0
  let seasonG = 0
  let seasonP = 0

  let squares = 0
  let gradientA = 0
  let gradientB = 0
  let gradientG = 0
  let gradientP = 0
  let aa = 0
  let ab = 0
  let ag = 0
  let ap = 0
  let bb = 0
  let bg = 0
  let bp = 0
  let gg = 0
  let gp = 0
  let pp = 0
  let logs = 0
  let product = 1
  let logA = 0
  let logB = 0
  let logG = 0
  let logP = 0

  let place = 0
  for (let t = 0; t < count; t += 1) {
    const y = values[t]
    const step = phi * trend
    const base = level + step
    const stepA = phi * trendA
    const stepB = phi * trendB
    const stepG = phi * trendG
    const stepP = phi * trendP + trend
    const baseA = levelA + stepA
    const baseB = levelB + stepB
    const baseG = levelG + stepG
    const baseP = levelP + stepP
    let mu = base
    let muA = baseA
    let muB = baseB
    let muG = baseG
    let muP = baseP
    let target = y
    let targetSlope = 0
    if (season !== 0) {
      const s = seasons[place]
      const from = 4 * place
      seasonA = seasonSlopes[from]
      seasonB = seasonSlopes[from + 1]
      seasonG = seasonSlopes[from + 2]
      seasonP = seasonSlopes[from + 3]
      let gap: number
      let gapSlope: number
      if (season === 1) {
        mu = base + s
        muA += seasonA
        muB += seasonB
        muG += seasonG
        muP += seasonP
        target = y - s
        targetSlope = -1
        gap = target - base
        gapSlope = -1
      } else {
        if (!(s > 0 && base > 0)) return
        mu = base * s
        muA = baseA * s + base * seasonA
        muB = baseB * s + base * seasonB
        muG = baseG * s + base * seasonG
        muP = baseP * s + base * seasonP
        target = y / s
        targetSlope = -target / s
        const own = y / base
        gap = own - s
        gapSlope = -own / base
      }
      seasons[place] = s + gamma * gap
      const stay = 1 - gamma
      const move = gamma * gapSlope
      seasonSlopes[from] = stay * seasonA + move * baseA - gammaRatio * gap
      seasonSlopes[from + 1] = stay * seasonB + move * baseB
      seasonSlopes[from + 2] = stay * seasonG + move * baseG + (1 - alpha) * gap
      seasonSlopes[from + 3] = stay * seasonP + move * baseP
      place += 1
      if (place === seasonLength) place = 0
    }
    let e = y - mu
    let slope = -1
    if (relative) {
      if (!(mu > 0)) return
      e /= mu
      slope = -(1 + e) / mu
      product *= mu
      if (product > 1e200 || product < 1e-200) {
        logs += Math.log(product)
        product = 1
      }
      logA += muA / mu
      logB += muB / mu
      logG += muG / mu
      logP += muP / mu
    }
    const errorA = slope * muA
    const errorB = slope * muB
    const errorG = slope * muG
    const errorP = slope * muP
    squares += e * e
    gradientA += e * errorA
    aa += errorA * errorA
    if (size > 1) {
      gradientB += e * errorB
      gradientG += e * errorG
      ab += errorA * errorB
      ag += errorA * errorG
      bb += errorB * errorB
      bg += errorB * errorG
      gg += errorG * errorG
      if (form.trend === 2) {
        gradientP += e * errorP
        ap += errorA * errorP
        bp += errorB * errorP
        gp += errorG * errorP
        pp += errorP * errorP
      }
    }

    const stay = 1 - alpha
    const pull = alpha * targetSlope
    const next = base + alpha * (target - base)
    const nextA = stay * baseA + pull * seasonA + target - base
    const nextB = stay * baseB + pull * seasonB
    const nextG = stay * baseG + pull * seasonG
    const nextP = stay * baseP + pull * seasonP
    if (trended) {
      const change = next - level - step
      trend = step + ratio * change
      trendA = stepA + ratio * (nextA - levelA - stepA)
      trendB = stepB + ratio * (nextB - levelB - stepB) + change
      trendG = stepG + ratio * (nextG - levelG - stepG)
      trendP = stepP + ratio * (nextP - levelP - stepP)
    }
    level = next
    levelA = nextA
    levelB = nextB
    levelG = nextG
    levelP = nextP
  }

  const { gradient, products } = sums
  const put = (i: number, j: number, value: number): void => {
    if (i < 0 || j < 0) return
    products[i * size + j] = value
    products[j * size + i] = value
  }
  const { trend: b, season: g, damping: p } = places
  gradient[0] = gradientA
  if (b >= 0) gradient[b] = gradientB
  if (g >= 0) gradient[g] = gradientG
  if (p >= 0) gradient[p] = gradientP
  put(0, 0, aa)
  put(0, b, ab)
  put(0, g, ag)
  put(0, p, ap)
  put(b, b, bb)
  put(b, g, bg)
  put(b, p, bp)
  put(g, g, gg)
  put(g, p, gp)
  put(p, p, pp)
  sums.squares = squares
  if (!relative) return
  // r = e * mean, mean = exp(mean of ln mu): its derivative adds e * mean * (mean derivative of ln mu)
  const scale = Math.exp((2 * (logs + Math.log(product))) / count)
  const shift = new Float64Array(size)
  shift[0] = logA / count
  if (b >= 0) shift[b] = logB / count
  if (g >= 0) shift[g] = logG / count
  if (p >= 0) shift[p] = logP / count
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      const mixed = shift[i] * gradient[j] + shift[j] * gradient[i]
      const both = squares * shift[i] * shift[j]
      products[i * size + j] = scale * (products[i * size + j] + mixed + both)
    }
  }
  for (let i = 0; i < size; i += 1) {
    gradient[i] = scale * (gradient[i] + squares * shift[i])
  }
  sums.squares = scale * squares
}
