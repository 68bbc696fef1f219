/**
 * Degrees of freedom that a local mean over evenly spaced values takes up: the trace of its matrix, the sum of what each
 * value weighs in its own smooth one (Cleveland and Devlin, Journal of the American Statistical Association 83, 1988).
 */
export function loessFreedom(count: number, window: number): number {
  if (window === Number.POSITIVE_INFINITY) return 1
  const half = window >> 1
  const beyond = window > count ? (window - count) >> 1 : 0
  let trace = 0
  let inner = 0
  for (let place = 0; place < count; place += 1) {
    const from = Math.max(0, Math.min(place - half, count - window))
    const to = Math.min(count, from + window)
    const isInner = place - from === half && to - 1 - place === half
    if (isInner && inner > 0) {
      trace += inner
      continue
    }
    const reach = Math.max(place - from, to - 1 - place) + beyond
    let sum = 0
    for (let t = from; t < to; t += 1) {
      const share = Math.abs(t - place) / reach
      const rest = share < 1 ? 1 - share * share * share : 0
      sum += rest * rest * rest
    }
    const own = sum > 0 ? 1 / sum : 1
    trace += own
    if (isInner) inner = own
  }
  return trace
}
