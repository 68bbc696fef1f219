import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import type { Driver } from './types.js'
import { boundAhead, type GoOn } from './boundAhead.js'
import { driverMeaning, readDriver } from './driverMeaning.js'
import { constantDriver, driverFilled } from './notices.js'

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
}

/**
 * The drivers as columns for a regression; one that does not vary where the history was observed is left out with a
 * warning, and one that goes beyond what was seen is bounded, and named.
 */
export function driverColumns(
  drivers: readonly Driver[],
  history: Pick<MethodHistory, 'start' | 'count' | 'actual'>,
  { horizon, path }: Pick<MethodRequest, 'horizon' | 'path'>,
  { goOn, warnings }: { readonly goOn: GoOn; readonly warnings: Notice[] },
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
    const ahead = values.subarray(count)
    const inUnits = (value: number): number => (log ? Math.exp(center + size * value) : center + size * value)
    const range = { driverId: id, path, low: (low - center) / size, high: (high - center) / size, inUnits }
    ahead.set(boundAhead(ahead, driver.values.slice(start + count), goOn, range, warnings))
    const likelyChange = driverMeaning(read, log).deviation * size
    columns.push({ id, isLog: log, values, center, size, likelyChange })
  }
  return columns
}
