import { createNotice, type Notice } from '../../core/notices/notices.js'
import type { Driver } from '../drivers/types.js'
import { findStrayDemand } from '../history/findStrayDemand.js'
import { strayDemand } from '../history/notices.js'
import { removeEffects } from './applyEffects.js'
import { effectColumns } from './effectColumns.js'
import { estimateEffects } from './estimateEffects.js'

/** Tells values of a history that are most likely slips, and that no driver explains; nothing is changed. */
export function tellStrayDemand(
  values: readonly (number | null)[],
  drivers: readonly Driver[],
  { seasonLength, path, offset }: { readonly seasonLength: number; readonly path: string; readonly offset: number },
  warnings: Notice[],
): void {
  const strays = findStrayDemand(values, seasonLength)
  if (strays.length === 0) return
  const unexplained =
    drivers.length === 0
      ? undefined
      : new Set(
          findStrayDemand(withoutDrivers(values, drivers, seasonLength), seasonLength).map(({ period }) => period),
        )
  for (const { period, given, usual } of strays) {
    if (unexplained?.has(period) === false) continue
    const periodIndex = period + offset
    const value = { periodIndex, given, usual }
    warnings.push(createNotice(strayDemand, { path: `${path}[${periodIndex}]`, value }))
  }
}

function withoutDrivers(
  values: readonly (number | null)[],
  drivers: readonly Driver[],
  seasonLength: number,
): readonly (number | null)[] {
  const seen = values.map((value) => value !== null)
  const history = drivers.map((driver) => ({ ...driver, values: driver.values.slice(0, values.length) }))
  const columns = effectColumns(history, seen, { path: '' }, [])
  return removeEffects(values, { columns, ...estimateEffects(values, columns, seasonLength) })
}
