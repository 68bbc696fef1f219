import { normalCdf, normalPdf, normalQuantile } from '../../math/normal.js'

/** One stated point of a distribution: the demand that is not exceeded with a probability. */
export interface StatedPoint {
  /** Between 0 and 1, neither of them. */
  readonly probability: number
  readonly value: number
}

/** A demand from zero whose quantile is a broken line of the normal score. */
export interface QuantileLine {
  /** The demand at a normal score. */
  readonly at: (score: number) => number
  /** Root mean squared distance from a value. */
  readonly distanceFrom: (value: number) => number
}

/** A straight piece from one score to the next: value = start + slope x score. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly slope: number
}

const lineBetween = (a: readonly [number, number], b: readonly [number, number]): Omit<Piece, 'from' | 'to'> => {
  const slope = (b[1] - a[1]) / (b[0] - a[0])
  return { slope, start: a[1] - slope * a[0] }
}

/** Density and score x density, which vanish at either end. */
const density = (score: number): number => (Number.isFinite(score) ? normalPdf(score) : 0)
const scoreDensity = (score: number): number => (Number.isFinite(score) ? score * normalPdf(score) : 0)

/** What a piece adds to the mean of (value - center)^2 under the normal density, by the density's own integrals. */
function squaresOf({ from, to, start, slope }: Piece, center: number): number {
  const share = normalCdf(to) - normalCdf(from)
  const first = density(from) - density(to)
  const second = share - (scoreDensity(to) - scoreDensity(from))
  const offset = start - center
  return offset * offset * share + 2 * offset * slope * first + slope * slope * second
}

/**
 * The distribution through stated points: straight in the normal score between two of them, as a normal distribution is
 * through all, and beyond the last on either side as between the last two. Nothing lies below zero. One point alone is a
 * normal distribution around the mean.
 */
export function quantileLine(points: readonly StatedPoint[], mean: number): QuantileLine {
  const known = points
    .map(({ probability, value }) => [normalQuantile(probability), value] as const)
    .sort((a, b) => a[0] - b[0])
  const [only] = known
  if (known.length === 1 && only !== undefined) known.splice(only[0] > 0 ? 0 : 1, 0, [0, mean])
  const pieces = known.slice(1).map((point, n): Piece => {
    const before = known[n]
    const isFirst = n === 0
    const isLast = n === known.length - 2
    return {
      from: isFirst ? Number.NEGATIVE_INFINITY : before[0],
      to: isLast ? Number.POSITIVE_INFINITY : point[0],
      ...lineBetween(before, point),
    }
  })
  const [first] = pieces
  if (first !== undefined && first.slope > 0) {
    const zero = Math.min(-first.start / first.slope, first.to)
    pieces.splice(0, 1, { from: first.from, to: zero, start: 0, slope: 0 }, { ...first, from: zero })
  }
  return {
    at: (score) => {
      const piece = pieces.find(({ to }) => score <= to)
      return piece === undefined ? mean : Math.max(0, piece.start + piece.slope * score)
    },
    distanceFrom: (value) =>
      Math.sqrt(
        Math.max(
          0,
          pieces.reduce((sum, piece) => sum + squaresOf(piece, value), 0),
        ),
      ),
  }
}
