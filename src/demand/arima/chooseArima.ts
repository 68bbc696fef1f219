import type { ArimaOrders } from './armaPolynomials.js'
import { type ArimaData, type ArimaFit, closeRoots, fitArima, type FitEffort } from './fitArima.js'

/** What of a model is given; the rest is searched. */
export interface FixedParts {
  readonly order?: readonly [number, number] | undefined
  readonly seasonalOrder?: readonly [number, number] | undefined
  readonly constant?: boolean | undefined
}

export interface ArimaChoice {
  readonly differences: { readonly d: number; readonly D: number; readonly m: number }
  readonly fixed: FixedParts
  /** The likelihood is read at the estimates of conditional least squares during the search, and at the end too. */
  readonly conditional: { readonly search: boolean; readonly end: boolean }
  /** Whether one more difference, of the season or of the level, may be asked for instead of a model. */
  readonly mayDifference: { readonly season: boolean; readonly level: boolean }
}

/** Orders of one candidate: p, q, P, Q and whether it has a constant. */
interface Candidate {
  readonly p: number
  readonly q: number
  readonly P: number
  readonly Q: number
  readonly constant: boolean
}

const MOST = { order: 5, seasonal: 2 }
const MOST_MODELS = 94
/** Longest season that has orders; the state is as long, and a longer season is only ever taken out by a difference. */
export const LONGEST_SEASON = 350

/** Neighbors of a model, in the order in which they are tried. */
const MOVES: readonly (readonly [p: number, q: number, P: number, Q: number])[] = [
  [0, 0, -1, 0],
  [0, 0, 0, -1],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [0, 0, -1, -1],
  [0, 0, -1, 1],
  [0, 0, 1, -1],
  [0, 0, 1, 1],
  [-1, 0, 0, 0],
  [0, -1, 0, 0],
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [-1, -1, 0, 0],
  [1, -1, 0, 0],
  [-1, 1, 0, 0],
  [1, 1, 0, 0],
]

/**
 * Chooses p, q, P, Q and the constant by AICc, step by step from four simple models to the best neighbor.
 *
 * Source: Hyndman and Khandakar, "Automatic time series forecasting: the forecast package for R", Journal of Statistical
 * Software 27 (2008), section 3.2. Candidates whose polynomials have a root within 1.01 of the unit circle are out.
 *
 * Where the search went by estimates of conditional least squares, the best model may lose its clear roots when it is
 * estimated in full: an autoregression that ends on the unit circle is a difference that was not taken, and the answer may
 * be to take it (Gómez and Maravall, "Automatic modeling methods for univariate series", in A Course in Time Series Analysis,
 * 2001).
 *
 * @param data - every column of the design; the last one is the constant where `hasConstant`
 */
export function chooseArima(data: ArimaData, hasConstant: boolean, choice: ArimaChoice): ArimaFit | 'season' | 'level' {
  const { differences, fixed, conditional, mayDifference } = choice
  const { d, D, m } = differences
  const limit = (most: number, span: number): number => Math.min(most, Math.floor(data.count / (3 * span)))
  const most = limit(MOST.order, 1)
  const mostSeasonal = m > 1 && m <= LONGEST_SEASON ? limit(MOST.seasonal, m) : 0
  const tried = new Map<string, number>()
  const found: { fit: ArimaFit; candidate: Candidate; aicc: number }[] = []
  let best: Candidate | undefined
  let least = Number.POSITIVE_INFINITY

  const dataOf = (constant: boolean): ArimaData =>
    constant || !hasConstant ? data : { ...data, columns: data.columns - 1 }
  const isGiven = fixed.order !== undefined && fixed.seasonalOrder !== undefined
  const isAdmissible = (fit: ArimaFit): boolean => isGiven || closeRoots(fit).length === 0
  const ordersOf = ({ p, q, P, Q }: Candidate): ArimaOrders => ({ p, d, q, P, D, Q, m })
  /** Puts what is fixed in its place, and fits a candidate that is allowed and new. */
  const consider = (wish: Candidate): boolean => {
    const [p, q] = fixed.order ?? [wish.p, wish.q]
    const [P, Q] = fixed.seasonalOrder ?? [wish.P, wish.Q]
    const constant = hasConstant && (fixed.constant ?? wish.constant)
    if (fixed.order === undefined && (Math.min(p, q) < 0 || Math.max(p, q) > most)) return false
    if (fixed.seasonalOrder === undefined && (Math.min(P, Q) < 0 || Math.max(P, Q) > mostSeasonal)) return false
    const candidate = { p, q, P, Q, constant }
    const key = `${p} ${q} ${P} ${Q} ${constant}`
    if (tried.has(key) || tried.size >= MOST_MODELS) return false
    const fit = fitArima(dataOf(constant), ordersOf(candidate), { stage: 'search', conditional: conditional.search })
    const aicc = isAdmissible(fit) ? fit.aicc : Number.POSITIVE_INFINITY
    tried.set(key, aicc)
    found.push({ fit, candidate, aicc: Number.isNaN(aicc) ? Number.POSITIVE_INFINITY : aicc })
    if (!(aicc < least)) return false
    least = aicc
    best = candidate
    return true
  }

  for (const constant of [true, false]) {
    const simple = { p: 0, q: 0, P: 0, Q: 0, constant }
    consider(simple)
  }
  const two = Math.min(2, most)
  const one = Math.min(1, most)
  const oneSeasonal = Math.min(1, mostSeasonal)
  consider({ p: two, q: two, P: oneSeasonal, Q: oneSeasonal, constant: true })
  consider({ p: one, q: 0, P: oneSeasonal, Q: 0, constant: true })
  consider({ p: 0, q: one, P: 0, Q: oneSeasonal, constant: true })

  let moved = best !== undefined
  while (moved) {
    moved = false
    const from: Candidate = best as Candidate
    for (const [p, q, P, Q] of MOVES) {
      moved = consider({ p: from.p + p, q: from.q + q, P: from.P + P, Q: from.Q + Q, constant: from.constant })
      if (moved) break
    }
    if (!moved) moved = consider({ ...from, constant: !from.constant })
  }

  found.sort((a, b) => a.aicc - b.aicc)
  const finish: FitEffort = { stage: 'finish', conditional: conditional.end }
  for (const { fit, candidate, aicc } of found) {
    if (aicc === Number.POSITIVE_INFINITY) break
    const own = dataOf(candidate.constant)
    const orders = ordersOf(candidate)
    const exact = conditional.end || !conditional.search
    const near = exact ? fit : fitArima(own, orders, { stage: 'search', conditional: false }, fit.free)
    const finished = isAdmissible(near) ? fitArima(own, orders, finish, near.free) : near
    if (isAdmissible(finished)) return finished
    const close = closeRoots(finished)
    if (mayDifference.season && close.includes('seasonalAr')) return 'season'
    if (mayDifference.level && close.includes('ar')) return 'level'
  }
  const [p, q] = fixed.order ?? [0, 0]
  const [P, Q] = fixed.seasonalOrder ?? [0, 0]
  const constant = hasConstant && (fixed.constant ?? true)
  return fitArima(dataOf(constant), { p, d, q, P, D, Q, m }, finish)
}
