import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import type { Driver } from './types.js'
import { driverMeaning, readDriver } from './driverMeaning.js'
import { constantDriver, driverExtrapolated, driverFilled } from './notices.js'

/** A driver over history and horizon, centered and of size one: (value - center) / size. */
export interface DriverColumn {
  readonly id: string
  /** Whether the values are logarithms of the driver. */
  readonly isLog: boolean
  readonly values: Float64Array
  readonly center: number
  readonly size: number
  /** Change of the logarithm of demand for one unit of the column that is thought likely before any was seen. */
  readonly likelyChange: number
  /** Least and largest value where demand was observed. */
  readonly low: number
  readonly high: number
}

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
  const seen = Array.from({ length: count }, (_, t) => actual[t] !== null)
  for (const driver of drivers) {
    const { id, log = false } = driver
    const read = readDriver({ ...driver, values: driver.values.slice(0, start + count + horizon) }, log, seen, start)
    const { center, low, high, unknown } = read
    const place = { path: `${path}: ${id}`, value: { driverId: id } }
    if (read.isConstant) {
      warnings.push(createNotice(constantDriver, place))
      continue
    }
    if (unknown > 0) {
      warnings.push(createNotice(driverFilled, { ...place, value: { driverId: id, unknown, of: count } }))
    }
    const size = high - low
    // of a driver that is not known, nothing departs from the mean
    const values = read.values.map((value) => (Number.isNaN(value) ? 0 : (value - center) / size))
    const likelyChange = driverMeaning(read, log).deviation * size
    columns.push({
      id,
      isLog: log,
      values,
      center,
      size,
      likelyChange,
      low: (low - center) / size,
      high: (high - center) / size,
    })
    for (let t = count; t < count + horizon; t += 1) {
      const value = read.values[t]
      if (value >= low - size && value <= high + size) continue
      warnings.push(createNotice(driverExtrapolated, place))
      break
    }
  }
  return columns
}
