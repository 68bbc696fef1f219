import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { MethodHistory, MethodRequest } from '../forecastMethod.js'
import type { DesignColumn } from './design.js'
import { boundAhead, cutOff } from '../drivers/boundAhead.js'
import type { ArimaRegressor } from './types.js'
import { regressorCollinear, regressorConstant, regressorFilled } from './notices.js'

/** A driver over the periods of the history that are used and those ahead, divided by a power of two. */
export interface ScaledColumn extends DesignColumn {
  readonly scale: number
}

/**
 * Cuts drivers to the periods that are used, and leaves out, with a warning, those that tell nothing. Ahead they go beyond what was
 * seen by the width of that range, and no further.
 */
export function readRegressors(
  regressors: readonly ArimaRegressor[],
  { start, count }: MethodHistory,
  { horizon, path }: MethodRequest,
  warnings: Notice[],
): ScaledColumn[] {
  const columns: ScaledColumn[] = []
  for (const { id, values } of regressors) {
    const given = values.slice(start, start + count + horizon)
    const first = given.find((value) => value !== null) ?? 0
    let last = first
    const used = given.map((value) => {
      last = value ?? last
      return last
    })
    if (used.slice(0, count).every((value) => value === first)) {
      warnings.push(createNotice(regressorConstant, { path, value: { driverId: id } }))
      continue
    }
    const unknown = given.filter((value) => value === null).length
    if (unknown > 0) {
      warnings.push(createNotice(regressorFilled, { path, value: { driverId: id, unknown, of: count } }))
    }
    const past = used.slice(0, count)
    const range = { low: Math.min(...past), high: Math.max(...past), driverId: id, path, inUnits: (one: number) => one }
    const bounded = boundAhead(Float64Array.from(used.slice(count)), given.slice(count), cutOff, range, warnings)
    used.splice(count, bounded.length, ...bounded)
    const largest = past.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    let scale = 1
    while (scale * 2 <= largest) scale *= 2
    while (scale > largest && scale > 1e-300) scale /= 2
    columns.push({ id, values: Float64Array.from(used, (value) => value / scale), scale })
  }
  return columns
}

/** Warns of drivers that a design could not take. */
export function warnDropped(ids: readonly string[], path: string, warnings: Notice[]): void {
  for (const id of ids) {
    warnings.push(createNotice(regressorCollinear, { path, value: { driverId: id } }))
  }
}
