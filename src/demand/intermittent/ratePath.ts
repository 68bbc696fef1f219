/** What a method for intermittent demand makes of a history: the mean demand per period, as it saw it over time. */
export interface RatePath {
  /** Mean demand per period after the last value. */
  readonly rate: number
  /** Mean demand per period as known before each value; zero while nothing was known. */
  readonly fitted: Float64Array
  /** Figures without a unit. */
  readonly ratios: Readonly<Record<string, number | number[]>>
  /** Figures in the unit of the values. */
  readonly levels: Readonly<Record<string, number | number[]>>
}

/** Sizes of the demands of a history and the periods between them. */
export interface DemandPattern {
  /** Values above zero. */
  readonly demands: number
  readonly meanSize: number
  /** Mean of the periods from one demand to the next, the first counted from the beginning. */
  readonly meanInterval: number
}

/** Counts and averages the demands among the first `count` values. */
export function describeDemands(values: Float64Array, count: number): DemandPattern {
  let demands = 0
  let sizes = 0
  let last = -1
  for (let t = 0; t < count; t += 1) {
    const value = values[t]
    if (!(value > 0)) continue
    demands += 1
    sizes += value
    last = t
  }
  if (demands === 0) return { demands, meanSize: 0, meanInterval: count }
  return { demands, meanSize: sizes / demands, meanInterval: (last + 1) / demands }
}
