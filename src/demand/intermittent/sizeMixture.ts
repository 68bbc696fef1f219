/** Demand that is zero with some probability and else one of the sizes seen, each as likely. */
export interface SizeMixture {
  /** Probability of a demand, 0 to 1. */
  readonly probability: number
  /** Sizes in rising order. */
  readonly sizes: Float64Array
  readonly variance: number
}

/**
 * Mixture of no demand and the sizes of the history, with a given mean.
 *
 * The mean sets the probability of a demand; where demand in every period would not make it up, the sizes grow instead.
 * Willemain, Smart and Schwarz, "A new approach to forecasting intermittent demand for service parts inventories",
 * International Journal of Forecasting 20 (2004), draw from the sizes of the history in the same way.
 */
export function createSizeMixture(values: Float64Array, rate: number): SizeMixture {
  const sizes = values.filter((value) => value > 0).sort()
  const count = sizes.length
  let mean = 0
  for (const size of sizes) mean += size / count
  if (count === 0 || !(rate > 0)) return { probability: 0, sizes, variance: 0 }
  const probability = Math.min(1, rate / mean)
  const growth = rate / (probability * mean)
  let squares = 0
  for (let k = 0; k < count; k += 1) {
    const size = sizes[k] * growth
    sizes[k] = size
    squares += (size * size) / count
  }
  return { probability, sizes, variance: Math.max(0, probability * squares - rate * rate) }
}

/** Smallest demand of the mixture that is not exceeded with the given probability. */
export function mixtureQuantile({ probability, sizes }: SizeMixture, wanted: number): number {
  const none = 1 - probability
  if (sizes.length === 0 || wanted <= none) return 0
  // a share such as 0.95 of 20 sizes is the 19th, whatever rounding says
  const place = Math.ceil(((wanted - none) / probability) * sizes.length - 1e-9) - 1
  return sizes[Math.max(0, Math.min(sizes.length - 1, place))]
}
