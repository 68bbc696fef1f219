import { createNotice, type Notice } from '../../core/notices.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import type { Driver } from './types.js'
import { constantDriver, driverExtrapolated } from './notices.js'

/** A driver over history and horizon, centered and of size one: (value - center) / size. */
export interface DriverColumn {
  readonly id: string
  readonly values: Float64Array
  readonly center: number
  readonly size: number
  /** Change, in columns of size one, that counts as a usual one: from 0 to 1 for flags, two deviations for others. */
  readonly usualChange: number
}

/** Share of its size under which a driver does not vary but by rounding. */
const LEAST_CHANGE = 1e-12

/**
 * The drivers as columns for a regression; one that does not vary where the history was observed is left out with a
 * warning, and one that goes far beyond what was seen is named.
 */
export function driverColumns(
  drivers: readonly Driver[],
  history: Pick<MethodHistory, 'start' | 'count' | 'actual'>,
  { horizon, path }: Pick<MethodRequest, 'horizon' | 'path'>,
  warnings: Notice[],
): DriverColumn[] {
  const { start, count, actual } = history
  const columns: DriverColumn[] = []
  for (const { id, values, log = false } of drivers) {
    const read = (t: number): number => {
      const value = values[start + t]
      return log ? Math.log(value) : value
    }
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    let center = 0
    let seen = 0
    for (let t = 0; t < count; t += 1) {
      if (actual[t] === null) continue
      low = Math.min(low, read(t))
      high = Math.max(high, read(t))
      seen += 1
      center += (read(t) - center) / seen
    }
    const size = high - low
    if (!(size > LEAST_CHANGE * Math.max(Math.abs(low), Math.abs(high)))) {
      warnings.push(createNotice(constantDriver, { path: `${path}: ${id}`, value: { driverId: id } }))
      continue
    }
    const column = Float64Array.from({ length: count + horizon }, (_, t) => (read(t) - center) / size)
    let squares = 0
    let isFlag = true
    for (let t = 0; t < count; t += 1) {
      if (actual[t] === null) continue
      const value = column[t]
      squares += value * value
      if (read(t) !== low && read(t) !== high) isFlag = false
    }
    columns.push({ id, values: column, center, size, usualChange: isFlag ? 1 : 2 * Math.sqrt(squares / seen) })
    for (let t = count; t < count + horizon; t += 1) {
      if (read(t) >= low - size && read(t) <= high + size) continue
      warnings.push(createNotice(driverExtrapolated, { path: `${path}: ${id}`, value: { driverId: id } }))
      break
    }
  }
  return columns
}
