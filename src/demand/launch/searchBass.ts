import { createSimplexWorkspace, minimizeSimplex } from '../../math/minimizeSimplex.js'
import { bassShares } from './bassForecast.js'

/** Coefficients of the least sum of squares. */
export interface BassCoefficients {
  readonly innovation: number
  readonly imitation: number
  /** Whether the search ended at the edge of what the coefficients may be. */
  readonly isAtBound: boolean
}

/** Below this innovation the market size would be more than a million times the first period's sales. */
const SMALLEST = 1e-6
const BOX = { lower: [Math.log(SMALLEST), 0], upper: [0, 1], step: [0.5, 0.1] }

/**
 * The coefficients whose curve comes nearest to the sales; the market size follows from them, as the curve is
 * proportional to it. Searched in (ln p, q) from the best of a grid and the given start.
 */
export function searchBass(
  sales: Float64Array,
  marketSize: number | undefined,
  start: { readonly innovation: number; readonly imitation: number } | null,
): BassCoefficients {
  let scale = 0
  for (let t = 0; t < sales.length; t += 1) scale = Math.max(scale, sales[t])
  const scaled = sales.map((units) => units / scale)
  const size = marketSize === undefined ? undefined : marketSize / scale
  const evaluate = (point: Float64Array): number => squaresAt(Math.exp(point[0]), point[1], scaled, size)
  const starts: number[][] = []
  for (const innovation of [1e-4, 0.001, 0.005, 0.02, 0.05, 0.2]) {
    for (const imitation of [0, 0.1, 0.2, 0.35, 0.5, 0.7]) starts.push([Math.log(innovation), imitation])
  }
  if (start !== null && start.innovation + start.imitation <= 1) {
    starts.push([Math.log(Math.max(start.innovation, SMALLEST)), start.imitation])
  }
  const tried = starts.map((point) => ({ point, value: evaluate(Float64Array.from(point)) }))
  tried.sort((a, b) => a.value - b.value)
  const workspace = createSimplexWorkspace(2)
  const options = { ...BOX, tolerance: 1e-14, maxEvaluations: 800, maxRestarts: 6, restartGain: 1e-14 }
  let best = { point: [0, 0] as readonly number[], value: Number.POSITIVE_INFINITY }
  for (const { point } of tried.slice(0, 3)) {
    const found = minimizeSimplex(evaluate, point, 2, options, workspace)
    if (found.value < best.value) best = { point: Array.from(found.point), value: found.value }
  }
  const innovation = Math.exp(best.point[0])
  const imitation = best.point[1]
  const isAtBound = innovation < SMALLEST * 1.01 || imitation < 1e-9 || innovation + imitation > 0.999
  return { innovation, imitation, isAtBound }
}

function squaresAt(innovation: number, imitation: number, sales: Float64Array, marketSize: number | undefined): number {
  if (innovation + imitation > 1) return Number.POSITIVE_INFINITY
  const shares = bassShares(innovation, imitation, sales.length)
  const size = marketSize ?? sizeOfMarket(sales, shares)
  let squares = 0
  for (let t = 0; t < sales.length; t += 1) {
    const residual = sales[t] - size * shares[t]
    squares += residual * residual
  }
  return squares
}

/** The market size that brings a curve nearest to the sales: least squares with one factor. */
export function sizeOfMarket(sales: Float64Array, shares: Float64Array): number {
  let products = 0
  let squares = 0
  for (let t = 0; t < sales.length; t += 1) {
    const share = shares[t]
    products += share * sales[t]
    squares += share * share
  }
  return squares > 0 ? products / squares : 0
}
