/** The line y = level + slope x that is nearest to points, by least squares. */
export interface PointLine {
  readonly slope: number
  readonly level: number
  readonly meanX: number
  readonly meanY: number
  /** Sum of squares of x about its mean. */
  readonly squares: number
}

/** Fits a line to points of which not all have one x. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): PointLine {
  const meanOf = (value: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + value(point), 0) / points.length
  const [meanX, meanY] = [meanOf(([x]) => x), meanOf(([, y]) => y)]
  // About the means, where squares cannot cancel.
  const squares = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / squares
  return { slope, level: meanY - slope * meanX, meanX, meanY, squares }
}
