/**
 * A curve over another number of periods, its total kept: each old period is spread evenly over the time it covers.
 */
export function stretchCurve(values: readonly number[], periods: number): number[] {
  if (values.length === periods) return [...values]
  const result = new Array<number>(periods).fill(0)
  const perOld = periods / values.length
  values.forEach((value, place) => {
    const start = place * perOld
    const end = place === values.length - 1 ? periods : start + perOld
    for (let t = Math.floor(start); t < periods && t < end; t += 1) {
      const share = (Math.min(end, t + 1) - Math.max(start, t)) / (end - start)
      if (share > 0) result[t] = result[t] + value * share
    }
  })
  return result
}
