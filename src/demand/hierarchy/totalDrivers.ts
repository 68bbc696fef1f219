import type { Driver } from '../drivers/types.js'
import type { TimeSeries } from '../types.js'

/**
 * What moves a total: the mean of the drivers of its series, by what each of them sells; only of drivers that all of them have, as
 * no price of one item is that of a group. Series end together, and one that begins later has no say before.
 *
 * @param length - periods of the longest of the histories that totals are made of
 */
export function totalDrivers(series: readonly TimeSeries[], length: number): Driver[] {
  const [first] = series
  const shared = (first?.drivers ?? []).filter(({ id }) =>
    series.every(({ drivers = [] }) => drivers.some((driver) => driver.id === id)),
  )
  const sold = series.map(({ values }) => values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0))
  return shared.map((driver): Driver => {
    const parts = series.map(({ drivers = [], values }, n) => ({
      values: drivers.find(({ id }) => id === driver.id)?.values ?? [],
      late: length - values.length,
      weight: sold[n] ?? 0,
    }))
    const ahead = driver.values.length - (first?.values.length ?? 0)
    const values = Array.from({ length: length + ahead }, (_, t): number | null => {
      let [sum, weights, mean, known] = [0, 0, 0, 0]
      for (const { values: own, late, weight } of parts) {
        const value = own[t - late] ?? null
        if (t < late || value === null) continue
        known += 1
        mean += (value - mean) / known
        sum += weight * value
        weights += weight
      }
      if (known === 0) return null
      // series that sold nothing have no weight: all count alike then
      return weights > 0 ? sum / weights : mean
    })
    return { ...driver, values }
  })
}
